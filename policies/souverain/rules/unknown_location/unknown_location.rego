# METADATA
# title: Place not proven
# description: |
#   Answers for every requirement that depends on where the data is, when the input does not prove it. Never a refusal,
#   never a pass.
# schemas:
#   - input: schema.facts
# custom:
#   id: unknown-location
#   severity: error
#   category: location
#   title:
#     en: Place not proven
#     fr: Lieu non établi
#   message:
#     en: "Place not proven: {reason}."
#     fr: "Lieu non établi : {reason}."
#   remediation:
#     en: State the region in the resource or in the provider block, or give the values that the input lacks.
#     fr: Indiquer la région dans la ressource ou le bloc provider, ou fournir les valeurs qui manquent à l'entrée.
#   legal:
#     - en: GDPR, art. 5(2) (accountability)
#       fr: RGPD, art. 5, paragraphe 2 (responsabilité)
#       url: https://eur-lex.europa.eu/eli/reg/2016/679/oj
package souverain.rules.unknown_location

import data.souverain.lib

deny contains finding if {
	some requirement in lib.asked("storage-outside-zone")
	unlocated := lib.unlocated[lib.zone(requirement)]
	some spot, subjects in lib.spots
	lib.primary(spot[1])
	finding := _unknown(requirement, spot, subjects, unlocated)
}

deny contains finding if {
	some requirement in lib.asked("cross-border-copy")
	unlocated := lib.unlocated[lib.zone(requirement)]
	some spot, subjects in lib.spots
	lib.copied(spot[1])
	finding := _unknown(requirement, spot, subjects, unlocated)
}

# Where a place is not known, neither is whose law reaches what lies there.
deny contains finding if {
	some rule in lib.reach_rules
	some requirement in lib.asked(rule)
	unreachable := lib.unreachable[lib.zone(requirement)]
	some spot, subjects in lib.spots
	lib.reaches(rule, requirement, spot[1])
	not lib.is_presumed(requirement, spot[0])
	finding := _unknown(requirement, spot, subjects, unreachable)
}

deny contains lib.unplaced(requirement, "place") if {
	some rule in ({"storage-outside-zone", "cross-border-copy"} | lib.reach_rules)
	some requirement in lib.asked(rule)
}

_unknown(requirement, [place, role, via, _], subjects, unknowns) := {
	"requirement": requirement.id,
	"subjects": subjects,
	"place": place,
	"status": "unknown",
	"unknown": lib.unknown_place(role),
	"evidence": array.concat(unknowns[place], lib.copy(role, via)),
}
