"""What an attribute refers to: a resource and a path in; what is written there and the resources it means out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import msgspec

from souverain.graph import addresses
from souverain.graph.directory import Directory
from souverain.graph.scopes import Missing, Resolution, Scopes, Target, Unset, Value, text
from souverain.model import Expression, ProviderConfig, Reason, References, Resource, Stack

_COPYING = re.compile(
    r"(^|_)(replicas?|replication|georeplications?|geo|copy|destinations?|target|partner|secondary|additional|rules?)(_|$)"
)
"""Blocks that say where copies go. What is unknown in other blocks is computed, not chosen."""
_COMPUTED = frozenset({("aws_s3_bucket", "replication_configuration"), ("aws_secretsmanager_secret", "replica")})
"""Blocks that providers report as unknown when nobody wrote them."""


class Link(msgspec.Struct, frozen=True):
    """One thing that an attribute refers to, by its concrete path (`rule[0].destination[0].bucket`)."""

    path: str
    written: str = ""
    """The value, "" when the input does not state it."""
    targets: tuple[int, ...] = ()
    """Positions of the resources of the stack that it can mean, all but one of them siblings of one block."""
    reference: str = ""
    """The name by which an expression refers to them, "" when they were found by the value."""
    by_name: bool = False
    """Whether they were found by nothing but a name, which is no proof."""
    several: bool = False
    """Whether only one of the targets is meant, and nothing says which."""
    reason: Reason | None = None
    """Why nothing is known of it, when nothing is."""


class Links:
    """The references between the resources of one stack."""

    def __init__(self, stack: Stack) -> None:
        self.scopes = Scopes(stack)
        self.directory = Directory(stack.resources)
        self._called: dict[tuple[str, str], dict[str, set[int]]] = {}
        """By resource and argument, what its expression mentions, by name."""

    def resolve(self, expression: Expression, module: str) -> Resolution:
        """What an expression comes to in a module (address without keys), known attributes of resources included."""
        found = self.scopes.resolve(expression, module)
        if isinstance(found, Target) and (value := self.directory.value(found)) is not None:
            sure = addresses.is_urn(found.name) or (isinstance(expression, References) and expression.bare)
            return Value(value, found.name, sure)
        return found

    def of(self, resource: Resource, path: str) -> Iterator[Link]:
        """What the attribute at `path` (without indices) refers to: one link for each place where it is written."""
        yield from self.at(resource, _concrete(resource, path))

    def at(self, resource: Resource, paths: Iterable[str]) -> list[Link]:
        """What the attribute at each concrete path refers to; nothing for one that comes to null."""
        return [link for path in paths if (link := self._link(resource, path)) is not None]

    def mentioned(self, resource: Resource, path: str) -> tuple[int, ...]:
        """The resources that expressions at or below a path mention, in whatever way."""
        where = (item for item in resource.expressions if _below(path, item))
        return tuple(dict.fromkeys(position for item in where for position in self.mentioned_at(resource, item)))

    def mentioned_at(self, resource: Resource, path: str) -> tuple[int, ...]:
        """The resources that the expression at a concrete path mentions, in whatever way."""
        expression = resource.expressions.get(path)
        return self._mentioned(expression, resource) if isinstance(expression, References) else ()

    def is_bare(self, resource: Resource, path: str) -> bool:
        """Whether the expression at a concrete path mentions one name alone."""
        expression = resource.expressions.get(path)
        return isinstance(expression, References) and len(_mentions(expression)) == 1

    def named_by(self, config: ProviderConfig, path: str) -> tuple[int, ...]:
        """The resources that an attribute of a provider block refers to."""
        module = addresses.plain(config.module)
        origin = Resource(address=config.module, type="", name="", provider="", module=config.module)
        for where, expression in config.expressions.items():
            if addresses.plain_path(where) == path and isinstance(expression, References):
                names = [self.scopes.resolve(name, module) for name in _mentions(expression)]
                return tuple(
                    position
                    for target in names
                    if isinstance(target, Target)
                    for position in self.directory.referred(target, origin)
                )
        return ()

    def _link(self, resource: Resource, path: str) -> Link | None:
        value = resource.attributes.get(path)
        expression = resource.expressions.get(path)
        if value is None and not _unknown(resource, path):
            # the expression came to null, or to a list, of which everything that it mentions is a member
            return self._list(path, expression, resource) if _listed(resource, path) else None
        if value == "":  # states and providers write it where nothing is chosen
            return None
        written = "" if value is None else text(value)
        if expression is not None:
            found = self.scopes.resolve(expression, addresses.plain(resource.module))
            if isinstance(found, Target) and (targets := self.directory.referred(found, resource)):
                return Link(path, written, targets, found.name, several=len(targets) > 1 and bool(found.index))
            if not written:
                return None if isinstance(found, Unset) else self._unread(path, found, resource)
        return self._by_value(path, written, resource) if written else Link(path, reason=_after_apply(path))

    def _list(self, path: str, expression: Expression | None, resource: Resource) -> Link | None:
        found = self._mentioned(expression, resource) if isinstance(expression, References) else ()
        return Link(path, targets=found) if found else None

    def _mentioned(self, expression: References, resource: Resource) -> tuple[int, ...]:
        module = addresses.plain(resource.module)
        targets = (self.scopes.resolve(name, module) for name in _mentions(expression))
        return tuple(
            dict.fromkeys(
                position
                for target in targets
                if isinstance(target, Target)
                for position in self.directory.referred(target, resource)
            )
        )

    def _unread(self, path: str, found: Value | Target | Missing, resource: Resource) -> Link:
        if isinstance(found, Value):
            return self._by_value(path, found.value, resource)
        if isinstance(found, Missing):
            return Link(path, reason=found.reason)
        return Link(path, reason=Reason("reference-outside-input", {"name": found.name}))

    def _by_value(self, path: str, written: str, resource: Resource) -> Link:
        position = self.directory.identified(written)
        if position is not None:
            return Link(path, written, (position,))
        if named := self._mentioned_above(path, written, resource):
            return Link(path, written, named)
        position = self.directory.alike(addresses.plain_path(path), written, resource.type)
        return Link(path, written, () if position is None else (position,), by_name=position is not None)

    def _mentioned_above(self, path: str, written: str, resource: Resource) -> tuple[int, ...]:
        """The one resource of this name that the expression of the whole argument mentions, where it has but one.

        An argument that is an object is one expression: `replication` for `replication.rules[0].destination.name`.
        """
        top = path.partition(".")[0]
        expression = resource.expressions.get(top) if top != path else None
        if not isinstance(expression, References):
            return ()
        key = (resource.address, top)
        if key not in self._called:
            self._called[key] = self._names(expression, resource)
        found = self._called[key].get(written, ())
        return tuple(found) if len(found) == 1 else ()

    def _names(self, expression: References, resource: Resource) -> dict[str, set[int]]:
        """All that is mentioned, by its names and identifiers."""
        module = addresses.plain(resource.module)
        found: dict[str, set[int]] = {}
        for name in _mentions(expression):
            target = self.scopes.resolve(name, module)
            for position in self.directory.referred(target, resource) if isinstance(target, Target) else ():
                for called in self.directory.names(position):
                    found.setdefault(called, set()).add(position)
        return found


def generated(resource: Resource, path: str) -> Link | None:
    """A link of which only its being unknown is stated: generated blocks have no expression in a plan."""
    if not resource.unknown or not may_hide(path):
        return None
    top = path.partition(".")[0]
    hidden = sorted(item for item in resource.unknown if item.startswith(top) and item not in resource.expressions)
    block_written = bool(hidden) and any(_concrete(resource, path))
    for unknown in hidden:
        plain = addresses.plain_path(unknown)
        whole = path.startswith(plain + ".") and not block_written and (resource.type, plain) not in _COMPUTED
        if plain == path or whole:
            return Link(unknown, reason=_after_apply(unknown))
    return None


def _concrete(resource: Resource, path: str) -> tuple[str, ...]:
    """The paths with indices at which the attribute is written or configured."""
    top = path.partition(".")[0]
    stated = [item for where in (resource.attributes, resource.expressions) for item in where if item.startswith(top)]
    return tuple(dict.fromkeys(item for item in stated if item == path or addresses.plain_path(item) == path))


def _below(path: str, where: str) -> bool:
    """Whether a concrete path is the plain one, or lies below it."""
    plain = addresses.plain_path(where)
    return plain == path or plain.startswith(path + ".")


def _mentions(expression: References) -> tuple[References, ...]:
    """Each name by itself; the keys of instances stay with the one name that they can belong to."""
    names = [name for name in expression.names if not name.startswith(("each.", "count."))]
    if len(names) == 1:
        return (expression,)
    return tuple(References((name,)) for name in names)


@cache
def may_hide(path: str) -> bool:
    """Whether the path stands in a block that says where copies go, and that may be generated."""
    return any(map(_COPYING.search, path.split(".")[:-1]))


def _after_apply(path: str) -> Reason:
    return Reason("known-after-apply", {"attribute": path})


def _listed(resource: Resource, path: str) -> bool:
    """Whether a path holds a list: it has members that are known, or will be."""
    member = f"{path}["
    return any(item.startswith(member) for where in (resource.unknown, resource.attributes) for item in where)


def _unknown(resource: Resource, path: str) -> bool:
    unknown = resource.unknown
    return path in unknown or any(path.startswith(above) and path[len(above)] in ".[" for above in unknown)
