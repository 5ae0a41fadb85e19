package souverain.lib

# METADATA
# description: |
#   What a rule about reach refuses: what lies, in a role that it judges, where a law from outside the zone can order
#   someone to open it. Who holds the keys is told beside.
reach_refusals(rule) := {finding |
	some requirement in asked(rule)

	# regal ignore:external-reference
	reached := closing[zone(requirement)]

	# regal ignore:external-reference
	some spot, subjects in spots
	[place, role, _, _] := spot
	reaches(rule, requirement, role)
	not is_presumed(requirement, place)
	evidence := reached[place]

	# regal ignore:external-reference
	some [custody, lowered], held in keyed
	concerned := subjects & held
	count(concerned) > 0
	found := against(requirement, spot, concerned, evidence)
	kept := {"evidence": array.concat(found.evidence, keys(custody, role))}
	finding := object.union_n([found, severity(lowered, role), kept, _only_told(requirement)])
}

# METADATA
# description: What such a rule proves, for all subjects of which nothing that it judges lies within reach.
reach_passes(rule) := {answer |
	some requirement in asked(rule)
	holding := {spot |
		some spot, _ in spots
		reaches(rule, requirement, spot[1])
		not unreached[zone(requirement)][spot[0]]
		not is_presumed(requirement, spot[0])
		not _told_of(requirement, spot[0])
	}
	answer := passed(requirement, holding)
}

# A requirement may ask that a law in reach is pointed out, and no more: then what is known of it is enough.
_only_told(requirement) := {"status": "alert"} if {
	requirement.parameters.reported == true
} else := {}

_told_of(requirement, place) if {
	requirement.parameters.reported == true
	closing[zone(requirement)][place]
}
