package souverain.lib_test

import data.souverain.lib

# The document of two stores that ask for nothing unusual, but for the second.
_beside(changes) := document(
	[requirement(["storage-outside-zone"], {"zone": "EEA"})],
	{"resources": [store(0, [at("paris")]), changed(store(1, [at("paris")]), changes)]},
)

# Whether the second store is easy, hard, lost, or not judged.
default _seen := "spared"

_seen := "easy" if {
	1 in lib.easy
} else := "hard" if {
	1 in lib.hard
} else := "lost" if {
	1 in lib.lost
}

test_seen[name] if {
	some name, case in {
		"like the other": {"changes": {}, "seen": "easy"},
		"existing": {"changes": {"state": "existing"}, "seen": "easy"},
		"leaving": {"changes": {"state": "leaving"}, "seen": "spared"},
		"a state of no known word": {"changes": {"state": "moving"}, "seen": "easy"},
		"a class of no interest": {"changes": {"class": stated("none")}, "seen": "spared"},
		"no class": {"changes": {"class": unproven("undeclared")}, "seen": "easy"},
		"a class without value": {"changes": {"class": {"known": true}}, "seen": "easy"},
		"a role of no interest": {"changes": {"role": stated("identity")}, "seen": "spared"},
		"no role": {"changes": {"role": unproven("type-unknown")}, "seen": "easy"},
		"a role without value": {"changes": {"role": {"known": true}}, "seen": "easy"},
		"neither class nor role": {
			"changes": {"class": unproven("undeclared"), "role": unproven("type-unknown")},
			"seen": "easy",
		},
		"a place that is not described": {"changes": {"places": [at("nowhere")]}, "seen": "hard"},
		"one of two places": {"changes": {"places": [at("paris"), at("nowhere")]}, "seen": "hard"},
		"a copy beside": {"changes": {"places": [at("paris"), sent("paris", "backup", "x")]}, "seen": "easy"},
		"infrastructure alone": {"changes": {"places": [sent("paris", "infrastructure", "")]}, "seen": "hard"},
		"copies alone": {"changes": {"places": [sent("paris", "backup", "x")]}, "seen": "lost"},
		"no place": {"changes": {"places": []}, "seen": "lost"},
		"places that are no list": {"changes": {"places": unproven("why")}, "seen": "lost"},
		"a place without a name": {"changes": {"places": [{"role": "primary"}]}, "seen": "lost"},
		"a place without a role": {"changes": {"places": [{"place": "nowhere"}]}, "seen": "lost"},
	}
	_seen == case.seen with input as _beside(case.changes)
}

test_subjects_are_all_that_is_judged if {
	every changes in [{}, {"class": unproven("undeclared")}, {"role": unproven("type-unknown")}, {"places": []}] {
		{subject.id | some subject in lib.subjects} == {0, 1} with input as _beside(changes)
	}
	every changes in [{"state": "leaving"}, {"class": stated("none")}, {"role": stated("identity")}] {
		{subject.id | some subject in lib.subjects} == {0} with input as _beside(changes)
	}
}

test_the_other_store_stays_easy if {
	every changes in [{}, {"places": []}, {"places": [at("nowhere")]}, {"state": "leaving"}] {
		0 in lib.easy with input as _beside(changes)
	}
}

test_spots_group_what_lies_together if {
	facts := _beside({"places": [at("nowhere"), sent("paris", "backup", "x")]})
	lib.spots == {["nowhere", "primary", "", true]: {1}, ["paris", "backup", "x", true]: {1}} with input as facts
}

test_a_field_missing_counts_as_unknown if {
	every name in ["state", "class", "role"] {
		resource := object.remove(store(1, [at("paris")]), [name])
		_seen == "easy" with input as document(
			[requirement(["storage-outside-zone"], {"zone": "EEA"})],
			{"resources": [resource]},
		)
	}
}

test_a_class_is_judged_as_all_that_it_is[name] if {
	some name, case in {
		"one's own": {"class": "imaging", "also": [], "protects": ["health"], "seen": "easy"},
		"of what it is in the end": {"class": "imaging", "also": [], "protects": ["personal"], "seen": "easy"},
		"of what it is not": {"class": "imaging", "also": [], "protects": ["snds"], "seen": "spared"},
		"beside another": {"class": "snds", "also": ["eds"], "protects": ["eds"], "seen": "easy"},
		"what it is says nothing of it": {"class": "health", "also": [], "protects": ["imaging"], "seen": "spared"},
		"a word that nothing describes": {"class": "imagin", "also": [], "protects": ["snds"], "seen": "easy"},
	}
	changes := {"class": stated(case.class), "class_also": case.also}
	_seen == case.seen with input as object.union(_beside(changes), {"profile": {"protects": case.protects}})
}

test_what_a_profile_does_not_protect_is_spared if {
	facts := object.union(_beside({}), {"profile": {"protects": ["snds"]}})
	_seen == "spared" with input as facts
}
