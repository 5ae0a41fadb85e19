package souverain.lib

# What a host offers may stand on the infrastructure of others. What a resource asks for has to be covered by all of
# their certificates together, each for what it says.

# METADATA
# description: |
#   A place, the places below it and whether that is sure, to the ids of the hard subjects that are there. Only the data
#   itself is known to stand on what lies below, a copy stands alone.
chains[[place, under, sure]] contains subject.id if {
	some subject in _hard
	below := sort({ref.place | some ref in subject.places; ref.role == "infrastructure"})
	some [place, role, sure] in _heads(subject)
	stands := {"primary": below}
	under := object.get(stands, role, [])
}

# METADATA
# description: |
#   Number among the requirements asked to the chains of which an activity is not proven to be covered that day, as the
#   answer that a rule gives. It is `told` where the same requirement answers for the certificate of the host itself.
uncovered[number][chain] := answer if {
	some number, requirement in asked("uncovered-activity")
	some chain, _ in chains
	[place, below, _] := chain
	covered := {activity | some one in array.concat([place], below); some activity in _covered[number][one]}
	missing := _lacking_activities(_needed(requirement.parameters, field(field(input.places, place), "kind")), covered)
	count(missing) > 0
	host := field(field(_hosts, number), place)
	others := [other | some one in below; other := field(field(_hosts, number), one)]
	open := {doubted | some one in array.concat([place], below); some doubted in _unpublished[number][one]}
	counted := {shown | some one in array.concat([place], below); some shown in _held_together[number][one]}
	answer := _uncovered(requirement, host, others, array.flatten([_lacking_evidence(missing), sort(open), sort(counted)]))
}

# METADATA
# description: |
#   Ids of the hard subjects that are more than infrastructure somewhere. Whoever runs that answers for what lies below,
#   and the contract is with that host alone.
above contains subject.id if {
	some subject in _hard
	some ref in subject.places
	ref.role != "infrastructure"
	primary(ref.role)
}

# METADATA
# description: |
#   The subjects of a spot of which whoever runs it is asked for a certificate. None for keys alone, nor for what lies
#   below another where the requirement counts their certificates together.
asked_for_certificate(requirement, role, subjects) := set() if {
	role == "keys"
} else := subjects - above if {
	role == "infrastructure"
	"uncovered-activity" in requirement.rules
} else := subjects

# METADATA
# scope: document
# description: The subjects of a spot of which whoever runs it has the contract.
asked_for_contract("infrastructure", subjects) := subjects - above

asked_for_contract(role, subjects) := subjects if role != "infrastructure"

# METADATA
# description: Number to the places that cover alone all that they are asked for.
covering[number] contains place if {
	some number, requirement in asked("uncovered-activity")
	some place, described in input.places
	covered := object.get(object.get(_covered, number, {}), place, set())
	count(_lacking_activities(_needed(requirement.parameters, field(described, "kind")), covered)) == 0
}

# METADATA
# description: The requirement asks for the certificate of each host too, so that only what lies above others is left.
answers_for_hosts(requirement) if "unqualified-offer" in requirement.rules

# Number and place to the activities that certificates cover there on the day.
_covered[number][place] contains activity if {
	some number, requirement in asked("uncovered-activity")
	some place, _ in input.places
	some certificate in _weighed(requirement.parameters, place)
	certificate.standing == "pass"
	holds(certificate.activities)
	some activity in certificate.activities.value
}

# The certificates that count.
_held_together[number][place] contains shown if {
	some number, requirement in asked("uncovered-activity")
	some place, _ in input.places
	some certificate in _weighed(requirement.parameters, place)
	certificate.standing == "pass"
	some shown in certificate.evidence
}

# Why nobody can say what a certificate covers.
_unpublished[number][place] contains doubted if {
	some number, requirement in asked("uncovered-activity")
	some place, _ in input.places
	some certificate in _weighed(requirement.parameters, place)
	certificate.standing == "pass"
	not holds(certificate.activities)
	doubted := doubt(certificate.activities, "activities")
}

_hosts[number][place] := outcome if {
	some number, requirement in asked("uncovered-activity")
	some place, _ in input.places
	outcome := _best(_weighed(requirement.parameters, place), requirement.parameters, place)
}

_heads(subject) := heads if {
	heads := {[ref.place, ref.role, object.get(ref, "sure", true)] |
		some ref in subject.places
		not ref.role in {"infrastructure", "keys"}
	}
	some [_, role, _] in heads
	primary(role)
} else := {[ref.place, ref.role, object.get(ref, "sure", true)] |
	some ref in subject.places
	ref.role != "keys"
}

_lacking_activities("none", _) := set()

_lacking_activities("unreadable", _) := {"?"}

_lacking_activities(needed, covered) := {activity | some activity in needed; not activity in covered} if {
	is_array(needed)
}

# The certificate of the host comes first, then those of whom it stands on. What is refused below is sure to be missing;
# what is not covered else, nobody knows whose certificate covers.
_uncovered(requirement, host, others, missing) := {"status": "told"} if {
	answers_for_hosts(requirement)
	_stands(host) != "pass"
} else := _as_found(host, []) if {
	_stands(host) != "pass"
} else := _as_found(found[0], missing) if {
	found := _in_order(others)
	count(found) > 0
} else := _as_found({"standing": "certificate-claimed"}, missing)

_in_order(others) := array.concat(
	[other | some kind in _kinds; some other in others; _stands(other) == kind],
	[other | some other in others; other.standing == "fail"],
)

_stands(outcome) := object.get(outcome, "standing", "certificate-unknown")

_as_found(outcome, missing) := {"status": "fail", "evidence": array.concat(missing, outcome.evidence)} if {
	outcome.standing == "fail"
} else := {
	"status": "unknown",
	"unknown": _stands(outcome),
	"evidence": array.concat(missing, object.get(outcome, "evidence", [])),
}

_lacking_evidence(missing) := {"kind": "activities", "missing": sort(missing)}
