# METADATA
# title: Copy sent within reach of a law from outside the zone
# description: |
#   Refuses replicas, backups, streams and exports to a place where a law from outside the zone can order someone to
#   open the data, wherever the data itself is. No access is established or presumed.
# schemas:
#   - input: schema.facts
# custom:
#   id: copy-to-extra-eu-operator
#   severity: error
#   category: jurisdiction
#   title:
#     en: Copy sent within reach of a foreign law
#     fr: Copie envoyée à portée d'une loi étrangère
#   message:
#     en: "Copy of {class} sent to {operator} ({city}), within reach of {law_country} law, by {via}."
#     fr: "Copie ({class}) envoyée chez {operator} ({city}), à portée d'une loi étrangère ({law_country}), par {via}."
#   remediation:
#     en: "Send the copy to an operator that no law from outside {zone} reaches, or switch it off: {via}."
#     fr: "Diriger la copie vers un opérateur qu'aucune loi extérieure à {zone} n'atteint, ou la désactiver : {via}."
#   legal:
#     - en: GDPR, art. 48 (disclosures not authorised by Union law)
#       fr: RGPD, art. 48 (divulgations non autorisées par le droit de l'Union)
#       url: https://eur-lex.europa.eu/eli/reg/2016/679/oj
package souverain.rules.copy_to_extra_eu_operator

import data.souverain.lib

deny contains finding if some finding in lib.reach_refusals("copy-to-extra-eu-operator")

deny contains answer if some answer in lib.reach_passes("copy-to-extra-eu-operator")
