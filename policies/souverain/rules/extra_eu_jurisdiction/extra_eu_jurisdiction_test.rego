package souverain.rules.extra_eu_jurisdiction_test

import data.souverain.lib_test as given
import data.souverain.rules.extra_eu_jurisdiction

_requirement := given.requirement(["extra-eu-jurisdiction"], {"zone": "EEA"})

_facts(changes) := given.document([_requirement], changes)

_operator(changes) := _facts({"operators": {"op": given.operator(changes)}})

_reached(reach) := _operator({"reach": given.proven([reach])})

_place(changes) := _facts({"places": {"paris": given.place(changes)}})

# A store within reach of a law from abroad, of another class.
_classed(classes) := object.union(
	_reached(given.reach("US", "parent", "high")),
	{"resources": [object.union(given.store(0, [given.at("paris")]), classes)]},
)

# METADATA
# description: Facts, and what the rule answers. Also judged by every engine, and mutated.
cases := {
	"a class of one's own, which is health": {
		"facts": _classed({"class": given.stated("imaging")}),
		"answers": {["R", "fail", 0]},
	},
	"a class that is protected beside one that is not": {
		"facts": given.profiled(
			_classed({"class": given.stated("snds"), "class_also": ["eds"]}),
			{"protects": ["eds"]},
		),
		"answers": {["R", "fail", 0]},
	},
	"a class that the document does not describe": {
		"facts": _classed({"class": given.stated("imagin")}),
		"answers": {["R", "fail", 0]},
	},
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
	"keys that the client alone holds": {
		"facts": object.union(
			_facts({
				"operators": {"op": given.operator({"reach": given.proven([given.reach("US", "parent", "high")])})},
				"resources": [
					given.keyed(0, [given.at("paris")], given.stated("client-side")),
					given.keyed(1, [given.at("paris")], given.stated("provider-managed")),
				],
			}),
			{"profile": {"reach": {"external_keys": "warning"}}},
		),
		"answers": {["R", "fail", 0], ["R", "fail", 1]},
	},
	"a house that minds certainty only": {
		"facts": object.union(
			_reached(given.reach("US", "parent", "high")),
			{"profile": {"reach": {"certainties": ["certain"]}}},
		),
		"answers": {["R", "pass", 0]},
	},
}

_held(custody, changes) := object.union(
	_facts({
		"operators": {"op": given.operator({"reach": given.proven([given.reach("US", "parent", "high")])})},
		"resources": [given.changed(given.keyed(0, [given.at("paris")], custody), changes)],
	}),
	{"profile": {"reach": {"external_keys": "warning"}}},
)

test_keys_stand_beside_a_refusal[name] if {
	some name, case in {
		"not encrypted": {"custody": given.stated("none"), "shown": ["none"]},
		"by the provider": {"custody": given.stated("provider-managed"), "shown": ["provider-managed"]},
		"outside": {"custody": given.stated("external"), "shown": ["external"]},
		"not known": {"custody": given.unproven("custody-not-stated"), "shown": []},
		"no word of ours": {"custody": given.stated("locked"), "shown": []},
		"declared, where that proves nothing": {"custody": given.graded("external", "declared"), "shown": []},
	}
	found := extra_eu_jurisdiction.deny with input as _held(case.custody, {})
	[item.custody | some item in given.evidence(found); item.kind == "keys"] == case.shown
}

_lowered := {
	"in the provider's KMS": {"facts": _held(given.stated("customer-key-in-provider-kms"), {}), "severities": [""]},
	"outside the provider": {"facts": _held(given.stated("external"), {}), "severities": ["warning"]},
	"with the client": {"facts": _held(given.stated("client-side"), {}), "severities": ["warning"]},
	"with the client, says a proof too weak": {
		"facts": _held(given.graded("client-side", "declared"), {}),
		"severities": [""],
	},
	"not known": {"facts": _held(given.unproven("custody-not-stated"), {}), "severities": [""]},
	"not stated": {"facts": _held(null, {}), "severities": [""]},
	"outside, of what is processed": {
		"facts": _held(given.stated("external"), {"role": given.stated("processes")}),
		"severities": [""],
	},
	"outside, of what may be processed": {
		"facts": _held(given.stated("external"), {"role": given.unproven("type-unknown")}),
		"severities": [""],
	},
	"outside, of what is copied there": {
		"facts": _held(given.stated("external"), {"places": [given.at("dublin"), given.sent("paris", "backup", "x")]}),
		"severities": ["", "warning"],
	},
	"outside, where a profile does not ask": {
		"facts": object.union(
			_held(given.stated("external"), {}),
			{"profile": {"reach": {"external_keys": "evidence"}}},
		),
		"severities": [""],
	},
}

test_keys_outside_lower_a_refusal_where_a_profile_says_so[name] if {
	some name, case in _lowered
	facts := object.union(case.facts, {"places": {"dublin": case.facts.places.paris}})
	found := extra_eu_jurisdiction.deny with input as facts
	case.severities == sort([object.get(one, "severity", "") | some one in found; one.status == "fail"])
	0 in union({one.subjects | some one in found; one.status == "fail"})
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
