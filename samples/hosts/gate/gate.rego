# METADATA
# description: |
#   What a host refuses that runs Rego alone, on a facts document: every refusal, everything unproven, and every resource
#   that was left without an answer. What an unknown costs, the profile says; where the data of the bundle are not loaded
#   beside its policies, each of them closes the gate.
package souverain_gate

import data.souverain
import data.souverain.lib

# METADATA
# description: One sentence for each answer that closes the gate.
# entrypoint: true
deny contains message if {
	some finding in souverain.findings
	_closes(finding)
	some address in _addresses(finding)
	message := concat(" ", [
		address,
		_words[finding.status],
		finding.rule,
		object.get(finding, "requirement", ""),
	])
}

deny contains message if {
	some requirement in input.profile.requirements
	some subject in lib.subjects
	ids := _answered[requirement.id]
	not subject.id in ids
	message := concat(" ", [subject.address, "left without an answer:", requirement.id])
}

deny contains concat(" ", ["left without any answer:", requirement.id]) if {
	count(lib.subjects) > 0
	some requirement in input.profile.requirements
	not requirement.id in {finding.requirement | some finding in souverain.findings}
}

# What nobody could read is in no finding.
deny contains concat(" ", [item.path, "unreadable"]) if {
	some item in input.inputs
	item.status != "judged"
}

deny contains "no facts document" if not input.schema == "souverain/facts/v1"

_closes(finding) if finding.status == "fail"

_closes(finding) if {
	finding.status == "unknown"
	not _cheap(finding)
}

_cheap(finding) if souverain.profiles[input.profile.id].unknown[finding.unknown] in {"warning", "note", "nothing"}

_words := {"fail": "refused:", "unknown": "not proven:"}

# What concerns no resource concerns the workload.
_addresses(finding) := {"workload"} if {
	count(_subjects(finding)) == 0
} else := {resource.address |
	some resource in input.resources
	resource.id in _subjects(finding)
}

_subjects(finding) := {finding.subject} if {
	is_number(finding.subject)
} else := {subject | some subject in finding.subjects}

_answered[finding.requirement] contains subject if {
	some finding in souverain.findings
	some subject in _subjects(finding)
}
