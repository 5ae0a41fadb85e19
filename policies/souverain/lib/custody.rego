package souverain.lib

# Whether data is encrypted, and who holds its keys, as the input says of each resource. What the workload declares of
# all settles what no input can show: that the controller alone has keys, above whatever the host does, and who manages
# the keys that stand in the key service of the host.

# METADATA
# description: |
#   Requirement on encryption, answer (`fail`, `unknown` or `pass`) and place to the ids of the resources of which that
#   is so.
encryption[[requirement.id, answer, place]] contains subject.id if {
	some requirement in asked("unencrypted-data")
	some subject in subjects
	place := _first_place(subject)
	answer := _encrypted(_custody(subject), answers_to("keys-held-by"))
}

# METADATA
# description: The same for requirements on who holds the keys, by number.
fitness[[number, answer, place]] contains subject.id if {
	some number, requirement in asked("unfit-custody")
	some subject in subjects
	place := _first_place(subject)
	answer := _fit(requirement.parameters, _custody(subject), answers_to("keys-held-by"))
}

# METADATA
# description: Who holds the keys by the words of the input, from what the workload declares.
declared_custody := {
	"none": "none",
	"host": "provider-managed",
	"controller-at-host": "customer-key-in-provider-kms",
	"controller": "client-side",
	"third-party": "external",
}

_first_place(subject) := place if {
	place := [ref.place | some ref in subject.places; ref.role == "primary"; input.places[ref.place]][0]
} else := ""

_encrypted(_, {"controller"}) := "pass"

_encrypted(custody, said) := answer if {
	said != {"controller"}
	answers := {"": "unknown", "none": "fail"}
	answer := object.get(answers, custody, "pass")
}

_fit(parameters, custody, said) := "unknown" if {
	not answered(parameters.question)
} else := "pass" if {
	_accepted_holders(parameters) == "any"
} else := "pass" if {
	said == {"controller"}
	"controller" in _accepted_holders(parameters)
} else := "fail" if {
	custody in {"none", "provider-managed"}
} else := "fail" if {
	count(said & {"host", "none"}) > 0
} else := "pass" if {
	custody == "customer-key-in-provider-kms"
	count(said) == 1
	every holder in said {
		holder in _accepted_holders(parameters)
	}
} else := "unknown"

# Who may hold the keys of data of the class that the workload declares; of several classes the strictest counts.
_accepted_holders(parameters) := "any" if {
	every class in answered(parameters.question) {
		parameters[concat("", ["holders.", class])] == ["any"]
	}
} else := {holder |
	some holder in {"host", "controller-at-host", "controller", "third-party"}
	every class in answered(parameters.question) {
		_may_hold_keys(holder, object.get(parameters, concat("", ["holders.", class]), []))
	}
}

_may_hold_keys(holder, holders) if holder in holders

_may_hold_keys(_, ["any"])
