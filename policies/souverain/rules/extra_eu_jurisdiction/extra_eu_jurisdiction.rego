# METADATA
# title: Data within reach of a law from outside the zone
# description: |
#   Refuses data that a law from outside the zone can order someone to open, through the operator, whoever controls it,
#   or the country in which the data is. The profile says which channels and certainties close the gate, and whether
#   keys held outside the provider lower the refusal of what is stored to a warning.
#   No access is established or presumed.
# schemas:
#   - input: schema.facts
# custom:
#   id: extra-eu-jurisdiction
#   severity: error
#   category: jurisdiction
#   title:
#     en: Data within reach of a foreign law
#     fr: Données à portée d'une loi étrangère
#   message:
#     en: "{class} in {city}, within reach of {law_country} law."
#     fr: "{class} ({city}) à portée d'une loi étrangère : {law_country}."
#   remediation:
#     en: "Choose an operator that no law from outside {zone} reaches."
#     fr: "Choisir un opérateur qu'aucune loi extérieure à {zone} n'atteint."
#   legal:
#     - en: GDPR, art. 48 (disclosures not authorised by Union law)
#       fr: RGPD, art. 48 (divulgations non autorisées par le droit de l'Union)
#       url: https://eur-lex.europa.eu/eli/reg/2016/679/oj
package souverain.rules.extra_eu_jurisdiction

import data.souverain.lib

deny contains finding if some finding in lib.reach_refusals("extra-eu-jurisdiction")

deny contains answer if some answer in lib.reach_passes("extra-eu-jurisdiction")
