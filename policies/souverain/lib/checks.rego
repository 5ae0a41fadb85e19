package souverain.lib

# What is looked at in one certificate. Each check answers `pass`, `fail`, or a kind of unknown with its reason.

_checks(state, parameters) := [_status(state), _scope(state), _version(state, parameters)] if {
	_credible(state)
} else := [_unsure("certificate-unknown", doubt({"known": true, "grade": grade}, "certificates"))] if {
	grade := object.get(state, "grade", "")
}

# What the user attests is declared by its nature.
_credible(state) if accepted(state.grade)

_credible(state) if state.status == "attested"

_status(state) := {"answer": "pass"} if {
	state.status in {"granted", "attested"}
} else := {"answer": "fail"} if {
	state.status in {"none", "in-progress", "expired", "withdrawn", "suspended"}
} else := _unsure("certificate-lapsed", reasoned("certificates", "certificate-lapsed", {"until": until})) if {
	state.status == "lapsed-renewal-unknown"
	until := object.get(state, "until", "")
} else := _unsure("certificate-claimed", reasoned("certificates", "certificate-claimed", {})) if {
	state.status == "claimed"
} else := _unsure("certificate-unknown", reasoned("certificates", "certificate-unknown", {}))

_scope(state) := {"answer": "pass"} if {
	holds(state.covers)
	state.covers.value == true
} else := {"answer": "fail"} if {
	holds(state.covers)
	state.covers.value == false
} else := _unsure("certificate-claimed", doubt(field(state, "covers"), "covers"))

_version(state, parameters) := {"answer": "pass"} if {
	not _asks_version(parameters)
} else := {"answer": "pass"} if {
	_comparable(_numbers(state.version), _numbers(parameters.version))
	_numbers(state.version) >= _numbers(parameters.version)
} else := {"answer": "fail"} if {
	_comparable(_numbers(state.version), _numbers(parameters.version))
} else := _unsure("certificate-claimed", reasoned("version", "version-not-stated", {}))

_asks_version(parameters) if {
	object.get(parameters, "version", "") != ""
	not _too_early(parameters)
}

_too_early(parameters) if input.as_of < parameters.version_since

# Some count editions, others name the year: 2.0 and 2018 cannot be compared.
_comparable(one, other) if _counting(one) == _counting(other)

_counting(version) := "years" if {
	version[0] > 1900
} else := "editions"

# Edition and revision: "2" and "2.0" are the same.
_numbers(version) := [to_number(part) | some part in array.slice(split(concat("", [version, ".0"]), "."), 0, 2)] if {
	is_string(version)
	trim(version, "0123456789.") == ""
	every part in split(version, ".") {
		part != ""
	}
}

# What is asked of one kind of resource, else of all, and what the workload leaves to the host besides. A requirement
# may ask nothing.
_needed(parameters, kind) := array.concat(activities, _left_to_host(parameters)) if {
	is_string(kind)
	activities := parameters[concat("", ["activities.", kind])]
	is_array(activities)
} else := array.concat(activities, _left_to_host(parameters)) if {
	activities := parameters.activities
	is_array(activities)
} else := "unreadable" if {
	parameters.activities
} else := "none"

# `administered-by.host` is asked where the host administers, or may, of a workload that declares itself.
_left_to_host(parameters) := [activity |
	some question in ["administered-by", "backups-by"]
	some activity in object.get(parameters, concat(".", [question, "host"]), [])
	_may_be_left(question)
]

_may_be_left(question) if "host" in answered(question)

_may_be_left(question) if {
	not silent
	not answered(question)
}

_unsure(kind, reason) := {"answer": kind, "reason": reason}
