package souverain.lib

# METADATA
# description: |
#   Number among those asked and place to what the knowledge says against the qualification that passes there. A
#   qualification is the proof and is not audited again: this is worth a word beside the pass, and no more.
contradicted[number][place] := evidence if {
	some number, standings in certified
	some place, outcome in standings
	outcome.standing == "pass"
	evidence := [object.union({"kind": "criterion"}, criterion) |
		some criterion in input.places[place].contradicted
		criterion.scheme == asked("unqualified-offer")[number].parameters.scheme
	]
	count(evidence) > 0
}

# METADATA
# description: Place of which that is so, to the ids of the protected resources that are there.
contradicted_subjects[ref.place] contains subject.id if {
	count(_contradicted_places) > 0
	some subject in _declared
	some ref in subject.places
	ref.place in _contradicted_places
}

_contradicted_places contains place if {
	some found in contradicted
	some place, _ in found
}
