package souverain.lib

# The resources that are judged: those that store or process data, protected or of no declared class, which is judged
# as if it were protected. What is not known to be harmless is judged. Class and role are the input's and its
# owner's to say: the grades of the knowledge do not apply to them.
#
# What is negated is always asked of a whole thing: `not f(thing.field)` is undefined, not true, where the field is
# missing.

# METADATA
# description: Judged resources whose class nobody has declared.
undeclared := [resource |
	some resource in input.resources
	not _has_class(resource)
	_may_hold(resource, {"stores", "processes"})
	not _gone(resource)
]

# METADATA
# description: Every judged resource, those of no declared class included, for rules that look at each by itself.
subjects := array.concat(_declared, undeclared)

# METADATA
# description: |
#   Ids of the judged resources that are only where every requirement is met. They pass without a second look: most of
#   a large estate is there.
easy := [seen |
	some seen in _seen
	is_number(seen)
]

# METADATA
# description: Ids of the others whose places can all be looked up, one at least being no copy.
hard contains subject.id if some subject in _hard

# METADATA
# description: Ids of the remaining ones. Nothing that depends on a place can be proven for them.
lost contains subject.id if {
	count(_seen) > count(easy) + count(_hard)
	some subject in _seen
	not is_number(subject)
	not _placed(subject)
}

# METADATA
# description: |
#   What the hard ones keep, grouped: place, role there, what sends it there, and whether that is sure, to the ids of
#   the resources. The document need not describe the place.
spots[[ref.place, ref.role, via, sure]] contains subject.id if {
	some subject in _hard
	some ref in subject.places
	via := object.get(ref, "via", "")
	sure := object.get(ref, "sure", true)
}

_declared := [resource |
	some resource in input.resources
	_is_protected(resource)
	_may_hold(resource, {"stores", "processes"})
	not _gone(resource)
]

# What protects a class protects all that is of it.
_protected contains class if {
	some class, above in input.classes
	some one in above
	one in input.profile.protects
}

_is_protected(resource) if {
	resource.class.known == true
	resource.class.value in _protected
} else if {
	resource.class.known == true
	some class in resource.class_also
	class in _protected
}

_gone(resource) if resource.state in {"leaving", "read"}

# A class that the document does not describe says nothing.
_has_class(resource) if {
	resource.class.known == true
	input.classes[resource.class.value]
}

_has_role(resource) if {
	resource.role.known == true
	resource.role.value != null
}

_may_hold(resource, roles) if {
	resource.role.value in roles
} else if {
	not _has_role(resource)
}

# One look at each judged resource: its id when nothing more is to be asked, itself when something is.
_seen := [seen |
	some subjects in [_declared, undeclared]
	some subject in subjects
	seen := _look(subject)
]

_look(subject) := subject.id if {
	every ref in subject.places {
		ref.place in settled
	}
	some one in subject.places
	one.role == "primary"
} else := subject

_hard := [subject |
	some subject in _seen
	_placed(subject)
]

_placed(subject) if {
	some one in subject.places
	not one.role in _led_to
	every ref in subject.places {
		is_string(ref.place)
		is_string(ref.role)
	}
}
