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
	found := _clause_answer(place, object.get(requirement.parameters, "clause", ""))
	laws := object.get(object.get(told_laws, number, {}), place, [])
	answer := object.union(found, {"evidence": array.concat(found.evidence, laws)})
}

# METADATA
# description: |
#   Number and place to the laws from outside the zone that are known to reach whoever runs the place, in any way. Where
#   a requirement names a zone, the contract has to list them.
told_laws[number][place] := laws if {
	some number, requirement in asked("contract")
	name := zone(requirement)
	some place, _ in input.places
	reaching := object.get(object.get(closing, name, {}), place, [])
	touching := object.get(object.get(reported, name, {}), place, [])
	laws := array.concat(reaching, touching)
	count(laws) > 0
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
