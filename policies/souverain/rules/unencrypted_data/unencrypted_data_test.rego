package souverain.rules.unencrypted_data_test

import data.souverain.lib_test as given
import data.souverain.rules.unencrypted_data

_requirement := given.requirement(["unencrypted-data"], {})

_document(resources) := given.document([_requirement], {"resources": resources})

_keyed(custody) := _document([given.keyed(0, [given.at("paris")], custody)])

_saying(word) := given.declaring(_document([given.store(0, [given.at("paris")])]), {"keys-held-by": given.said([word])})

_machine(custody) := object.union(given.keyed(0, [given.at("paris")], custody), {"role": given.stated("processes")})

_silent := given.unproven("custody-not-stated")

# METADATA
# description: Facts, and what the rule answers. Also judged by every engine, and mutated.
cases := object.union_n([_stated, _declared, _others])

_stated := {
	"switched off": {"facts": _keyed(given.stated("none")), "answers": {["R", "fail", 0]}},
	"with keys of the provider": {"facts": _keyed(given.stated("provider-managed")), "answers": {["R", "pass", 0]}},
	"with keys of the client": {"facts": _keyed(given.stated("client-side")), "answers": {["R", "pass", 0]}},
	"not stated": {"facts": _keyed(_silent), "answers": {["R", "encryption", 0]}},
	"stated in a word that nobody knows": {
		"facts": _keyed(given.stated("magic")),
		"answers": {["R", "encryption", 0]},
	},
	"a machine whose disk is not": {"facts": _document([_machine(given.stated("none"))]), "answers": {["R", "fail", 0]}},
	"a machine that says nothing": {"facts": _document([_machine(_silent)]), "answers": {["R", "encryption", 0]}},
	"of no known role": {
		"facts": _document([object.union(_machine(_silent), {"role": given.unproven("type-unknown")})]),
		"answers": {["R", "encryption", 0]},
	},
}

_declared := {
	"declared with keys of the host, not stated": {"facts": _saying("host"), "answers": {["R", "encryption", 0]}},
	"declared with keys of the controller alone": {"facts": _saying("controller"), "answers": {["R", "pass", 0]}},
	"declared off, not stated": {"facts": _saying("none"), "answers": {["R", "encryption", 0]}},
	"declared in a word that nobody knows": {"facts": _saying("magic"), "answers": {["R", "encryption", 0]}},
	"declared with keys of the controller alone, at a host that encrypts nothing": {
		"facts": given.declaring(_keyed(given.stated("none")), {"keys-held-by": given.said(["controller"])}),
		"answers": {["R", "pass", 0]},
	},
	"declared with keys of the host, at one that encrypts nothing": {
		"facts": given.declaring(_keyed(given.stated("none")), {"keys-held-by": given.said(["host"])}),
		"answers": {["R", "fail", 0]},
	},
	"declared by two": {
		"facts": given.declaring(_keyed(_silent), {"keys-held-by": given.said(["controller", "host"])}),
		"answers": {["R", "encryption", 0]},
	},
}

_others := {
	"no place": {"facts": _document([given.store(0, [])]), "answers": {["R", "encryption", 0]}},
	"a place that is not described": {
		"facts": _document([given.store(0, [given.at("nowhere")])]),
		"answers": {["R", "encryption", 0]},
	},
	"another requirement": {
		"facts": given.document([given.requirement(["storage-outside-zone"], {"zone": "EU"})], {}),
		"answers": set(),
	},
}

test_cases[name] if {
	some name, case in cases
	given.answers(unencrypted_data.deny) == case.answers with input as case.facts
}

test_what_is_open_is_asked if {
	found := unencrypted_data.deny with input as _keyed(_silent)
	given.reasons(found) == {["custody", "custody-not-stated"], ["workload", "workload-undeclared"]}
}
