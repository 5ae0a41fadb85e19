package souverain.lib

# Who holds the keys of what names no other holder: whoever runs the place of the data, unless the keys never leave the
# client.

# METADATA
# description: |
#   Custody and finding for what lies, keys included, where a law from outside the zone can order someone to open it.
held_within_reach contains [custody, finding] if {
	some requirement in asked("keys-held-extra-eu")
	reached := closing[zone(requirement)]
	some [place, role, _, _], subjects in spots
	primary(role)
	evidence := reached[place]
	some [custody, _], held in keyed
	concerned := (subjects & held) & _with_provider
	count(concerned) > 0
	finding := {
		"requirement": requirement.id,
		"subjects": concerned,
		"place": place,
		"evidence": array.concat(evidence, keys(custody, role)),
	}
}

# METADATA
# description: Findings about what lies where nobody can say whether such a law reaches.
held_by_nobody_known contains finding if {
	some requirement in asked("keys-held-extra-eu")
	name := zone(requirement)
	some [place, role, _, _], subjects in spots
	primary(role)
	not closing[name][place]
	not unreached[name][place]
	concerned := subjects & _with_provider
	count(concerned) > 0
	finding := {
		"requirement": requirement.id,
		"subjects": concerned,
		"place": place,
		"evidence": [reasoned("keys", "holder-of-keys-not-known", {})],
	}
}

# METADATA
# description: Zone to the ids of all of which that is not ruled out.
held_back[name] := open if {
	some requirement in asked("keys-held-extra-eu")
	name := zone(requirement)
	open := {id |
		some [place, role, _, _], subjects in spots
		primary(role)
		not unreached[name][place]
		some id in (subjects & _with_provider)
	}
}

_with_provider := hard - (_keyed_elsewhere | _on_the_client)

_keyed_elsewhere contains id if {
	some [_, role, _, _], ids in spots
	role == "keys"
	some id in ids
}

_on_the_client contains id if {
	some [custody, _], ids in keyed
	custody == "client-side"
	some id in ids
}
