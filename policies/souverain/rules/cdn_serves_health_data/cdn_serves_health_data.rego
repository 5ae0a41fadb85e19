# METADATA
# title: Data served within reach of a law from outside the zone
# description: |
#   Refuses delivery networks and public front ends that serve protected data from where a law from outside the zone can
#   order someone to open it: they decrypt what they serve, and keep it in caches. No access is established or presumed.
# schemas:
#   - input: schema.facts
# custom:
#   id: cdn-serves-health-data
#   severity: error
#   category: jurisdiction
#   title:
#     en: Protected data served by a foreign operator
#     fr: Données protégées diffusées par un opérateur étranger
#   message:
#     en: "{class} served by {operator} ({city}), within reach of {law_country} law, by {via}."
#     fr: "{class} : diffusion par {operator} ({city}), à portée d'une loi étrangère ({law_country}), par {via}."
#   remediation:
#     en: "Serve it from an operator that no law from outside {zone} reaches, or without a delivery network: {via}."
#     fr: "Diffuser par un opérateur qu'aucune loi extérieure à {zone} n'atteint, ou sans réseau de diffusion : {via}."
#   legal:
#     - en: GDPR, art. 48 (disclosures not authorised by Union law)
#       fr: RGPD, art. 48 (divulgations non autorisées par le droit de l'Union)
#       url: https://eur-lex.europa.eu/eli/reg/2016/679/oj
package souverain.rules.cdn_serves_health_data

import data.souverain.lib

deny contains finding if some finding in lib.reach_refusals("cdn-serves-health-data")

deny contains answer if some answer in lib.reach_passes("cdn-serves-health-data")
