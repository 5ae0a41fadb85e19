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
places contains place if some [place, _, _, _], _ in spots

# METADATA
# description: |
#   What was found against what lies in a spot, as an answer. Where another resource may be meant than the one that the
#   way leads from or to, it is a doubt.
against(requirement, [place, role, via, sure], subjects, evidence) := {
	"requirement": requirement.id,
	"subjects": subjects,
	"place": place,
	"status": "fail",
	"evidence": array.concat(evidence, copy(role, via)),
} if {
	sure == true
} else := {
	"requirement": requirement.id,
	"subjects": subjects,
	"place": place,
	"status": "unknown",
	"unknown": "copy",
	"evidence": array.concat([reasoned("flow", "flow-of-several", {})], copy(role, via)),
}

# METADATA
# description: |
#   The answer of a rule for all subjects that it proves, in one: the easy ones, and the hard ones of which nothing lies
#   in a spot that holds them back.
passed(requirement, holding) := passed_but(requirement, holding, set())

# METADATA
# description: The same, but for subjects that something else than a spot holds back.
passed_but(requirement, holding, open) := {"requirement": requirement.id, "status": "pass", "subjects": subjects} if {
	held := {id | some spot in holding; some id in spots[spot]}
	subjects := array.concat(easy, [id | some id in (hard - (held | open))])
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
	some rule in reach_rules
	some requirement in asked(rule)
	some place, _ in input.places
	not unreached[zone(requirement)][place]
}

_unsettled contains place if {
	some standings in certified
	some place, outcome in standings
	outcome.standing != "pass"
}

_unsettled contains place if {
	some number, _ in asked("transfer-without-ground")
	some place, _ in input.places
	not place in object.get(transferable, number, set())
}

_unsettled contains place if {
	some number, _ in asked("uncovered-activity")
	some place, _ in input.places
	not place in object.get(covering, number, set())
}

_unsettled contains place if {
	some places in told_laws
	some place, _ in places
}

# The level asked for is an answer: what is open concerns every place.
_unsettled contains place if {
	count(asked("assurance-ceiling")) > 0
	some place, _ in input.places
}

_unsettled contains place if {
	some number, _ in asked("contract")
	some place, _ in input.places
	not place in object.get(agreed, number, set())
}
