"""What flows lead to: the flows of a stack in; for each resource the places that hold or open its data too, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from souverain.document import FlowKind, PlaceRole
from souverain.graph import CARRYING, Flow

_ROLES: Mapping[FlowKind, PlaceRole] = {
    "replicates-to": "replica",
    "backs-up-to": "backup",
    "logs-to": "logs",
    "streams-to": "stream",
    "served-by": "cdn",
    "encrypted-by": "keys",
}
"""Kinds that lead to a place which the source answers for."""
_COPIED = ("replicates-to", "backs-up-to")
_MOST_WAYS = 50
"""Ways out of one resource that are told apart, through what only hands data on; beyond, the rest is not known."""


class Way(msgspec.Struct, frozen=True, gc=False):
    """A place that a flow leads to: that of another resource of the stack, or what `destination` says."""

    role: PlaceRole
    target: int | None
    destination: str
    via: str
    sure: bool
    """False when another resource may be meant at either end."""
    elsewhere: bool = False
    """Whether it leads away from the provider of the source, even where nothing says to whom."""


class Ways:
    """The ways out of the resources of one stack."""

    def __init__(self, flows: Iterable[Flow], passes: Callable[[int], bool], outside: Callable[[int], str]) -> None:
        """`passes` says of what only hands data on: where it hands it to is a way out of what feeds it.

        `outside` says of a key that another than its provider keeps it: the attribute that says so, "" for none.
        """
        self._passes = passes
        self._outside = outside
        self._by_source: dict[int, list[Flow]] = {}
        logged: set[int] = set()
        fed: set[int] = set()
        for flow in flows:
            if flow.kind in CARRYING or flow.kind in _ROLES:
                self._by_source.setdefault(flow.source, []).append(flow)
            if flow.target is not None and flow.kind in CARRYING:
                (logged if flow.kind == "logs-to" else fed).add(flow.target)
        self._logged = logged - fed
        """What gets nothing but logs: what it sends on is logs too."""

    def out(self, position: int) -> tuple[Way, ...]:
        """All ways out of a resource, in one order.

        A copy of a copy counts where it is a backup: a snapshot is copied with its data.
        """
        if position not in self._by_source:
            return ()
        found: dict[tuple[PlaceRole, int | None, str], Way] = {}
        seen = {position}
        waiting = [(flow, position in self._logged, True) for flow in self._by_source[position]]
        while waiting and len(found) <= _MOST_WAYS:
            flow, logged, sure = waiting.pop()
            first = of(flow, logged=logged, sure=sure)
            for way in self._kept(first, ()) if first is not None and flow.target != position else ():
                known = found.setdefault((way.role, way.target, way.destination), way)
                if way.sure and not known.sure:
                    found[way.role, way.target, way.destination] = way
            if flow.target is not None and flow.target not in seen and flow.kind in CARRYING:
                seen.add(flow.target)
                logged, sure = logged or flow.kind == "logs-to", sure and flow.sure
                waiting += [(onward, logged, sure) for onward in self._onward(flow)]
        ways = sorted(found.values(), key=lambda way: (way.role, way.via, way.target or 0, way.destination))
        return (*ways, *([Way("stream", None, "", waiting[0][0].via, sure=True)] if waiting else ()))

    def _kept(self, way: Way, before: tuple[int, ...]) -> Iterator[Way]:
        """The way itself; of one to a key that another keeps, the ways to that one."""
        target = way.target
        if way.role != "keys" or target is None or target in before:
            yield way
            return
        onward = [flow for flow in self._by_source.get(target, ()) if flow.kind == "encrypted-by"]
        said = self._outside(target)
        for flow in onward:
            outside = flow.target is None or bool(said)
            further = Way("keys", flow.target, flow.destination, flow.via, way.sure and flow.sure, outside)
            yield from self._kept(further, (*before, target))
        if not onward:
            yield Way("keys", None, "", said, way.sure, elsewhere=True) if said else way

    def _onward(self, flow: Flow) -> list[Flow]:
        """What goes on from where a flow leads."""
        assert flow.target is not None  # noqa: S101  # the caller has looked
        further = self._by_source.get(flow.target, [])
        if self._passes(flow.target):
            return [item for item in further if item.kind != "encrypted-by" or flow.kind == "deployed-on"]
        return [item for item in further if item.kind == "backs-up-to" and flow.sure and flow.kind in _COPIED]


def of(flow: Flow, *, logged: bool = False, sure: bool = True) -> Way | None:
    """What one flow leads to; None where its source does not answer for that. What comes from logs stays logs."""
    role = _ROLES.get(flow.kind)
    if role is None:
        return None
    if logged and role == "stream":
        role = "logs"
    return Way(role, flow.target, flow.destination, flow.via, sure and flow.sure)
