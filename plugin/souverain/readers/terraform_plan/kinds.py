"""How resources of one type are read: a type and its provider in, the readers of its states and expressions out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from sys import intern

import msgspec

from souverain.knowledge import flows, types
from souverain.model import Constant, Expression, References
from souverain.readers.terraform_plan.attributes import AttributeReader
from souverain.readers.terraform_plan.expressions import expressions, mentioned
from souverain.readers.terraform_plan.pieces import Pieces
from souverain.readers.terraform_plan.wanted import Wanted

_NO_NAMES: frozenset[str] = frozenset()


class Kind(msgspec.Struct, frozen=True):
    """One resource type of one provider. `places` are the paths that say where it and its copies are.

    `mentions` are those of whose expressions only the references may be followed, never to a value; None without any.
    """

    type: str
    provider: str
    attributes: AttributeReader
    expressions: Pieces[Expression]
    places: tuple[str, ...]
    mentions: Callable[[str], bool] | None

    def only_mentioned(self, expressions: Mapping[str, Expression]) -> frozenset[str]:
        """Names that may lead to resources, and to no value."""
        if self.mentions is None:
            return _NO_NAMES
        return frozenset(mentioned(item for path, item in expressions.items() if self.mentions(path)))


class Kinds:
    """The types of one plan. What their readers remember is shared while the plan is read, and goes with it."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[str, str], Kind] = {}

    def of(self, type_: str, source: str) -> Kind:
        """The kind of a resource type; `source` is the provider's address, "" when it is not known."""
        key = (type_, source)
        if (kind := self._kinds.get(key)) is None:
            kind = self._kinds[key] = _kind(type_, source)
        return kind


def _kind(type_: str, source: str) -> Kind:
    facts = types.lookup(type_, source)
    wanted = Wanted(facts, type_)

    def kept(name: str, item: object) -> list[tuple[str, Expression]]:
        return [
            (path, _harmless(wanted, path, expression))
            for path, expression in expressions(name, item)
            if wanted.concerns(path) or (isinstance(expression, References) and wanted.mentions(path))
        ]

    return Kind(
        type=intern(type_),
        provider=intern(source),
        attributes=AttributeReader(wanted),
        expressions=Pieces(wanted.enters_expression, kept),
        mentions=wanted.mentions if flows.mentions(type_) else None,
        places=(*facts.location, *facts.replicas, *facts.switches) if facts else (),
    )


def _harmless(wanted: Wanted, path: str, expression: Expression) -> Expression:
    if isinstance(expression, Constant) and expression.value != (value := wanted.harmless(path, expression.value)):
        return Constant(value)
    return expression
