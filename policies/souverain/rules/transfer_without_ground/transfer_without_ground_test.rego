package souverain.rules.transfer_without_ground_test

import data.souverain.lib_test as given
import data.souverain.rules.transfer_without_ground

_adequacy := {
	"CH": {"decision": "d1", "scope": "general", "until": "", "covers": given.proven(true)},
	"US": {"decision": "d2", "scope": "listed ones", "until": "", "covers": given.unproven("adequacy-conditional")},
	"JE": {"decision": "d3", "scope": "general", "until": "", "covers": given.graded(true, "declared")},
}

_asked(parameters) := given.requirement(
	["transfer-without-ground"],
	object.union({"zone": "EEA"}, parameters),
)

_facts(parameters, countries, answers) := object.union(
	given.declaring(
		given.document([_asked(parameters)], {"places": {"paris": given.place({"countries": countries})}}),
		answers,
	),
	{"adequacy": _adequacy},
)

_in(countries, answers) := _facts({}, given.proven(countries), answers)

_guarded(countries, answers) := _facts({"safeguards": true}, given.proven(countries), answers)

_approving(countries, answers) := _facts({"approval": "agreed"}, given.proven(countries), answers)

_safe := {
	"transfer-ground": given.said(["clauses"]),
	"transfer-assessed": given.said(["yes"]),
	"transfer-measures": given.said(["yes"]),
}

_but(question, value) := object.union(_safe, {question: given.said([value])})

# METADATA
# description: Facts, and what the rule answers. Also judged by every engine, and mutated.
cases := object.union_n([_inside, _decided, _safeguarded, _approved, _open, _places])

_inside := {
	"inside the zone": {"facts": _in(["FR"], {}), "answers": {["R", "pass", 0]}},
	"in a member state that nobody names": {"facts": _in(["EU"], {}), "answers": {["R", "pass", 0]}},
	"partly outside it": {"facts": _in(["FR", "IN"], {}), "answers": {["R", "fail", 0]}},
	"worldwide": {"facts": _in(["*"], {}), "answers": {["R", "fail", 0]}},
}

_decided := {
	"where a decision of general scope is in force": {"facts": _in(["CH"], {}), "answers": {["R", "pass", 0]}},
	"where none is": {"facts": _in(["IN"], {}), "answers": {["R", "fail", 0]}},
	"where one covers some importers": {"facts": _in(["US"], {}), "answers": {["R", "transfer", 0]}},
	"where this importer is covered": {
		"facts": _in(["US"], {"importers-covered": given.said(["US"])}),
		"answers": {["R", "pass", 0]},
	},
	"where importers elsewhere are covered": {
		"facts": _in(["US"], {"importers-covered": given.said(["CA"])}),
		"answers": {["R", "fail", 0]},
	},
	"where nobody knows whether it is": {
		"facts": _in(["US"], {"importers-covered": given.unproven("workload-said-unknown")}),
		"answers": {["R", "transfer", 0]},
	},
	"where somebody only declares a decision": {"facts": _in(["JE"], {}), "answers": {["R", "transfer", 0]}},
	"one covered, one not": {"facts": _in(["CH", "IN"], {}), "answers": {["R", "fail", 0]}},
	"a covered importer where there is no decision": {
		"facts": _in(["IN"], {"importers-covered": given.said(["IN"])}),
		"answers": {["R", "fail", 0]},
	},
}

_safeguarded := {
	"safeguards, assessed, with measures": {"facts": _guarded(["IN"], _safe), "answers": {["R", "pass", 0]}},
	"safeguards where nobody asks for them": {"facts": _in(["IN"], _safe), "answers": {["R", "fail", 0]}},
	"no ground": {"facts": _guarded(["IN"], _but("transfer-ground", "none")), "answers": {["R", "fail", 0]}},
	"occasional ones": {
		"facts": _guarded(["IN"], _but("transfer-ground", "occasional")),
		"answers": {["R", "fail", 0]},
	},
	"not assessed": {"facts": _guarded(["IN"], _but("transfer-assessed", "no")), "answers": {["R", "fail", 0]}},
	"without measures": {"facts": _guarded(["IN"], _but("transfer-measures", "no")), "answers": {["R", "fail", 0]}},
	"an assessment that nobody speaks of": {
		"facts": _guarded(["IN"], object.remove(_safe, ["transfer-assessed"])),
		"answers": {["R", "transfer", 0]},
	},
	"a ground that is no word": {
		"facts": _guarded(["IN"], _but("transfer-ground", "trust")),
		"answers": {["R", "transfer", 0]},
	},
	"nobody says anything": {"facts": _guarded(["IN"], {}), "answers": {["R", "transfer", 0]}},
	"no workload declares itself": {
		"facts": object.union(_guarded(["IN"], {}), {"workload": {"declared": false, "answers": {}}}),
		"answers": {["R", "transfer", 0]},
	},
}

_approved := {
	"approved": {"facts": _approving(["IN"], {"agreed": given.said(["yes"])}), "answers": {["R", "pass", 0]}},
	"not approved": {"facts": _approving(["IN"], {"agreed": given.said(["no"])}), "answers": {["R", "fail", 0]}},
	"nobody says": {"facts": _approving(["IN"], {}), "answers": {["R", "transfer", 0]}},
	"adequate, where only an approval counts": {"facts": _approving(["CH"], {}), "answers": {["R", "transfer", 0]}},
}

_open := {
	"outside the zone, in one that the text leaves open": {
		"facts": _facts({"zone": "EU", "open_zone": "EEA"}, given.proven(["NO"]), {}),
		"answers": {["R", "transfer", 0]},
	},
	"outside both": {
		"facts": _facts({"zone": "EU", "open_zone": "EEA"}, given.proven(["IN"]), {}),
		"answers": {["R", "fail", 0]},
	},
}

_places := {
	"a country that is not known": {
		"facts": _facts({}, given.unproven("region-unknown"), {}),
		"answers": {["R", "place", 0]},
	},
	"a zone that nobody describes": {
		"facts": _facts({"zone": "MOON"}, given.proven(["FR"]), {}),
		"answers": {["R", "place", 0]},
	},
	"a copy outside": {
		"facts": object.union(
			given.declaring(
				given.document([_asked({})], {
					"places": {"mumbai": given.place({"countries": given.proven(["IN"])})},
					"resources": [given.store(0, [given.at("paris"), given.sent("mumbai", "backup", "a.b")])],
				}),
				{},
			),
			{"adequacy": _adequacy},
		),
		"answers": {["R", "fail", 0]},
	},
	"a place that is not described": {
		"facts": given.document([_asked({})], {"resources": [given.store(0, [given.at("nowhere")])]}),
		"answers": {["R", "place", 0]},
	},
	"no place": {
		"facts": given.document([_asked({})], {"resources": [given.store(0, [])]}),
		"answers": {["R", "place", 0]},
	},
	"another requirement": {
		"facts": given.document([given.requirement(["storage-outside-zone"], {"zone": "EEA"})], {}),
		"answers": set(),
	},
}

test_cases[name] if {
	some name, case in cases
	answers := given.answers(transfer_without_ground.deny) with input as case.facts
	answers == case.answers
}

test_a_refusal_names_the_country if {
	found := given.evidence(transfer_without_ground.deny) with input as _in(["FR", "IN"], {})
	found == {{"kind": "country", "country": "IN", "zone": "EEA"}}
}

test_what_is_open_is_asked if {
	found := transfer_without_ground.deny with input as _guarded(["IN"], {})
	{item.args.question | some item in given.evidence(found)} == {
		"transfer-ground",
		"transfer-assessed",
		"transfer-measures",
	}
}

test_a_limited_decision_says_how_far_it_goes if {
	found := transfer_without_ground.deny with input as _in(["US"], {})
	given.reasons(found) == {["adequacy", "adequacy-conditional"], ["workload", "workload-undeclared"]}
}
