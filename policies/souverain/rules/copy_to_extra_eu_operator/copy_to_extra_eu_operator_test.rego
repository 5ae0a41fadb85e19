package souverain.rules.copy_to_extra_eu_operator_test

import data.souverain.lib_test as given
import data.souverain.rules.copy_to_extra_eu_operator

_requirement := given.requirement(["copy-to-extra-eu-operator"], {"zone": "EEA"})

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
	"an export out of reach": {
		"facts": _sent("stream", given.operator({})),
		"answers": {["R", "pass", 0]},
	},
	"an export within reach": {
		"facts": _sent("stream", _american),
		"answers": {["R", "fail", 0]},
	},
	"an export of which another resource may be meant": {
		"facts": object.union(_sent("stream", _american), {"resources": [given.store(
			0,
			[given.at("paris"), object.union(given.sent("far", "stream", "a.b.target"), {"sure": false})],
		)]}),
		"answers": {["R", "copy", 0]},
	},
	"an export at an operator that nobody knows": {
		"facts": given.document([_requirement], {
			"places": {"far": given.place({"operator": given.unproven("operator-not-stated")})},
			"resources": [given.store(0, [given.at("paris"), given.sent("far", "stream", "a.b.target")])],
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
	given.answers(copy_to_extra_eu_operator.deny) == case.answers with input as case.facts
}

test_evidence_says_the_law_and_the_way if {
	found := copy_to_extra_eu_operator.deny with input as _sent("stream", _american)
	{item.kind | some item in given.evidence(found)} == {"reach", "copy"}
}
