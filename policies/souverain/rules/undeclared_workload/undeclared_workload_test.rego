package souverain.rules.undeclared_workload_test

import data.souverain.lib_test as given
import data.souverain.rules.undeclared_workload

_facts(parameters, answers) := given.declaring(
	given.document([given.requirement(["undeclared-workload"], parameters)], {}),
	answers,
)

_decision := {"questions": ["decided", "signed"]}

_framework := {
	"questions": ["framework"],
	"accepted": ["new", "old"],
	"refused": ["none"],
	"until.old": "2026-11-21",
	"until.older": "2026-11-20",
}

_running := {"questions": ["until"], "runs": ["until"], "refused": ["none"]}

# METADATA
# description: Facts, and what the rule answers. Also judged by every engine, and mutated.
cases := object.union_n([_answers, _accepted, _dated])

_answers := {
	"everything answered": {
		"facts": _facts(_decision, {"decided": given.said(["yes"]), "signed": given.said(["A"])}),
		"answers": {["R", "pass"]},
	},
	"one of them not": {
		"facts": _facts(_decision, {"decided": given.said(["yes"])}),
		"answers": {["R", "workload"]},
	},
	"one said to be unknown": {
		"facts": _facts(_decision, {
			"decided": given.said(["yes"]),
			"signed": given.unproven("workload-said-unknown"),
		}),
		"answers": {["R", "workload"]},
	},
	"no workload declares itself": {
		"facts": given.silent(given.document([given.requirement(["undeclared-workload"], _decision)], {})),
		"answers": {["R", "undeclared-workload"]},
	},
	"no question": {"facts": _facts({"questions": []}, {}), "answers": {["R", "workload"]}},
	"nothing is judged": {
		"facts": object.union(_facts(_decision, {}), {"resources": []}),
		"answers": set(),
	},
	"another requirement": {
		"facts": given.declaring(given.document([given.requirement(["storage-outside-zone"], {"zone": "EU"})], {}), {}),
		"answers": set(),
	},
}

_accepted := {
	"what is accepted": {"facts": _facts(_framework, {"framework": given.said(["new"])}), "answers": {["R", "pass"]}},
	"what is refused": {"facts": _facts(_framework, {"framework": given.said(["none"])}), "answers": {["R", "fail"]}},
	"accepted until today": {"facts": _facts(_framework, {"framework": given.said(["old"])}), "answers": {["R", "pass"]}},
	"accepted until yesterday": {
		"facts": _facts(_framework, {"framework": given.said(["older"])}),
		"answers": {["R", "fail"]},
	},
	"neither accepted nor refused": {
		"facts": _facts(_framework, {"framework": given.said(["odd"])}),
		"answers": {["R", "workload"]},
	},
	"accepted or not, when nobody says": {"facts": _facts(_framework, {}), "answers": {["R", "workload"]}},
	"accepted or not, said to be unknown": {
		"facts": _facts(_framework, {"framework": given.unproven("workload-said-unknown")}),
		"answers": {["R", "workload"]},
	},
	"no list of what is accepted": {
		"facts": _facts({"questions": ["framework"]}, {"framework": given.said(["odd"])}),
		"answers": {["R", "pass"]},
	},
	"refused beside what is accepted": {
		"facts": _facts(_framework, {"framework": given.said(["new", "none"])}),
		"answers": {["R", "fail"]},
	},
	"one accepted beside one that is not": {
		"facts": _facts(_framework, {"framework": given.said(["new", "odd"])}),
		"answers": {["R", "workload"]},
	},
}

_dated := {
	"runs until today": {"facts": _facts(_running, {"until": given.said(["2026-11-21"])}), "answers": {["R", "pass"]}},
	"ended yesterday": {"facts": _facts(_running, {"until": given.said(["2026-11-20"])}), "answers": {["R", "fail"]}},
	"there is none": {"facts": _facts(_running, {"until": given.said(["none"])}), "answers": {["R", "fail"]}},
	"runs, when nobody says until when": {"facts": _facts(_running, {}), "answers": {["R", "workload"]}},
	"runs, in a profile without workload": {
		"facts": given.silent(given.document([given.requirement(["undeclared-workload"], _running)], {})),
		"answers": {["R", "undeclared-workload"]},
	},
	"a day that is none": {"facts": _facts(_running, {"until": given.said(["some day"])}), "answers": {["R", "workload"]}},
}

test_cases[name] if {
	some name, case in cases
	words := given.words(undeclared_workload.deny) with input as case.facts
	words == case.answers
}

test_a_refusal_names_the_answer if {
	found := undeclared_workload.deny with input as _facts(_framework, {"framework": given.said(["none"])})
	some item in given.evidence(found)
	[item.question, item.values, item.author] == ["framework", ["none"], "DPO"]
}

test_a_pass_concerns_the_workload_and_no_resource if {
	found := undeclared_workload.deny with input as _facts(_framework, {"framework": given.said(["new"])})
	some finding in found
	finding.subjects == []
}

test_what_decides_nothing_is_asked_again if {
	found := undeclared_workload.deny with input as _facts(_framework, {"framework": given.said(["odd"])})
	given.reasons(found) == {["workload", "workload-not-decisive"]}
}

test_what_is_open_is_said_of_the_question_that_is_open if {
	answers := {"decided": given.unproven("workload-said-unknown"), "signed": given.said(["A"])}
	found := undeclared_workload.deny with input as _facts(_decision, answers)
	given.reasons(found) == {["workload", "workload-said-unknown"]}
}

test_a_question_that_is_open_is_named if {
	found := undeclared_workload.deny with input as _facts(_decision, {"decided": given.said(["yes"])})
	some item in given.evidence(found)
	[item.reason, item.args.question] == ["workload-undeclared", "signed"]
}
