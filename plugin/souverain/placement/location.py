"""Where a resource is: what it says itself, what it stands in, what its provider block says, in this order; or unknown.

A resource with its reading comes in; its spots come out, the primary one first. No default is ever made up.
"""

from __future__ import annotations

import msgspec

from souverain.model import Reason
from souverain.placement import agreeing, spots
from souverain.placement.atlas import Atlas
from souverain.placement.blocks import BlockPlaces
from souverain.placement.endpoints import Answer
from souverain.placement.own import OwnPlaces
from souverain.placement.parents import Family
from souverain.placement.spots import WORLD, Spot
from souverain.placement.subjects import Neighbour, Subject
from souverain.placement.zones import LocalZones

_REGION = "region"


class Locator:
    """Finds places in one stack."""

    def __init__(self, atlas: Atlas, own: OwnPlaces, family: Family, blocks: BlockPlaces, zones: LocalZones) -> None:
        self._atlas = atlas
        self._own = own
        self._family = family
        self._blocks = blocks
        self._zones = zones

    def locate(self, subject: Subject, neighbour: Neighbour) -> tuple[Spot, ...]:
        """The spots of a resource; () for what has no place by nature."""
        return tuple(spots.given_by(spot, subject.answer.giver) for spot in self._located(subject, neighbour))

    def _located(self, subject: Subject, neighbour: Neighbour) -> tuple[Spot, ...]:
        if subject.kind.scope == "none":
            return ()
        found = self._found(subject, neighbour)
        declared = subject.resource.declared
        return tuple(_on_the_word_of(declared, spot) for spot in found) if declared else found

    def _found(self, subject: Subject, neighbour: Neighbour) -> tuple[Spot, ...]:
        if subject.answer.spot is not None:
            return (subject.answer.spot,)
        endpoint = self._endpoint(subject.answer)
        if endpoint is not None and subject.answer.moved:
            return (endpoint,)
        stated = self._own.stated(subject, neighbour) or self._held_against_block(
            self._unstated(subject, neighbour), subject
        )
        found = self._zones.narrowed(subject, stated, neighbour)
        return found if endpoint is None else (_compared(endpoint, found),)

    def _endpoint(self, answer: Answer) -> Spot | None:
        """The place that an endpoint for data states: data goes there, whatever region is written beside it."""
        if not answer.serves_data or not answer.region or answer.region == WORLD:
            return None
        return spots.at(self._atlas, answer, answer.region, confidence="derived", why=answer.why)

    def _held_against_block(self, spot: Spot, subject: Subject) -> tuple[Spot, ...]:
        """The spot that an address for orders states, beside the region of the block where that is another one."""
        answer = subject.answer
        if not answer.region or answer.serves_data or answer.assumed or answer.moved or spot.why != answer.why:
            return (spot,)
        block = self._blocks.of(subject.block, subject.kind.provider, answer, zonal=False)
        return agreeing.joined((spot,), (block,) if block.confidence == "derived" else ())

    def _unstated(self, subject: Subject, neighbour: Neighbour) -> Spot:
        """The place of a resource that states none."""
        kind, answer = subject.kind, subject.answer
        if not answer.provider:
            return spots.nowhere(answer.reason or Reason("provider-unknown", {"provider": ""}), *answer.why)
        for item in kind.primary_defaults:
            code = "declared-site" if item.grade == "declared" else "documented-default"
            why = Reason(code, {"attribute": item.attribute, "value": item.value})
            return spots.at(self._atlas, answer, item.value, confidence="assumed", why=(why,))
        if kind.stands_in:
            spot = self._family.place(subject, neighbour)
            if spot.known or kind.record is None or not kind.record.placed_ids:
                return spot if spot.known else self._answered(answer) or spot
        if subject.resource.keeps_state:
            return self._answered(answer) or self._by_environment(subject) or _of_state(subject)
        if kind.model == "own-required":
            return spots.nowhere(Reason("place-not-stated", {"attributes": ", ".join(kind.paths)}))
        return self._answered(answer) or self._by_block(subject)

    def _answered(self, answer: Answer) -> Spot | None:
        """The place that the address for orders states, or that documentation gives to those who choose none."""
        if answer.region and not answer.serves_data:
            confidence = spots.grade(answer, "derived")
            return spots.at(self._atlas, answer, answer.region, confidence=confidence, why=answer.why)
        return spots.in_country(answer) if answer.country and answer.assumed else None

    def _by_environment(self, subject: Subject) -> Spot | None:
        """The region that a variable of the environment gives to a backend that leaves it out."""
        if not any(_REGION in config.environment for config in subject.block.configs):
            return None
        return self._blocks.of(subject.block, subject.kind.provider, subject.answer, zonal=False)

    def _by_block(self, subject: Subject) -> Spot:
        kind, answer = subject.kind, subject.answer
        spot = self._blocks.of(subject.block, kind.provider, answer, zonal=kind.zonal)
        partition = self._own.partition(answer, subject.reading.embedded)
        if kind.scope == "global":
            return spots.world(kind.type, partition or (spot.region.cloud if spot.region else spot.cloud))
        if not spot.known and not spot.written and answer.country:
            return spots.in_country(answer)
        if not spot.known and kind.paths:
            spot = spot.weakened("unknown", Reason("resource-silent", {"attributes": ", ".join(kind.paths)}))
        if kind.facts is None:
            spot = spot.weakened("assumed", Reason("type-not-in-tables", {"type": kind.type}))
        return spot.in_cloud(partition)


def _on_the_word_of(declared: Reason, spot: Spot) -> Spot:
    """The same, assumed; who says so is said last, where reports look."""
    return msgspec.structs.replace(spot.weakened("assumed"), why=(*spot.why, declared))


def _of_state(subject: Subject) -> Spot:
    """A state of which at most the country is stated: the defaults of a provider block are not its own."""
    if subject.answer.country:
        return spots.in_country(subject.answer)
    return spots.nowhere(Reason("state-place-not-shown", {"backend": subject.resource.name}))


def _compared(endpoint: Spot, others: tuple[Spot, ...]) -> Spot:
    """The place of the endpoint, unless another region of the same provider is written for what is behind it."""
    for other in others[:1] if not agreeing.contradicted(others) else others:
        if other.region is not None and other.region != endpoint.region:
            reason = Reason("endpoint-disagrees", {"endpoint": endpoint.written, "region": other.written})
            return spots.nowhere(reason, *endpoint.why, *other.why)
    return endpoint
