package souverain.rules.applicability_test

import data.souverain.lib_test as given
import data.souverain.rules.applicability

# Binds who is bound, hosted by a third party or a group, but for a group on two conditions.
_regime := {
	"requirement": "APPL",
	"all": [
		{"any": [given.among("who", ["state", "hospital"])]},
		{"any": [
			object.union(given.among("host", ["third", "group"]), {"against_operators": true}),
			given.among("staff", ["third"]),
		]},
	],
	"exempt": [{
		"when": object.union(given.among("host", ["group"]), {"against_operators": true}),
		"needs": [given.among("convention", ["yes"]), given.among("agreement", ["yes"])],
	}],
	"asks": ["permit"],
}

_requirement(conditions, starts_on) := {
	"id": "R",
	"rules": ["storage-outside-zone"],
	"parameters": {"zone": "EEA"},
	"applicability": conditions,
	"starts_on": starts_on,
}

_base := given.document(
	[{"id": "APPL", "rules": ["applicability"], "parameters": {}}],
	{
		"places": {"paris": given.place({"operator": given.graded("op", "own")})},
		"operators": {"op": given.operator({"country": given.graded("FR", "own")})},
	},
)

_of_regime(answers) := given.declaring(given.profiled(_base, {"applicability": _regime}), answers)

_of_requirement(conditions, starts_on, answers) := given.declaring(
	given.document([_requirement(conditions, starts_on)], {}),
	answers,
)

_who(values) := {"all": [{"any": [given.among("who", values)]}]}

_own := {"who": given.said(["hospital"]), "host": given.said(["own"]), "staff": given.said(["own"])}

_group := {"who": given.said(["hospital"]), "host": given.said(["group"]), "convention": given.said(["yes"])}

# METADATA
# description: Facts, and what the rule answers. Also judged by every engine, and mutated.
cases := object.union_n([_regimes, _exemptions, _operators, _requirements, _dates])

_regimes := {
	"who is bound": {
		"facts": _of_regime({"who": given.said(["state"]), "host": given.said(["third"])}),
		"answers": {["APPL", "pass"]},
	},
	"who is bound among several": {
		"facts": _of_regime({"who": given.said(["vendor", "state"]), "host": given.said(["third"])}),
		"answers": {["APPL", "pass"]},
	},
	"who is not bound, and is asked for a permit": {
		"facts": _of_regime({"who": given.said(["vendor"]), "host": given.said(["third"])}),
		"answers": {["APPL", "not-applicable"], ["APPL", "alert"]},
	},
	"who is not bound, and has a permit": {
		"facts": _of_regime({"who": given.said(["vendor"]), "permit": given.said(["12"])}),
		"answers": {["APPL", "not-applicable"]},
	},
	"what fails decides, whatever is open": {
		"facts": _of_regime({"who": given.said(["vendor"])}),
		"answers": {["APPL", "not-applicable"], ["APPL", "alert"]},
	},
	"nothing but silence about who": {
		"facts": _of_regime({"host": given.said(["third"])}),
		"answers": {["APPL", "workload"]},
	},
	"said to be unknown": {
		"facts": _of_regime({"who": given.unproven("workload-said-unknown"), "host": given.said(["third"])}),
		"answers": {["APPL", "workload"]},
	},
	"an answer without values": {
		"facts": _of_regime({"who": given.said([]), "host": given.said(["third"])}),
		"answers": {["APPL", "workload"]},
	},
	"an answer of another form": {
		"facts": _of_regime({"who": given.said("vendor"), "host": given.said(["third"])}),
		"answers": {["APPL", "workload"]},
	},
	"no workload declares itself": {
		"facts": given.silent(given.profiled(_base, {"applicability": _regime})),
		"answers": {["APPL", "undeclared-workload"]},
	},
	"no workload at all in the document": {
		"facts": given.profiled(_base, {"applicability": _regime}),
		"answers": {["APPL", "workload"]},
	},
	"own platform and own staff": {
		"facts": _of_regime(_own),
		"answers": {["APPL", "not-applicable"], ["APPL", "alert"]},
	},
	"own platform, staff of a third party": {
		"facts": _of_regime(object.union(_own, {"staff": given.said(["third"])})),
		"answers": {["APPL", "pass"]},
	},
	"own platform, staff not declared": {
		"facts": _of_regime(object.remove(_own, ["staff"])),
		"answers": {["APPL", "workload"]},
	},
	"a regime for everybody": {"facts": given.declaring(_base, _own), "answers": {["APPL", "pass"]}},
	"nothing is judged": {
		"facts": object.union(_of_regime(_own), {"resources": []}),
		"answers": set(),
	},
}

_exemptions := {
	"a group that meets every condition": {
		"facts": _of_regime(object.union(_group, {"agreement": given.said(["yes"])})),
		"answers": {["APPL", "not-applicable"], ["APPL", "alert"]},
	},
	"a group without agreement": {
		"facts": _of_regime(object.union(_group, {"agreement": given.said(["no"])})),
		"answers": {["APPL", "workload"]},
	},
	"a group that says nothing of an agreement": {"facts": _of_regime(_group), "answers": {["APPL", "workload"]}},
	"no group, whatever it signed": {
		"facts": _of_regime(object.union(_group, {"host": given.said(["third"]), "agreement": given.said(["yes"])})),
		"answers": {["APPL", "pass"]},
	},
}

_recorded(answers) := object.union(_of_regime(answers), {"places": {"paris": given.place({})}})

_operators := {
	"own platform, run by an operator on record": {
		"facts": _recorded(_own),
		"answers": {["APPL", "workload"]},
	},
	"own platform, declared to be one of an operator on record": {
		"facts": object.union(_of_regime(_own), {"operators": {"op": given.operator({})}}),
		"answers": {["APPL", "workload"]},
	},
	"own platform, run by nobody on record": {
		"facts": object.union(_of_regime(_own), {"places": {"paris": given.place({"operator": given.unproven("no-map")})}}),
		"answers": {["APPL", "workload"]},
	},
	"own platform, and a resource without place": {
		"facts": object.union(_of_regime(_own), {"resources": [given.store(0, [])]}),
		"answers": {["APPL", "workload"]},
	},
	"an exempt group, on the platform of an operator on record": {
		"facts": _recorded(object.union(_group, {"agreement": given.said(["yes"])})),
		"answers": {["APPL", "workload"]},
	},
	"an operator on record elsewhere, where nothing is judged": {
		"facts": object.union(_of_regime(_own), {"places": {"else": given.place({})}}),
		"answers": {["APPL", "not-applicable"], ["APPL", "alert"]},
	},
}

_requirements := {
	"a requirement that binds": {
		"facts": _of_requirement(_who(["state"]), "", {"who": given.said(["state"])}),
		"answers": {["R", "pass"]},
	},
	"a requirement that does not": {
		"facts": _of_requirement(_who(["state"]), "", {"who": given.said(["vendor"])}),
		"answers": {["R", "not-applicable"]},
	},
	"a requirement that may bind": {
		"facts": _of_requirement(_who(["state"]), "", {}),
		"answers": {["R", "workload"]},
	},
}

_started := {"all": [{"any": [{"question": "start", "before": "2024-05-24", "open_until": "2026-04-16"}]}]}

_dates := {
	"from tomorrow on": {
		"facts": _of_requirement({}, "2026-11-22", {}),
		"answers": {["R", "not-applicable"]},
	},
	"from tomorrow on, and no workload declares itself": {
		"facts": given.silent(given.profiled(
			given.document([_requirement({}, "2026-11-22")], {}),
			{"applicability": _who(["state"])},
		)),
		"answers": {["", "undeclared-workload"], ["R", "not-applicable"]},
	},
	"bound by a condition, and no workload declares itself": {
		"facts": given.silent(given.profiled(
			given.document([_requirement(_who(["vendor"]), "")], {}),
			{"applicability": _who(["state"])},
		)),
		"answers": {["", "undeclared-workload"]},
	},
	"from today on": {"facts": _of_requirement({}, "2026-11-21", {}), "answers": set()},
	"the last day before": {
		"facts": _of_requirement(_started, "", {"start": given.said(["2024-05-23"])}),
		"answers": {["R", "pass"]},
	},
	"the first day that is open": {
		"facts": _of_requirement(_started, "", {"start": given.said(["2024-05-24"])}),
		"answers": {["R", "workload"]},
	},
	"the last day that is open": {
		"facts": _of_requirement(_started, "", {"start": given.said(["2026-04-16"])}),
		"answers": {["R", "workload"]},
	},
	"the first day after": {
		"facts": _of_requirement(_started, "", {"start": given.said(["2026-04-17"])}),
		"answers": {["R", "not-applicable"]},
	},
	"a day that is none": {
		"facts": _of_requirement(_started, "", {"start": given.said(["soon"])}),
		"answers": {["R", "workload"]},
	},
	"two days": {
		"facts": _of_requirement(_started, "", {"start": given.said(["2024-05-23", "2026-05-01"])}),
		"answers": {["R", "workload"]},
	},
}

test_cases[name] if {
	some name, case in cases
	words := given.words(applicability.deny) with input as case.facts
	words == case.answers
}

test_what_is_set_aside_is_not_asked if {
	facts := _of_requirement(_who(["state"]), "", {"who": given.said(["vendor"])})
	found := data.souverain.findings with input as facts
	{finding.rule | some finding in found} == {"applicability"}
}

test_a_reason_names_the_answer_its_author_and_day if {
	found := applicability.deny with input as _of_regime({"who": given.said(["vendor"])})
	some finding in found
	finding.status == "not-applicable"
	finding.evidence == [{
		"kind": "answer",
		"question": "who",
		"values": ["vendor"],
		"author": "DPO",
		"date": "2026-11-20",
	}]
}

test_what_is_open_is_asked if {
	found := applicability.deny with input as _of_regime(_group)
	given.reasons(found) == {["workload", "workload-undeclared"]}
}

test_an_operator_that_speaks_against_the_answer_is_named if {
	found := applicability.deny with input as _recorded(_own)
	some item in given.evidence(found)
	item.reason == "workload-contradicted"
	item.args == {"question": "host", "operator": "Opérateur SA"}
}
