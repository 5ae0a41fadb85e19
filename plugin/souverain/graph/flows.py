"""Copies that resources make of one another: the resources of a stack in, one `Flow` for each copy out."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from souverain.graph import addresses
from souverain.graph.links import Link, Links, generated
from souverain.graph.movers import BACKS_UP, MOVERS, FlowKind, Mover
from souverain.knowledge import types
from souverain.model import Resource

_ITSELF = Link("")
_BACKUP_SOURCES = ("source", "storage")
_MOST_UNSURE = 5
"""Copies of unknown sources that are told apart for one candidate; beyond, their destinations are not."""


class Flow(msgspec.Struct, frozen=True):
    """Data of `source` is copied: to `target` in the same stack, or to what `destination` says."""

    kind: FlowKind
    source: str
    """Address."""
    target: str | None
    """Address in the same stack."""
    destination: str
    """What is written: an ARN, an id, a region; "" if it is not known."""
    via: str
    """Address of the resource that makes the copy, and the attribute that says so."""
    sure: bool = True
    """False when what is copied is not known, and could be `source`."""


class Blind(msgspec.Struct, frozen=True):
    """A mover whose source is not known, and what it copies to."""

    resource: Resource
    mover: Mover
    destination: Link


class Finder:
    """Finds the flows that each resource makes."""

    def __init__(self, resources: tuple[Resource, ...], links: Links) -> None:
        self._resources = resources
        self._links = links
        self._movers: dict[tuple[str, str], tuple[Mover, ...]] = {}
        self._blind: list[Blind] = []

    def sure(self) -> Iterator[Flow]:
        """The flows of all that stays or is created."""
        for resource in self._resources:
            key = (resource.type, resource.provider)
            if (movers := self._movers.get(key)) is None:
                movers = self._movers[key] = _movers(*key)
            if movers and resource.state in ("introduced", "existing"):
                for mover in movers:
                    yield from self._moved(mover, resource)

    def unsure(self, known: frozenset[str]) -> Iterator[Flow]:
        """Flows from all that a mover of unknown source could copy, but what is `known` to be copied by its like.

        To be called after `sure` has ended.
        """
        groups: dict[int, tuple[tuple[int, ...], list[Blind]]] = {}
        for blind in self._blind:
            candidates = self._links.directory.candidates(blind.mover.source, blind.resource)
            groups.setdefault(id(candidates), (candidates, []))[1].append(blind)
        for candidates, movers in groups.values():
            for position in candidates:
                source = self._resources[position].address
                if source not in known:
                    yield from self._could_copy(source, movers)

    def _could_copy(self, source: str, movers: list[Blind]) -> Iterator[Flow]:
        for blind in movers[:_MOST_UNSURE]:
            via = f"{blind.resource.address}.{blind.destination.path or blind.mover.source}"
            for target in self._targets(blind.resource, blind.destination):
                if source not in (target, blind.resource.address):
                    yield Flow(blind.mover.kind, source, target, blind.destination.written, via, sure=False)
        for blind in movers[_MOST_UNSURE : _MOST_UNSURE + 1]:
            yield Flow(blind.mover.kind, source, None, "", f"{blind.resource.address}.{blind.mover.source}", sure=False)

    def _moved(self, mover: Mover, resource: Resource) -> Iterator[Flow]:
        destinations = [link for holder in self._holders(mover, resource) for link in self._destinations(mover, holder)]
        if not destinations:
            return
        for source in self._of(resource, mover.source):
            for link in destinations:
                if not mover.through and not _same_block(source.path, link.path):
                    continue
                if source.reason is not None:
                    self._blind.append(Blind(resource, mover, link))
                yield from self._flow(mover, resource, source, link)

    def _holders(self, mover: Mover, resource: Resource) -> Iterator[Resource]:
        """The resources at which the destinations are read."""
        if not mover.through:
            yield resource
        for link in self._links.of(resource, mover.through) if mover.through else ():
            yield from (self._resources[position] for position in link.targets)

    def _destinations(self, mover: Mover, holder: Resource) -> list[Link]:
        """What is written; the resource itself only where nothing more precise is."""
        written = [link for path in mover.destinations if path for link in self._of(holder, path)]
        return written or [_ITSELF] * ("" in mover.destinations)

    def _of(self, resource: Resource, path: str) -> list[Link]:
        if not path:
            return [_ITSELF]
        hidden = generated(resource, path)
        return [*self._links.of(resource, path), *([hidden] if hidden else ())]

    def _flow(self, mover: Mover, resource: Resource, source: Link, destination: Link) -> Iterator[Flow]:
        path = destination.path or source.path
        sources = [self._resources[position].address for position in source.targets] or [resource.address]
        for origin in sources:
            for target in self._targets(resource, destination):
                if origin != target:
                    yield Flow(mover.kind, origin, target, destination.written, f"{resource.address}.{path}")

    def _targets(self, resource: Resource, destination: Link) -> list[str | None]:
        if destination is _ITSELF:
            return [resource.address]
        return [self._resources[position].address for position in destination.targets] or [None]


def _movers(type_: str, source: str) -> tuple[Mover, ...]:
    """What the table says of a type; else, for a type that keeps backups, what its attributes say it was made of."""
    if type_ in MOVERS:
        return MOVERS[type_]
    facts = types.lookup(type_, source)
    if facts is None or facts.kind != "backup":
        return ()
    return tuple(Mover(BACKS_UP, path) for path, kind in facts.references.items() if kind in _BACKUP_SOURCES)


def _same_block(one: str, other: str) -> bool:
    """Whether two paths stand in the same instance of the blocks that they share: `rule[0]` is not `rule[1]`."""
    for here, there in zip(one.split("."), other.split("."), strict=False):
        if addresses.plain_path(here) != addresses.plain_path(there):
            return True
        if here != there:
            return False
    return True
