package souverain.rules.unfit_custody_test

import data.souverain.lib_test as given
import data.souverain.rules.unfit_custody

_requirement := given.requirement(["unfit-custody"], {
	"question": "class",
	"holders.low": ["any"],
	"holders.high": ["controller-at-host", "controller"],
	"holders.top": ["controller"],
})

_document(custody) := given.document([_requirement], {"resources": [given.keyed(0, [given.at("paris")], custody)]})

_silent := given.unproven("custody-not-stated")

_facts(custody, class, holder) := given.declaring(
	_document(custody),
	{"class": given.said([class]), "keys-held-by": given.said([holder])},
)

_of_class(custody, class) := given.declaring(_document(custody), {"class": given.said([class])})

# METADATA
# description: Facts, and what the rule answers. Also judged by every engine, and mutated.
cases := {
	"a class that any holder will do for": {
		"facts": _of_class(given.stated("provider-managed"), "low"),
		"answers": {["R", "pass", 0]},
	},
	"of no declared class": {
		"facts": given.declaring(_document(given.stated("client-side")), {}),
		"answers": {["R", "workload", 0]},
	},
	"no workload declares itself": {
		"facts": given.silent(_document(given.stated("client-side"))),
		"answers": {["R", "undeclared-workload", 0]},
	},
	"of a class that nobody knows": {
		"facts": _facts(_silent, "odd", "controller"),
		"answers": {["R", "workload", 0]},
	},
	"keys of the provider, below those of the controller alone": {
		"facts": _facts(given.stated("provider-managed"), "high", "controller"),
		"answers": {["R", "pass", 0]},
	},
	"keys of the provider": {
		"facts": _facts(given.stated("provider-managed"), "high", "controller-at-host"),
		"answers": {["R", "fail", 0]},
	},
	"not encrypted": {"facts": _of_class(given.stated("none"), "high"), "answers": {["R", "fail", 0]}},
	"declared to be of the host": {"facts": _facts(_silent, "high", "host"), "answers": {["R", "fail", 0]}},
	"declared to be of the controller": {"facts": _facts(_silent, "high", "controller"), "answers": {["R", "pass", 0]}},
	"in the key service of the host, managed by whom nobody says": {
		"facts": _of_class(given.stated("customer-key-in-provider-kms"), "high"),
		"answers": {["R", "workload", 0]},
	},
	"in the key service of the host, managed by the controller": {
		"facts": _facts(given.stated("customer-key-in-provider-kms"), "high", "controller-at-host"),
		"answers": {["R", "pass", 0]},
	},
	"there, where the controller alone may hold them": {
		"facts": _facts(_silent, "top", "controller-at-host"),
		"answers": {["R", "workload", 0]},
	},
	"with a third party": {"facts": _facts(_silent, "high", "third-party"), "answers": {["R", "workload", 0]}},
	"by a holder that nobody says": {"facts": _of_class(_silent, "high"), "answers": {["R", "workload", 0]}},
	"of two classes, of which the strictest counts": {
		"facts": given.declaring(
			_document(_silent),
			{"class": given.said(["high", "top"]), "keys-held-by": given.said(["controller-at-host"])},
		),
		"answers": {["R", "workload", 0]},
	},
	"declared to be in the key service of the host, which the input does not say": {
		"facts": _facts(_silent, "high", "controller-at-host"),
		"answers": {["R", "workload", 0]},
	},
	"another requirement": {
		"facts": given.document([given.requirement(["storage-outside-zone"], {"zone": "EU"})], {}),
		"answers": set(),
	},
}

test_cases[name] if {
	some name, case in cases
	given.answers(unfit_custody.deny) == case.answers with input as case.facts
}

test_what_is_said_is_shown if {
	found := unfit_custody.deny with input as _facts(_silent, "high", "host")
	{item.question | some item in given.evidence(found)} == {"class", "keys-held-by"}
}
