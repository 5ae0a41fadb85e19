package souverain.lib

# What the workload says of itself. An answer is declared by its nature, so the grades of the knowledge do not apply;
# one that is missing, empty or of another form is no answer.

# METADATA
# description: The answers to a question, as a set; nothing where there is none.
answered(question) := values if {
	is_string(question)
	fact := input.workload.answers[question]
	fact.known == true
	is_array(fact.value)
	values := {value | some value in fact.value; is_string(value)}
	count(values) == count(fact.value)
	count(values) > 0
}

# METADATA
# description: No workload declares itself. Until one does, choosing a profile declares that its regime applies.
silent if input.workload.declared == false

# METADATA
# description: What kind of unknown an answer is that a requirement needs.
# scope: document
default unanswered_kind := "workload"

unanswered_kind := "undeclared-workload" if silent

# METADATA
# description: Some resource is judged. Where none is, there is nothing to say of the workload either.
judging if count(_seen) > 0

# METADATA
# description: Evidence that tells an answer, or why there is none.
told(question) := {
	"kind": "answer",
	"question": question,
	"values": sort(values),
	"author": concat(", ", object.get(fact, "source", [])),
	"date": object.get(fact, "as_of", ""),
} if {
	values := answered(question)
	fact := input.workload.answers[question]
} else := reasoned("workload", fact.reason, object.union({"question": question}, object.get(fact, "args", {}))) if {
	fact := input.workload.answers[question]
	fact.known == false
	is_string(fact.reason)
} else := reasoned("workload", "workload-undeclared", {"question": question})

# METADATA
# description: Whether a condition on an answer holds - `pass`, `fail` or `unknown`.
standing(term) := _unless(term) if {
	count(term.unless) > 0
} else := "unknown" if {
	not answered(term.question)
} else := _before(term, answered(term.question)) if {
	term.before != ""
} else := "pass" if {
	some value in term.is
	value in answered(term.question)
} else := "unknown" if {
	term.against_operators == true
	not _own
} else := "fail" if {
	is_array(term.is)
} else := "unknown"

# METADATA
# description: Evidence for how a condition stands.
grounds(term) := whose(term) if {
	standing(term) == "unknown"
	term.against_operators == true
	answered(term.question)
} else := reasoned("workload", "workload-in-between", {
	"question": term.question,
	"date": concat(", ", sort(answered(term.question))),
}) if {
	standing(term) == "unknown"
	answered(term.question)
} else := told(object.get(term, "question", ""))

# METADATA
# description: Whether somebody else runs, or may run, a place where judged data is, whatever the answer says.
run_by_others(term) if {
	term.against_operators == true
	not _own
}

# METADATA
# description: Evidence that names them.
whose(term) := reasoned("workload", "workload-unconfirmed", {"question": term.question}) if {
	count(strangers) == 0
} else := reasoned("workload", "workload-contradicted", {
	"question": term.question,
	"operator": concat(", ", sort(strangers)),
})

# METADATA
# description: |
#   Operators on record that run a place where judged data is. What the user declares about an own platform is no
#   record: it speaks for the user's answers, not against them.
strangers contains name if {
	some place in _judged_places
	fact := input.places[place].operator
	fact.known == true
	not _declared_operator(place)
	name := object.get(object.get(input.operators, fact.value, {}), "name", fact.value)
}

# Every judged place is one that the user has declared, run by somebody whom no record knows.
_own if {
	count(_judged_places) > 0
	not _nowhere
	every place in _judged_places {
		_declared_operator(place)
	}
}

_nowhere if {
	some subjects in [_declared, undeclared]
	some subject in subjects
	not _somewhere(subject)
}

_somewhere(subject) if {
	count(subject.places) > 0
	every ref in subject.places {
		is_string(ref.place)
	}
}

_declared_operator(place) if {
	fact := input.places[place].operator
	fact.known == true
	fact.grade == "own"
	input.operators[fact.value].country.grade == "own"
}

_judged_places contains ref.place if {
	some subjects in [_declared, undeclared]
	some subject in subjects
	some ref in subject.places
}

_unless(term) := "fail" if {
	values := answered(term.question)
	every value in values {
		value in term.unless
	}
} else := "pass"

_before(term, values) := "unknown" if {
	count(values) != 1
} else := "pass" if {
	some day in values
	is_day(day)
	day < term.before
} else := "unknown" if {
	some day in values
	day <= term.open_until
} else := "fail" if {
	some day in values
	is_day(day)
} else := "unknown"

# METADATA
# description: The text is a day, as 2026-11-24.
is_day(text) if regex.match(`^\d{4}-\d{2}-\d{2}$`, text)
