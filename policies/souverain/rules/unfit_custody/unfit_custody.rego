# METADATA
# title: Keys that others hold than the class of the data allows
# description: |
#   Asks which class the data is of, and who holds its keys. Refuses keys of the host, or none, where the class asks for
#   others. That a key stands in the key service of the host does not say who manages it: that is declared.
# schemas:
#   - input: schema.facts
# custom:
#   id: unfit-custody
#   severity: error
#   category: encryption
#   title:
#     en: Keys that others hold than the class of the data allows
#     fr: Clés détenues par d'autres que ce que la classe des données permet
#   message:
#     en: "Keys of {class}: {said}."
#     fr: "Clés ({class}) : {said}."
#   remediation:
#     en: "Use keys of your own for this data, and declare keys-held-by under workload in souverain.yaml."
#     fr: "Employer ses propres clés pour ces données, et déclarer keys-held-by sous workload dans souverain.yaml."
#   legal:
#     - en: GDPR, art. 32(1)(a) (encryption)
#       fr: RGPD, art. 32, paragraphe 1, a (chiffrement)
#       url: https://eur-lex.europa.eu/eli/reg/2016/679/oj
package souverain.rules.unfit_custody

import data.souverain.lib

deny contains finding if {
	some [number, answer, place], subjects in lib.fitness
	requirement := lib.asked("unfit-custody")[number]
	finding := _finding(requirement, answer, subjects, place)
}

_finding(requirement, "pass", subjects, _) := {
	"requirement": requirement.id,
	"subjects": subjects,
	"status": "pass",
}

_finding(requirement, "fail", subjects, place) := {
	"requirement": requirement.id,
	"subjects": subjects,
	"place": place,
	"status": "fail",
	"evidence": _said(requirement),
}

_finding(requirement, "unknown", subjects, place) := {
	"requirement": requirement.id,
	"subjects": subjects,
	"place": place,
	"status": "unknown",
	"unknown": lib.unanswered_kind,
	"evidence": _said(requirement),
}

_said(requirement) := [lib.told(object.get(requirement.parameters, "question", "")), lib.told("keys-held-by")]
