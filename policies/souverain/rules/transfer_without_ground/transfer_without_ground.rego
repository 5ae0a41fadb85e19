# METADATA
# title: Data outside the zone without a ground
# description: |
#   Asks on what data outside the zone rests, copies included: an adequacy decision in force that covers the importer,
#   an approval, or safeguards with an assessment and measures. Decisions are known with scope and date; whether a
#   limited one covers the importer, and which safeguards there are, the workload declares.
# schemas:
#   - input: schema.facts
# custom:
#   id: transfer-without-ground
#   severity: error
#   category: transfer
#   title:
#     en: Data outside the zone without a ground
#     fr: Données hors de la zone sans fondement
#   message:
#     en: "{class} in {countries} ({region}): no ground for data outside {zone} is proven."
#     fr: "{class} ({countries}, {region}) : aucun fondement n'est établi pour des données hors de {zone}."
#   remediation:
#     en: "Choose a region inside {zone}, or declare the ground under workload in souverain.yaml."
#     fr: "Choisir une région située dans {zone}, ou déclarer le fondement sous workload dans souverain.yaml."
#   legal:
#     - en: GDPR, art. 44 to 46 (transfers to third countries)
#       fr: RGPD, art. 44 à 46 (transferts vers des pays tiers)
#       url: https://eur-lex.europa.eu/eli/reg/2016/679/oj
package souverain.rules.transfer_without_ground

import data.souverain.lib

deny contains finding if {
	some number, answers in lib.untransferable
	some spot, subjects in lib.spots
	[place, role, _, _] := spot
	role != "keys"
	requirement := lib.asked("transfer-without-ground")[number]
	finding := _finding(requirement, spot, subjects, answers[place])
}

deny contains answer if {
	some number, requirement in lib.asked("transfer-without-ground")
	holding := {spot |
		some spot, _ in lib.spots
		spot[1] != "keys"
		lib.untransferable[number][spot[0]]
	}
	answer := lib.passed(requirement, holding)
}

deny contains lib.unplaced(requirement, "place") if some requirement in lib.asked("transfer-without-ground")

_finding(requirement, spot, subjects, answer) := lib.against(requirement, spot, subjects, answer.evidence) if {
	answer.status == "fail"
} else := object.union(answer, {
	"requirement": requirement.id,
	"subjects": subjects,
	"place": spot[0],
	"evidence": array.concat(answer.evidence, lib.copy(spot[1], spot[2])),
})
