# METADATA
# title: Keys within reach of a law from outside the zone
# description: |
#   Refuses keys that open protected data and are held where a law from outside the zone can order someone to use them:
#   those of a key service elsewhere, and those of the provider of the data itself where that is within reach. Keys held
#   on the client side pass. No access is established or presumed.
# schemas:
#   - input: schema.facts
# custom:
#   id: keys-held-extra-eu
#   severity: error
#   category: jurisdiction
#   title:
#     en: Keys within reach of a foreign law
#     fr: Clés à portée d'une loi étrangère
#   message:
#     en: "Keys to {class} held by {operator} ({city}), within reach of {law_country} law."
#     fr: "Clés ({class}) détenues par {operator} ({city}), à portée d'une loi étrangère ({law_country})."
#   remediation:
#     en: "Hold the keys outside the reach of any law from outside {zone}, or encrypt on the client side."
#     fr: "Détenir les clés hors de portée de toute loi extérieure à {zone}, ou chiffrer côté client."
#   legal:
#     - en: GDPR, art. 48 (disclosures not authorised by Union law)
#       fr: RGPD, art. 48 (divulgations non autorisées par le droit de l'Union)
#       url: https://eur-lex.europa.eu/eli/reg/2016/679/oj
package souverain.rules.keys_held_extra_eu

import data.souverain.lib

deny contains finding if some finding in lib.reach_refusals("keys-held-extra-eu")

deny contains object.union(finding, {"status": "fail", "severity": "warning"}) if {
	some [custody, finding] in lib.held_within_reach
	custody in {"none", "provider-managed", "customer-key-in-provider-kms"}
}

deny contains object.union(finding, {"status": "unknown", "unknown": "keys"}) if {
	some [custody, finding] in lib.held_within_reach
	not custody in {"none", "provider-managed", "customer-key-in-provider-kms"}
}

deny contains object.union(finding, {"status": "unknown", "unknown": "keys"}) if {
	some finding in lib.held_by_nobody_known
}

deny contains answer if {
	some requirement in lib.asked("keys-held-extra-eu")
	zone := lib.zone(requirement)
	holding := {spot |
		some spot, _ in lib.spots
		spot[1] == "keys"
		not lib.unreached[zone][spot[0]]
	}
	answer := lib.passed_but(requirement, holding, lib.held_back[zone])
}
