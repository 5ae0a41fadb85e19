package souverain.rules.unknown_operator_test

import data.souverain.lib_test as given
import data.souverain.rules.unknown_operator

_facts(changes) := given.document([given.requirement(["extra-eu-jurisdiction"], {"zone": "EEA"})], changes)

_operator(changes) := _facts({"operators": {"op": given.operator(changes)}})

_place(changes) := _facts({"places": {"paris": given.place(changes)}})

_reached(changes) := _operator({"reach": given.proven([object.union(given.reach("US", "parent", "high"), changes)])})

# METADATA
# description: Facts, and what the rule answers. Also judged by every engine, and mutated.
cases := {
	"all is known": {"facts": _facts({}), "answers": set()},
	"an operator that is not known": {
		"facts": _place({"operator": given.unproven("endpoint-unknown")}),
		"answers": {["R", "operator", 0]},
	},
	"an operator that is proven too weakly": {
		"facts": _place({"operator": given.graded("op", "declared")}),
		"answers": {["R", "operator", 0]},
	},
	"an operator that is not described": {
		"facts": _place({"operator": given.proven("nobody")}),
		"answers": {["R", "operator", 0]},
	},
	"owners that nobody publishes": {
		"facts": _operator({"parents": given.unproven("owner-not-published")}),
		"answers": {["R", "operator", 0]},
	},
	"no owner": {
		"facts": _operator({"parents": given.proven([])}),
		"answers": {["R", "operator", 0]},
	},
	"a seat that is not known": {
		"facts": _operator({"country": given.unproven("seat-unknown")}),
		"answers": {["R", "operator", 0]},
	},
	"reach that is not known": {
		"facts": _operator({"reach": given.unproven("owner-not-published")}),
		"answers": {["R", "reach", 0]},
	},
	"reach that is no list": {
		"facts": _operator({"reach": given.proven("us-cloud-act")}),
		"answers": {["R", "reach", 0]},
	},
	"owners and reach": {
		"facts": _operator({"parents": given.unproven("?"), "reach": given.unproven("?")}),
		"answers": {["R", "operator", 0], ["R", "reach", 0]},
	},
	"a law abroad that is proven too weakly": {
		"facts": _reached({"grade": "declared"}),
		"answers": {["R", "reach", 0]},
	},
	"a weak proof of what harms nobody": {
		"facts": _reached({"grade": "declared", "channel": "technology"}),
		"answers": set(),
	},
	"a law abroad settles it": {
		"facts": _operator({
			"parents": given.unproven("?"),
			"reach": given.proven([given.reach("US", "direct", "certain")]),
		}),
		"answers": set(),
	},
	"a copy with an operator that is not known": {
		"facts": _facts({
			"places": {"else": given.place({"operator": given.unproven("endpoint-unknown")})},
			"resources": [given.store(0, [given.at("paris"), given.sent("else", "backup", "a.b")])],
		}),
		"answers": {["R", "operator", 0]},
	},
	"a place that is not described": {
		"facts": _facts({"resources": [given.store(0, [given.at("nowhere")])]}),
		"answers": {["R", "operator", 0], ["R", "reach", 0]},
	},
	"a zone that is not described": {
		"facts": given.document([given.requirement(["extra-eu-jurisdiction"], {"zone": "UK"})], {}),
		"answers": {["R", "reach", 0]},
	},
	"nobody asks": {
		"facts": given.document(
			[given.requirement(["storage-outside-zone"], {"zone": "EEA"})],
			{"places": {"paris": given.place({"operator": given.unproven("endpoint-unknown")})}},
		),
		"answers": set(),
	},
}

test_cases[name] if {
	some name, case in cases
	given.answers(unknown_operator.deny) == case.answers with input as case.facts
}

test_reasons[name] if {
	some name, case in {
		"operator": {
			"facts": _place({"operator": given.unproven("endpoint-unknown")}),
			"reasons": {["operator", "endpoint-unknown"]},
		},
		"description": {
			"facts": _place({"operator": given.proven("nobody")}),
			"reasons": {["operator", "operator-not-described"]},
		},
		"owners": {
			"facts": _operator({"parents": given.unproven("owner-not-published")}),
			"reasons": {["parents", "owner-not-published"]},
		},
		"no owner": {"facts": _operator({"parents": given.proven([])}), "reasons": {["parents", "fact-missing"]}},
		"reach": {"facts": _operator({"reach": given.unproven("x")}), "reasons": {["reach", "x"]}},
		"weak": {"facts": _reached({"grade": "declared"}), "reasons": {["reach", "grade-too-low"]}},
		"no channel": {"facts": _reached({"channel": null}), "reasons": {["reach", "fact-missing"]}},
		"no grade": {
			"facts": _operator({"reach": given.proven([object.remove(given.reach("US", "parent", "high"), ["grade"])])}),
			"reasons": {["reach", "fact-missing"]},
		},
		"territory": {"facts": _place({"reach": null}), "reasons": {["territory", "fact-missing"]}},
	}
	given.reasons(unknown_operator.deny) == case.reasons with input as case.facts
}
