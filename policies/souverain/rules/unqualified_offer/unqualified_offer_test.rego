package souverain.rules.unqualified_offer_test

import data.souverain.lib_test as given
import data.souverain.rules.unqualified_offer

_asked(parameters) := given.requirement(["unqualified-offer"], parameters)

# A store with an offer of such certificates, under a requirement of such parameters.
_facts(parameters, states) := given.document(
	[_asked(parameters)],
	{"places": {"paris": given.place({"certificates": given.proven(states)})}},
)

_holding(changes) := _facts({"scheme": "S"}, [given.certificate(changes)])

_of_version(version) := _facts({"scheme": "S", "version": "3.2"}, [given.certificate({"version": version})])

_standing_on(status) := {
	"places": {"below": given.place({"certificates": given.proven([given.certificate({"status": status})])})},
	"resources": [given.store(0, [given.at("paris"), given.sent("below", "infrastructure", "")])],
}

# METADATA
# description: Facts, and what the rule answers. Also judged by every engine, and mutated.
cases := object.union_n([_by_status, _by_scope, _by_version, _by_place])

_by_status := {
	"granted": {"facts": _holding({}), "answers": {["R", "pass", 0]}},
	"attested by the user": {
		"facts": _holding({"status": "attested", "grade": "declared"}),
		"answers": {["R", "pass", 0]},
	},
	"granted, says an overlay": {
		"facts": _holding({"grade": "declared"}),
		"answers": {["R", "certificate-unknown", 0]},
	},
	"refused, says an overlay": {
		"facts": _holding({"status": "none", "grade": "declared"}),
		"answers": {["R", "certificate-unknown", 0]},
	},
	"none": {"facts": _holding({"status": "none"}), "answers": {["R", "fail", 0]}},
	"in progress": {"facts": _holding({"status": "in-progress"}), "answers": {["R", "fail", 0]}},
	"expired": {"facts": _holding({"status": "expired"}), "answers": {["R", "fail", 0]}},
	"withdrawn": {"facts": _holding({"status": "withdrawn"}), "answers": {["R", "fail", 0]}},
	"suspended": {"facts": _holding({"status": "suspended"}), "answers": {["R", "fail", 0]}},
	"lapsed": {
		"facts": _holding({"status": "lapsed-renewal-unknown", "until": "2026-11-30"}),
		"answers": {["R", "certificate-lapsed", 0]},
	},
	"claimed": {"facts": _holding({"status": "claimed"}), "answers": {["R", "certificate-claimed", 0]}},
	"not known": {"facts": _holding({"status": "unknown"}), "answers": {["R", "certificate-unknown", 0]}},
	"a word that nobody knows": {
		"facts": _holding({"status": "qualified"}),
		"answers": {["R", "certificate-unknown", 0]},
	},
	"one of another scheme": {
		"facts": _holding({"scheme": "T"}),
		"answers": {["R", "certificate-unknown", 0]},
	},
	"none on record": {
		"facts": _facts({"scheme": "S"}, []),
		"answers": {["R", "certificate-unknown", 0]},
	},
	"a scheme that is not named": {
		"facts": _facts({}, [given.certificate({})]),
		"answers": {["R", "certificate-unknown", 0]},
	},
	"the best one decides": {
		"facts": _facts({"scheme": "S"}, [given.certificate({"status": "expired"}), given.certificate({})]),
		"answers": {["R", "pass", 0]},
	},
	"one that may hold beside one that does not": {
		"facts": _facts(
			{"scheme": "S"},
			[given.certificate({"status": "none"}), given.certificate({"status": "claimed"})],
		),
		"answers": {["R", "certificate-claimed", 0]},
	},
	"what has ended is said before what is claimed": {
		"facts": _facts(
			{"scheme": "S"},
			[given.certificate({"status": "claimed"}), given.certificate({"status": "lapsed-renewal-unknown"})],
		),
		"answers": {["R", "certificate-lapsed", 0]},
	},
}

_by_scope := {
	"outside its scope": {"facts": _holding({"covers": given.stated(false)}), "answers": {["R", "fail", 0]}},
	"claimed, outside its scope": {
		"facts": _holding({"status": "claimed", "covers": given.stated(false)}),
		"answers": {["R", "fail", 0]},
	},
	"a scope that is not published": {
		"facts": _holding({"covers": given.unproven("certificate-regions-not-published")}),
		"answers": {["R", "certificate-claimed", 0]},
	},
	"refused, with a scope that is not published": {
		"facts": _holding({"status": "none", "covers": given.unproven("certificate-regions-not-published")}),
		"answers": {["R", "fail", 0]},
	},
}

_by_version := {
	"the version asked for": {"facts": _of_version("3.2"), "answers": {["R", "pass", 0]}},
	"a later version": {"facts": _of_version("3.10"), "answers": {["R", "pass", 0]}},
	"a later edition": {"facts": _of_version("4"), "answers": {["R", "pass", 0]}},
	"an earlier version": {"facts": _of_version("3.1"), "answers": {["R", "fail", 0]}},
	"an earlier edition": {"facts": _of_version("2"), "answers": {["R", "fail", 0]}},
	"no version": {"facts": _of_version(""), "answers": {["R", "certificate-claimed", 0]}},
	"a year is no edition": {"facts": _of_version("2018"), "answers": {["R", "certificate-claimed", 0]}},
	"a version with a word": {"facts": _of_version("3.2 bis"), "answers": {["R", "certificate-claimed", 0]}},
	"a version with a hole": {"facts": _of_version("3..2"), "answers": {["R", "certificate-claimed", 0]}},
	"edition two is 2.0": {
		"facts": _facts({"scheme": "S", "version": "2.0"}, [given.certificate({"version": "2"})]),
		"answers": {["R", "pass", 0]},
	},
	"a version that is no text": {
		"facts": _facts({"scheme": "S", "version": 3.2}, [given.certificate({})]),
		"answers": {["R", "certificate-claimed", 0]},
	},
	"not asked for yet": {
		"facts": _facts(
			{"scheme": "S", "version": "3.2", "version_since": "2026-11-22"},
			[given.certificate({"version": "3.1"})],
		),
		"answers": {["R", "pass", 0]},
	},
	"asked for from today on": {
		"facts": _facts(
			{"scheme": "S", "version": "3.2", "version_since": "2026-11-21"},
			[given.certificate({"version": "3.1"})],
		),
		"answers": {["R", "fail", 0]},
	},
}

_by_place := {
	"certificates that are not known": {
		"facts": given.document(
			[_asked({"scheme": "S"})],
			{"places": {"paris": given.place({"certificates": given.unproven("offer-unknown")})}},
		),
		"answers": {["R", "certificate-unknown", 0]},
	},
	"a copy with another offer": {
		"facts": given.document([_asked({"scheme": "S"})], {
			"places": {"else": given.place({"certificates": given.proven([given.certificate({"status": "none"})])})},
			"resources": [given.store(0, [given.at("paris"), given.sent("else", "backup", "a.b")])],
		}),
		"answers": {["R", "fail", 0]},
	},
	"infrastructure with another offer": {
		"facts": given.document([_asked({"scheme": "S"})], _standing_on("none")),
		"answers": {["R", "fail", 0]},
	},
	"infrastructure, where certificates are counted together": {
		"facts": given.document(
			[given.requirement(["unqualified-offer", "uncovered-activity"], {"scheme": "S"})],
			_standing_on("none"),
		),
		"answers": {["R", "pass", 0]},
	},
	"infrastructure alone, where certificates are counted together": {
		"facts": given.document(
			[given.requirement(["unqualified-offer", "uncovered-activity"], {"scheme": "S"})],
			{
				"places": {"below": given.place({"certificates": given.proven([given.certificate({"status": "none"})])})},
				"resources": [given.store(0, [given.sent("below", "infrastructure", "")])],
			},
		),
		"answers": {["R", "fail", 0]},
	},
	"no place": {
		"facts": given.document([_asked({"scheme": "S"})], {"resources": [given.store(0, [])]}),
		"answers": {["R", "certificate-unknown", 0]},
	},
	"a place that is not described": {
		"facts": given.document([_asked({"scheme": "S"})], {"resources": [given.store(0, [given.at("nowhere")])]}),
		"answers": {["R", "certificate-unknown", 0]},
	},
	"another requirement": {
		"facts": given.document([given.requirement(["storage-outside-zone"], {"scheme": "S"})], {}),
		"answers": set(),
	},
	"two requirements, two schemes": {
		"facts": given.document(
			[_asked({"scheme": "S"}), {
				"id": "Q",
				"rules": ["unqualified-offer"],
				"parameters": {"scheme": "T"},
			}],
			{},
		),
		"answers": {["R", "pass", 0], ["Q", "certificate-unknown", 0]},
	},
}

test_cases[name] if {
	some name, case in cases
	given.answers(unqualified_offer.deny) == case.answers with input as case.facts
}

test_evidence_shows_the_certificate if {
	found := unqualified_offer.deny with input as _holding({"status": "none"})
	given.evidence(found) == {{
		"kind": "certificate",
		"scheme": "S",
		"status": "none",
		"since": "2025-01-01",
		"until": "2028-01-01",
		"number": "1",
		"version": "3.2",
		"covers": true,
	}}
}

test_evidence_says_when_it_ended if {
	found := unqualified_offer.deny with input as _holding({"status": "lapsed-renewal-unknown", "until": "2026-11-30"})
	some item in given.evidence(found)
	item.reason == "certificate-lapsed"
	item.args == {"until": "2026-11-30"}
}

test_reasons[name] if {
	some name, case in {
		"scope": {"facts": _holding({"covers": given.unproven("x")}), "reasons": {["covers", "x"]}},
		"overlay": {"facts": _holding({"grade": "declared"}), "reasons": {["certificates", "grade-too-low"]}},
		"none": {"facts": _facts({"scheme": "S"}, []), "reasons": {["certificates", "certificate-not-recorded"]}},
		"no scheme": {"facts": _facts({}, []), "reasons": {["certificates", "fact-missing"]}},
		"version": {"facts": _of_version(""), "reasons": {["version", "version-not-stated"]}},
		"offer": {
			"facts": cases["certificates that are not known"].facts,
			"reasons": {["certificates", "offer-unknown"]},
		},
		"place": {
			"facts": cases["a place that is not described"].facts,
			"reasons": {["place", "place-not-described"]},
		},
		"no place": {"facts": cases["no place"].facts, "reasons": {["places", "no-place"]}},
	}
	given.reasons(unqualified_offer.deny) == case.reasons with input as case.facts
}
