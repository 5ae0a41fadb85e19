# METADATA
# title: A foreign law near the data, reported
# description: |
#   Names the laws from outside the zone that reach the operator in ways that the profile only reports: a subsidiary or
#   customers abroad, licensed technology, or anything less than a high certainty. It never refuses.
# schemas:
#   - input: schema.facts
# custom:
#   id: reported-jurisdiction
#   severity: note
#   category: jurisdiction
#   title:
#     en: A foreign law near the data
#     fr: Une loi étrangère à proximité des données
#   message:
#     en: "{class} in {city}: {law_country} law touches the operator, which is reported and not refused."
#     fr: "{class} ({city}) : une loi étrangère touche l'opérateur ({law_country}) ; signalé, non refusé."
#   remediation:
#     en: "Nothing is asked: keep it in mind in the risk assessment."
#     fr: "Rien n'est demandé : à garder à l'esprit dans l'analyse de risques."
#   legal:
#     - en: GDPR, art. 48 (disclosures not authorised by Union law)
#       fr: RGPD, art. 48 (divulgations non autorisées par le droit de l'Union)
#       url: https://eur-lex.europa.eu/eli/reg/2016/679/oj
package souverain.rules.reported_jurisdiction

import data.souverain.lib

deny contains finding if {
	some requirement in lib.asked("extra-eu-jurisdiction")
	some place, evidence in lib.reported[lib.zone(requirement)]
	finding := {
		"requirement": requirement.id,
		"subjects": lib.reported_subjects[place],
		"place": place,
		"status": "alert",
		"evidence": evidence,
	}
}
