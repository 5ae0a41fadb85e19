package souverain.rules.undeclared_class_test

import data.souverain.lib_test as given
import data.souverain.rules.undeclared_class

_facts(resources) := given.document([], {"resources": resources})

_bare(number, plan, changes) := given.changed(
	given.store(number, [given.at("paris")]),
	object.union({"input": plan, "class": given.unproven("undeclared")}, changes),
)

# METADATA
# description: Facts, and which resources each input is asked about. Also judged by every engine, and mutated.
cases := {
	"declared": {"facts": _facts([given.store(0, [given.at("paris")])]), "questions": {}},
	"one store": {"facts": _facts([_bare(0, 0, {})]), "questions": {0: {0}}},
	"a role that nobody knows": {
		"facts": _facts([_bare(0, 0, {"role": given.unproven("type-unknown")})]),
		"questions": {0: {0}},
	},
	"what only processes is asked about too": {
		"facts": _facts([_bare(0, 0, {"role": given.stated("processes")})]),
		"questions": {0: {0}},
	},
	"what only transports is not asked about": {
		"facts": _facts([_bare(0, 0, {"role": given.stated("transports")})]),
		"questions": {},
	},
	"what leaves is not asked about": {"facts": _facts([_bare(0, 0, {"state": "leaving"})]), "questions": {}},
	"one question for each input": {
		"facts": _facts([_bare(0, 0, {}), _bare(1, 0, {}), _bare(2, 1, {})]),
		"questions": {0: {0, 1}, 1: {2}},
	},
	"declared and bare side by side": {
		"facts": _facts([given.store(0, [given.at("paris")]), _bare(1, 0, {})]),
		"questions": {0: {1}},
	},
}

test_cases[name] if {
	some name, case in cases
	questions := {finding.input: finding.subjects |
		some finding in undeclared_class.deny
	} with input as case.facts
	questions == case.questions
}

test_a_question_has_neither_subject_nor_requirement if {
	some finding in undeclared_class.deny with input as _facts([_bare(0, 0, {})])
	finding.requirement == ""
	finding.unknown == "class"
	object.keys(finding) == {"requirement", "input", "subjects", "status", "unknown", "evidence"}
}
