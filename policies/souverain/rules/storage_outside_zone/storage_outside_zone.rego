# METADATA
# title: Data kept outside the zone
# description: |
#   Refuses data that is stored or processed, copies aside, in a country outside the zone of the requirement. A place
#   in several countries is inside only when all of them are.
# schemas:
#   - input: schema.facts
# custom:
#   id: storage-outside-zone
#   severity: error
#   category: location
#   title:
#     en: Data kept outside the zone
#     fr: Données conservées hors de la zone
#   message:
#     en: "{class} in {countries} ({region}), outside {zone}."
#     fr: "{class} hors de {zone} : {countries} ({region})."
#   remediation:
#     en: "Choose a region inside {zone}, or move this data to an offer that has one."
#     fr: "Choisir une région située dans {zone}, ou déplacer ces données vers une offre qui en propose une."
#   legal:
#     - en: GDPR, art. 44 (transfers to third countries)
#       fr: RGPD, art. 44 (transferts vers des pays tiers)
#       url: https://eur-lex.europa.eu/eli/reg/2016/679/oj
package souverain.rules.storage_outside_zone

import data.souverain.lib

deny contains finding if {
	some requirement in lib.asked("storage-outside-zone")
	outside := lib.outside[lib.zone(requirement)]
	some spot, subjects in lib.spots
	[place, role, _, _] := spot
	lib.primary(role)
	finding := lib.against(requirement, spot, subjects, outside[place])
}

deny contains answer if {
	some requirement in lib.asked("storage-outside-zone")
	holding := {spot |
		some spot, _ in lib.spots
		lib.primary(spot[1])
		not lib.inside[lib.zone(requirement)][spot[0]]
	}
	answer := lib.passed(requirement, holding)
}
