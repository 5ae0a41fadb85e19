package souverain.lib

# METADATA
# description: |
#   Number of a requirement to the places of which somebody has declared that the contract has its clause. Whoever
#   declares has read the contract, which no one else can: the grades of the knowledge do not apply.
agreed[number] contains place if {
	some number, requirement in asked("contract")
	some place, described in input.places
	fact := described.clauses[requirement.parameters.clause]
	fact.known == true
	fact.value == true
}

# METADATA
# description: The same to the places that need a look, described or not, as the answer that a rule gives.
disagreed[number][place] := answer if {
	some number, requirement in asked("contract")
	some place in places
	not place in object.get(agreed, number, set())
	answer := _clause_answer(place, object.get(requirement.parameters, "clause", ""))
}

_clause_answer(place, clause) := {
	"status": "fail",
	"evidence": [{"kind": "clause", "clause": clause, "agreed": false}],
} if {
	fact := input.places[place].clauses[clause]
	fact.known == true
	fact.value == false
} else := {"status": "unknown", "unknown": "contract", "evidence": [_clause_doubt(place, clause)]}

_clause_doubt(place, clause) := reasoned("place", "place-not-described", {"place": place}) if {
	not input.places[place]
} else := reasoned("clauses", reason, args) if {
	fact := input.places[place].clauses[clause]
	fact.known == false
	reason := fact.reason
	is_string(reason)
	args := object.get(fact, "args", {})
} else := reasoned("clauses", "clause-not-declared", {"clause": clause})
