"""Copies that one resource makes of another: the flows of the graph in, the places that they add to a resource out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from souverain.document import PlaceRole
from souverain.graph import Flow
from souverain.graph.movers import BACKS_UP, REPLICATES, FlowKind
from souverain.model import Reason, Resource
from souverain.placement import spots
from souverain.placement.atlas import Atlas
from souverain.placement.endpoints import Answer
from souverain.placement.reading import embedded_in
from souverain.placement.spots import Spot

_ROLES: dict[FlowKind, PlaceRole] = {REPLICATES: "replica", BACKS_UP: "backup"}


class FlowCopy(msgspec.Struct, frozen=True):
    """A copy that a flow makes: at another resource of the stack, or where `destination` says."""

    role: PlaceRole
    target: int | None
    destination: str
    via: str
    sure: bool
    """False when the resource is only one that may be copied."""


class Flows:
    """The flows of one stack, by what they copy."""

    def __init__(self, flows: Iterable[Flow], resources: Sequence[Resource]) -> None:
        self._by_source: dict[str, list[Flow]] = {}
        for flow in flows:
            self._by_source.setdefault(flow.source, []).append(flow)
        wanted = {flow.target for sources in self._by_source.values() for flow in sources} | self._by_source.keys()
        self._positions = {one.address: number for number, one in enumerate(resources) if one.address in wanted}

    def position(self, address: str) -> int:
        """The position of a resource that a flow starts or ends at."""
        return self._positions[address]

    def copies(self, address: str) -> tuple[FlowCopy, ...]:
        """All copies of a resource; copies of copies too where they are backups: a snapshot is copied with its data."""
        if address not in self._by_source:
            return ()
        return tuple(sorted(set(self._reached(address)), key=lambda copy: (copy.role, copy.via, copy.target or 0)))

    def copy(self, flow: Flow) -> FlowCopy:
        """What a flow makes."""
        target = self._positions.get(flow.target) if flow.target else None
        return FlowCopy(_ROLES[flow.kind], target, flow.destination, flow.via, flow.sure)

    def _reached(self, address: str) -> Iterator[FlowCopy]:
        seen, waiting = {address}, list(self._by_source[address])
        while waiting:
            flow = waiting.pop()
            yield self.copy(flow)
            if flow.sure and flow.target and flow.target not in seen:
                seen.add(flow.target)
                waiting += [item for item in self._by_source.get(flow.target, ()) if item.kind == BACKS_UP]


def outside(atlas: Atlas, answer: Answer, copy: FlowCopy) -> Spot:
    """The place of a destination that is no resource of the stack: a region, or an identifier that carries one."""
    if not copy.destination:
        return spots.nowhere(Reason("copy-not-known"))
    why = Reason("copy-destination", {"value": copy.destination})
    if not answer.provider:
        return spots.nowhere(answer.reason or Reason("provider-unknown", {"provider": ""}), why)
    found = embedded_in("destination", copy.destination, placed_ids=atlas.provider(answer.provider).placed_ids)
    if found is None:
        region = atlas.region(answer.provider, copy.destination, answer.cloud)
        if region is None:
            return spots.nowhere(Reason("copy-outside-input", {"destination": copy.destination}), why)
        return spots.at(atlas, answer, copy.destination, confidence="observed", why=(why,))
    if answer.moved and found.partition:
        return spots.nowhere(Reason("copy-outside-input", {"destination": copy.destination}), why)
    cloud = atlas.cloud_of_partition(answer.provider, found.partition) if found.partition else ""
    if not found.region:
        return spots.nowhere(Reason("arn-without-region", {"arn": copy.destination}), why).in_cloud(cloud)
    return spots.at(atlas, answer, found.region, confidence="observed", why=(why,)).in_cloud(cloud)
