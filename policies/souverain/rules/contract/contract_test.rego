package souverain.rules.contract_test

import data.souverain.lib_test as given
import data.souverain.rules.contract

_requirement := given.requirement(["contract"], {"clause": "service-qualified"})

_facts(changes) := given.document([_requirement], changes)

_said(fact) := _facts({"places": {"paris": given.place({"clauses": {"service-qualified": fact}})}})

_agreed := given.place({"clauses": {"service-qualified": given.graded(true, "declared")}})

_within_reach := {"operators": {"op": given.operator({"reach": given.proven([given.reach("US", "parent", "high")])})}}

_listing(changes) := given.document(
	[given.requirement(["contract"], {"clause": "service-qualified", "zone": "EEA"})],
	changes,
)

# METADATA
# description: Facts, and what the rule answers. Also judged by every engine, and mutated.
cases := {
	"declared agreed": {
		"facts": _said(given.graded(true, "declared")),
		"answers": {["R", "pass", 0]},
	},
	"declared absent": {
		"facts": _said(given.graded(false, "declared")),
		"answers": {["R", "fail", 0]},
	},
	"declared, where the knowledge must be better than that": {
		"facts": object.union(_said(given.graded(true, "declared")), {"profile": {"minimum_grade": "primary"}}),
		"answers": {["R", "pass", 0]},
	},
	"not declared": {
		"facts": _facts({"places": {"paris": given.place({"clauses": {}})}}),
		"answers": {["R", "contract", 0]},
	},
	"a document of before clauses were told": {
		"facts": _facts({}),
		"answers": {["R", "contract", 0]},
	},
	"declared, no longer true": {
		"facts": _said(given.unproven("clause-lapsed")),
		"answers": {["R", "contract", 0]},
	},
	"another clause declared": {
		"facts": _facts({"places": {"paris": given.place({"clauses": {"notice": given.graded(true, "declared")}})}}),
		"answers": {["R", "contract", 0]},
	},
	"neither yes nor no": {
		"facts": _said(given.graded("yes", "declared")),
		"answers": {["R", "contract", 0]},
	},
	"known without a value": {
		"facts": _said({"known": true}),
		"answers": {["R", "contract", 0]},
	},
	"infrastructure below, of which the host answers": {
		"facts": _facts({
			"places": {
				"paris": given.place({"clauses": {"service-qualified": given.graded(true, "declared")}}),
				"below": given.place({"clauses": {}}),
			},
			"resources": [given.store(0, [given.at("paris"), given.sent("below", "infrastructure", "")])],
		}),
		"answers": {["R", "pass", 0]},
	},
	"infrastructure, of which nobody else answers": {
		"facts": _facts({
			"places": {"below": given.place({"clauses": {}})},
			"resources": [given.store(0, [given.sent("below", "infrastructure", "")])],
		}),
		"answers": {["R", "contract", 0]},
	},
	"a list of laws that nobody has declared": {
		"facts": _listing(object.union(_within_reach, {"places": {"paris": given.place({"clauses": {}})}})),
		"answers": {["R", "contract", 0]},
	},
	"a list of laws that is agreed": {
		"facts": _listing(object.union(_within_reach, {"places": {"paris": _agreed}})),
		"answers": {["R", "pass", 0], ["R", "alert", 0]},
	},
	"a list of laws that is agreed, where no law is known": {
		"facts": _listing({"places": {"paris": _agreed}}),
		"answers": {["R", "pass", 0]},
	},
	"a requirement that names no clause": {
		"facts": given.document([given.requirement(["contract"], {})], {}),
		"answers": {["R", "contract", 0]},
	},
	"a copy with whom nothing is agreed": {
		"facts": _facts({
			"places": {
				"paris": given.place({"clauses": {"service-qualified": given.graded(true, "declared")}}),
				"zurich": given.place({"clauses": {"service-qualified": given.graded(false, "declared")}}),
			},
			"resources": [
				given.store(0, [given.at("paris"), given.sent("zurich", "backup", "a.b")]),
				given.store(1, [given.at("paris")]),
			],
		}),
		"answers": {["R", "fail", 0], ["R", "pass", 1]},
	},
	"a place that is not described": {
		"facts": _facts({"resources": [given.store(0, [given.at("nowhere")])]}),
		"answers": {["R", "contract", 0]},
	},
	"no place": {
		"facts": _facts({"resources": [given.store(0, [])]}),
		"answers": {["R", "contract", 0]},
	},
	"not asked": {
		"facts": given.document([], {}),
		"answers": set(),
	},
	"two clauses, one agreed": {
		"facts": given.document(
			[_requirement, {"id": "S", "rules": ["contract"], "parameters": {"clause": "notice"}}],
			{"places": {"paris": given.place({"clauses": {
				"service-qualified": given.graded(true, "declared"),
				"notice": given.graded(false, "declared"),
			}})}},
		),
		"answers": {["R", "pass", 0], ["S", "fail", 0]},
	},
}

test_cases[name] if {
	some name, case in cases
	given.answers(contract.deny) == case.answers with input as case.facts
}

test_evidence_names_the_clause if {
	found := contract.deny with input as _said(given.graded(false, "declared"))
	given.evidence(found) == {{"kind": "clause", "clause": "service-qualified", "agreed": false}}
}

test_reasons[name] if {
	some name, case in {
		"not declared": {"facts": _facts({}), "reason": ["clauses", "clause-not-declared"]},
		"lapsed": {"facts": _said(given.unproven("clause-lapsed")), "reason": ["clauses", "clause-lapsed"]},
		"nowhere": {
			"facts": _facts({"resources": [given.store(0, [given.at("nowhere")])]}),
			"reason": ["place", "place-not-described"],
		},
	}
	found := contract.deny with input as case.facts
	given.reasons(found) == {case.reason}
}

test_the_laws_to_list_are_named if {
	some places in [{"paris": given.place({"clauses": {}})}, {"paris": _agreed}]
	found := contract.deny with input as _listing(object.union(_within_reach, {"places": places}))
	{item.country | some item in given.evidence(found); item.kind == "reach"} == {"US"}
}
