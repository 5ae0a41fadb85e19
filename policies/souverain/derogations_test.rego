package souverain_test

import data.souverain
import data.souverain.lib_test as given

# What asks for a certificate, unless a derogation granted to a project of before runs for 18 months after an offer.
_derogable := {
	"id": "R",
	"rules": ["unqualified-offer"],
	"parameters": {"scheme": "S"},
	"derogation": {
		"needs": [
			given.among("granted", ["yes"]),
			{"question": "start", "before": "2024-05-24", "open_until": "2026-04-16"},
		],
		"until": [{"question": "offer", "months": 18}],
	},
}

_place_that_is(status) := given.place({"certificates": given.proven([given.certificate({"status": status})])})

_derogating(status, answers) := given.declaring(
	given.document([_derogable], {"places": {"paris": _place_that_is(status)}}),
	answers,
)

_granted(start, offer) := {
	"granted": given.said(["yes"]),
	"start": given.said([start]),
	"offer": given.said([offer]),
}

_derogation_cases := {
	"nobody granted any": {"facts": _derogating("none", {}), "answers": {["R", "fail", 0]}},
	"refused": {"facts": _derogating("none", {"granted": given.said(["no"])}), "answers": {["R", "fail", 0]}},
	"granted, and running": {
		"facts": _derogating("none", _granted("2024-01-01", "2026-01-01")),
		"answers": {["R", "tolerated", 0]},
	},
	"its last day": {
		"facts": _derogating("none", _granted("2024-01-01", "2025-05-21")),
		"answers": {["R", "tolerated", 0]},
	},
	"the day after": {"facts": _derogating("none", _granted("2024-01-01", "2025-05-20")), "answers": {["R", "fail", 0]}},
	"no acceptable offer yet": {
		"facts": _derogating("none", _granted("2024-01-01", "none")),
		"answers": {["R", "tolerated", 0]},
	},
	"a project of after": {
		"facts": _derogating("none", _granted("2026-05-01", "2026-01-01")),
		"answers": {["R", "fail", 0]},
	},
	"a project of between": {
		"facts": _derogating("none", _granted("2025-01-01", "2026-01-01")),
		"answers": {["R", "workload", 0]},
	},
	"the offer is not said": {
		"facts": _derogating("none", object.remove(_granted("2024-01-01", ""), ["offer"])),
		"answers": {["R", "workload", 0]},
	},
	"the offer is no day": {
		"facts": _derogating("none", _granted("2024-01-01", "soon")),
		"answers": {["R", "workload", 0]},
	},
	"a certificate that is only claimed": {
		"facts": _derogating("claimed", _granted("2024-01-01", "2026-01-01")),
		"answers": {["R", "tolerated", 0]},
	},
	"what passes is not tolerated": {
		"facts": _derogating("granted", _granted("2024-01-01", "2026-01-01")),
		"answers": {["R", "pass", 0]},
	},
	"a place that is not known": {
		"facts": object.union(_derogating("none", _granted("2024-01-01", "2026-01-01")), {"resources": [given.store(0, [])]}),
		"answers": {["R", "certificate-unknown", 0]},
	},
}

test_derogations[name] if {
	some name, case in _derogation_cases
	found := given.answers(souverain.findings) with input as case.facts
	found == case.answers
}

_eighteen_months := {
	"2024-05-31": "2025-11-30",
	"2024-08-31": "2026-02-28",
	"2026-08-31": "2028-02-29",
	"2026-06-30": "2027-12-30",
	"2026-07-15": "2028-01-15",
}

test_eighteen_months_end_on_a_day_of_the_calendar[offer] if {
	some offer, last in _eighteen_months
	facts := object.union(_derogating("none", _granted("2024-01-01", offer)), {"as_of": "2025-01-01"})
	found := given.evidence(souverain.findings) with input as facts
	{"kind": "tolerated", "until": last} in found
}
