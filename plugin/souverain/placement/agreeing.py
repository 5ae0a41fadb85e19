"""What is said of one place, held against each other: the first spot and the others in, all that must be judged out.

A zone and a region may contradict each other, an ARN the region beside it. None of them is more convenient than the
other: the resource is judged in both places, and an alert says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from souverain.knowledge.records import Region
from souverain.model import Reason
from souverain.placement.spots import SINGLE, Spot

_IN_A_REGION = re.compile(r"(^|[_.])(availability_zones?|availability_domain|az|subregion(_name)?|zone(_id)?)$")
"""Attributes of a place that is a part of a region."""


def joined(found: Sequence[Spot], others: Iterable[Spot]) -> tuple[Spot, ...]:
    """The spots, with a local zone that another one names in place of the first; then each that contradicts them, once.

    `found` is not empty: the places of the thing, all at once. `others` are further statements about the first one.
    """
    spot, *more = found
    against: dict[str, Spot] = {}
    for other in others:
        here, there = spot.region, other.region
        if here is None or there is None or _fit(here, there):
            continue
        if there.parent == here.id:
            spot = other  # a local zone, which may be in another country than the region it hangs on
        elif not any(item.region is not None and _fit(item.region, there) for item in more):
            against.setdefault(there.id, other)
    if not against:
        return (spot, *more)
    steps = tuple(_step(other, spot) for other in against.values())
    told = tuple(
        msgspec.structs.replace(other, contradicts=True, why=(*other.why, _step(spot, other)))
        for other in against.values()
    )
    return (msgspec.structs.replace(spot, why=(*spot.why, *steps)), *told, *more)


def contradicted(spots: Iterable[Spot]) -> bool:
    """Whether a thing is said to be in places that exclude each other."""
    return any(spot.contradicts for spot in spots)


def in_a_region(path: str) -> bool:
    """Whether what stands at a path is a part of a region: what the provider block names, where nothing else does."""
    return bool(_IN_A_REGION.search(path))


def _fit(here: Region, there: Region) -> bool:
    """Whether one thing can be in both: in one region, in a zone and its region, in a part of several regions."""
    if there.id in (here.id, here.parent) or "global" in (here.kind, there.kind):
        return True
    if here.kind in SINGLE and there.kind in SINGLE:
        return False
    return here.id in there.members or there.id in here.members


def _step(said: Spot, against: Spot) -> Reason:
    """The step of a spot that another one contradicts."""
    stated = next((step.args for step in said.why if "attribute" in step.args), {})
    attribute = stated.get("attribute", "")
    if provider := stated.get("provider"):
        attribute = f"provider {provider}: {attribute}"
    return Reason("contradiction", {"attribute": attribute, "value": said.written, "other": against.written})
