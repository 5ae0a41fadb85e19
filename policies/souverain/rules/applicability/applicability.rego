# METADATA
# title: Whether the regime binds this workload
# description: |
#   Holds what the workload declares of itself against whom the regime, or one of its requirements, binds. What does not
#   bind is set aside with its reason; while that is open, what would be refused is shown as questions.
# schemas:
#   - input: schema.facts
# custom:
#   id: applicability
#   scope: workload
#   severity: error
#   category: applicability
#   title:
#     en: Whether the regime binds this workload
#     fr: Champ d'application du régime
#   message:
#     en: "Scope: {applies}."
#     fr: "Champ d'application : {applies}."
#   remediation:
#     en: "Answer in souverain.yaml, under workload; souverain init asks what matters."
#     fr: "Répondre dans souverain.yaml (workload) ; souverain init pose les questions utiles."
#   legal:
#     - en: GDPR, art. 5(2) (accountability)
#       fr: RGPD, art. 5, paragraphe 2 (responsabilité)
#       url: https://eur-lex.europa.eu/eli/reg/2016/679/oj
package souverain.rules.applicability

import data.souverain.lib

# The regime itself; silent where it binds everybody.
deny contains finding if {
	lib.judging
	asked := input.profile.applicability
	count(asked.all) > 0
	finding := _finding(object.get(asked, "requirement", ""), lib.binding)
}

# A regime that binds everybody binds this workload.
deny contains finding if {
	lib.judging
	count(object.get(object.get(input.profile, "applicability", {}), "all", [])) == 0
	some requirement in lib.asked("applicability")
	finding := {"requirement": requirement.id, "status": "pass", "subjects": [], "evidence": []}
}

deny contains finding if {
	lib.judging
	lib.binding.standing == "fail"
	asked := input.profile.applicability
	some question in object.get(asked, "asks", [])
	not lib.answered(question)
	finding := {
		"requirement": object.get(asked, "requirement", ""),
		"status": "alert",
		"evidence": [lib.told(question)],
	}
}

deny contains finding if {
	lib.judging
	lib.binding.standing != "fail"
	some requirement in input.profile.requirements
	_conditional(requirement)
	outcome := lib.bound(requirement)
	finding := _finding(requirement.id, outcome)
}

# That everything holds is said once, of the regime.
_assumed if {
	lib.silent
	count(input.profile.applicability.all) > 0
}

_conditional(requirement) if {
	count(requirement.applicability.all) > 0
	not _assumed
}

_conditional(requirement) if lib.bound(requirement).standing == "fail"

_finding(id, outcome) := {"requirement": id, "status": "not-applicable", "evidence": outcome.evidence} if {
	outcome.standing == "fail"
} else := {"requirement": id, "status": "unknown", "unknown": "undeclared-workload", "evidence": silence} if {
	lib.silent
	silence := [lib.reasoned("workload", "workload-silent", {})]
} else := {"requirement": id, "status": "pass", "subjects": [], "evidence": outcome.evidence} if {
	outcome.standing == "pass"
} else := {"requirement": id, "status": "unknown", "unknown": "workload", "evidence": outcome.evidence}
