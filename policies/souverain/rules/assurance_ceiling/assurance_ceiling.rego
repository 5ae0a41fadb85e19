# METADATA
# title: Assurance level out of reach of the operator
# description: |
#   Holds the level asked for against the highest one that the records leave open. Exclusive control from outside the
#   Union leaves 1, indirect control 2, a foreign law in reach or foreign technology 3. That a level which is left open
#   is reached, the provider proves and the workload declares.
# schemas:
#   - input: schema.facts
# custom:
#   id: assurance-ceiling
#   severity: error
#   category: assurance
#   title:
#     en: Assurance level out of reach of the operator
#     fr: Niveau d'assurance hors d'atteinte de l'opérateur
#   message:
#     en: "Highest level that the records on {operator} leave open: {ceiling}. {said}."
#     fr: "Plus haut niveau que les sources laissent ouvert pour {operator} : {ceiling}. {said}."
#   remediation:
#     en: "Choose an operator that no party from outside the Union controls, or declare seal-asked in souverain.yaml."
#     fr: "Choisir un opérateur que nul tiers hors de l'Union ne contrôle, ou déclarer seal-asked (souverain.yaml)."
#   legal:
#     - en: European Commission, Cloud Sovereignty Framework 1.2.1 (SEAL levels)
#       fr: Commission européenne, Cloud Sovereignty Framework 1.2.1 (niveaux SEAL)
#       url: https://commission.europa.eu/document/09579818-64a6-4dd5-9577-446ab6219113_en
package souverain.rules.assurance_ceiling

import data.souverain.lib

deny contains finding if {
	some number, requirement in lib.asked("assurance-ceiling")
	some spot, subjects in lib.spots
	ceiling := lib.ceilings[number][spot[0]]
	ceiling < lib.level_asked
	finding := lib.against(requirement, spot, subjects, _evidence(ceiling))
}

deny contains finding if {
	some number, requirement in lib.asked("assurance-ceiling")
	some spot, subjects in lib.spots
	not lib.ceilings[number][spot[0]]
	not _lowest
	finding := _open(requirement, spot, subjects, "operator", [lib.reasoned("operator", "ceiling-not-known", {})])
}

deny contains finding if {
	not lib.level_asked
	some number, requirement in lib.asked("assurance-ceiling")
	some spot, subjects in lib.spots
	ceiling := lib.ceilings[number][spot[0]]
	finding := _open(requirement, spot, subjects, lib.unanswered_kind, _evidence(ceiling))
}

deny contains answer if {
	lib.level_asked
	some number, requirement in lib.asked("assurance-ceiling")
	holding := {spot |
		some spot, _ in lib.spots
		not _left_open(number, spot[0])
	}
	answer := lib.passed(requirement, holding)
}

deny contains lib.unplaced(requirement, "operator") if some requirement in lib.asked("assurance-ceiling")

_left_open(number, place) if lib.ceilings[number][place] >= lib.level_asked

_left_open(_, _) if _lowest

# No record leaves less open than the first level.
_lowest if lib.level_asked <= 1

_evidence(ceiling) := [{"kind": "value", "name": "ceiling", "value": level}, lib.told("seal-asked")] if {
	level := concat("", ["SEAL-", format_int(ceiling, 10)])
}

_open(requirement, [place, role, via, _], subjects, kind, evidence) := {
	"requirement": requirement.id,
	"subjects": subjects,
	"place": place,
	"status": "unknown",
	"unknown": kind,
	"evidence": array.concat(evidence, lib.copy(role, via)),
}
