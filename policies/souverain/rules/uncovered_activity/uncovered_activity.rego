# METADATA
# title: Activity that no certificate of the chain covers
# description: |
#   Asks that every activity of hosting that a resource needs is covered, on the day, by the certificate of its host or
#   of whoever runs the infrastructure below, all of them counted together. What nobody is known to cover is a question.
# schemas:
#   - input: schema.facts
# custom:
#   id: uncovered-activity
#   severity: error
#   category: certification
#   title:
#     en: Activity that no certificate of the chain covers
#     fr: Activité qu'aucun certificat de la chaîne ne couvre
#   message:
#     en: "{scheme} activities that {class} needs and no certificate is known to cover: {activities}."
#     fr: "{scheme} : activités requises ({class}) qu'aucun certificat connu ne couvre : {activities}."
#   remediation:
#     en: "Ask the host whose certificate covers {activities}, and attest it in souverain.yaml."
#     fr: "Demander à l'hébergeur quel certificat couvre {activities}, et l'attester dans souverain.yaml."
#   legal:
#     - en: Public Health Code, art. R.1111-9 (the six activities)
#       fr: Code de la santé publique, art. R.1111-9 (les six activités)
#       url: https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006072665
package souverain.rules.uncovered_activity

import data.souverain.lib

deny contains finding if {
	some number, answers in lib.uncovered
	requirement := lib.asked("uncovered-activity")[number]
	some chain, answer in answers
	answer.status != "told"
	[place, _, sure] := chain
	finding := _answer(requirement, [place, "primary", "", sure], lib.chains[chain], answer)
}

deny contains answer if {
	some number, requirement in lib.asked("uncovered-activity")
	open := {id |
		some chain, _ in lib.uncovered[number]
		some id in lib.chains[chain]
	}
	answer := lib.passed_but(requirement, set(), open)
}

deny contains lib.unplaced(requirement, "certificate-unknown") if {
	some requirement in lib.asked("uncovered-activity")
	not lib.answers_for_hosts(requirement)
}

_answer(requirement, spot, subjects, answer) := lib.against(requirement, spot, subjects, answer.evidence) if {
	answer.status == "fail"
} else := object.union(answer, {"requirement": requirement.id, "subjects": subjects, "place": spot[0]})
