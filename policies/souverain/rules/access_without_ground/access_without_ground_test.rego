package souverain.rules.access_without_ground_test

import data.souverain.lib_test as given
import data.souverain.rules.access_without_ground

_adequacy := {
	"CH": {"decision": "d1", "scope": "general", "until": "", "covers": given.proven(true)},
	"US": {"decision": "d2", "scope": "listed ones", "until": "", "covers": given.unproven("adequacy-conditional")},
}

_asked(parameters) := given.document(
	[given.requirement(
		["access-without-ground"],
		object.union({"zone": "EEA"}, parameters),
	)],
	{},
)

_facts(parameters, answers) := object.union(given.declaring(_asked(parameters), answers), {"adequacy": _adequacy})

_from(countries) := {"access-from": given.said(countries)}

_safe := {
	"transfer-ground": given.said(["clauses"]),
	"transfer-assessed": given.said(["yes"]),
	"transfer-measures": given.said(["yes"]),
}

_guarded(countries, answers) := _facts({"safeguards": true}, object.union(_from(countries), answers))

_nowhere_else := {"adequacy": false}

_once := {"adequacy": false, "occasional": true}

_ground(word) := {"transfer-ground": given.said([word])}

# METADATA
# description: Facts, and what the rule answers. Also judged by every engine, and mutated.
cases := object.union_n([_answers, _decided, _safeguarded, _strict])

_answers := {
	"from nowhere else": {"facts": _facts({}, _from(["none"])), "answers": {["R", "pass"]}},
	"from inside the zone": {"facts": _facts({}, _from(["NO"])), "answers": {["R", "pass"]}},
	"from a third country": {"facts": _facts({}, _from(["IN"])), "answers": {["R", "fail"]}},
	"from inside and from a third country": {"facts": _facts({}, _from(["NO", "IN"])), "answers": {["R", "fail"]}},
	"from where, nobody says": {"facts": _facts({}, {}), "answers": {["R", "access"]}},
	"from where, nobody knows": {
		"facts": _facts({}, {"access-from": given.unproven("workload-said-unknown")}),
		"answers": {["R", "access"]},
	},
	"an answer that is empty": {"facts": _facts({}, _from([])), "answers": {["R", "access"]}},
	"from nowhere else, and from somewhere": {
		"facts": _facts({}, _from(["none", "IN"])),
		"answers": {["R", "fail"]},
	},
	"no workload declares itself": {"facts": given.silent(_asked({})), "answers": {["R", "undeclared-workload"]}},
	"a zone that nobody describes": {
		"facts": _facts({"zone": "MOON"}, _from(["none"])),
		"answers": {["R", "access"]},
	},
	"nothing is judged": {
		"facts": object.union(_facts({}, _from(["IN"])), {"resources": []}),
		"answers": set(),
	},
	"another requirement": {
		"facts": given.declaring(given.document([given.requirement(["storage-outside-zone"], {"zone": "EU"})], {}), {}),
		"answers": set(),
	},
}

_decided := {
	"from where a decision of general scope is in force": {
		"facts": _facts({}, _from(["CH"])),
		"answers": {["R", "pass"]},
	},
	"from where one covers some importers": {"facts": _facts({}, _from(["US"])), "answers": {["R", "access"]}},
	"from where this importer is covered": {
		"facts": _facts({}, object.union(_from(["US"]), {"importers-covered": given.said(["US"])})),
		"answers": {["R", "pass"]},
	},
	"from where none is covered": {
		"facts": _facts({}, object.union(_from(["US"]), {"importers-covered": given.said(["none"])})),
		"answers": {["R", "fail"]},
	},
}

_safeguarded := {
	"safeguards, assessed, with measures": {"facts": _guarded(["IN"], _safe), "answers": {["R", "pass"]}},
	"no ground": {"facts": _guarded(["IN"], _ground("none")), "answers": {["R", "fail"]}},
	"a ground for single transfers": {"facts": _guarded(["IN"], _ground("occasional")), "answers": {["R", "fail"]}},
	"an assessment that nobody speaks of": {
		"facts": _guarded(["IN"], _ground("clauses")),
		"answers": {["R", "access"]},
	},
	"on what, nobody says": {"facts": _guarded(["IN"], {}), "answers": {["R", "access"]}},
	"safeguards where nobody asks for them": {
		"facts": _facts({}, object.union(_from(["IN"]), _safe)),
		"answers": {["R", "fail"]},
	},
}

_strict := {
	"adequate, where that does not count": {"facts": _facts(_nowhere_else, _from(["CH"])), "answers": {["R", "fail"]}},
	"covered, where that does not count": {
		"facts": _facts(_nowhere_else, object.union(_from(["US"]), {"importers-covered": given.said(["US"])})),
		"answers": {["R", "fail"]},
	},
	"a single access, where one is let through": {
		"facts": _facts(_once, object.union(_from(["IN"]), _ground("occasional"))),
		"answers": {["R", "pass"]},
	},
	"a standing access there": {
		"facts": _facts(_once, object.union(_from(["IN"]), _ground("clauses"))),
		"answers": {["R", "fail"]},
	},
	"an access there of which nobody says more": {"facts": _facts(_once, _from(["US"])), "answers": {["R", "access"]}},
}

test_cases[name] if {
	some name, case in cases
	words := given.words(access_without_ground.deny) with input as case.facts
	words == case.answers
}

test_a_refusal_names_the_countries_and_who_says_so if {
	found := given.evidence(access_without_ground.deny) with input as _facts({}, _from(["CH", "IN"]))
	{[item.question, item.values, item.author] | some item in found; item.kind == "answer"} == {[
		"access-from",
		["CH", "IN"],
		"DPO",
	]}
	{item | some item in found; item.kind == "country"} == {{"kind": "country", "country": "IN", "zone": "EEA"}}
}

test_what_is_open_is_asked if {
	found := access_without_ground.deny with input as _facts({}, {})
	given.reasons(found) == {["workload", "workload-undeclared"]}
}

test_a_limited_decision_is_no_question_where_none_counts if {
	found := access_without_ground.deny with input as _facts(_once, _from(["US"]))
	{item.args.question | some item in given.evidence(found); item.kind == "unknown"} == {"transfer-ground"}
}
