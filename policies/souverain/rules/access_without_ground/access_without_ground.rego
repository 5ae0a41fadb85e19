# METADATA
# title: Access from outside the zone without a ground
# description: |
#   Asks from which countries people reach the data (support, maintenance, administration, by the host or by others) and
#   on what an access from outside the zone rests. Whoever is let in from another country is given the data there.
# schemas:
#   - input: schema.facts
# custom:
#   id: access-without-ground
#   scope: workload
#   severity: error
#   category: transfer
#   title:
#     en: Access from outside the zone without a ground
#     fr: Accès depuis un pays hors de la zone, sans fondement
#   message:
#     en: "Access to the data from outside {zone}: {said}."
#     fr: "Accès aux données depuis un pays hors de {zone} : {said}."
#   remediation:
#     en: "Have the data reached from {zone} alone, or declare the ground under workload in souverain.yaml."
#     fr: "N'accéder aux données que depuis {zone}, ou déclarer le fondement sous workload dans souverain.yaml."
#   legal:
#     - en: GDPR, art. 44 to 46 (transfers to third countries, remote access included)
#       fr: RGPD, art. 44 à 46 (transferts vers des pays tiers, accès à distance compris)
#       url: https://eur-lex.europa.eu/eli/reg/2016/679/oj
package souverain.rules.access_without_ground

import data.souverain.lib

deny contains finding if {
	lib.judging
	some number, answer in lib.access
	requirement := lib.asked("access-without-ground")[number]
	finding := object.union({"requirement": requirement.id, "subjects": []}, answer)
}
