# METADATA
# title: Logs sent within reach of a law from outside the zone
# description: |
#   Refuses logs of what holds or processes protected data, sent where a law from outside the zone can order someone to
#   open them. Logs hold queries, names of files and people: they have the class of what they are about. No access is
#   established or presumed.
# schemas:
#   - input: schema.facts
# custom:
#   id: logs-to-extra-eu-operator
#   severity: error
#   category: jurisdiction
#   title:
#     en: Logs sent within reach of a foreign law
#     fr: Journaux envoyés à portée d'une loi étrangère
#   message:
#     en: "Logs of {class} sent to {operator} ({city}), within reach of {law_country} law: {via}."
#     fr: "Journaux ({class}) envoyés chez {operator} ({city}), à portée d'une loi ({law_country}) : {via}."
#   remediation:
#     en: "Send the logs to an operator that no law from outside {zone} reaches, or switch it off: {via}."
#     fr: "Diriger les journaux vers un opérateur hors de portée de toute loi extérieure à {zone} : {via}."
#   legal:
#     - en: GDPR, art. 48 (disclosures not authorised by Union law)
#       fr: RGPD, art. 48 (divulgations non autorisées par le droit de l'Union)
#       url: https://eur-lex.europa.eu/eli/reg/2016/679/oj
package souverain.rules.logs_to_extra_eu_operator

import data.souverain.lib

deny contains finding if some finding in lib.reach_refusals("logs-to-extra-eu-operator")

deny contains answer if some answer in lib.reach_passes("logs-to-extra-eu-operator")
