package souverain.lib

# The highest level of the Cloud Sovereignty Framework that the records on control and reach leave open, as the texts of
# the levels describe them. What lowers a level further, nobody reads in records: no level is ever proven here.

# METADATA
# description: |
#   Number and place to the ceiling. Nothing outside the Union in control or reach leaves all open; what is not known is
#   no ceiling, but a place of which it is so is among `unbounded`.
ceilings[number][place] := ceiling if {
	some number, requirement in asked("assurance-ceiling")
	codes := zone_codes[zone(requirement)]
	some place, operator in _operators
	holds(operator.parents)
	is_array(operator.parents.value)
	count(operator.parents.value) > 0
	every parent in operator.parents.value {
		is_string(parent.country)
		parent.country != "unknown"
	}
	outside := [parent | some parent in operator.parents.value; not parent.country in codes]
	ceiling := _ceiling({
		"outside": count(outside),
		"parents": count(operator.parents.value),
		"reached": object.get(object.get(closing, zone(requirement), {}), place, []),
		"touched": object.get(object.get(reported, zone(requirement), {}), place, []),
		"out of reach": place in object.get(unreached, zone(requirement), set()),
	})
}

_ceiling(found) := 1 if {
	found.outside > 0
	found.outside == found.parents
} else := 2 if {
	found.outside > 0
} else := 2 if {
	some reach in found.reached
	reach.channel == "parent"
} else := 3 if {
	count(found.reached) > 0
} else := 3 if {
	some reach in found.touched
	reach.channel == "technology"
} else := 4 if {
	found["out of reach"] == true
}

# METADATA
# description: The level that the workload declares to be asked for; nothing where it declares none.
level_asked := level if {
	said := answered("seal-asked")
	count(said) == 1
	some word in said
	level := {"seal-0": 0, "seal-1": 1, "seal-2": 2, "seal-3": 3, "seal-4": 4}[word]
}
