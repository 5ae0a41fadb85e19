package souverain.rules.unknown_location_test

import data.souverain.lib_test as given
import data.souverain.rules.unknown_location

_zone := {"zone": "EEA"}

_everything := [
	{"id": "STORAGE", "rules": ["storage-outside-zone"], "parameters": _zone},
	{"id": "COPY", "rules": ["cross-border-copy"], "parameters": _zone},
	{"id": "REACH", "rules": ["extra-eu-jurisdiction"], "parameters": _zone},
	{"id": "OFFER", "rules": ["unqualified-offer"], "parameters": {"scheme": "S"}},
]

_facts(changes) := given.document(_everything, changes)

_in_countries(fact) := _facts({"places": {"paris": given.place({"countries": fact})}})

_copied(role, fact) := _facts({
	"places": {"copy": given.place({"countries": fact})},
	"resources": [given.store(0, [given.at("paris"), given.sent("copy", role, "a.b")])],
})

_without_zone := given.document(
	[object.union(requirement, {"parameters": {"zone": "UK"}}) | some requirement in _everything],
	{},
)

# METADATA
# description: Facts, and what the rule answers. Also judged by every engine, and mutated.
cases := {
	"a known place": {"facts": _facts({}), "answers": set()},
	"a place outside is another rule's": {"facts": _in_countries(given.proven(["US"])), "answers": set()},
	"a country that is not known": {
		"facts": _in_countries(given.unproven("region-unknown")),
		"answers": {["STORAGE", "place", 0], ["REACH", "place", 0]},
	},
	"a country that is proven too weakly": {
		"facts": _in_countries(given.graded(["FR"], "declared")),
		"answers": {["STORAGE", "place", 0], ["REACH", "place", 0]},
	},
	"no country": {
		"facts": _in_countries(given.proven([])),
		"answers": {["STORAGE", "place", 0], ["REACH", "place", 0]},
	},
	"a replica that may be anywhere": {
		"facts": _copied("replica", given.unproven("destination-unknown")),
		"answers": {["COPY", "copy", 0], ["REACH", "copy", 0]},
	},
	"a backup that may be anywhere": {
		"facts": _copied("backup", given.unproven("destination-unknown")),
		"answers": {["COPY", "copy", 0], ["REACH", "copy", 0]},
	},
	"a role of no known word, that may be anywhere": {
		"facts": _copied("mirror", given.unproven("destination-unknown")),
		"answers": {["STORAGE", "place", 0], ["COPY", "place", 0], ["REACH", "place", 0]},
	},
	"a place that is not described": {
		"facts": _facts({"resources": [given.store(0, [given.at("nowhere")])]}),
		"answers": {["STORAGE", "place", 0], ["REACH", "place", 0]},
	},
	"no place": {
		"facts": _facts({"resources": [given.store(0, [])]}),
		"answers": {["STORAGE", "place", 0], ["COPY", "place", 0], ["REACH", "place", 0]},
	},
	"copies only": {
		"facts": _facts({"resources": [given.store(0, [given.sent("paris", "backup", "a.b")])]}),
		"answers": {["STORAGE", "place", 0], ["COPY", "place", 0], ["REACH", "place", 0]},
	},
	"a reference without a place": {
		"facts": _facts({"resources": [given.store(0, [given.at("paris"), {"role": "replica"}])]}),
		"answers": {["STORAGE", "place", 0], ["COPY", "place", 0], ["REACH", "place", 0]},
	},
	"a zone that is not described": {
		"facts": _without_zone,
		"answers": {["STORAGE", "place", 0]},
	},
	"a foreign law settles it": {
		"facts": _facts({
			"operators": {"op": given.operator({"reach": given.proven([given.reach("US", "parent", "high")])})},
			"places": {"paris": given.place({"countries": given.unproven("region-unknown")})},
		}),
		"answers": {["STORAGE", "place", 0]},
	},
	"no class, no country": {
		"facts": _facts({
			"places": {"paris": given.place({"countries": given.unproven("region-unknown")})},
			"resources": [given.changed(
				given.store(0, [given.at("paris")]),
				{"class": given.unproven("undeclared")},
			)],
		}),
		"answers": {["STORAGE", "place", 0], ["REACH", "place", 0]},
	},
}

test_cases[name] if {
	some name, case in cases
	given.answers(unknown_location.deny) == case.answers with input as case.facts
}

test_reasons[name] if {
	some name, case in {
		"the reason of the fact": {
			"facts": _in_countries(given.unproven("region-unknown")),
			"reasons": {["countries", "region-unknown"]},
		},
		"weak proof": {
			"facts": _in_countries(given.graded(["FR"], "declared")),
			"reasons": {["countries", "grade-too-low"]},
		},
		"nothing": {"facts": _in_countries(null), "reasons": {["countries", "fact-missing"]}},
		"no zone": {"facts": _without_zone, "reasons": {["zone", "zone-not-described"]}},
		"no description": {
			"facts": cases["a place that is not described"].facts,
			"reasons": {["place", "place-not-described"]},
		},
		"no place": {"facts": cases["no place"].facts, "reasons": {["places", "no-place"]}},
		"a member state that nobody names": {
			"facts": given.document(
				[given.requirement(["storage-outside-zone"], {"zone": "FR"})],
				{"places": {"paris": given.place({"countries": given.proven(["EU"])})}},
			),
			"reasons": {["countries", "country-not-named"]},
		},
	}
	given.reasons(unknown_location.deny) == case.reasons with input as case.facts
}

test_evidence_keeps_what_fills_the_reason if {
	fact := object.union(given.unproven("variable-without-value"), {"args": {"name": "var.region"}})
	some item in given.evidence(unknown_location.deny) with input as _in_countries(fact)
	item.args == {"name": "var.region"}
}

test_evidence_says_what_sends_a_copy if {
	found := unknown_location.deny with input as _copied("replica", given.unproven("destination-unknown"))
	{"kind": "copy", "role": "replica", "via": "a.b"} in given.evidence(found)
}
