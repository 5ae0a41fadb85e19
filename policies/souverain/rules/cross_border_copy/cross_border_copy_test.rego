package souverain.rules.cross_border_copy_test

import data.souverain.lib_test as given
import data.souverain.rules.cross_border_copy

_requirement := given.requirement(["cross-border-copy"], {"zone": "EEA"})

# A store in Paris whose copies, in the roles given, are in the countries given.
_copied(role, countries) := given.document([_requirement], {
	"places": {"copy": given.place({"countries": countries})},
	"resources": [given.store(0, [given.at("paris"), given.sent("copy", role, "aws_s3_bucket_replication.out")])],
})

# METADATA
# description: Facts, and what the rule answers. Also judged by every engine, and mutated.
cases := {
	"no copy": {
		"facts": given.document([_requirement], {}),
		"answers": {["R", "pass", 0]},
	},
	"a replica in the zone": {
		"facts": _copied("replica", given.proven(["DE"])),
		"answers": {["R", "pass", 0]},
	},
	"a replica outside": {
		"facts": _copied("replica", given.proven(["US"])),
		"answers": {["R", "fail", 0]},
	},
	"a backup outside": {
		"facts": _copied("backup", given.proven(["GB"])),
		"answers": {["R", "fail", 0]},
	},
	"a backup in two countries, one outside": {
		"facts": _copied("backup", given.proven(["DE", "CH"])),
		"answers": {["R", "fail", 0]},
	},
	"a replica that may be anywhere": {
		"facts": _copied("replica", given.unproven("destination-unknown")),
		"answers": set(),
	},
	"a replica whose place is proven too weakly": {
		"facts": _copied("replica", given.graded(["US"], "declared")),
		"answers": set(),
	},
	"the data itself outside is another rule's": {
		"facts": given.document([_requirement], {"places": {"paris": given.place({"countries": given.proven(["US"])})}}),
		"answers": {["R", "pass", 0]},
	},
	"the data itself may be anywhere": {
		"facts": given.document([_requirement], {"places": {"paris": given.place({"countries": given.unproven("?")})}}),
		"answers": {["R", "pass", 0]},
	},
	"a role of no known word counts as a copy": {
		"facts": _copied("mirror", given.proven(["US"])),
		"answers": {["R", "fail", 0]},
	},
	"the infrastructure below is no copy": {
		"facts": _copied("infrastructure", given.proven(["US"])),
		"answers": {["R", "pass", 0]},
	},
	"a reference without a place": {
		"facts": given.document([_requirement], {"resources": [given.store(0, [given.at("paris"), {"role": "backup"}])]}),
		"answers": set(),
	},
	"a copy in a place that is not described": {
		"facts": given.document([_requirement], {"resources": [given.store(
			0,
			[given.at("paris"), given.sent("nowhere", "backup", "")],
		)]}),
		"answers": set(),
	},
	"two requirements, two zones": {
		"facts": object.union(_copied("replica", given.proven(["NO"])), {"profile": {"requirements": [
			_requirement,
			{"id": "Q", "rules": ["cross-border-copy"], "parameters": {"zone": "EU"}},
		]}}),
		"answers": {["R", "pass", 0], ["Q", "fail", 0]},
	},
	"a zone that is not described, and a copy": {
		"facts": object.union(
			_copied("replica", given.proven(["FR"])),
			{"profile": {"requirements": [given.requirement(["cross-border-copy"], {"zone": "UK"})]}},
		),
		"answers": set(),
	},
	"a zone that is not described, and no copy to be outside": {
		"facts": given.document([given.requirement(["cross-border-copy"], {"zone": "UK"})], {}),
		"answers": {["R", "pass", 0]},
	},
}

test_cases[name] if {
	some name, case in cases
	given.answers(cross_border_copy.deny) == case.answers with input as case.facts
}

test_evidence_says_what_sends_the_copy_where if {
	found := cross_border_copy.deny with input as _copied("replica", given.proven(["US"]))
	given.evidence(found) == {
		{"kind": "country", "country": "US", "zone": "EEA"},
		{"kind": "copy", "role": "replica", "via": "aws_s3_bucket_replication.out"},
	}
}

test_each_way_out_is_its_own_finding if {
	copies := [given.at("paris"), given.sent("copy", "replica", "one"), given.sent("copy", "replica", "two")]
	facts := object.union(_copied("replica", given.proven(["US"])), {"resources": [given.store(0, copies)]})
	found := cross_border_copy.deny with input as facts
	count(found) == 2
	{item.via | some item in given.evidence(found); item.kind == "copy"} == {"one", "two"}
}
