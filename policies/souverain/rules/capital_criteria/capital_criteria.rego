# METADATA
# title: What the records say of capital and seat
# description: |
#   Holds what is on record of the operator's seat, capital, votes and boards against 19.6 of SecNumCloud, where no
#   qualification presumes it: each criterion met, denied or not known. The missing qualification is what is refused.
# schemas:
#   - input: schema.facts
# custom:
#   id: capital-criteria
#   severity: note
#   category: certification
#   title:
#     en: Capital and seat, without a qualification
#     fr: Capital et siège, sans qualification
#   message:
#     en: "Without a qualification of its offer, {operator} is held against {criteria} on what is on record."
#     fr: "Sans qualification de son offre, {operator} est confronté aux critères {criteria} d'après les sources."
#   remediation:
#     en: "Nothing is asked: it says how far the operator is from a qualification."
#     fr: "Rien n'est demandé : cela dit à quelle distance d'une qualification se trouve l'opérateur."
#   legal:
#     - en: SecNumCloud 3.2, 19.6 (capital and administration)
#       fr: SecNumCloud 3.2, 19.6 (capital et administration)
#       url: https://cyber.gouv.fr/prestataires-de-services-dinformatique-en-nuage-secnumcloud
package souverain.rules.capital_criteria

import data.souverain.lib

deny contains finding if {
	some number, places in lib.measured
	some place, evidence in places
	finding := {
		"requirement": lib.asked("unqualified-offer")[number].id,
		"subjects": lib.measured_subjects[place],
		"place": place,
		"status": "alert",
		"evidence": evidence,
	}
}
