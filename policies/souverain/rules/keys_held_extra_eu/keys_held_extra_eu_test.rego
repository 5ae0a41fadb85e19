package souverain.rules.keys_held_extra_eu_test

import data.souverain.lib_test as given
import data.souverain.rules.keys_held_extra_eu

_requirement := given.requirement(["keys-held-extra-eu"], {"zone": "EEA"})

_american := given.operator({"reach": given.proven([given.reach("US", "parent", "high")])})

# A store in Paris at an operator, whose keys are at another.
_keys_at(home, holder) := given.document([_requirement], {
	"places": {"hsm": given.place({"operator": given.proven("holder")})},
	"operators": {"op": home, "holder": holder},
	"resources": [given.store(0, [given.at("paris"), given.sent("hsm", "keys", "a.b.kms_key_id")])],
})

# The same, whose keys are where nothing says, with a custody.
_held(home, custody) := given.document([_requirement], {
	"operators": {"op": home},
	"resources": [given.keyed(0, [given.at("paris")], custody)],
})

# METADATA
# description: Facts, and what the rule answers. Also judged by every engine, and mutated.
cases := {
	"a provider out of reach": {
		"facts": _held(given.operator({}), given.stated("provider-managed")),
		"answers": {["R", "pass", 0]},
	},
	"keys at a service out of reach, of data within reach": {
		"facts": _keys_at(_american, given.operator({})),
		"answers": {["R", "pass", 0]},
	},
	"keys at a service within reach, of data out of reach": {
		"facts": _keys_at(given.operator({}), _american),
		"answers": {["R", "fail", 0]},
	},
	"keys of which another may be meant": {
		"facts": object.union(_keys_at(given.operator({}), _american), {"resources": [given.store(
			0,
			[given.at("paris"), object.union(given.sent("hsm", "keys", "a.b.kms_key_id"), {"sure": false})],
		)]}),
		"answers": {["R", "copy", 0]},
	},
	"a provider within reach that holds the keys": {
		"facts": _held(_american, given.stated("customer-key-in-provider-kms")),
		"answers": {["R", "fail", 0]},
	},
	"a provider within reach, and no encryption": {
		"facts": _held(_american, given.stated("none")),
		"answers": {["R", "fail", 0]},
	},
	"keys on the client side": {
		"facts": _held(_american, given.stated("client-side")),
		"answers": {["R", "pass", 0]},
	},
	"external keys, nobody knows where": {
		"facts": _held(_american, given.stated("external")),
		"answers": {["R", "keys", 0]},
	},
	"external keys, at a service out of reach": {
		"facts": object.union(_keys_at(_american, given.operator({})), {"resources": [given.keyed(
			0,
			[given.at("paris"), given.sent("hsm", "keys", "a.k.xks_key_id")],
			given.stated("external"),
		)]}),
		"answers": {["R", "pass", 0]},
	},
	"external keys, at a service within reach": {
		"facts": object.union(_keys_at(given.operator({}), _american), {"resources": [given.keyed(
			0,
			[given.at("paris"), given.sent("hsm", "keys", "a.k.xks_key_id")],
			given.stated("external"),
		)]}),
		"answers": {["R", "fail", 0]},
	},
	"keys on the client side, as the house declares": {
		"facts": given.profiled(
			_held(_american, given.graded("client-side", "own")),
			{"minimum_grade_own": "declared"},
		),
		"answers": {["R", "pass", 0]},
	},
	"keys on the client side, declared where that is not enough": {
		"facts": _held(_american, given.graded("client-side", "own")),
		"answers": {["R", "keys", 0]},
	},
	"a custody that is not known": {
		"facts": _held(_american, given.unproven("custody-not-stated")),
		"answers": {["R", "keys", 0]},
	},
	"a provider that nobody knows": {
		"facts": given.document([_requirement], {
			"places": {"paris": given.place({"operator": given.unproven("operator-not-stated")})},
			"resources": [given.keyed(0, [given.at("paris")], given.stated("provider-managed"))],
		}),
		"answers": {["R", "keys", 0]},
	},
}

test_cases[name] if {
	some name, case in cases
	given.answers(keys_held_extra_eu.deny) == case.answers with input as case.facts
}

test_keys_at_the_provider_weigh_less_than_the_refusal_of_the_data_itself if {
	found := keys_held_extra_eu.deny with input as _held(_american, given.stated("provider-managed"))
	{finding.severity | some finding in found} == {"warning"}
}

test_keys_elsewhere_weigh_as_the_rule_says if {
	found := keys_held_extra_eu.deny with input as _keys_at(given.operator({}), _american)
	every finding in found {
		not finding.severity
	}
}
