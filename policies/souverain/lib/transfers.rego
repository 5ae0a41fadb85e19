package souverain.lib

# METADATA
# description: |
#   Number among the requirements asked to the places where nothing leaves the zone without a ground - each country
#   inside it, covered by an adequacy decision, by an approval, or by safeguards that the workload declares.
transferable[number] contains place if {
	some number, requirement in asked("transfer-without-ground")
	zone_codes[zone(requirement)]
	some place, countries in _countries
	every country in countries {
		_ground(requirement, country) == "pass"
	}
}

# METADATA
# description: The same to the places that need a look, described or not, as the answer that a rule gives.
untransferable[number][place] := answer if {
	some number, requirement in asked("transfer-without-ground")
	some place in places
	not place in object.get(transferable, number, set())
	answer := _transfer(requirement, place, _abroad(requirement, place))
}

# METADATA
# description: Questions whose answers are the safeguards of a transfer, as GDPR art. 46 asks for them.
safeguards := ["transfer-ground", "transfer-assessed", "transfer-measures"]

# METADATA
# description: |
#   Number among the requirements asked to how access by people from outside the zone stands, as the workload declares
#   from where they reach the data: on the grounds of data that is kept there. From nowhere, nothing is transferred.
access[number] := answer if {
	some number, requirement in asked("access-without-ground")
	abroad := {country: stands |
		zone_codes[zone(requirement)]
		some country in answers_to("access-from")
		stands := _from(requirement, country)
	}
	answer := _access(requirement, abroad, told("access-from"), _access_kind)
}

_access(requirement, abroad, said, kind) := {"status": "fail", "evidence": array.concat([said], refused)} if {
	refused := _refused_of(requirement, abroad)
	count(refused) > 0
} else := {"status": "unknown", "unknown": kind, "evidence": array.concat([said], open)} if {
	open := _open_of(requirement, abroad)
	count(open) > 0
} else := {"status": "pass", "evidence": [said]} if {
	count(abroad) > 0
} else := {"status": "unknown", "unknown": kind, "evidence": [said]}

_from(_, "none") := "pass"

_from(requirement, country) := _ground(requirement, country) if country != "none"

default _access_kind := "access"

_access_kind := "undeclared-workload" if silent

# Country to how it stands; none where the place or the zone is not known.
_abroad(requirement, place) := {country: _ground(requirement, country) |
	zone_codes[zone(requirement)]
	some country in _countries[place]
}

_transfer(requirement, place, abroad) := {"status": "fail", "evidence": refused} if {
	refused := _refused_of(requirement, abroad)
	count(refused) > 0
} else := {"status": "unknown", "unknown": "transfer", "evidence": open} if {
	open := _open_of(requirement, abroad)
	count(open) > 0
} else := {"status": "unknown", "unknown": "place", "evidence": [_why_unlocated(zone(requirement), place)]}

_refused_of(requirement, abroad) := [evidence |
	some country in sort(object.keys(abroad))
	abroad[country] == "fail"
	some evidence in _why_refused(requirement, country)
]

_open_of(requirement, abroad) := [evidence |
	some country in sort(object.keys(abroad))
	abroad[country] == "unknown"
	some evidence in _why_open(requirement, country)
]

# What a country rests on, from what is said of it and of the workload.
_ground(requirement, country) := _grounded(requirement.parameters, {
	"inside": country in zone_codes[zone(requirement)],
	"left_open": country in _left_open(requirement),
	"decision": decision,
	"adequate": _adequate(decision, country),
	"code": is_string(country),
}) if {
	decision := object.get(object.get(input, "adequacy", {}), country, {})
}

_left_open(requirement) := object.get(input.zones, object.get(requirement.parameters, "open_zone", ""), [])

_grounded(parameters, country) := "pass" if {
	country.inside
} else := _approved(parameters.approval) if {
	parameters.approval
} else := country.adequate if {
	country.adequate != "fail"
	object.get(parameters, "adequacy", true) == true
} else := "unknown" if {
	country.left_open
} else := _occasional(answers_to(safeguards[0])) if {
	parameters.occasional == true
} else := _safeguarded(answers_to(safeguards[0]), answers_to(safeguards[1]), answers_to(safeguards[2])) if {
	parameters.safeguards == true
} else := "fail" if {
	country.code
} else := "unknown"

_approved(question) := "pass" if {
	answers_to(question) == {"yes"}
} else := "fail" if {
	answers_to(question) == {"no"}
} else := "unknown"

# A decision of limited scope covers the importers that somebody has looked up.
_adequate(decision, country) := "fail" if {
	decision == {}
} else := "pass" if {
	holds(decision.covers)
	decision.covers.value == true
} else := "pass" if {
	country in answers_to("importers-covered")
} else := "unknown" if {
	answers_to("importers-covered") == set()
} else := "fail"

# Some texts let through an access that is declared as a single one, and no other.
_occasional({"occasional"}) := "pass"

_occasional(grounds) := "unknown" if count(grounds) == 0

_occasional(grounds) := "fail" if {
	count(grounds) > 0
	grounds != {"occasional"}
}

_safeguarded(grounds, assessed, measures) := "fail" if {
	count(grounds & {"none", "occasional"}) > 0
} else := "fail" if {
	some answers in [assessed, measures]
	answers == {"no"}
} else := "pass" if {
	count(grounds) > 0
	count(grounds - {"clauses", "binding-rules", "code", "certification"}) == 0
	assessed == {"yes"}
	measures == {"yes"}
} else := "unknown"

# METADATA
# description: The answers to a question, none where there is none.
answers_to(question) := values if {
	values := answered(question)
} else := set()

_why_refused(requirement, country) := array.concat(
	[{"kind": "country", "country": country, "zone": zone(requirement)}],
	[told(question) | some question in _asked_of(requirement); answered(question)],
)

_why_open(requirement, country) := why if {
	decision := object.get(object.get(input, "adequacy", {}), country, {})
	why := array.concat(_limited(decision, requirement), [told(question) |
		some question in array.concat(_importers(decision, requirement), _asked_of(requirement))
		not answered(question)
	])
	count(why) > 0
} else := [reasoned("transfer", "transfer-open", {"country": country})]

_limited(decision, requirement) := [doubt(decision.covers, "adequacy")] if {
	_looked_up(decision, requirement)
	not _covering(decision)
} else := []

_covering(decision) if {
	holds(decision.covers)
	decision.covers.value == true
}

_importers(decision, requirement) := ["importers-covered"] if {
	_looked_up(decision, requirement)
} else := []

_looked_up(decision, requirement) if {
	decision.covers
	object.get(requirement.parameters, "adequacy", true) == true
}

_asked_of(requirement) := [requirement.parameters.approval] if {
	requirement.parameters.approval
} else := safeguards if {
	requirement.parameters.safeguards == true
} else := [safeguards[0]] if {
	requirement.parameters.occasional == true
} else := []
