package souverain.rules.uncovered_activity_test

import data.souverain.lib_test as given
import data.souverain.rules.uncovered_activity

_alone(parameters) := given.requirement(["uncovered-activity"], object.union({"scheme": "S"}, parameters))

_with_hosts(parameters) := given.requirement(
	["unqualified-offer", "uncovered-activity"],
	object.union({"scheme": "S"}, parameters),
)

_needing := {"activities": ["hardware", "platform"]}

_holding(changes) := given.place({"certificates": given.proven([given.certificate(changes)])})

_doing(activities) := _holding({"activities": given.stated(activities)})

_administering := {"activities": ["hardware"], "administered-by.host": ["administration"]}

# A store at a place of such certificates.
_facts(parameters, changes) := given.document([_alone(parameters)], {"places": {"paris": _holding(changes)}})

_active(activities, parameters) := _facts(parameters, {"activities": activities})

# The same on the infrastructure of others.
_on(requirement, host, below) := given.document([requirement], {
	"places": {"paris": host, "below": below},
	"resources": [given.store(0, [given.at("paris"), given.sent("below", "infrastructure", "")])],
})

_chain(host, below) := _on(_alone(_needing), host, below)

# METADATA
# description: Facts, and what the rule answers. Also judged by every engine, and mutated.
cases := object.union_n([_by_activity, _by_certificate, _by_chain, _by_place])

_by_activity := {
	"every activity asked for": {
		"facts": _active(given.stated(["hardware", "platform", "backup"]), _needing),
		"answers": {["R", "pass", 0]},
	},
	"no activity asked for": {"facts": _active(given.unproven("?"), {}), "answers": {["R", "pass", 0]}},
	"activities that nobody publishes": {
		"facts": _active(given.unproven("certificate-activities-not-published"), _needing),
		"answers": {["R", "certificate-claimed", 0]},
	},
	"an activity missing may be another's": {
		"facts": _active(given.stated(["hardware"]), _needing),
		"answers": {["R", "certificate-claimed", 0]},
	},
	"what is asked of this kind": {
		"facts": _active(given.stated(["hardware"]), {
			"activities": ["platform"],
			"activities.object-store": ["hardware"],
		}),
		"answers": {["R", "pass", 0]},
	},
	"what the workload leaves to the host": {
		"facts": given.declaring(
			_active(given.stated(["hardware"]), _administering),
			{"administered-by": given.said(["host"])},
		),
		"answers": {["R", "certificate-claimed", 0]},
	},
	"what the workload may leave to the host": {
		"facts": given.declaring(_active(given.stated(["hardware"]), _administering), {}),
		"answers": {["R", "certificate-claimed", 0]},
	},
	"what the workload leaves to somebody else": {
		"facts": given.declaring(
			_active(given.stated(["hardware"]), _administering),
			{"administered-by": given.said(["controller"])},
		),
		"answers": {["R", "pass", 0]},
	},
	"no workload declares itself": {
		"facts": given.silent(_active(given.stated(["hardware"]), _administering)),
		"answers": {["R", "pass", 0]},
	},
	"activities that are no list": {
		"facts": _active(given.stated(["hardware"]), {"activities": true}),
		"answers": {["R", "certificate-claimed", 0]},
	},
	"two certificates of one host": {
		"facts": given.document([_alone(_needing)], {"places": {"paris": given.place({"certificates": given.proven([
			given.certificate({"activities": given.stated(["hardware"])}),
			given.certificate({"activities": given.stated(["platform"])}),
		])})}}),
		"answers": {["R", "pass", 0]},
	},
	"two certificates of one host, of which one has ended": {
		"facts": given.document([_alone(_needing)], {"places": {"paris": given.place({"certificates": given.proven([
			given.certificate({"activities": given.stated(["hardware"])}),
			given.certificate({"activities": given.stated(["platform"]), "status": "expired"}),
		])})}}),
		"answers": {["R", "certificate-claimed", 0]},
	},
}

_by_certificate := {
	"a host without one": {"facts": _facts(_needing, {"status": "none"}), "answers": {["R", "fail", 0]}},
	"a host whose is claimed": {
		"facts": _facts(_needing, {"status": "claimed"}),
		"answers": {["R", "certificate-claimed", 0]},
	},
	"a host without one, refused as such": {
		"facts": given.document([_with_hosts(_needing)], {"places": {"paris": _holding({"status": "none"})}}),
		"answers": set(),
	},
}

_by_chain := {
	"the rest is covered below": {
		"facts": _chain(_doing(["platform"]), _doing(["hardware"])),
		"answers": {["R", "pass", 0]},
	},
	"the host covers what lies below": {
		"facts": _chain(_doing(["hardware", "platform"]), _holding({"status": "none"})),
		"answers": {["R", "pass", 0]},
	},
	"covered by none of them": {
		"facts": _chain(_doing(["backup"]), _doing(["hardware"])),
		"answers": {["R", "certificate-claimed", 0]},
	},
	"below, no certificate": {
		"facts": _chain(_doing(["platform"]), _holding({"status": "none"})),
		"answers": {["R", "fail", 0]},
	},
	"below, one that is claimed": {
		"facts": _chain(_doing(["platform"]), _holding({"status": "claimed"})),
		"answers": {["R", "certificate-claimed", 0]},
	},
	"below, one that has ended": {
		"facts": _chain(_doing(["platform"]), _holding({"status": "lapsed-renewal-unknown"})),
		"answers": {["R", "certificate-lapsed", 0]},
	},
	"below, none on record": {
		"facts": _chain(_doing(["platform"]), given.place({"certificates": given.proven([])})),
		"answers": {["R", "certificate-unknown", 0]},
	},
	"below, an activity that nobody publishes": {
		"facts": _chain(_doing(["platform"]), _holding({"activities": given.unproven("?")})),
		"answers": {["R", "certificate-claimed", 0]},
	},
	"a copy stands on nothing of that": {
		"facts": given.document([_alone(_needing)], {
			"places": {
				"paris": _doing(["hardware", "platform"]),
				"below": _doing(["hardware"]),
				"else": _doing(["platform"]),
			},
			"resources": [given.store(0, [
				given.at("paris"),
				given.sent("below", "infrastructure", ""),
				given.sent("else", "backup", "a.b"),
			])],
		}),
		"answers": {["R", "certificate-claimed", 0]},
	},
	"a copy that another resource may mean": {
		"facts": given.document([_alone(_needing)], {
			"places": {"paris": _doing(["hardware", "platform"]), "else": _holding({"status": "none"})},
			"resources": [given.store(0, [
				given.at("paris"),
				object.union(given.sent("else", "backup", "a.b"), {"sure": false}),
			])],
		}),
		"answers": {["R", "copy", 0]},
	},
	"infrastructure alone": {
		"facts": given.document([_alone(_needing)], {
			"places": {"paris": _doing(["platform"])},
			"resources": [given.store(0, [given.sent("paris", "infrastructure", "")])],
		}),
		"answers": {["R", "certificate-claimed", 0]},
	},
	"a key service of another's": {
		"facts": given.document([_alone(_needing)], {
			"places": {"else": _holding({"status": "none"})},
			"resources": [given.store(0, [given.at("paris"), given.sent("else", "keys", "a.k")])],
		}),
		"answers": {["R", "pass", 0]},
	},
}

_by_place := {
	"no place": {
		"facts": given.document([_alone(_needing)], {"resources": [given.store(0, [])]}),
		"answers": {["R", "certificate-unknown", 0]},
	},
	"a place that is not described": {
		"facts": given.document([_alone(_needing)], {"resources": [given.store(0, [given.at("nowhere")])]}),
		"answers": {["R", "certificate-unknown", 0]},
	},
	"infrastructure that is not described": {
		"facts": given.document([_alone(_needing)], {
			"places": {"paris": _doing(["platform"])},
			"resources": [given.store(0, [given.at("paris"), given.sent("nowhere", "infrastructure", "")])],
		}),
		"answers": {["R", "certificate-unknown", 0]},
	},
	"another requirement": {
		"facts": given.document([given.requirement(["storage-outside-zone"], {"scheme": "S"})], {}),
		"answers": set(),
	},
}

test_cases[name] if {
	some name, case in cases
	given.answers(uncovered_activity.deny) == case.answers with input as case.facts
}

test_what_is_missing_is_named if {
	found := uncovered_activity.deny with input as _chain(_doing(["platform"]), _holding({"status": "none"}))
	{item.missing | some item in given.evidence(found); item.kind == "activities"} == {["hardware"]}
	{item.status | some item in given.evidence(found); item.kind == "certificate"} == {"granted", "none"}
}

test_what_nobody_publishes_is_said if {
	found := uncovered_activity.deny with input as _active(given.unproven("not-published"), _needing)
	given.reasons(found) == {["activities", "not-published"]}
}
