"""Places taken from other resources of the stack: what a resource stands in, or what an expression refers to."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

import msgspec

from souverain.graph.links import Link, Links
from souverain.graph.scopes import Target
from souverain.model import Reason, Resource
from souverain.placement import agreeing, spots
from souverain.placement.kinds import COPY, Kinds
from souverain.placement.spots import WORLD, Spot
from souverain.placement.subjects import Located, Neighbour, Subject

_GROUP = "resource_group_name"
"""Everything of Azure stands in a resource group, whose place is no proof of the place of what it holds."""


class Family:
    """Finds related resources of one stack, and their places."""

    def __init__(self, links: Links, kinds: Kinds, resources: tuple[Resource, ...]) -> None:
        self._links = links
        self._kinds = kinds
        self._resources = resources
        self._children: dict[Hashable, tuple[Spot, Located]] = {}
        """By what decides; with the parent's place, whose identity is a part of the key as long as it lives."""

    def place(self, subject: Subject, neighbour: Neighbour) -> Spot:
        """The place of what the resource stands in, when the input shows it."""
        reason = None
        for link, sure in self._parents(subject):
            parent = self._resources[link.targets[0]]
            why = Reason("parent-place", {"attribute": link.path, "parent": parent.type})
            spot = self._shared(subject, link.targets, neighbour, why, sure=sure)
            if spot.known:
                return spot
            reason = reason or spot.reason
        return spots.nowhere(reason or self._missing(subject))

    def _shared(
        self, subject: Subject, positions: tuple[int, ...], neighbour: Neighbour, why: Reason, *, sure: bool
    ) -> Spot:
        """The place of the parents: one object for all children whose one parent is in the same spot."""
        if len(positions) > 1:
            spot = _agreed(subject, positions, neighbour, why)
            return spot if sure else spot.weakened("assumed")
        there = neighbour(positions[0])
        key = (id(there.spots[0]) if there.spots else 0, subject.answer.provider, *why.args.values(), sure)
        if (found := self._children.get(key)) is None:
            spot = _agreed(subject, positions, neighbour, why)
            found = self._children[key] = (spot if sure else spot.weakened("assumed"), there)
        return found[0]

    def referred(self, subject: Subject, path: str, target: Target, neighbour: Neighbour) -> Spot | None:
        """The place that an expression for a place takes from another resource; None when it takes something else."""
        positions = self._links.directory.referred(target, subject.resource)
        attribute = target.name.rpartition(".")[2]
        if not positions or not (target.index or all(self._is_place(position, attribute) for position in positions)):
            return None
        why = Reason("resource-reference", {"attribute": path, "parent": target.name})
        return _agreed(subject, positions, neighbour, why)

    def _parents(self, subject: Subject) -> Iterator[tuple[Link, bool]]:
        """What it stands in, closest first, and whether that proves that both are in one place."""
        kind = subject.kind
        for path in kind.parents:
            for link in self._links.of(subject.resource, path):
                if link.targets:
                    yield link, not link.by_name
        if kind.model == "parent" and _GROUP not in kind.parents:
            for link in self._links.of(subject.resource, _GROUP):
                if link.targets:
                    yield link, False

    def _missing(self, subject: Subject) -> Reason:
        for path in subject.kind.parents:
            for link in self._links.of(subject.resource, path):
                if link.reference or link.reason:
                    name = link.reference or _mentioned(link.reason)
                    return Reason("parent-outside-input", {"attribute": link.path, "parent": name})
                return Reason("parent-named-outside-input", {"attribute": link.path})
        return Reason("parent-not-stated", {"type": subject.resource.type})

    def _is_place(self, position: int, attribute: str) -> bool:
        return 0 <= self._kinds.of(self._resources[position]).rank(attribute) < COPY


def _agreed(subject: Subject, positions: Iterable[int], neighbour: Neighbour, why: Reason) -> Spot:
    """The place on which all of these resources of the same provider agree."""
    found = [neighbour(position) for position in positions]
    there = [item.spots[0] for item in found if item.spots and item.answer.provider == subject.answer.provider]
    if len(there) < len(found) or any(spot.region is None and spot.written != WORLD for spot in there):
        return spots.nowhere(Reason("parent-unplaced", why.args), why)
    if any(agreeing.contradicted(item.spots) for item in found):
        return spots.nowhere(Reason("parent-contradicted", why.args), why)
    if any(spot.region != there[0].region for spot in there):
        return spots.nowhere(Reason("parents-differ", why.args), why)
    spot = msgspec.structs.replace(there[0], confidence="derived", why=(why, *there[0].why))
    return spot.weakened(there[0].confidence)


def _mentioned(reason: Reason | None) -> str:
    args = reason.args if reason else {}
    return args.get("variable") or args.get("name") or args.get("names") or args.get("attribute") or "?"
