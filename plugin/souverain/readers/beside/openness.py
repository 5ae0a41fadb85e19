"""Whether a plan leaves open what its source may settle: where a provider works, or where a resource is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from souverain.knowledge import types
from souverain.model import Constant, Expression, ProviderConfig, References, Resource, Stack, Unevaluated

NOT_EVALUATED = Unevaluated()
_PLACING = re.compile(
    r"(^|[_.])(region|regions|zone|location|datacenter|geo|geography|endpoints?|hosts?|hostname|ur[il]|api|server|addr"
    r"|address|domains?|site|environment|cloud|universe|partition|realm)($|[_.\[])"
)
_INDEX = re.compile(r"\[\d+\]")
_ELSEWHERE = ("var.", "local.", "module.", "each.", "count.", "path.", "terraform.", "tofu.")


def any_open(plan: Stack) -> bool:
    """Whether anything is."""
    if any(True for block in plan.providers.values() for _ in _open_settings(block)):
        return True
    return any(True for resource in plan.resources for _ in open_places(resource))


def open_places(resource: Resource) -> Iterator[str]:
    """Paths of places that a resource states in its configuration only, by something else than another resource."""
    if not resource.unknown or resource.state in ("leaving", "read"):
        return
    for path, expression in resource.expressions.items():
        if path not in resource.attributes and of_place(resource.type, resource.provider, path) and settles(expression):
            yield path


def named_places(resource: Resource) -> Iterator[str]:
    """The same, by one name of another resource: source can only show that it is no more than that name."""
    if not resource.unknown or resource.state in ("leaving", "read"):
        return
    for path, expression in resource.expressions.items():
        if path in resource.attributes or not isinstance(expression, References) or len(expression.names) > 1:
            continue
        if of_place(resource.type, resource.provider, path) and not settles(expression):
            yield path


def settles(expression: Expression) -> bool:
    """Whether source can say what the expression comes to: not for a constant, nor for what resources give."""
    if isinstance(expression, References):
        return all(name.startswith(_ELSEWHERE) for name in expression.names)
    return not isinstance(expression, Constant)


def of_place(type_: str, provider: str, path: str) -> bool:
    """Whether a path of this type says where it or a copy of it is."""
    places = _places(type_, provider)
    return _INDEX.sub("", path) in places if places else bool(_PLACING.search(path))


@cache
def _places(type_: str, provider: str) -> frozenset[str]:
    facts = types.lookup(type_, provider)
    return frozenset((*facts.location, *facts.replicas, *facts.switches)) if facts else frozenset()


def _open_settings(block: ProviderConfig) -> Iterator[str]:
    for path, expression in block.expressions.items():
        if not isinstance(expression, Constant) and _PLACING.search(path):
            yield path
