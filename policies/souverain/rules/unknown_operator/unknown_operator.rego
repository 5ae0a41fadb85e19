# METADATA
# title: Operator or its reach not proven
# description: |
#   Answers for every requirement on jurisdiction when the facts do not say who operates the service, who controls the
#   operator, or which laws reach it. Never a refusal, never a pass.
# schemas:
#   - input: schema.facts
# custom:
#   id: unknown-operator
#   severity: error
#   category: jurisdiction
#   title:
#     en: Operator not proven
#     fr: Opérateur non établi
#   message:
#     en: "Operator, control or reach not proven: {reason}."
#     fr: "Opérateur, contrôle ou portée non établis : {reason}."
#   remediation:
#     en: State the endpoint or provider that tells who operates the service, or choose one whose owners are known.
#     fr: Indiquer le point d'accès ou le fournisseur, ou choisir un opérateur dont les détenteurs sont connus.
#   legal:
#     - en: GDPR, art. 28(1) (processors with sufficient guarantees)
#       fr: RGPD, art. 28, paragraphe 1 (sous-traitants présentant des garanties suffisantes)
#       url: https://eur-lex.europa.eu/eli/reg/2016/679/oj
package souverain.rules.unknown_operator

import data.souverain.lib

deny contains finding if {
	some kind, doubts in {"operator": lib.unattributed, "reach": lib.unmeasured}
	some rule in lib.reach_rules
	some requirement in lib.asked(rule)
	doubted := doubts[lib.zone(requirement)]
	some [place, role, via, _], subjects in lib.spots
	lib.reaches(rule, requirement, role)
	not lib.is_presumed(requirement, place)
	finding := {
		"requirement": requirement.id,
		"subjects": subjects,
		"place": place,
		"status": "unknown",
		"unknown": kind,
		"evidence": array.concat(doubted[place], lib.copy(role, via)),
	}
}
