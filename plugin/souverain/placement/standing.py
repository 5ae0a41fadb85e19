"""Software on what the stack itself makes: a Kubernetes provider whose host is a cluster of the same stack.

An answer that names the resource behind the address comes in; who runs that resource, and where it is, comes out.
"""

from __future__ import annotations

import msgspec

from souverain.graph.links import Links
from souverain.model import Reason, Resource
from souverain.placement import agreeing
from souverain.placement.endpoints import Answer
from souverain.placement.kinds import Kinds
from souverain.placement.spots import Spot
from souverain.placement.subjects import Located, Neighbour

_NO_MACHINES = ("none", "control", "keys", "identity")
_NAMING = ("secret-store", "dns", "cdn")
"""Kinds of what keeps, or stands in front of, the addresses of other things."""


class Standing:
    """Finds what answers stand on."""

    def __init__(self, links: Links, kinds: Kinds, resources: tuple[Resource, ...]) -> None:
        self._links = links
        self._kinds = kinds
        self._resources = resources

    def settled(self, answer: Answer, origin: Resource, neighbour: Neighbour) -> Answer:
        """The answer of whoever runs what the address belongs to. Several resources must agree; none is unknown."""
        if answer.target is None:
            return answer
        name = answer.target.name
        positions = self._links.directory.referred(answer.target, origin)
        if any(self._keeps_addresses(position) for position in positions):
            return answer
        found = [neighbour(position) for position in positions]
        first = found[0] if found else None
        if first is None or not first.spots or not first.answer.provider:
            return answer
        if any(agreeing.contradicted(item.spots) for item in found):
            return msgspec.structs.replace(answer, reason=Reason("parent-contradicted", {"parent": name}))
        if any(not _same(first, other) for other in found[1:]):
            return msgspec.structs.replace(
                answer, reason=Reason("parents-differ", {"attribute": "host", "parent": name})
            )
        why = Reason("endpoint-of-resource", {"attribute": answer.attribute, "parent": name})
        spot = msgspec.structs.replace(first.spots[0], why=(why, *first.spots[0].why)).weakened("derived")
        if first.answer.provider != answer.base and not self._kinds.is_software(answer.base):
            return msgspec.structs.replace(
                answer, provider=answer.base, reason=None, why=(why,), spot=_hosted(spot, first.answer.provider)
            )
        return msgspec.structs.replace(first.answer, base=answer.base, reason=None, why=(why,), spot=spot)

    def _keeps_addresses(self, position: int) -> bool:
        """Whether a resource only says where something is, and is not there itself: a parameter, a secret, a name."""
        facts = self._kinds.of(self._resources[position]).facts
        return facts is not None and (facts.role in _NO_MACHINES or facts.kind in _NAMING)


def _hosted(spot: Spot, provider: str) -> Spot:
    """The same place for a service that another company runs there: both are parties."""
    region = spot.region
    if region is None:
        return spot
    below = msgspec.structs.replace(
        region, host=provider, host_region=region.id, cloud="", operator="", pair="", parent=""
    )
    return msgspec.structs.replace(spot, region=below, cloud="")


def _same(one: Located, other: Located) -> bool:
    """Whether two resources are with one provider in one known place."""
    return bool(other.spots) and one.answer.provider == other.answer.provider and one.spots[0].beside(other.spots[0])
