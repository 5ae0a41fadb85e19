package souverain.lib_test

import data.souverain.lib

test_settled_means_every_requirement_is_met[name] if {
	some name, case in {
		"nothing asked": {"rules": [], "countries": ["US"], "settled": {"paris"}},
		"met": {"rules": ["storage-outside-zone"], "countries": ["FR"], "settled": {"paris"}},
		"not met": {"rules": ["storage-outside-zone"], "countries": ["US"], "settled": set()},
		"not met for copies": {"rules": ["cross-border-copy"], "countries": ["US"], "settled": set()},
		"one of two met": {
			"rules": ["extra-eu-jurisdiction", "storage-outside-zone"],
			"countries": ["US"],
			"settled": set(),
		},
		"of no concern": {"rules": ["extra-eu-jurisdiction"], "countries": ["US"], "settled": {"paris"}},
		"not agreed": {"rules": ["contract"], "countries": ["FR"], "settled": set()},
		"not certified": {"rules": ["unqualified-offer"], "countries": ["FR"], "settled": set()},
	}
	facts := document(
		[requirement(case.rules, {"zone": "EEA"})],
		{"places": {"paris": place({"countries": proven(case.countries)})}},
	)
	lib.settled == case.settled with input as facts
}

test_nothing_is_settled_beside_rules_of_a_user if {
	facts := document([], {"resources": [store(0, [at("paris")])]})
	lib.settled == {"paris"} with input as facts
	lib.settled == set() with input as facts with data.souverain.own_revision as "theirs"
	lib.spots == {["paris", "primary", "", true]: {0}} with input as facts with data.souverain.own_revision as "theirs"
}

test_passes_leave_out_who_is_held_back if {
	facts := document([requirement(["storage-outside-zone"], {"zone": "EEA"})], {"resources": [
		store(0, [at("paris")]),
		store(1, [at("nowhere")]),
		store(2, [at("paris"), at("nowhere")]),
	]})
	answer := lib.passed({"id": "R"}, {["nowhere", "primary", "", true]}) with input as facts
	answer == {"requirement": "R", "status": "pass", "subjects": [0]}
}

test_no_pass_without_subjects if {
	facts := document([], {"resources": []})
	not lib.passed({"id": "R"}, set()) with input as facts
}

test_a_role_of_no_known_word_is_both if {
	lib.primary("mirror")
	lib.copied("mirror")
	lib.copy("mirror", "x") == []
}
