# METADATA
# description: |
#   The words that rules share. A fact counts only when it is known, has a value and is proven well enough for the
#   profile; everything else, a missing one included, is a doubt with its reason, and a doubt never lets a subject pass.
# schemas:
#   - input: schema.facts
package souverain.lib

# METADATA
# description: The fact is known, stated, and proven to the grade that the profile asks for.
holds(fact) if {
	fact.known == true
	fact.value != null
	_proven(fact)
}

# METADATA
# description: |
#   The grade is one that the profile accepts; a grade or a minimum that is no known word is not.
#   What a user declares of what is its own is `own`: a profile may accept that, and no other declaration.
# scope: document
accepted(grade) if _rank[grade] >= _rank[input.profile.minimum_grade]

accepted("own") if input.profile.minimum_grade_own == "declared"

# METADATA
# description: Evidence that says why a fact does not hold.
doubt(fact, name) := reasoned(name, fact.reason, object.get(fact, "args", {})) if {
	fact.known == false
	is_string(fact.reason)
} else := reasoned(name, "grade-too-low", {"grade": fact.grade, "minimum": input.profile.minimum_grade}) if {
	fact.known == true
	not accepted(fact.grade)
} else := reasoned(name, "fact-missing", {})

# METADATA
# description: Evidence for an unknown, with a reason of ours.
reasoned(name, reason, args) := {"kind": "unknown", "fact": name, "reason": reason, "args": args}

# METADATA
# description: A field of a thing, or nothing that could hold.
field(thing, name) := value if {
	value := thing[name]
} else := {}

_rank := {"primary": 5, "transcription": 4, "secondary": 3, "background": 2, "own": 1, "declared": 1}

_proven(fact) if accepted(fact.grade)

# The input itself states it: no grade, and none of what comes with one.
_proven(fact) if {
	object.get(fact, "grade", null) == null
	object.get(fact, "source", []) == []
	object.get(fact, "as_of", null) == null
}
