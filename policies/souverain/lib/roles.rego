package souverain.lib

# What lies at a place: the data itself, what is below it, or what a flow of the data leads to. Each rule judges some of
# these roles. A role that is no known word is judged by every rule of its kind.

# METADATA
# description: Rules about who can be ordered to open data.
reach_rules := {"extra-eu-jurisdiction"} | object.keys(_roles_of)

# METADATA
# description: The data itself is there. A role that is no known word counts as this one and as a copy.
primary(role) if not role in _led_to

# METADATA
# description: A copy of the data is there, a log of it or a cache included.
copied(role) if not role in {"primary", "infrastructure", "keys"}

# METADATA
# scope: document
# description: |
#   A rule about reach judges what is there in this role. Some rules have roles of their own; where a requirement does
#   not name them, the general rule judges these too, but for keys, which are not the data.
reaches(rule, _, role) if role in _roles_of[rule]

reaches("extra-eu-jurisdiction", requirement, role) if {
	role != "keys"
	taken := union({roles | some rule in requirement.rules; roles := _roles_of[rule]})
	not role in taken
}

# METADATA
# description: What kind of unknown a place is, for what lies there.
unknown_place(role) := "copy" if {
	role in _led_to
} else := "place"

# METADATA
# description: Says that a copy lies there, and what sends it; nothing for the data itself.
copy(role, via) := [{"kind": "copy", "role": role, "via": via}] if {
	role in _led_to
} else := []

_roles_of := {
	"copy-to-extra-eu-operator": {"replica", "backup", "stream"},
	"logs-to-extra-eu-operator": {"logs"},
	"cdn-serves-health-data": {"cdn"},
	"keys-held-extra-eu": {"keys"},
}

_led_to := {"replica", "backup", "logs", "stream", "cdn", "keys"}
