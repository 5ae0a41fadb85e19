# METADATA
# description: |
#   A policy set's query: a list, empty where the run may go on. The host gives its own plan as input and knows no facts:
#   they are attached as data, and a plan that changes what they do not describe is refused.
package souverain_terraform_cloud

# METADATA
# entrypoint: true
deny := sort(_refused | _not_described)

_refused := refused if refused := data.souverain_gate.deny with input as _facts

_not_described contains concat(" ", [change.address, "is not in the facts"]) if {
	some change in input.plan.resource_changes
	change.mode == "managed"
	change.change.actions != ["no-op"]
	not change.address in _described
}

_not_described contains "no plan in the input" if not input.plan.resource_changes

_described := {resource.address | some resource in _facts.resources}

# Facts that are not there are no facts: the gate says so.
default _facts := {}

_facts := data.souverain_facts
