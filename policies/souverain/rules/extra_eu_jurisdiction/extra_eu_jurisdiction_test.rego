package souverain.rules.extra_eu_jurisdiction_test

import data.souverain.lib_test as given
import data.souverain.rules.extra_eu_jurisdiction

_requirement := given.requirement(["extra-eu-jurisdiction"], {"zone": "EEA"})

_facts(changes) := given.document([_requirement], changes)

_operator(changes) := _facts({"operators": {"op": given.operator(changes)}})

_reached(reach) := _operator({"reach": given.proven([reach])})

_place(changes) := _facts({"places": {"paris": given.place(changes)}})

# METADATA
# description: Facts, and what the rule answers. Also judged by every engine, and mutated.
cases := {
	"the law of a member state": {
		"facts": _reached(given.reach("FR", "direct", "certain")),
		"answers": {["R", "pass", 0]},
	},
	"Norwegian law is not foreign to the EEA": {
		"facts": _reached(given.reach("NO", "parent", "certain")),
		"answers": {["R", "pass", 0]},
	},
	"no law at all": {
		"facts": _operator({"reach": given.proven([])}),
		"answers": {["R", "pass", 0]},
	},
	"a parent abroad": {
		"facts": _reached(given.reach("US", "parent", "high")),
		"answers": {["R", "fail", 0]},
	},
	"a parent abroad, surely": {
		"facts": _reached(given.reach("US", "parent", "certain")),
		"answers": {["R", "fail", 0]},
	},
	"a parent abroad, perhaps": {
		"facts": _reached(given.reach("US", "parent", "medium")),
		"answers": {["R", "pass", 0]},
	},
	"a subsidiary abroad": {
		"facts": _reached(given.reach("CA", "local_presence", "certain")),
		"answers": {["R", "pass", 0]},
	},
	"technology from abroad": {
		"facts": _reached(given.reach("US", "technology", "high")),
		"answers": {["R", "pass", 0]},
	},
	"data in a third country": {
		"facts": _place({"reach": [given.reach("CH", "territorial", "certain")]}),
		"answers": {["R", "fail", 0]},
	},
	"a copy in a third country": {
		"facts": _facts({
			"places": {"zurich": given.place({"reach": [given.reach("CH", "territorial", "certain")]})},
			"resources": [given.store(0, [given.at("paris"), given.sent("zurich", "backup", "a.b")])],
		}),
		"answers": {["R", "fail", 0]},
	},
	"owners that nobody publishes, and nobody abroad": {
		"facts": _operator({"parents": given.unproven("owner-not-published")}),
		"answers": set(),
	},
	"owners that nobody publishes, but a law abroad": {
		"facts": _operator({
			"parents": given.unproven("owner-not-published"),
			"reach": given.proven([given.reach("US", "direct", "certain")]),
		}),
		"answers": {["R", "fail", 0]},
	},
	"reach that is not known": {
		"facts": _operator({"reach": given.unproven("owner-not-published")}),
		"answers": set(),
	},
	"reach that is not known, in a third country": {
		"facts": _facts({
			"operators": {"op": given.operator({"reach": given.unproven("owner-not-published")})},
			"places": {"paris": given.place({"reach": [given.reach("CH", "territorial", "certain")]})},
		}),
		"answers": {["R", "fail", 0]},
	},
	"a law abroad that is proven too weakly": {
		"facts": _reached(object.union(given.reach("US", "parent", "high"), {"grade": "declared"})),
		"answers": set(),
	},
	"an operator that is not known": {
		"facts": _place({"operator": given.unproven("endpoint-unknown")}),
		"answers": set(),
	},
	"an operator that is not described": {
		"facts": _place({"operator": given.proven("nobody")}),
		"answers": set(),
	},
	"a place that is not known": {
		"facts": _place({"countries": given.unproven("region-unknown"), "reach": []}),
		"answers": set(),
	},
	"a place that is not known, but a parent abroad": {
		"facts": _facts({
			"operators": {"op": given.operator({"reach": given.proven([given.reach("US", "parent", "high")])})},
			"places": {"paris": given.place({"countries": given.unproven("region-unknown"), "reach": []})},
		}),
		"answers": {["R", "fail", 0]},
	},
	"a zone that is not described": {
		"facts": given.document([given.requirement(["extra-eu-jurisdiction"], {"zone": "UK"})], {}),
		"answers": set(),
	},
	"a house that minds subsidiaries": {
		"facts": object.union(
			_reached(given.reach("CA", "local_presence", "certain")),
			{"profile": {"reach": {"channels": ["direct", "parent", "local_presence"]}}},
		),
		"answers": {["R", "fail", 0]},
	},
	"a house that minds certainty only": {
		"facts": object.union(
			_reached(given.reach("US", "parent", "high")),
			{"profile": {"reach": {"certainties": ["certain"]}}},
		),
		"answers": {["R", "pass", 0]},
	},
}

test_cases[name] if {
	some name, case in cases
	given.answers(extra_eu_jurisdiction.deny) == case.answers with input as case.facts
}

test_evidence_is_the_reach_that_closes if {
	us := given.reach("US", "parent", "high")
	ca := given.reach("CA", "local_presence", "high")
	found := extra_eu_jurisdiction.deny with input as _operator({"reach": given.proven([us, ca])})
	given.evidence(found) == {object.union(us, {"kind": "reach"})}
}
