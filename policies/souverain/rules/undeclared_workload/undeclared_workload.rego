# METADATA
# title: An answer of the workload that is missing, or not what is asked
# description: |
#   Asks what only the workload can say: a decision with its date, an accreditation, a certificate of whoever
#   administers. A missing answer is not proven; one that the requirement refuses is refused.
# schemas:
#   - input: schema.facts
# custom:
#   id: undeclared-workload
#   scope: workload
#   severity: error
#   category: workload
#   title:
#     en: An answer of the workload that is missing, or not what is asked
#     fr: Une déclaration de l'usage qui manque, ou ne convient pas
#   message:
#     en: "Asked of the workload: {said}."
#     fr: "Demandé à l'usage : {said}."
#   remediation:
#     en: "Answer in souverain.yaml, under workload, with author and date."
#     fr: "Répondre dans souverain.yaml (workload), avec auteur et date."
#   legal:
#     - en: GDPR, art. 5(2) (accountability)
#       fr: RGPD, art. 5, paragraphe 2 (responsabilité)
#       url: https://eur-lex.europa.eu/eli/reg/2016/679/oj
package souverain.rules.undeclared_workload

import data.souverain.lib

deny contains finding if {
	lib.judging
	some requirement in lib.asked("undeclared-workload")
	finding := object.union({"requirement": requirement.id, "subjects": []}, _outcome(requirement.parameters))
}

# Every question is answered, and its answer one that counts on the day.
_outcome(parameters) := {"status": "fail", "evidence": refused} if {
	refused := [lib.told(question) | some question in parameters.questions; _refused(question, parameters)]
	count(refused) > 0
} else := {"status": "unknown", "unknown": lib.unanswered_kind, "evidence": open} if {
	open := [_open(question) | some question in parameters.questions; not _accepted(question, parameters)]
	count(open) > 0
} else := {"status": "pass", "evidence": [lib.told(question) | some question in parameters.questions]} if {
	count(parameters.questions) > 0
} else := {"status": "unknown", "unknown": lib.unanswered_kind, "evidence": [lib.told("")]}

_refused(question, parameters) if {
	some value in lib.answered(question)
	value in object.get(parameters, "refused", [])
}

_refused(question, parameters) if {
	some value in lib.answered(question)
	last := parameters[concat("", ["until.", value])]
	input.as_of > last
}

_refused(question, parameters) if {
	question in object.get(parameters, "runs", [])
	some day in lib.answered(question)
	day < input.as_of
}

_accepted(question, parameters) if {
	not _refused(question, parameters)
	values := lib.answered(question)
	_dated(question, values, parameters)
	_all_counted(values, object.get(parameters, "accepted", []))
}

_dated(question, _, parameters) if not question in object.get(parameters, "runs", [])

_dated(_, values, _) if {
	every value in values {
		lib.is_day(value)
	}
}

_all_counted(_, []) := true

_all_counted(values, accepted) if {
	every value in values {
		value in accepted
	}
}

_open(question) := lib.reasoned("workload", "workload-not-decisive", {"question": question}) if {
	lib.answered(question)
} else := lib.told(question)
