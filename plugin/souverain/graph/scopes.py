"""What an unevaluated expression comes to: an expression and the module it stands in come in, a `Resolution` comes out.

A plan lists the names that an expression mentions, not the expression. So one name is followed, through module calls,
to a value or to a resource; several names are never resolved to the first of them.
"""

from __future__ import annotations

import msgspec

from souverain.graph import addresses
from souverain.model import Constant, Expression, Reason, References, Scalar, Stack

_ITERATION = ("each.", "count.")
_OTHERS = ("var.", "module.")
_NOT_RESOURCES = ("local.", "path.", "terraform.", "tofu.", "ephemeral.", "self.")
_WORDS = frozenset(word.rstrip(".") for word in (*_ITERATION, *_OTHERS, *_NOT_RESOURCES))
"""What names of resources do not begin with."""
_LONGEST_TRAIL = 50
"""Modules hand a value down or up by so many names at most; an input that refers to itself ends here."""


class Value(msgspec.Struct, frozen=True):
    """A value that stands in the configuration; `name` is the variable that holds it, "" for a constant.

    It is `sure` where it is what the expression comes to. A plan lists one name for `var.region` and for a condition
    on it alike: there the value is only one that the expression mentions.
    """

    value: str
    name: str = ""
    sure: bool = True


class Target(msgspec.Struct, frozen=True):
    """A reference to a resource, in the scope of `module` (without keys)."""

    name: str
    module: str
    index: str = ""
    """What chooses among its instances: `each.key`, `count.index`, several names; "" when the name says it all."""


class Missing(msgspec.Struct, frozen=True):
    """No value, and why."""

    reason: Reason


class Unset(msgspec.Struct, frozen=True):
    """Null: as if the argument were not written. `name` is the variable that is null."""

    name: str


Resolution = Value | Target | Missing | Unset


class Scopes:
    """The variables, inputs and outputs of one stack."""

    def __init__(self, stack: Stack) -> None:
        self._modules = stack.modules
        self._variables = stack.variables
        self._given = frozenset(_top(name) for name in stack.variables)

    def resolve(self, expression: Expression, module: str) -> Resolution:
        """What the expression comes to; `module` is the address, without keys, of the module that it stands in."""
        return self._follow(expression, module, _LONGEST_TRAIL)

    def _follow(self, expression: Expression, module: str, left: int) -> Resolution:
        if isinstance(expression, Constant):
            return Value(text(expression.value), expression.of)
        if not isinstance(expression, References) or not left:
            return Missing(Reason("not-evaluated"))
        names = expression.names
        if len(names) == 1:
            return _mentioned(self._name(names[0], module, left - 1), expression, module)
        return _instance(names, module) or Missing(Reason("several-names", {"names": ", ".join(names)}))

    def _name(self, name: str, module: str, left: int) -> Resolution:
        if name.partition(".")[0] not in _WORDS and addresses.named(name):
            return Target(name, module)
        if name.startswith("var."):
            return self._variable(addresses.dotted(name.removeprefix("var.")), module, left)
        if name.startswith("module."):
            return self._output(name, module, left)
        if name.startswith(_ITERATION):
            return Missing(Reason("differs-by-instance", {"name": name}))
        return Target(name, module) if addresses.is_urn(name) else Missing(Reason("needs-source", {"name": name}))

    def _variable(self, path: str, module: str, left: int) -> Resolution:
        top = _top(path)
        if not module and top in self._given:
            return _stored(path, module, self._variables.get(path))
        called = self._modules.get(module)
        if called and path in called.nulls:
            return Unset(_full(path, module))
        inputs = called.inputs if called else {}
        if path in inputs:
            return self._follow(inputs[path], addresses.parent(module), left)
        if top in inputs:
            return self._member(inputs[top], path.removeprefix(top), addresses.parent(module), left)
        return _stored(path, module, called.defaults.get(path) if called else None)

    def _member(self, expression: Expression, member: str, module: str, left: int) -> Resolution:
        """A member of an object that the caller passes whole: `.eu` of what it passes as `regions`."""
        if isinstance(expression, References) and len(expression.names) == 1 and left:
            return self._name(expression.names[0] + member, module, left - 1)
        return Missing(Reason("not-evaluated"))

    def _output(self, name: str, module: str, left: int) -> Resolution:
        call = addresses.scopes(name)[-1]
        output = addresses.dotted(name.removeprefix(call).removeprefix("."))
        called = f"{module}.{addresses.plain(call)}" if module else addresses.plain(call)
        outputs = self._modules[called].outputs if called in self._modules else {}
        if output in outputs:
            return self._follow(outputs[output], called, left)
        top = _top(output)
        if top in outputs:
            return self._member(outputs[top], output.removeprefix(top), called, left)
        return Missing(Reason("needs-source", {"name": name}))


def _mentioned(found: Resolution, expression: References, module: str) -> Resolution:
    """A value that a name leads to, as far as the expression is shown to be that name."""
    if not isinstance(found, Value):
        return found
    name = expression.names[0]
    if expression.repeated:
        return Missing(Reason("several-names", {"names": name}))
    own = f"{module}:{name}" if module and name.startswith("var.") else name
    return Value(found.value, found.name or own, found.sure and expression.bare)


def _instance(names: tuple[str, ...], module: str) -> Target | None:
    """`aws_s3_bucket.b[each.key].arn`, which is listed without what follows the index; None for any other list."""
    blocks = [name for name in names if not name.startswith(_ITERATION)]
    if len(blocks) != 1 or blocks[0].startswith((*_OTHERS, *_NOT_RESOURCES)):
        return None
    found = addresses.named(blocks[0])
    if found is None or found.attribute:
        return None
    return Target(blocks[0], module, ", ".join(name for name in names if name != blocks[0]))


def text(value: Scalar) -> str:
    """A scalar as configurations write it: `true` for True."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _stored(path: str, module: str, value: Scalar | None) -> Resolution:
    if value is None:
        return Missing(Reason("variable-without-value", {"variable": _full(path, module)}))
    return Value(text(value), _full(path, module))


def _full(path: str, module: str) -> str:
    return f"{module}:var.{path}" if module else f"var.{path}"


def _top(path: str) -> str:
    return path.partition(".")[0].partition("[")[0]
