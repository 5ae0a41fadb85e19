# METADATA
# title: Offer without the certificate asked for
# description: |
#   Asks that the offer, for this service in this region, holds the certificate of the requirement on the date. Refused,
#   suspended or out of scope is a refusal; claimed without dates or scope, lapsed, or not on record is not proven.
# schemas:
#   - input: schema.facts
# custom:
#   id: unqualified-offer
#   severity: error
#   category: certification
#   title:
#     en: Offer without the certificate asked for
#     fr: Offre sans le certificat demandé
#   message:
#     en: "{scheme} of the offer that holds {class}: {status}."
#     fr: "{scheme} de l'offre qui détient ces données ({class}) : {status}."
#   remediation:
#     en: "Choose an offer that holds {scheme} for this service in this region, or attest its certificate."
#     fr: "Choisir une offre certifiée {scheme} pour ce service dans cette région, ou attester son certificat."
#   legal:
#     - en: Public Health Code, art. L.1111-8 (HDS)
#       fr: Code de la santé publique, art. L.1111-8 (HDS)
#       url: https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006072665
#     - en: Act 2024-449, art. 31 (SecNumCloud)
#       fr: Loi n° 2024-449, art. 31 (SecNumCloud)
#       url: https://www.legifrance.gouv.fr/jorf/article_jo/JORFARTI000049563610
package souverain.rules.unqualified_offer

import data.souverain.lib

deny contains finding if {
	some number, answers in lib.unqualified
	requirement := lib.asked("unqualified-offer")[number]
	some spot, subjects in lib.spots
	concerned := lib.asked_for_certificate(requirement, spot[1], subjects)
	count(concerned) > 0
	finding := _answer(requirement, spot, concerned, answers[spot[0]])
}

deny contains answer if {
	some number, requirement in lib.asked("unqualified-offer")
	open := {id |
		some spot, subjects in lib.spots
		lib.unqualified[number][spot[0]]
		some id in lib.asked_for_certificate(requirement, spot[1], subjects)
	}
	answer := lib.passed_but(requirement, set(), open)
}

deny contains lib.unplaced(requirement, "certificate-unknown") if some requirement in lib.asked("unqualified-offer")

_answer(requirement, spot, subjects, answer) := lib.against(requirement, spot, subjects, []) if {
	spot[3] != true
} else := object.union(answer, {"requirement": requirement.id, "subjects": subjects, "place": spot[0]})
