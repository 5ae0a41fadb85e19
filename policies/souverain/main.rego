# METADATA
# description: Collects what the rules answer. `findings` is the one entrypoint that every host asks for.
package souverain

# METADATA
# description: Every answer of every rule, each with the name of the rule that gave it.
# entrypoint: true
# scope: document
findings contains object.union(finding, {"rule": name}) if {
	some name

	# Iterating over data.souverain.rules would make its functions part of the entrypoint: index it instead.
	# regal ignore:mixed-iteration
	some finding in data.souverain.rules[name].deny
}

findings contains object.union(finding, {"rule": name}) if {
	some name

	# Rules of the house: absent from this bundle, present where a user adds them.
	# regal ignore:unresolved-reference,mixed-iteration
	some finding in data.souverain.custom[name].deny
}
