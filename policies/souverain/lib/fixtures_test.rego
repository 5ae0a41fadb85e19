# METADATA
# description: What the tests of all policies are written with - small facts documents, and findings in short.
package souverain.lib_test

# METADATA
# description: A fact of the knowledge.
proven(value) := {"known": true, "value": value, "grade": "primary", "source": ["register"], "as_of": "2026-11-21"}

# METADATA
# description: A fact of the knowledge that rests on evidence of one grade.
graded(value, grade) := object.union(proven(value), {"grade": grade})

# METADATA
# description: A fact that the input states itself.
stated(value) := {"known": true, "value": value}

# METADATA
# description: A fact that cannot be known.
unproven(reason) := {"known": false, "reason": reason}

# METADATA
# description: A document that asks for requirements - one health store in Paris, out of reach of any foreign law.
document(requirements, changes) := changed(_document, {
	"profile": changed(_document.profile, {"requirements": requirements}),
	"places": changed(_document.places, object.get(changes, "places", {})),
	"operators": changed(_document.operators, object.get(changes, "operators", {})),
	"resources": object.get(changes, "resources", _document.resources),
})

# METADATA
# description: A thing with other fields, each replaced as a whole.
changed(thing, fields) := object.union(object.remove(thing, object.keys(fields)), fields)

# METADATA
# description: A requirement named R.
requirement(rules, parameters) := {"id": "R", "rules": rules, "parameters": parameters}

# METADATA
# description: A place that differs from Paris as told.
place(changes) := changed(_paris, changes)

# METADATA
# description: An operator that differs from the French one as told.
operator(changes) := changed(_operator, changes)

# METADATA
# description: A health store, by number, with the references to its places.
store(number, refs) := object.union(_store, {"id": number, "places": refs})

# METADATA
# description: The same store, whose keys somebody holds.
keyed(number, refs, custody) := object.union(store(number, refs), {"custody": custody})

# METADATA
# description: A reference to a place where the data itself is.
at(name) := {"place": name, "role": "primary", "basis": "b", "via": ""}

# METADATA
# description: A reference to a place that a copy is sent to.
sent(name, role, via) := {"place": name, "role": role, "basis": "b", "via": via}

# METADATA
# description: A law that reaches an entity through a channel, at a certainty.
reach(country, channel, certainty) := {
	"law": "a-law",
	"country": country,
	"channel": channel,
	"certainty": certainty,
	"role": "controller",
	"entity": "parent",
	"trigger": "a-law/t1",
	"grade": "primary",
}

# METADATA
# description: A certificate of scheme S that differs from a granted one as told.
certificate(changes) := changed(_certificate, changes)

# METADATA
# description: A document whose workload declares itself, with these answers and no other.
declaring(facts, answers) := object.union(facts, {"workload": {"declared": true, "answers": answers}})

# METADATA
# description: A document in which no workload declares itself.
silent(facts) := object.union(facts, {"workload": {"declared": false, "answers": {}}})

# METADATA
# description: Answers of the workload, by an author on a day.
said(values) := {"known": true, "value": values, "grade": "declared", "source": ["DPO"], "as_of": "2026-11-20"}

# METADATA
# description: A document whose profile has other fields, as told.
profiled(facts, changes) := changed(facts, {"profile": changed(facts.profile, changes)})

# METADATA
# description: A condition on an answer.
among(question, values) := {"question": question, "is": values}

# METADATA
# description: Findings about the workload in short - requirement, and pass, fail or what else.
words(findings) := {[finding.requirement, word] |
	some finding in findings
	word := object.get(finding, "unknown", finding.status)
}

# METADATA
# description: Findings in short - requirement, pass, fail or the kind of unknown, and the subject.
answers(findings) := {[finding.requirement, word, subject] |
	some finding in findings
	finding.requirement != ""
	some subject in object.get(finding, "subjects", [])
	word := object.get(finding, "unknown", finding.status)
}

# METADATA
# description: All evidence of the findings that do not pass.
evidence(findings) := {item |
	some finding in findings
	finding.status != "pass"
	some item in finding.evidence
}

# METADATA
# description: The reasons in the evidence of findings, each with the fact that is not known.
reasons(findings) := {[item.fact, item.reason] |
	some item in evidence(findings)
	item.kind == "unknown"
}

_document := {
	"schema": "souverain/facts/v1",
	"as_of": "2026-11-21",
	"profile": {
		"id": "p",
		"regime": "r",
		"protects": ["health"],
		"minimum_grade": "background",
		"reach": {"channels": ["direct", "parent", "territorial"], "certainties": ["high", "certain"]},
	},
	"knowledge": {"as_of": "2026-11-21", "digest": "d", "oldest_fact": "2024-01-01"},
	"zones": {"EEA": ["FR", "DE", "NO", "EU"], "EU": ["FR", "DE", "EU"], "FR": ["FR"]},
	"inputs": [{
		"path": "plan.json",
		"sha256": "",
		"kind": "terraform-plan",
		"tool": "",
		"status": "judged",
		"has_actions": true,
		"resources": 1,
	}],
	"classes": {
		"health": ["health", "personal"],
		"snds": ["snds", "health-pseudonymised", "health", "personal"],
		"eds": ["eds", "health", "personal"],
		"health-pseudonymised": ["health-pseudonymised", "health", "personal"],
		"personal": ["personal"],
		"technical": ["technical"],
		"none": ["none"],
		"imaging": ["imaging", "health", "personal"],
	},
	"bases": {"b": {"confidence": "derived", "why": []}},
	"operators": {"op": _operator},
	"places": {"paris": _paris},
	"resources": [_store],
}

_operator := {
	"id": "op",
	"name": "Opérateur SA",
	"country": proven("FR"),
	"parents": proven([{"id": "op", "name": "Opérateur SA", "country": "FR"}]),
	"chain": [],
	"reach": proven([reach("FR", "direct", "certain")]),
}

_paris := {
	"id": "paris",
	"provider": stated("cloud"),
	"service": "s3",
	"kind": "object-store",
	"offer": proven("cloud"),
	"region": stated("fr-par"),
	"city": "Paris",
	"countries": proven(["FR"]),
	"operator": proven("op"),
	"reach": [reach("FR", "territorial", "certain")],
	"certificates": proven([_certificate]),
	"clauses": {"c": graded(true, "declared")},
}

_certificate := {
	"scheme": "S",
	"status": "granted",
	"covers": stated(true),
	"version": "3.2",
	"since": "2025-01-01",
	"until": "2028-01-01",
	"number": "1",
	"activities": stated(["hardware", "platform"]),
	"conditions": [],
	"grade": "primary",
	"source": ["register"],
	"as_of": "2026-11-21",
}

_store := {
	"id": 0,
	"input": 0,
	"address": "aws_s3_bucket.records",
	"identity": "aws_s3_bucket.records",
	"type": "aws_s3_bucket",
	"action": "create",
	"state": "introduced",
	"service": "s3",
	"kind": "object-store",
	"role": stated("stores"),
	"class": stated("health"),
	"class_basis": "b",
	"places": [at("paris")],
}
