package souverain.lib

# METADATA
# description: |
#   Zone and place to the laws from outside the zone that can order someone to open the data there, through a channel
#   and at a certainty that the profile refuses. Proven fail.
closing[name][place] := evidence if {
	some name, codes in zone_codes
	some place, _ in input.places
	evidence := sort({object.union({"kind": "reach"}, reach) |
		some reach in _reaches[place]
		_closes(reach, codes)
	})
	count(evidence) > 0
}

# METADATA
# description: Zone to the places out of reach of every such law. Proven pass.
unreached[name] contains place if {
	some name, _ in zone_codes
	some place, _ in _countries
	not closing[name][place]
	count(_operator_doubts(place)) == 0
	count(_reach_doubts(place)) == 0
	count(_open_questions(name, place)) == 0
}

# METADATA
# description: Zone and place to why nobody can say who operates the service, or who controls the operator.
unattributed[name][place] := evidence if {
	some name in _zones
	some place in places
	not closing[name][place]
	evidence := _operator_doubts(place)
	count(evidence) > 0
}

# METADATA
# description: Zone and place to why nobody can say which laws reach the operator, or the place.
unmeasured[name][place] := evidence if {
	some name in _zones
	some place in places
	not closing[name][place]
	evidence := sort(((_zone_doubts(name) | _reach_doubts(place)) | _open_questions(name, place)))
	count(evidence) > 0
}

# METADATA
# description: Zone and place to why the place is not known, where that leaves open which laws reach it.
unreachable[name][place] := evidence if {
	some name, _ in zone_codes
	some place in places
	not _countries[place]
	not closing[name][place]
	evidence := [_why_nowhere(place)]
}

_operators[place] := operator if {
	some place, described in input.places
	fact := described.operator
	holds(fact)
	operator := input.operators[fact.value]
}

_reaches[place] contains reach if {
	some place, operator in _operators
	holds(operator.reach)
	some reach in operator.reach.value
}

_reaches[place] contains reach if {
	some place, described in input.places
	some reach in described.reach
}

_closes(reach, codes) if {
	is_string(reach.country)
	not reach.country in codes
	reach.channel in input.profile.reach.channels
	reach.certainty in input.profile.reach.certainties
	accepted(reach.grade)
}

_harmless(reach, codes) if reach.country in codes

_harmless(reach, _) if _left_out(reach.channel, input.profile.reach.channels)

_harmless(reach, _) if _left_out(reach.certainty, input.profile.reach.certainties)

_left_out(word, words) if {
	is_string(word)
	is_array(words)
	not word in words
}

_operator_doubts(place) := [doubt(fact, "operator")] if {
	fact := field(field(field(input, "places"), place), "operator")
	not holds(fact)
} else := [reasoned("operator", "operator-not-described", {"operator": input.places[place].operator.value})] if {
	not _operators[place]
} else := [doubt(field(_operators[place], name), name) |
	some name in ["country", "parents"]
	not _told(field(_operators[place], name))
]

_told(fact) if {
	holds(fact)
	fact.value != []
}

_zone_doubts(name) := {reasoned("zone", "zone-not-described", {"zone": name})} if {
	not zone_codes[name]
} else := set()

_reach_doubts(place) := _operator_reach(place) | _territorial_reach(place)

_operator_reach(place) := {doubt(reach, "reach")} if {
	reach := field(_operators[place], "reach")
	not _listed(reach)
} else := set()

_listed(fact) if {
	holds(fact)
	is_array(fact.value)
}

_territorial_reach(place) := set() if {
	is_array(input.places[place].reach)
} else := {reasoned("territory", "fact-missing", {})}

_open_questions(name, place) := {_open_question(reach) |
	some reach in _reaches[place]
	not _harmless(reach, zone_codes[name])
	not _closes(reach, zone_codes[name])
}

_open_question(reach) := doubt({"known": true, "grade": reach.grade}, "reach") if {
	reach.grade
} else := reasoned("reach", "fact-missing", {})
