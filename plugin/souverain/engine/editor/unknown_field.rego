# Fields that the facts of souverain do not have. A rule of regal: what is read of `input`, and of what is bound of it
# one step after another, is followed through the schema of the facts, wherever METADATA name that schema.
#
# Written by `souverain policy words`. It calls nothing of regal, so that `opa check` is silent about it, and has none
# of what OPA wants only once (METADATA, `default`), so that a second copy does no harm.
package custom.regal.rules.souverain["unknown-field"] # regal ignore:file-length

report contains violation if {
	some index, violations in _unknown
	_last(_said[index]) == _facts
	some violation in violations
}

# What this file says nothing of, another one may: METADATA of the package, or of one above it.
aggregate contains {"aggregate_data": {"package": _package, "said": _outer, "unknown": unknown}} if {
	_ours
	unknown := {violation |
		some index, violations in _unknown
		not _last(_said[index])
		some violation in violations
	}
}

aggregate_report contains violation if {
	some file in input.aggregate
	some violation in file.aggregate_data.unknown
	_last(_reaching(file.aggregate_data["package"])) == _facts
}

# The mark that `opa check` goes by as well: the last that is said of the input, coming nearer.
_facts := {"path": ["input"], "schema": ["schema", "facts"]}

_last(schemas) := about[count(about) - 1] if {
	about := [schema | some schema in schemas; schema.path[0] == "input"]
}

_said[index] := [schema |
	some annotations in [_outer, object.get(_documented, [_named[index]], []), _of_rule(rule)]
	some annotation in annotations
	some schema in annotation.schemas
] if {
	some index, rule in _rules
}

_outer := [annotation |
	some scope in ["subpackages", "package"]
	some annotation in input["package"].annotations
	annotation.scope == scope
]

_of_rule(rule) := [annotation | some annotation in rule.annotations; annotation.scope == "rule"]

_documented[_named[index]] contains annotation if {
	some index
	some annotation in input.rules[index].annotations
	annotation.scope == "document"
}

_named[index] := [part.value |
	some number, part in rule.head.ref
	every before in array.slice(rule.head.ref, 1, number + 1) {
		before.type == "string"
	}
] if {
	some index, rule in input.rules
}

_reaching(named) := [schema |
	some [_, _, schemas] in sort([[annotation.scope == "package", count(data_["package"]), annotation.schemas] |
		some file in input.aggregate
		data_ := file.aggregate_data
		some annotation in data_.said
		_covers(annotation.scope, data_["package"], named)
	])
	some schema in schemas
]

_covers("package", path, other) if path == other

_covers("subpackages", path, other) if path == array.slice(other, 0, count(path))

_ours if _package[1] == "souverain"

_package := [part.value | some part in input["package"].path]

# The rules that may read the facts: where `input` is no word, there is nothing to follow.
_rules[index] := rule if {
	_ours
	some index, rule in input.rules
	[first, _, last, _] := split(rule.location, ":")
	lines := array.slice(input.regal.file.lines, to_number(first) - 1, to_number(last))
	_mentions(concat("\n", lines))
}

_mentions(text) if contains(text, "input")

_mentions(text) if {
	some name, _ in _imported
	contains(text, name)
}

_imported[name] contains steps if {
	some item in input.imports
	item.path.value[0].value == "input"
	steps := array.slice(item.path.value, 1, 100)
	name := object.get(item, "alias", item.path.value[count(steps)].value)
}

# The expressions of a rule, by their path in its syntax tree, and in the same way all that is read there.
# regal ignore:walk-no-path
_expressions[index] := {path: node | walk(rule, [path, node]); node.terms} if {
	some index, rule in _rules
}

_read[index] := {path: node.value |
	walk(rule, [path, node])
	node.type == "ref"
	node.value[0].type == "var"
	not _replaced(index, path)
} if {
	some index, rule in _rules
}

# `with input as ...` says what the input is in an expression.
_replaced(index, path) if {
	some above in _replacing[index]
	above == array.slice(path, 0, count(above))
}

_replacing[index] := {path |
	some path, expression in expressions
	some part in expression["with"]
	part.target.value[0].value == "input"
} if {
	some index, expressions in _expressions
}

# Names, where each holds, the path of what is read for it where it is that simple, and whether one by one.
_names[index] := {named |
	some given in array.concat(_arguments(_rules[index]), [given |
		some path, expression in expressions
		some given in _given(path, expression.terms)
	])
	walk(given.pattern, [within, name])
	name.type == "var"
	of := {true: given.of, false: null}[within == []]
	named := object.union(given, {"name": name.value, "of": of})
} if {
	some index, expressions in _expressions
}

_arguments(rule) := [{"pattern": argument, "scope": [], "but": "", "of": null, "by": []} |
	some argument in rule.head.args
]

_given(path, terms) := [_body(path, terms[1], array.concat(path, ["terms", 2]), [])] if {
	terms[0].value[0].value == "assign"
} else := [_body(path, pattern, of, [_one]) |
	some number, symbol in terms.symbols
	some pattern, of in _members(symbol, array.concat(path, ["terms", "symbols", number, "value"]))
] if {
	terms.symbols
} else := [{"pattern": terms[name], "scope": scope, "but": "domain", "of": of, "by": [_one]} |
	some name, of in {"key": null, "value": array.concat(scope, ["domain"])}
] if {
	terms.domain
	scope := array.concat(path, ["terms"])
}

_body(path, pattern, of, by) := {"pattern": pattern, "scope": scope, "but": "else", "of": of, "by": by} if {
	scope := array.slice(path, 0, count(path) - 2)
}

_one := {"type": "one"}

_members(symbol, _) := {symbol: null} if symbol.type == "var"

_members(symbol, path) := {symbol.value[1]: array.concat(path, [2])} if count(symbol.value) == 3

_members(symbol, path) := {symbol.value[1]: null, symbol.value[2]: array.concat(path, [3])} if count(symbol.value) == 4

# A name that two places give may mean either, and one of another rule of the package anything: neither is followed.
_meant(index, path, name) := [given |
	some given in _names[index]
	given.name == name
	given.scope == array.slice(path, 0, count(given.scope))
	path[count(given.scope)] != given.but
]

# From where each place is read, and the steps from there; then from where that is read in turn, sixteen names back.
_trails[index] := _farther(_farther(_farther(_farther(near)))) if {
	some index, places in _read
	near := {path: trail |
		some path, terms in object.union(places, _renamed[index])
		trail := _trail(index, path, terms)
	}
}

# A name for what has one already is read as well.
_renamed[index] := {named.of: [term] |
	some named in names
	term := object.get(_rules[index], named.of, {})
	term.type == "var"
} if {
	some index, names in _names
}

_trail(index, path, terms) := {"from": "input", "steps": _rest(terms)} if {
	terms[0].value == "input"
} else := {"from": given.of, "steps": array.concat(given.by, _rest(terms))} if {
	[given] := _meant(index, path, terms[0].value)
} else := {"from": "input", "steps": array.concat(steps, _rest(terms))} if {
	_meant(index, path, terms[0].value) == []
	some steps in _imported[terms[0].value]
	count(_imported[terms[0].value]) == 1
}

_rest(terms) := array.slice(terms, 1, count(terms))

_farther(trails) := {path: {"from": before.from, "steps": array.concat(before.steps, trail.steps)} |
	some path, trail in trails
	before := object.get(trails, [trail.from], {"from": trail.from, "steps": []})
}

# Where a trail leaves the facts: the shape reached, and the step that it does not have.
_unknown[index] contains violation if {
	some index, trails in _trails
	some trail in trails
	trail.from == "input"
	end := _far({"shape": "Document", "steps": trail.steps})
	step := end.steps[0]
	step.type == "string"
	shape := _resolved(end.shape)
	not shape.open
	not _below(shape, step)
	[first, from, last, to] := [to_number(part) | some part in split(step.location, ":")]
	violation := {
		"category": "souverain",
		"title": "unknown-field",
		"description": _reason(shape, step.value),
		"level": _level,
		"location": {
			"file": input.regal.file.name,
			"row": first,
			"col": from,
			"end": {"row": last, "col": to},
			"text": input.regal.file.lines[first - 1],
		},
	}
}

_far(walked) := _four(_four(_four(_four(walked))))

_four(walked) := _next(_next(_next(_next(walked))))

_next(walked) := {"shape": shape, "steps": _rest(walked.steps)} if {
	shape := _below(_resolved(walked.shape), walked.steps[0])
} else := walked

_resolved(shape) := _shapes[shape] if {
	is_string(shape)
} else := shape

_below(shape, step) := shape.fields[step.value] if {
	step.type == "string"
} else := shape.values if {
	shape.values
} else := shape.items if {
	step.type != "string"
}

_reason(shape, name) := strings.replace_n({"{field}": name, "{fields}": known}, _told.field) if {
	known := concat(", ", _nearest(shape.fields, name))
} else := replace(_told.list, "{field}", name) if {
	shape.items
} else := replace(_told.value, "{field}", name)

# What shares most pairs of letters comes first.
_nearest(fields, name) := [field |
	some [_, field] in sort([[0 - count(_pairs(field) & _pairs(name)), field] | some field, _ in fields])
]

_pairs(word) := {substring(word, start, 2) | some start, _ in split(word, "")}

_level := array.concat(_levels, ["error"])[0]

# regal ignore:unresolved-reference
_levels := [level | level := data.regal.config.rules.souverain["unknown-field"].level]
