package souverain.lib

# A qualification is the proof of what whoever granted it has audited.

# METADATA
# description: Requirement to the places where it is presumed, since the one that presumes it passes there.
presumed[requirement.id] contains place if {
	some requirement in input.profile.requirements
	some number, presuming in asked("unqualified-offer")
	presuming.id == requirement.presumed_by
	some place, outcome in certified[number]
	outcome.standing == "pass"
}

# METADATA
# description: The requirement is presumed of what is in the place.
is_presumed(requirement, place) if {
	# regal ignore:external-reference
	place in presumed[requirement.id]
}

# METADATA
# description: |
#   Number and place to what the records say of whoever runs the place, criterion by criterion, where no qualification
#   passes that would presume it.
measured[number][place] := evidence if {
	some number, standings in certified
	some place, outcome in standings
	outcome.standing != "pass"
	operator := _operators[place]
	evidence := [object.union({"kind": "criterion"}, criterion) |
		some criterion in operator.criteria
		criterion.scheme == asked("unqualified-offer")[number].parameters.scheme
	]
	count(evidence) > 0
}

# METADATA
# description: Place of which that is so, to the ids of the protected resources that are there.
measured_subjects[ref.place] contains subject.id if {
	count(_measured_places) > 0
	some subject in _declared
	some ref in subject.places
	ref.place in _measured_places
}

_measured_places contains place if {
	some found in measured
	some place, _ in found
}
