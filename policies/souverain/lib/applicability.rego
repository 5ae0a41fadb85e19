package souverain.lib

# METADATA
# description: How the regime of the profile stands to this workload - `pass`, `fail` or `unknown`, with its evidence.
binding := applicability(object.get(input.profile, "applicability", {}))

# METADATA
# description: The same for one requirement, from the day on which it applies.
bound(requirement) := {"standing": "fail", "evidence": [reasoned("date", "applies-later", {"date": starts_on})]} if {
	starts_on := object.get(requirement, "starts_on", "")
	input.as_of < starts_on
} else := applicability(object.get(requirement, "applicability", {}))

# METADATA
# description: |
#   Whether every clause holds. One that fails decides, then an exemption; what is left open leaves all open. Until the
#   workload declares itself everything holds.
applicability(asked) := {"standing": "pass", "evidence": []} if {
	count(object.get(asked, "all", [])) == 0
} else := {"standing": "pass", "evidence": []} if {
	silent
} else := {"standing": "fail", "evidence": failed} if {
	failed := _failed(asked)
	count(failed) > 0
} else := {"standing": "fail", "evidence": exempted} if {
	exempted := _exempted(asked)
	count(exempted) > 0
} else := {"standing": "unknown", "evidence": open} if {
	open := array.concat(_open_exemptions(asked), _open_clauses(asked))
	count(open) > 0
} else := {"standing": "pass", "evidence": _met(asked)}

# METADATA
# description: Ids of the requirements that do not bind this workload, or not yet. No rule asks for them.
set_aside contains requirement.id if {
	some requirement in input.profile.requirements
	some outcome in [binding, bound(requirement)]
	outcome.standing == "fail"
}

_failed(asked) := [grounds(term) |
	some clause in asked.all
	_clause(clause) == "fail"
	some term in clause.any
]

_met(asked) := [grounds(term) |
	some clause in asked.all
	some term in clause.any
	standing(term) == "pass"
]

_open_clauses(asked) := [grounds(term) |
	some clause in asked.all
	_clause(clause) == "unknown"
	some term in clause.any
	standing(term) == "unknown"
]

_clause(clause) := "pass" if {
	some term in clause.any
	standing(term) == "pass"
} else := "fail" if {
	count(clause.any) > 0
	every term in clause.any {
		standing(term) == "fail"
	}
} else := "unknown"

_exempted(asked) := [grounds(term) |
	some exemption in object.get(asked, "exempt", [])
	_exempt(exemption) == "pass"
	some term in array.concat([exemption.when], exemption.needs)
]

_open_exemptions(asked) := [evidence |
	some exemption in object.get(asked, "exempt", [])
	_exempt(exemption) == "unknown"
	standing(exemption.when) == "pass"
	some evidence in array.concat(_missing(exemption), _others(exemption.when))
]

_exempt(exemption) := "fail" if {
	standing(exemption.when) == "fail"
} else := "pass" if {
	standing(exemption.when) == "pass"
	count(exemption.needs) > 0
	every term in exemption.needs {
		standing(term) == "pass"
	}
	not run_by_others(exemption.when)
} else := "unknown"

_missing(exemption) := [_lacking(term) | some term in exemption.needs; standing(term) != "pass"]

_lacking(term) := reasoned("workload", "exemption-not-met", {"question": term.question}) if {
	standing(term) == "fail"
} else := grounds(term)

# Whoever is exempt runs the places itself.
_others(term) := [whose(term)] if {
	run_by_others(term)
} else := []
