package souverain.rules.reported_jurisdiction_test

import data.souverain.lib_test as given
import data.souverain.rules.reported_jurisdiction

_requirement := given.requirement(["extra-eu-jurisdiction"], {"zone": "EEA"})

_reach(fact) := given.document([_requirement], {"operators": {"op": given.operator({"reach": fact})}})

_reached(reaches) := _reach(given.proven(reaches))

_subsidiary := given.reach("CA", "local_presence", "medium")

# METADATA
# description: Facts, and what the rule answers. Also judged by every engine, and mutated.
cases := {
	"a subsidiary abroad": {
		"facts": _reached([_subsidiary]),
		"answers": {["R", "alert", 0]},
	},
	"licensed technology": {
		"facts": _reached([given.reach("US", "technology", "low")]),
		"answers": {["R", "alert", 0]},
	},
	"a parent abroad, perhaps": {
		"facts": _reached([given.reach("MX", "parent", "medium")]),
		"answers": {["R", "alert", 0]},
	},
	"no law at all": {
		"facts": _reached([]),
		"answers": set(),
	},
	"a subsidiary in another member state": {
		"facts": _reached([given.reach("DE", "local_presence", "medium")]),
		"answers": set(),
	},
	"a parent abroad, which is refused": {
		"facts": _reached([given.reach("US", "parent", "high")]),
		"answers": set(),
	},
	"a subsidiary in the country of a parent that is refused": {
		"facts": _reached([given.reach("US", "parent", "high"), given.reach("US", "local_presence", "medium")]),
		"answers": set(),
	},
	"a subsidiary in another country than a parent that is refused": {
		"facts": _reached([given.reach("US", "parent", "high"), _subsidiary]),
		"answers": {["R", "alert", 0]},
	},
	"a reach that is not known": {
		"facts": _reach(given.unproven("owner-not-published")),
		"answers": set(),
	},
	"a requirement of another rule": {
		"facts": given.document(
			[given.requirement(["storage-outside-zone"], {"zone": "EEA"})],
			{"operators": {"op": given.operator({"reach": given.proven([_subsidiary])})}},
		),
		"answers": set(),
	},
	"data that nobody protects": {
		"facts": object.union(_reached([_subsidiary]), {"profile": {"protects": ["snds"]}}),
		"answers": set(),
	},
}

test_cases[name] if {
	some name, case in cases
	given.answers(reported_jurisdiction.deny) == case.answers with input as case.facts
}

test_evidence_is_what_is_reported_only if {
	found := reported_jurisdiction.deny with input as _reached([given.reach("US", "parent", "high"), _subsidiary])
	given.evidence(found) == {object.union(_subsidiary, {"kind": "reach"})}
}
