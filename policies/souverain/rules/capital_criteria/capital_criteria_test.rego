package souverain.rules.capital_criteria_test

import data.souverain.lib_test as given
import data.souverain.rules.capital_criteria

_criterion(name, answer) := {
	"scheme": "S",
	"criterion": name,
	"answer": answer,
	"reason": "a-reason",
	"args": {},
	"grade": "secondary",
	"source": ["register"],
	"as_of": "2026-11-21",
}

_facts(status, criteria) := given.document([given.requirement(["unqualified-offer"], {"scheme": "S"})], {
	"places": {"paris": given.place({"certificates": given.proven([given.certificate({"status": status})])})},
	"operators": {"op": given.operator({"criteria": criteria})},
})

_three := [_criterion("a", "pass"), _criterion("b1", "fail"), _criterion("b3", "unknown")]

# METADATA
# description: Facts, and what the rule answers. Also judged by every engine, and mutated.
cases := {
	"no qualification": {"facts": _facts("none", _three), "answers": {["R", "alert", 0]}},
	"a qualification that is claimed": {"facts": _facts("claimed", _three), "answers": {["R", "alert", 0]}},
	"a qualification, which presumes all": {"facts": _facts("granted", _three), "answers": set()},
	"nothing on record": {"facts": _facts("none", []), "answers": set()},
	"of another scheme": {
		"facts": _facts("none", [object.union(_criterion("a", "fail"), {"scheme": "T"})]),
		"answers": set(),
	},
}

test_cases[name] if {
	some name, case in cases
	given.answers(capital_criteria.deny) == case.answers with input as case.facts
}

test_every_criterion_is_told if {
	found := capital_criteria.deny with input as _facts("none", _three)
	answers := {[item.criterion, item.answer] | some item in given.evidence(found)}
	answers == {["a", "pass"], ["b1", "fail"], ["b3", "unknown"]}
}
