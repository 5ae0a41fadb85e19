# METADATA
# title: Clause of the contract
# description: |
#   Asks whether the contract with the operator has the clause of the requirement, which no code shows: somebody
#   declares that it does, or does not, with author and date. Declared absent is a refusal; not declared, a question.
# schemas:
#   - input: schema.facts
# custom:
#   id: contract
#   severity: error
#   category: contract
#   title:
#     en: Clause of the contract
#     fr: Clause du contrat
#   message:
#     en: "Contract with {operator} for {class}, clause {clause}: {status}."
#     fr: "Contrat avec {operator} ({class}), clause {clause} : {status}."
#   remediation:
#     en: "Read the contract: {requirement}? Write {clause} under contracts in souverain.yaml, agreed or not."
#     fr: "Lire le contrat : {requirement} ? Écrire {clause} sous contracts dans souverain.yaml, convenu ou non."
#   legal:
#     - en: GDPR, art. 28 (the contract with a processor)
#       fr: RGPD, art. 28 (le contrat avec un sous-traitant)
#       url: https://eur-lex.europa.eu/eli/reg/2016/679/oj
package souverain.rules.contract

import data.souverain.lib

deny contains finding if {
	some number, answers in lib.disagreed
	some [place, role, _, _], subjects in lib.spots
	concerned := lib.asked_for_contract(role, subjects)
	count(concerned) > 0
	finding := object.union(answers[place], {
		"requirement": lib.asked("contract")[number].id,
		"subjects": concerned,
		"place": place,
	})
}

deny contains answer if {
	some number, requirement in lib.asked("contract")
	open := {id |
		some [place, role, _, _], subjects in lib.spots
		lib.disagreed[number][place]
		some id in lib.asked_for_contract(role, subjects)
	}
	answer := lib.passed_but(requirement, set(), open)
}

# What an agreed list of laws has to name, as far as it is known.
deny contains finding if {
	some number, places in lib.told_laws
	requirement := lib.asked("contract")[number]
	some [place, role, _, _], subjects in lib.spots
	place in object.get(lib.agreed, number, set())
	evidence := places[place]
	concerned := lib.asked_for_contract(role, subjects)
	count(concerned) > 0
	finding := {
		"requirement": requirement.id,
		"subjects": concerned,
		"place": place,
		"status": "alert",
		"evidence": array.concat([{"kind": "clause", "clause": requirement.parameters.clause, "agreed": true}], evidence),
	}
}

deny contains lib.unplaced(requirement, "contract") if some requirement in lib.asked("contract")
