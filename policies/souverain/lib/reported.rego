package souverain.lib

# METADATA
# description: |
#   Zone and place to the laws from outside the zone that reach it in ways that the profile reports and never refuses
#   for. Left out are those of a country of which another law closes the gate there.
reported[name][place] := evidence if {
	some name, codes in zone_codes
	some place, _ in input.places
	evidence := sort({object.union({"kind": "reach"}, reach) |
		some reach in _reaches[place]
		is_string(reach.country)
		not reach.country in codes
		not reach.country in _closing_countries(name, place)
		_harmless(reach, codes)
	})
	count(evidence) > 0
}

# METADATA
# description: Place with something to report, to the ids of the protected resources that are there.
reported_subjects[ref.place] contains subject.id if {
	count(_worth_a_word) > 0
	some subject in _declared
	some ref in subject.places
	ref.place in _worth_a_word
}

_closing_countries(name, place) := {evidence.country | some evidence in closing[name][place]}

_worth_a_word contains place if {
	some found in reported
	some place, _ in found
}
