"""The place that a resource states itself: in its attributes, in its identifiers, or in its configuration only."""

from __future__ import annotations

from collections.abc import Iterator

from souverain.graph import addresses
from souverain.graph.links import Links
from souverain.graph.scopes import Missing, Target, Unset, Value
from souverain.model import Reason
from souverain.placement import agreeing, spots
from souverain.placement.atlas import Atlas
from souverain.placement.blocks import BlockPlaces
from souverain.placement.endpoints import Answer
from souverain.placement.kinds import COPY
from souverain.placement.parents import Family
from souverain.placement.reading import Embedded
from souverain.placement.spots import Spot
from souverain.placement.subjects import Neighbour, Subject


class OwnPlaces:
    """Reads what resources of one stack state."""

    def __init__(self, atlas: Atlas, links: Links, family: Family, blocks: BlockPlaces) -> None:
        self._atlas = atlas
        self._links = links
        self._family = family
        self._blocks = blocks

    def stated(self, subject: Subject, neighbour: Neighbour) -> tuple[Spot, ...]:
        """The spots, the primary one first; () when the resource states none."""
        reading = subject.reading
        best = reading.own[0][0] if reading.own else COPY
        open_ = [item for item in self._open(subject) if item[0] <= best]
        if open_ and open_[0][0] < best:
            best = open_[0][0]
        written = self._written(subject) if best in (COPY, *(item[0] for item in reading.own)) else ()
        configured = [self._configured(subject, path, found, neighbour) for rank, path, found in open_ if rank == best]
        hidden = [spots.nowhere(Reason("known-after-apply", {"attribute": path})) for path in reading.hidden]
        found = _distinct(*written, *configured, *hidden)
        return agreeing.joined(found, self._further(subject, best)) if found else self._embedded(subject)

    def _further(self, subject: Subject, best: int) -> Iterator[Spot]:
        """What else is said of the place, after what is written or configured at the best rank."""
        reading, answer = subject.reading, subject.answer
        for rank, path, value in reading.own:
            if rank > best:
                yield self._at(subject, path, value)
        for rank, path, found in self._open(subject):
            if rank > best and isinstance(found, Value) and found.sure:
                yield self._valued(subject, path, found)
        if reading.identity is not None and not answer.moved:
            yield self._identified(subject, reading.identity, reading.identity.region)
        if self._within_block(subject):
            spot = self._blocks.of(subject.block, subject.kind.provider, answer, zonal=False)
            if spot.confidence == "derived":
                yield spot

    def _within_block(self, subject: Subject) -> bool:
        """Whether all that a resource says of its place is a part of the region of its provider block."""
        kind, reading = subject.kind, subject.reading
        stated = {addresses.plain_path(path) for _, path, _ in (*reading.own, *reading.open)}
        if len(stated) != 1 or subject.answer.moved or not kind.within_block(*stated):
            return False
        return all(path in stated for path in reading.waiting)

    def _open(self, subject: Subject) -> Iterator[tuple[int, str, Value | Target | Missing]]:
        """Places that are configured and unknown before apply, with what their expressions come to."""
        for rank, path, expression in subject.reading.open:
            found = self._links.resolve(expression, addresses.plain(subject.resource.module))
            if not isinstance(found, Unset):
                yield rank, path, found

    def partition(self, answer: Answer, found: Embedded | None) -> str:
        """The cloud that an ARN of the resource names, "" when it names none."""
        if found is None or not found.partition or not answer.provider or answer.moved:
            return ""
        return self._atlas.cloud_of_partition(answer.provider, found.partition)

    def _written(self, subject: Subject) -> tuple[Spot, ...]:
        """What is written at the best path that is; further values of that path are further places."""
        kind, written = subject.kind, subject.reading.own
        for rank in dict.fromkeys(rank for rank, _, _ in written):
            found = [self._at(subject, path, value) for at, path, value in written if at == rank]
            if kind.weak(rank) or kind.scope == "global":
                found = [spot for spot in found if spot.region is not None]
            if found:
                return tuple(found)
        return ()

    def _at(self, subject: Subject, path: str, value: str) -> Spot:
        why = Reason("resource-attribute", {"attribute": path, "value": value})
        beside = subject.beside(path)
        answer = subject.answer
        spot = spots.at(self._atlas, answer, value, confidence="observed", why=(why,), path=path, beside=beside)
        return spots.given_by(spot, subject.reading.giver(path))

    def _embedded(self, subject: Subject) -> tuple[Spot, ...]:
        found = subject.reading.embedded
        if found is None or subject.answer.moved or subject.kind.scope == "global":
            return ()
        region = found.region or self._named_by(found.host, subject.answer)
        if not region:
            return ()
        spot = self._identified(subject, found, region)
        return (spot.in_cloud(self.partition(subject.answer, found)),)

    def _identified(self, subject: Subject, found: Embedded, region: str) -> Spot:
        why = Reason("resource-identifier", {"attribute": found.attribute, "value": region})
        return spots.at(self._atlas, subject.answer, region, confidence="observed", why=(why,))

    def _named_by(self, host: str, answer: Answer) -> str:
        """The region that an address of the provider itself names, "" for none."""
        match = self._atlas.host(host) if host else None
        return match.region if match is not None and match.provider == answer.provider else ""

    def _configured(self, subject: Subject, path: str, found: Value | Target | Missing, neighbour: Neighbour) -> Spot:
        """A place that is unknown before apply, though the configuration states it."""
        if isinstance(found, Value):
            return self._valued(subject, path, found)
        if isinstance(found, Missing):
            return spots.nowhere(found.reason, spots.tried("tried-resource", found.reason, attribute=path))
        if spot := self._family.referred(subject, path, found, neighbour):
            return spot
        reason = Reason("reference-not-resolved", {"name": found.name})
        return spots.nowhere(reason, spots.tried("tried-resource", reason, attribute=path))

    def _valued(self, subject: Subject, path: str, found: Value) -> Spot:
        args = {"attribute": path, "value": found.value}
        why = Reason("resource-variable", {**args, "variable": found.name})
        if not found.name:
            why = Reason("resource-constant", args)
        beside, answer = subject.beside(path), subject.answer
        spot = spots.at(self._atlas, answer, found.value, confidence="derived", why=(why,), path=path, beside=beside)
        return spots.mentioned(spot, found, subject.answer)


def _distinct(*found: Spot) -> tuple[Spot, ...]:
    first: dict[str, Spot] = {}
    for spot in found:
        first.setdefault(spot.region.id if spot.region else spot.written, spot)
    return tuple(first.values())
