# METADATA
# title: Data that is not encrypted at rest
# description: |
#   Refuses stores whose encryption at rest is switched off. What the input does not say, the workload may declare for
#   all of it, and a live qualification presumes it. Encryption in transit is not looked at.
# schemas:
#   - input: schema.facts
# custom:
#   id: unencrypted-data
#   severity: error
#   category: encryption
#   title:
#     en: Data that is not encrypted at rest
#     fr: Données non chiffrées au repos
#   message:
#     en: "{class}: encryption at rest is {encryption}."
#     fr: "Chiffrement au repos ({class}) : {encryption}."
#   remediation:
#     en: "Switch encryption at rest on, or declare keys-held-by under workload in souverain.yaml."
#     fr: "Activer le chiffrement au repos, ou déclarer keys-held-by sous workload dans souverain.yaml."
#   legal:
#     - en: GDPR, art. 32(1)(a) (encryption)
#       fr: RGPD, art. 32, paragraphe 1, a (chiffrement)
#       url: https://eur-lex.europa.eu/eli/reg/2016/679/oj
package souverain.rules.unencrypted_data

import data.souverain.lib

deny contains {
	"requirement": requirement,
	"subjects": subjects,
	"place": place,
	"status": "fail",
	"evidence": [{"kind": "keys", "custody": "none"}],
} if {
	some [requirement, "fail", place], subjects in lib.encryption
}

deny contains {
	"requirement": requirement,
	"subjects": subjects,
	"place": place,
	"status": "unknown",
	"unknown": "encryption",
	"evidence": [lib.reasoned("custody", "custody-not-stated", {}), lib.told("keys-held-by")],
} if {
	some [requirement, "unknown", place], subjects in lib.encryption
}

deny contains {"requirement": requirement, "subjects": subjects, "status": "pass"} if {
	some [requirement, "pass", _], subjects in lib.encryption
}
