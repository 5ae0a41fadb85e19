# METADATA
# title: A qualification that the records contradict
# description: |
#   Names what the records on capital and seat say against a live SecNumCloud qualification, which presumes the
#   requirements of 19.6. The qualification is the proof, and stays a pass: this is an alert beside it.
# schemas:
#   - input: schema.facts
# custom:
#   id: contradicted-qualification
#   severity: warning
#   category: certification
#   title:
#     en: A qualification that the records contradict
#     fr: Une qualification que les sources contredisent
#   message:
#     en: "{operator} is qualified, and the records say otherwise on {criteria}: the qualification counts."
#     fr: "{operator} est qualifié, et les sources disent le contraire sur {criteria} : la qualification vaut."
#   remediation:
#     en: "Nothing is asked: tell ANSSI or whoever keeps the knowledge which of the two is out of date."
#     fr: "Rien n'est demandé : signaler à l'ANSSI, ou à qui tient les sources, lequel des deux est périmé."
#   legal:
#     - en: SecNumCloud 3.2, 19.6 (capital and administration)
#       fr: SecNumCloud 3.2, 19.6 (capital et administration)
#       url: https://cyber.gouv.fr/prestataires-de-services-dinformatique-en-nuage-secnumcloud
package souverain.rules.contradicted_qualification

import data.souverain.lib

deny contains finding if {
	some number, places in lib.contradicted
	some place, evidence in places
	finding := {
		"requirement": lib.asked("unqualified-offer")[number].id,
		"subjects": lib.contradicted_subjects[place],
		"place": place,
		"status": "alert",
		"evidence": evidence,
	}
}
