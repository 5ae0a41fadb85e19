package souverain.rules.cdn_serves_health_data_test

import data.souverain.lib_test as given
import data.souverain.rules.cdn_serves_health_data

_requirement := given.requirement(["cdn-serves-health-data"], {"zone": "EEA"})

_american := given.operator({"reach": given.proven([given.reach("US", "parent", "high")])})

# A store in Paris out of reach, and what a flow of it leads to at another operator.
_sent(role, operator) := given.document([_requirement], {
	"places": {"far": given.place({"operator": given.proven("other")})},
	"operators": {"other": operator},
	"resources": [given.store(0, [given.at("paris"), given.sent("far", role, "a.b.target")])],
})

# METADATA
# description: Facts, and what the rule answers. Also judged by every engine, and mutated.
cases := {
	"nothing leaves": {
		"facts": given.document([_requirement], {}),
		"answers": {["R", "pass", 0]},
	},
	"a network out of reach": {
		"facts": _sent("cdn", given.operator({})),
		"answers": {["R", "pass", 0]},
	},
	"a network within reach": {
		"facts": _sent("cdn", _american),
		"answers": {["R", "fail", 0]},
	},
	"a network of which another resource may be meant": {
		"facts": object.union(_sent("cdn", _american), {"resources": [given.store(
			0,
			[given.at("paris"), object.union(given.sent("far", "cdn", "a.b.target"), {"sure": false})],
		)]}),
		"answers": {["R", "copy", 0]},
	},
	"a network at an operator that nobody knows": {
		"facts": given.document([_requirement], {
			"places": {"far": given.place({"operator": given.unproven("operator-not-stated")})},
			"resources": [given.store(0, [given.at("paris"), given.sent("far", "cdn", "a.b.target")])],
		}),
		"answers": set(),
	},
	"what is led to in another role is another rule's": {
		"facts": _sent("logs", _american),
		"answers": {["R", "pass", 0]},
	},
	"the data itself within reach is another rule's": {
		"facts": given.document([_requirement], {"operators": {"op": _american}}),
		"answers": {["R", "pass", 0]},
	},
}

test_cases[name] if {
	some name, case in cases
	given.answers(cdn_serves_health_data.deny) == case.answers with input as case.facts
}

test_evidence_says_the_law_and_the_way if {
	found := cdn_serves_health_data.deny with input as _sent("cdn", _american)
	{item.kind | some item in given.evidence(found)} == {"reach", "copy"}
}
