package souverain.lib

# METADATA
# description: |
#   Who holds the keys, and the severity that this lowers a refusal to ("" for none), to the ids of the hard subjects of
#   which that is so. Every one of them is in exactly one group; "" is a custody that is not proven.
keyed[[custody, severity]] contains subject.id if {
	some subject in _hard
	custody := _custody(subject)
	severity := _lowered(custody, subject)
}

# METADATA
# description: Evidence that says who holds the keys of the data itself; a copy may have other keys.
keys(custody, role) := [{"kind": "keys", "custody": custody}] if {
	custody != ""
	not role in _led_to
} else := []

# METADATA
# description: The severity of a refusal of what lies there in this role; nothing where the rule's own holds.
severity(lowered, role) := {"severity": lowered} if {
	lowered != ""
	role == "primary"
} else := {}

_custody(subject) := custody if {
	fact := field(subject, "custody")
	holds(fact)
	custody := fact.value
	custody in {"none", "provider-managed", "customer-key-in-provider-kms", "external", "client-side"}
} else := ""

# What is processed is in clear while it is: keys protect what is stored.
_lowered(custody, subject) := "warning" if {
	input.profile.reach.external_keys == "warning"
	custody in {"external", "client-side"}
	subject.role.known == true
	subject.role.value == "stores"
} else := ""
