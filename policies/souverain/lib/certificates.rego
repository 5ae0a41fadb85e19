package souverain.lib

# METADATA
# description: |
#   Number among those asked and place to how the offer there stands under it: `pass`, `fail` or the kind of unknown,
#   with the certificates that say so. The best certificate decides; none on record proves nothing.
certified[number][place] := outcome if {
	some number, requirement in asked("unqualified-offer")
	parameters := field(requirement, "parameters")
	some place, _ in input.places
	outcome := _best(_weighed(parameters, place), parameters, place)
}

# METADATA
# description: |
#   The same for the places that need a look, described or not, as the answer that a rule gives; nothing for a pass.
unqualified[number][place] := answer if {
	some number, requirement in asked("unqualified-offer")
	some place in places
	answer := _answer(field(field(certified, number), place), place)
}

_answer(outcome, place) := {"status": "fail", "evidence": outcome.evidence} if {
	outcome.standing == "fail"
} else := {"status": "unknown", "unknown": outcome.standing, "evidence": outcome.evidence} if {
	outcome.standing != "pass"
} else := {
	"status": "unknown",
	"unknown": "certificate-unknown",
	"evidence": [reasoned("place", "place-not-described", {"place": place})],
} if {
	not outcome.standing
}

# What has ended is said before what is only claimed.
_kinds := ["certificate-lapsed", "certificate-claimed", "certificate-unknown"]

_best(weighed, parameters, place) := {"standing": "pass", "evidence": []} if {
	some certificate in weighed
	certificate.standing == "pass"
} else := {"standing": kind, "evidence": _evidence(weighed, kind)} if {
	kind := [kind | some kind in _kinds; some certificate in weighed; certificate.standing == kind][0]
} else := {"standing": "fail", "evidence": _evidence(weighed, "fail")} if {
	count(weighed) > 0
} else := {"standing": "certificate-unknown", "evidence": [_why_uncertified(parameters, place)]}

_evidence(weighed, standing) := [evidence |
	some certificate in weighed
	certificate.standing == standing
	some evidence in certificate.evidence
]

_why_uncertified(parameters, place) := doubt(field(input.places[place], "certificates"), "certificates") if {
	not holds(field(input.places[place], "certificates"))
} else := reasoned("certificates", "certificate-not-recorded", {"scheme": parameters.scheme}) if {
	is_string(parameters.scheme)
} else := reasoned("certificates", "fact-missing", {})

_weighed(parameters, place) := [_weigh(state, parameters) |
	fact := input.places[place].certificates
	holds(fact)
	some state in fact.value
	state.scheme == parameters.scheme
]

_weigh(state, parameters) := {
	"standing": standing,
	"evidence": array.concat([_described(state)], reasons),
	"activities": field(state, "activities"),
} if {
	checks := _checks(state, parameters)
	standing := _standing(checks)
	reasons := [check.reason | some check in checks; check.answer == standing]
}

# A refusal is said first, then the first unknown.
_standing(checks) := "fail" if {
	some check in checks
	check.answer == "fail"
} else := [check.answer | some check in checks; check.answer != "pass"][0] if {
	some check in checks
	check.answer != "pass"
} else := "pass"

_described(state) := object.union(object.filter(state, _shown), {
	"kind": "certificate",
	"covers": state.covers.value,
}) if {
	holds(state.covers)
} else := object.union(object.filter(state, _shown), {"kind": "certificate"})

_shown := ["scheme", "status", "since", "until", "number", "version"]
