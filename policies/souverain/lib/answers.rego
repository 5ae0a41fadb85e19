package souverain.lib

# METADATA
# description: Requirements of the profile that bind the workload and that a rule computes.
asked(rule) := [requirement |
	some requirement in input.profile.requirements
	rule in requirement.rules
	not requirement.id in set_aside
]

# METADATA
# description: |
#   Places at which every requirement is met, whatever lies there. Each word is asked once for each place, so that most
#   resources need no question of their own. What a user's rule asks is not known here: beside one, nothing is settled.
settled contains place if {
	data.souverain.own_revision == ""
	some place, _ in input.places
	not place in _unsettled
}

# METADATA
# description: Ids of the places that the hard subjects need, whether or not the document describes them.
places contains place if some [place, _, _], _ in spots

# METADATA
# description: The data itself is there. A role that is no known word counts as this one and as a copy.
primary(role) if not role in {"replica", "backup"}

# METADATA
# description: A copy of the data is there.
copied(role) if not role in {"primary", "infrastructure"}

# METADATA
# description: What kind of unknown a place is, for what lies there.
unknown_place(role) := "copy" if {
	role in {"replica", "backup"}
} else := "place"

# METADATA
# description: Says that a copy lies there, and what sends it; nothing for the data itself.
copy(role, via) := [{"kind": "copy", "role": role, "via": via}] if {
	role in {"replica", "backup"}
} else := []

# METADATA
# description: |
#   The answer of a rule for all subjects that it proves, in one: the easy ones, and the hard ones of which nothing lies
#   in a spot that holds them back.
passed(requirement, holding) := {"requirement": requirement.id, "status": "pass", "subjects": subjects} if {
	held := union({ids | some spot, ids in spots; spot in holding})
	subjects := array.concat(easy, [id | some id in (hard - held)])
	count(subjects) > 0
}

# METADATA
# description: The answer for the subjects of which no place can be looked up.
unplaced(requirement, kind) := {
	"requirement": requirement.id,
	"subjects": lost,
	"place": "",
	"status": "unknown",
	"unknown": kind,
	"evidence": [reasoned("places", "no-place", {})],
} if {
	count(lost) > 0
}

_unsettled contains place if {
	some rule in ["storage-outside-zone", "cross-border-copy"]
	some requirement in asked(rule)
	some place, _ in input.places
	not inside[zone(requirement)][place]
}

_unsettled contains place if {
	some requirement in asked("extra-eu-jurisdiction")
	some place, _ in input.places
	not unreached[zone(requirement)][place]
}

_unsettled contains place if {
	some standings in certified
	some place, outcome in standings
	outcome.standing != "pass"
}

_unsettled contains place if {
	some number, _ in asked("contract")
	some place, _ in input.places
	not place in object.get(agreed, number, set())
}
