# METADATA
# title: Data of no declared class
# description: |
#   Asks once for each input whether what stores or processes data of no declared class has to do with health data.
#   Until somebody says so it is judged as if it did, and what is found is shown as questions.
# schemas:
#   - input: schema.facts
# custom:
#   id: undeclared-class
#   severity: error
#   category: classification
#   scope: stack
#   title:
#     en: Data of no declared class
#     fr: Données sans classe déclarée
#   message:
#     en: "{count:resource|resources} with data of no declared class: health data?"
#     fr: "Données sans classe déclarée ({count:ressource|ressources}) : données de santé ?"
#   remediation:
#     en: "Write data: health or data: none, with its author, in souverain.yaml, or label the resources."
#     fr: "Écrire data: health ou data: none, avec son auteur, dans souverain.yaml, ou étiqueter les ressources."
#   legal:
#     - en: GDPR, art. 4(15) and art. 9 (data concerning health)
#       fr: RGPD, art. 4, point 15, et art. 9 (données concernant la santé)
#       url: https://eur-lex.europa.eu/eli/reg/2016/679/oj
package souverain.rules.undeclared_class

import data.souverain.lib

deny contains finding if {
	some number, subjects in _undeclared
	finding := {
		"requirement": "",
		"input": number,
		"subjects": subjects,
		"status": "unknown",
		"unknown": "class",
		"evidence": [],
	}
}

_undeclared[subject.input] contains subject.id if some subject in lib.undeclared
