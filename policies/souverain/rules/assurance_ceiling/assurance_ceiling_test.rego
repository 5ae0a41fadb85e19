package souverain.rules.assurance_ceiling_test

import data.souverain.lib_test as given
import data.souverain.rules.assurance_ceiling

_requirement := given.requirement(["assurance-ceiling"], {"zone": "EU"})

_parents(countries) := given.proven([{"id": country, "name": country, "country": country} | some country in countries])

_document(operator) := given.document([_requirement], {"operators": {"op": given.operator(operator)}})

_asking(level, operator) := given.declaring(_document(operator), {"seal-asked": given.said([level])})

_reaching(channel) := {"reach": given.proven([given.reach("US", channel, "high")])}

# METADATA
# description: Facts, and what the rule answers. Also judged by every engine, and mutated.
cases := {
	"nothing from outside, the highest asked": {"facts": _asking("seal-4", {}), "answers": {["R", "pass", 0]}},
	"controlled from outside alone, one asked": {
		"facts": _asking("seal-1", {"parents": _parents(["US"])}),
		"answers": {["R", "pass", 0]},
	},
	"controlled from outside alone, two asked": {
		"facts": _asking("seal-2", {"parents": _parents(["US"])}),
		"answers": {["R", "fail", 0]},
	},
	"controlled from outside among others, two asked": {
		"facts": _asking("seal-2", {"parents": _parents(["FR", "US"])}),
		"answers": {["R", "pass", 0]},
	},
	"controlled from outside among others, three asked": {
		"facts": _asking("seal-3", {"parents": _parents(["FR", "US"])}),
		"answers": {["R", "fail", 0]},
	},
	"a law in reach through a parent, three asked": {
		"facts": _asking("seal-3", _reaching("parent")),
		"answers": {["R", "fail", 0]},
	},
	"a law in reach otherwise, three asked": {
		"facts": _asking("seal-3", _reaching("direct")),
		"answers": {["R", "pass", 0]},
	},
	"a law in reach otherwise, four asked": {
		"facts": _asking("seal-4", _reaching("direct")),
		"answers": {["R", "fail", 0]},
	},
	"technology from outside, four asked": {
		"facts": _asking("seal-4", _reaching("technology")),
		"answers": {["R", "fail", 0]},
	},
	"no level asked for": {"facts": given.declaring(_document({}), {}), "answers": {["R", "workload", 0]}},
	"no workload declares itself": {"facts": given.silent(_document({})), "answers": {["R", "undeclared-workload", 0]}},
	"a level that is none": {"facts": _asking("seal-9", {}), "answers": {["R", "workload", 0]}},
	"owners that nobody publishes": {
		"facts": _asking("seal-2", {"parents": given.unproven("owner-not-published")}),
		"answers": {["R", "operator", 0]},
	},
	"laws in reach that nobody knows": {
		"facts": _asking("seal-2", {"reach": given.unproven("owner-not-published")}),
		"answers": {["R", "operator", 0]},
	},
	"owners that nobody publishes, where the lowest level is asked": {
		"facts": _asking("seal-1", {"parents": given.unproven("owner-not-published")}),
		"answers": {["R", "pass", 0]},
	},
	"an owner whose seat nobody knows": {
		"facts": _asking("seal-2", {"parents": _parents(["unknown"])}),
		"answers": {["R", "operator", 0]},
	},
	"no owner at all": {"facts": _asking("seal-2", {"parents": _parents([])}), "answers": {["R", "operator", 0]}},
	"a copy with another operator": {
		"facts": given.declaring(
			given.document([_requirement], {
				"operators": {"bought": given.operator({"parents": _parents(["US"])})},
				"places": {"else": given.place({"operator": given.proven("bought")})},
				"resources": [given.store(0, [given.at("paris"), given.sent("else", "backup", "a.b")])],
			}),
			{"seal-asked": given.said(["seal-2"])},
		),
		"answers": {["R", "fail", 0]},
	},
	"a copy that another resource may mean": {
		"facts": given.declaring(
			given.document([_requirement], {
				"operators": {"bought": given.operator({"parents": _parents(["US"])})},
				"places": {"else": given.place({"operator": given.proven("bought")})},
				"resources": [given.store(0, [
					given.at("paris"),
					object.union(given.sent("else", "backup", "a.b"), {"sure": false}),
				])],
			}),
			{"seal-asked": given.said(["seal-2"])},
		),
		"answers": {["R", "copy", 0]},
	},
	"a place that is not described": {
		"facts": given.declaring(
			given.document([_requirement], {"resources": [given.store(0, [given.at("nowhere")])]}),
			{"seal-asked": given.said(["seal-2"])},
		),
		"answers": {["R", "operator", 0]},
	},
	"no place": {
		"facts": given.document([_requirement], {"resources": [given.store(0, [])]}),
		"answers": {["R", "operator", 0]},
	},
	"another requirement": {
		"facts": given.document([given.requirement(["storage-outside-zone"], {"zone": "EU"})], {}),
		"answers": set(),
	},
}

test_cases[name] if {
	some name, case in cases
	given.answers(assurance_ceiling.deny) == case.answers with input as case.facts
}

test_the_ceiling_is_named if {
	found := assurance_ceiling.deny with input as _asking("seal-2", {"parents": _parents(["US"])})
	{item.value | some item in given.evidence(found); item.kind == "value"} == {"SEAL-1"}
}
