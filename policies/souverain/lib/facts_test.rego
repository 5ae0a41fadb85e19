package souverain.lib_test

import data.souverain.lib

_minimum(grade) := {"profile": {"minimum_grade": grade}}

test_holds[name] if {
	some name, fact in {
		"knowledge": proven("x"),
		"the input itself": stated("x"),
		"the weakest grade accepted": graded("x", "background"),
		"false is a value": proven(false),
		"an empty list is a value": proven([]),
		"no grade, and nothing that comes with one": object.union(stated("x"), {"source": [], "as_of": null}),
	}
	lib.holds(fact) with input as _minimum("background")
}

test_does_not_hold[name] if {
	some name, fact in {
		"not known": unproven("why"),
		"not known, with a value": object.union(proven("x"), {"known": false}),
		"known is a text": object.union(proven("x"), {"known": "true"}),
		"no value": {"known": true},
		"null": stated(null),
		"nothing": {},
		"no object": "x",
		"a list": ["x"],
		"too weak": graded("x", "declared"),
		"a grade that is no word": graded("x", "certain"),
		"a grade that was taken away, its source left": object.union(stated("x"), {"source": ["register"]}),
		"a grade that was taken away, its date left": object.union(stated("x"), {"as_of": "2026-11-21"}),
	}
	not lib.holds(fact) with input as _minimum("background")
}

test_no_grade_is_accepted_without_a_minimum if {
	not lib.accepted("primary") with input as {"profile": {}}
	not lib.accepted("primary") with input as _minimum("best")
}

test_grades_are_ordered if {
	every number, grade in ["declared", "background", "secondary", "transcription", "primary"] {
		accepted := [better |
			some better in ["declared", "background", "secondary", "transcription", "primary"]
			lib.accepted(better) with input as _minimum(grade)
		]
		count(accepted) == 5 - number
	}
}

test_doubt[name] if {
	some name, case in {
		"its reason": {
			"fact": unproven("why"),
			"doubt": {"kind": "unknown", "fact": "f", "reason": "why", "args": {}},
		},
		"what fills its reason": {
			"fact": object.union(unproven("why"), {"args": {"a": "b"}}),
			"doubt": {"kind": "unknown", "fact": "f", "reason": "why", "args": {"a": "b"}},
		},
		"its grade": {
			"fact": graded("x", "declared"),
			"doubt": {
				"kind": "unknown",
				"fact": "f",
				"reason": "grade-too-low",
				"args": {"grade": "declared", "minimum": "background"},
			},
		},
		"no reason": {
			"fact": {"known": false},
			"doubt": {"kind": "unknown", "fact": "f", "reason": "fact-missing", "args": {}},
		},
		"a reason that is no text": {
			"fact": unproven({"known": false}),
			"doubt": {"kind": "unknown", "fact": "f", "reason": "fact-missing", "args": {}},
		},
		"nothing": {"fact": {}, "doubt": {"kind": "unknown", "fact": "f", "reason": "fact-missing", "args": {}}},
	}
	lib.doubt(case.fact, "f") == case.doubt with input as _minimum("background")
}
