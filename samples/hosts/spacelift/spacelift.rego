# METADATA
# description: |
#   A plan policy. The body of one is a single file, so it reads the report that a hook left beside the plan.
package spacelift

# METADATA
# entrypoint: true
deny contains finding.message if {
	some finding in _report.findings
	finding.gate
}

deny contains concat(" ", ["souverain: exit", format_int(_report.exit_code, 10)]) if _report.exit_code != 0

deny contains "no report of souverain" if not _report.schema == "souverain/report/v1"

deny contains "no report of souverain" if not is_number(_report.exit_code)

warn contains finding.message if {
	some finding in _report.findings
	not finding.gate
	finding.status != "pass"
}

_report := input.third_party_metadata.custom.souverain
