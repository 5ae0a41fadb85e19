# METADATA
# title: Copy sent outside the zone
# description: |
#   Refuses replicas and backups that leave the zone of the requirement, whether the resource itself sends them, another
#   one does, or the service does by default.
# schemas:
#   - input: schema.facts
# custom:
#   id: cross-border-copy
#   severity: error
#   category: location
#   scope: stack
#   title:
#     en: Copy sent outside the zone
#     fr: Copie envoyée hors de la zone
#   message:
#     en: "Copy of {class} sent to {countries} ({region}), outside {zone}, by {via}."
#     fr: "Copie hors de {zone} : {countries} ({region}), envoyée par {via} ({class})."
#   remediation:
#     en: "Send the copy to a region inside {zone}, or switch it off: {via}."
#     fr: "Diriger la copie vers une région située dans {zone}, ou la désactiver : {via}."
#   legal:
#     - en: GDPR, art. 44 (transfers to third countries, onward transfers included)
#       fr: RGPD, art. 44 (transferts vers des pays tiers, transferts ultérieurs compris)
#       url: https://eur-lex.europa.eu/eli/reg/2016/679/oj
package souverain.rules.cross_border_copy

import data.souverain.lib

deny contains finding if {
	some requirement in lib.asked("cross-border-copy")
	outside := lib.outside[lib.zone(requirement)]
	some spot, subjects in lib.spots
	[place, role, _, _] := spot
	lib.copied(role)
	finding := lib.against(requirement, spot, subjects, outside[place])
}

deny contains answer if {
	some requirement in lib.asked("cross-border-copy")
	holding := {spot |
		some spot, _ in lib.spots
		lib.copied(spot[1])
		not lib.inside[lib.zone(requirement)][spot[0]]
	}
	answer := lib.passed(requirement, holding)
}
