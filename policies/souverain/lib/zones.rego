package souverain.lib

# METADATA
# description: The zone of a requirement, or a name that no zone has.
zone(requirement) := name if {
	name := requirement.parameters.zone
} else := ""

# METADATA
# description: Zone and place to the countries outside the zone in which data at the place may be. Proven fail.
outside[name][place] := evidence if {
	some name, codes in zone_codes
	some place, countries in _countries
	evidence := [{"kind": "country", "country": country, "zone": name} |
		some country in sort(countries)
		_foreign(country, codes)
	]
	count(evidence) > 0
}

# METADATA
# description: Zone to the places that are wholly inside it. Proven pass.
inside[name] contains place if {
	some name, codes in zone_codes
	some place, countries in _countries
	every country in countries {
		country in codes
	}
}

# METADATA
# description: Zone and place to why neither is proven.
unlocated[name][place] := [_why_unlocated(name, place)] if {
	some name in _zones
	some place in places
	not inside[name][place]
	not outside[name][place]
}

# METADATA
# description: Zones that are asked for and described, each to the codes of its countries.
zone_codes[name] := codes if {
	some name in _zones
	codes := {code | some code in input.zones[name]}
	count(codes) > 0
}

_zones contains zone(requirement) if some requirement in input.profile.requirements

_countries[place] := countries if {
	some place, described in input.places
	fact := described.countries
	holds(fact)
	is_array(fact.value)
	countries := {country | some country in fact.value}
	count(countries) > 0
}

# "EU" stands for a member state that nobody names: outside a smaller zone, or inside it. "*", the world, is outside.
_foreign(country, codes) if {
	is_string(country)
	not country in codes
	country != "EU"
}

_why_unlocated(name, place) := reasoned("zone", "zone-not-described", {"zone": name}) if {
	not zone_codes[name]
} else := reasoned("countries", "country-not-named", {"zone": name}) if {
	_countries[place]
} else := _why_nowhere(place)

_why_nowhere(place) := reasoned("place", "place-not-described", {"place": place}) if {
	not input.places[place]
} else := doubt(field(input.places[place], "countries"), "countries")
