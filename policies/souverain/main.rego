# METADATA
# description: |
#   Collects what the rules answer. `findings` is the entrypoint that every host asks for; `own` are the answers of the
#   rules that a user adds, `decision` are all findings with the policies that gave them.
# schemas:
#   - input: schema.facts
package souverain

import data.souverain.lib

# METADATA
# description: Every answer of every rule, each with the name of the rule that gave it.
# entrypoint: true
# scope: document
findings contains object.union(lib.tolerated(finding), {"rule": name}) if {
	some name

	# Iterating over data.souverain.rules would make its functions part of the entrypoint: index it instead.
	# regal ignore:mixed-iteration
	some finding in data.souverain.rules[name].deny
}

findings contains finding if some finding in own

# METADATA
# description: |
#   The answers of the rules that a user adds, under names that no shipped rule has. What is no set of objects is handed
#   on as an answer that nobody can read: left out, it would pass in silence.
# scope: document
own contains object.union(finding, {"rule": _named(name)}) if {
	some name

	# Absent from this bundle, present where a user adds them.
	# regal ignore:unresolved-reference,mixed-iteration
	some finding in data.souverain.custom[name].deny
	is_object(finding)
}

own contains {"rule": _named(name), "status": "no-object"} if {
	some name

	# regal ignore:unresolved-reference,mixed-iteration
	some finding in data.souverain.custom[name].deny
	not is_object(finding)
}

own contains {"rule": _named(name), "status": "no-set"} if {
	some name

	# regal ignore:unresolved-reference
	deny := data.souverain.custom[name].deny
	not is_set(deny)
}

# METADATA
# description: |
#   All findings in one answer with the revisions of the policies that gave them, for whoever asks a server that may get
#   other policies between two questions.
# scope: document
decision := {"findings": findings, "revision": revision, "own": own_revision}

# METADATA
# description: Which rules of a user were added; whoever adds them says so here.
# scope: document
default own_revision := ""

_named(name) := concat(".", ["custom", name])
