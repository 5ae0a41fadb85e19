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
	some [stated, _], held in keyed
	concerned := (subjects & held) & _with_provider
	count(concerned) > 0
	[custody, said] := _held_as(stated, answers_to("keys-held-by"))
	finding := {
		"requirement": requirement.id,
		"subjects": concerned,
		"place": place,
		"evidence": array.flatten([evidence, keys(stated, role), said]),
	}
}

# Keys of the controller alone open what the host has no key to. Else the input says who holds them, and what it leaves
# open the workload.
_held_as(_, {"controller"}) := ["client-side", []]

_held_as("", said) := [custody, [told("keys-held-by")]] if {
	count(said) == 1
	some word in said
	word != "controller"
	custody := declared_custody[word]
}

_held_as("", said) := ["", []] if not _one_holder(said)

_held_as(stated, said) := [stated, []] if {
	stated != ""
	said != {"controller"}
}

_one_holder(said) if {
	count(said) == 1
	some word in said
	declared_custody[word]
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
	some [stated, _], ids in keyed
	_held_as(stated, answers_to("keys-held-by"))[0] == "client-side"
	some id in ids
}
