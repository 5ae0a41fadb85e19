package souverain.rules.storage_outside_zone_test

import data.souverain.lib_test as given
import data.souverain.rules.storage_outside_zone

_requirement := given.requirement(["storage-outside-zone"], {"zone": "EEA"})

_facts(changes) := given.document([_requirement], changes)

_in_countries(fact) := _facts({"places": {"paris": given.place({"countries": fact})}})

_with_resource(changes) := _facts({"resources": [given.changed(given.store(0, [given.at("paris")]), changes)]})

# METADATA
# description: Facts, and what the rule answers. Also judged by every engine, and mutated.
cases := {
	"one country of the zone": {
		"facts": _in_countries(given.proven(["FR"])),
		"answers": {["R", "pass", 0]},
	},
	"Norway is in the EEA": {
		"facts": _in_countries(given.proven(["FR", "NO"])),
		"answers": {["R", "pass", 0]},
	},
	"a member state that nobody names": {
		"facts": _in_countries(given.proven(["EU"])),
		"answers": {["R", "pass", 0]},
	},
	"a country outside": {
		"facts": _in_countries(given.proven(["US"])),
		"answers": {["R", "fail", 0]},
	},
	"one of several countries outside": {
		"facts": _in_countries(given.proven(["FR", "GB"])),
		"answers": {["R", "fail", 0]},
	},
	"worldwide": {
		"facts": _in_countries(given.proven(["*"])),
		"answers": {["R", "fail", 0]},
	},
	"a country that is not known": {
		"facts": _in_countries(given.unproven("region-unknown")),
		"answers": set(),
	},
	"a country outside that is proven too weakly": {
		"facts": _in_countries(given.graded(["US"], "declared")),
		"answers": set(),
	},
	"a country inside that is proven too weakly": {
		"facts": _in_countries(given.graded(["FR"], "declared")),
		"answers": set(),
	},
	"no country": {
		"facts": _in_countries(given.proven([])),
		"answers": set(),
	},
	"a zone that is not described": {
		"facts": given.document([given.requirement(["storage-outside-zone"], {"zone": "UK"})], {}),
		"answers": set(),
	},
	"a zone that is not named": {
		"facts": given.document([given.requirement(["storage-outside-zone"], {})], {}),
		"answers": set(),
	},
	"a member state that nobody names, in a smaller zone": {
		"facts": given.document(
			[given.requirement(["storage-outside-zone"], {"zone": "FR"})],
			{"places": {"paris": given.place({"countries": given.proven(["EU"])})}},
		),
		"answers": set(),
	},
	"another requirement": {
		"facts": given.document([given.requirement(["unqualified-offer"], {"zone": "EEA"})], {}),
		"answers": set(),
	},
	"processed": {
		"facts": _with_resource({"role": given.stated("processes")}),
		"answers": {["R", "pass", 0]},
	},
	"only transported": {
		"facts": _with_resource({"role": given.stated("transports")}),
		"answers": set(),
	},
	"a role that nobody knows": {
		"facts": _with_resource({"role": given.unproven("type-unknown")}),
		"answers": {["R", "pass", 0]},
	},
	"another class": {
		"facts": _with_resource({"class": given.stated("technical")}),
		"answers": set(),
	},
	"no class, stored": {
		"facts": _with_resource({"class": given.unproven("undeclared")}),
		"answers": {["R", "pass", 0]},
	},
	"no class, processed": {
		"facts": _with_resource({"class": given.unproven("undeclared"), "role": given.stated("processes")}),
		"answers": {["R", "pass", 0]},
	},
	"leaving": {
		"facts": _with_resource({"state": "leaving"}),
		"answers": set(),
	},
	"a data source": {
		"facts": _with_resource({"state": "read"}),
		"answers": set(),
	},
	"a copy outside is another rule's": {
		"facts": _facts({
			"places": {"virginia": given.place({"countries": given.proven(["US"])})},
			"resources": [given.store(0, [given.at("paris"), given.sent("virginia", "replica", "a.b")])],
		}),
		"answers": {["R", "pass", 0]},
	},
	"the infrastructure below is outside": {
		"facts": _facts({
			"places": {"virginia": given.place({"countries": given.proven(["US"])})},
			"resources": [given.store(0, [given.at("paris"), given.sent("virginia", "infrastructure", "")])],
		}),
		"answers": {["R", "fail", 0]},
	},
	"siblings are judged each": {
		"facts": _facts({
			"places": {"virginia": given.place({"countries": given.proven(["US"])})},
			"resources": [given.store(0, [given.at("paris")]), given.store(1, [given.at("virginia")])],
		}),
		"answers": {["R", "pass", 0], ["R", "fail", 1]},
	},
	"no place": {
		"facts": _facts({"resources": [given.store(0, [])]}),
		"answers": set(),
	},
	"a place that is not described": {
		"facts": _facts({"resources": [given.store(0, [given.at("nowhere")])]}),
		"answers": set(),
	},
	"copies only": {
		"facts": _facts({"resources": [given.store(0, [given.sent("paris", "backup", "a.b")])]}),
		"answers": set(),
	},
}

test_cases[name] if {
	some name, case in cases
	given.answers(storage_outside_zone.deny) == case.answers with input as case.facts
}

test_evidence_names_the_countries_outside if {
	found := storage_outside_zone.deny with input as _in_countries(given.proven(["FR", "GB", "US"]))
	given.evidence(found) == {
		{"kind": "country", "country": "GB", "zone": "EEA"},
		{"kind": "country", "country": "US", "zone": "EEA"},
	}
}

test_one_finding_for_all_who_are_there if {
	facts := _facts({
		"places": {"virginia": given.place({"countries": given.proven(["US"])})},
		"resources": [given.store(0, [given.at("virginia")]), given.store(1, [given.at("virginia")])],
	})
	some finding in storage_outside_zone.deny with input as facts
	finding.subjects == {0, 1}
	finding.place == "virginia"
}
