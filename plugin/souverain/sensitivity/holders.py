"""What holds a resource that carries no label: a storage account its containers, a cluster its instances.

Only a reference that names exactly one resource of the same module proves it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from souverain.globs import without_keys
from souverain.graph.addresses import is_urn
from souverain.knowledge.types import lookup
from souverain.model import Expression, References, Resource

_HOLDING = {True: frozenset({"parent"}), False: frozenset({"parent", "storage"})}
"""Kinds of references, by whether the type can carry labels: one that can may name a bucket for its logs."""
_HOLDERS = frozenset({"stores", "processes"})


class Holders:
    """Finds what holds a resource among the resources of one stack, by identity: the address without instance keys."""

    def __init__(self, resources: Sequence[Resource]) -> None:
        self._instances: dict[str, list[int]] = {}
        for number, resource in enumerate(resources):
            facts = lookup(resource.type, resource.provider)
            if not resource.data and facts is not None and facts.role in _HOLDERS:
                self._instances.setdefault(_identity(resource), []).append(number)

    def of(self, resource: Resource) -> str:
        """The identity of the store that holds the resource; "" when nothing proves one."""
        for path in _holding(resource.type, resource.provider):
            if (expression := resource.expressions.get(path)) is not None:
                found = self._named(resource, expression)
                if found in self._instances:
                    return found
        return ""

    def instances(self, identity: str) -> Sequence[int]:
        """The resources of that identity, by number."""
        return self._instances[identity]

    def _named(self, resource: Resource, expression: Expression) -> str:
        if not isinstance(expression, References):
            return ""
        if len(expression.names) == 1 and is_urn(expression.names[0]):
            return expression.names[0]
        names = {".".join(without_keys(name).split(".")[:2]) for name in expression.names}
        module = _identity(resource).removesuffix(f"{resource.type}.{resource.name}")
        return module + names.pop() if len(names) == 1 else ""


@cache
def _holding(type_: str, provider: str) -> tuple[str, ...]:
    """The attributes of a type that name what holds it."""
    facts = lookup(type_, provider)
    if facts is None:
        return ()
    kinds = _HOLDING[bool(facts.tags)]
    return tuple(path for path, kind in facts.references.items() if kind in kinds and "." not in path)


def _identity(resource: Resource) -> str:
    return resource.identity or without_keys(resource.address)
