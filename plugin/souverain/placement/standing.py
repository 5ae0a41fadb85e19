"""Software on what the stack itself makes: a Kubernetes provider whose host is a cluster of the same stack.

An answer that names the resource behind the address comes in; who runs that resource, and where it is, comes out.
"""

from __future__ import annotations

import msgspec

from souverain.graph.links import Links
from souverain.model import Reason, Resource
from souverain.placement import agreeing
from souverain.placement.endpoints import Answer
from souverain.placement.subjects import Located, Neighbour


class Standing:
    """Finds what answers stand on."""

    def __init__(self, links: Links) -> None:
        self._links = links

    def settled(self, answer: Answer, origin: Resource, neighbour: Neighbour) -> Answer:
        """The answer of whoever runs what the address belongs to. Several resources must agree; none is unknown."""
        if answer.target is None:
            return answer
        name = answer.target.name
        found = [neighbour(position) for position in self._links.directory.referred(answer.target, origin)]
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
        return msgspec.structs.replace(first.answer, base=answer.base, reason=None, why=(why,), spot=spot)


def _same(one: Located, other: Located) -> bool:
    """Whether two resources are with one provider in one known place."""
    return bool(other.spots) and one.answer.provider == other.answer.provider and one.spots[0].beside(other.spots[0])
