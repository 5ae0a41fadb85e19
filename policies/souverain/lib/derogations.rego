package souverain.lib

# METADATA
# description: |
#   Requirement that the workload may depart from for a time, to how that stands - `pass` with the last day, or
#   `unknown` where a derogation was granted and something about it is open. One that was not granted, or has ended,
#   is nothing.
derogations[requirement.id] := outcome if {
	some requirement in input.profile.requirements
	derogation := requirement.derogation
	count(derogation.needs) > 0
	answered(derogation.needs[0].question)
	standing(derogation.needs[0]) == "pass"
	outcome := _derogation(derogation)
	outcome.standing != "fail"
}

# METADATA
# description: |
#   A finding as it is under a derogation. What is refused, or certified by a claim or in the past, is tolerated until
#   its last day; where the derogation itself is not proven, neither is the refusal.
tolerated(finding) := object.union(object.remove(finding, ["unknown"]), {
	"status": "tolerated",
	"evidence": array.concat(finding.evidence, outcome.evidence),
}) if {
	_departs(finding)
	outcome := derogations[finding.requirement]
	outcome.standing == "pass"
} else := object.union(finding, {
	"status": "unknown",
	"unknown": "workload",
	"evidence": array.concat(finding.evidence, outcome.evidence),
}) if {
	finding.status == "fail"
	outcome := derogations[finding.requirement]
} else := finding

_departs(finding) if finding.status == "fail"

_departs(finding) if {
	finding.status == "unknown"
	finding.unknown in {"certificate-claimed", "certificate-lapsed"}
}

_derogation(derogation) := {"standing": "fail"} if {
	some term in derogation.needs
	standing(term) == "fail"
} else := {"standing": "fail"} if {
	some last in _last_days(derogation)
	last.number < _number(input.as_of)
} else := {"standing": "unknown", "evidence": open} if {
	open := array.concat(
		[grounds(term) | some term in derogation.needs; standing(term) == "unknown"],
		[told(last.question) | some last in derogation.until; not _last_day(last)],
	)
	count(open) > 0
} else := {"standing": "pass", "evidence": [{"kind": "tolerated", "until": last.text}]} if {
	first := min([last.number | some last in _last_days(derogation)])
	some last in _last_days(derogation)
	last.number == first
}

_last_days(derogation) := [last |
	some until in derogation.until
	last := _last_day(until)
]

# A day so many months after another; without end where the day has not come.
_last_day(until) := {"number": 99999999, "text": ""} if {
	answered(until.question) == {"none"}
} else := {"number": number, "text": _text(number)} if {
	some day in answered(until.question)
	count(answered(until.question)) == 1
	is_day(day)
	months := ((to_number(substring(day, 0, 4)) * 12) + to_number(substring(day, 5, 2))) + object.get(until, "months", 0)
	year := floor((months - 1) / 12)
	month := months - (year * 12)
	number := (((year * 100) + month) * 100) + min([to_number(substring(day, 8, 2)), _length(year, month)])
}

_length(year, month) := 29 if {
	month == 2
	year % 4 == 0
} else := [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]

_number(day) := to_number(replace(day, "-", ""))

_text(number) := concat("-", [substring(text, 0, 4), substring(text, 4, 2), substring(text, 6, 2)]) if {
	text := format_int(number, 10)
}
