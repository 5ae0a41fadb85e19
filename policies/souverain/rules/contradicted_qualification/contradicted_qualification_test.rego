package souverain.rules.contradicted_qualification_test

import data.souverain.lib_test as given
import data.souverain.rules.contradicted_qualification

_requirement := given.requirement(["unqualified-offer"], {"scheme": "SecNumCloud", "version": "3.2"})

_above := {
	"scheme": "SecNumCloud",
	"criterion": "19.6.b1",
	"reason": "holder-above-cap",
	"args": {"holder": "Big", "share": "30", "cap": "24"},
	"grade": "secondary",
	"source": ["register"],
	"as_of": "2026-11-21",
}

_offering(certificate, criteria) := given.document([_requirement], {"places": {"paris": given.place({
	"certificates": given.proven([given.certificate(object.union({"scheme": "SecNumCloud"}, certificate))]),
	"contradicted": criteria,
})}})

# METADATA
# description: Facts, and what the rule answers. Also judged by every engine, and mutated.
cases := {
	"a holder above the cap": {
		"facts": _offering({}, [_above]),
		"answers": {["R", "alert", 0]},
	},
	"nothing against it": {
		"facts": _offering({}, []),
		"answers": set(),
	},
	"a document of before this was told": {
		"facts": given.document([_requirement], {}),
		"answers": set(),
	},
	"not qualified": {
		"facts": _offering({"status": "none"}, [_above]),
		"answers": set(),
	},
	"qualified elsewhere": {
		"facts": _offering({"covers": given.stated(false)}, [_above]),
		"answers": set(),
	},
	"no longer qualified": {
		"facts": _offering({"status": "lapsed-renewal-unknown"}, [_above]),
		"answers": set(),
	},
	"another scheme": {
		"facts": object.union(
			_offering({}, [_above]),
			{"profile": {"requirements": [given.requirement(["unqualified-offer"], {"scheme": "S"})]}},
		),
		"answers": set(),
	},
	"not asked": {
		"facts": object.union(_offering({}, [_above]), {"profile": {"requirements": []}}),
		"answers": set(),
	},
	"data of no concern": {
		"facts": object.union(
			_offering({}, [_above]),
			{"resources": [given.changed(given.store(0, [given.at("paris")]), {"class": given.stated("technical")})]},
		),
		"answers": set(),
	},
	"two stores, one elsewhere": {
		"facts": object.union(
			_offering({}, [_above]),
			{"resources": [given.store(0, [given.at("paris")]), given.store(1, [given.at("nowhere")])]},
		),
		"answers": {["R", "alert", 0]},
	},
}

test_cases[name] if {
	some name, case in cases
	given.answers(contradicted_qualification.deny) == case.answers with input as case.facts
}

test_evidence_says_what_and_on_what_it_rests if {
	found := contradicted_qualification.deny with input as _offering({}, [_above])
	given.evidence(found) == {object.union(_above, {"kind": "criterion"})}
}
