"""Local zones that a network hands on: what stands in a subnet of Casablanca is there, though its region is Paris.

A resource with the spots of its region comes in; the spots of the local zones that its subnets lie in come out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import msgspec

from souverain.graph import addresses
from souverain.graph.links import Links
from souverain.graph.scopes import Target
from souverain.model import Expression, Reason, References, Resource
from souverain.placement.kinds import Kinds
from souverain.placement.spots import Spot
from souverain.placement.subjects import Neighbour, Subject


class LocalZones:
    """Follows networks of one stack, when any of it lies in a local zone at all."""

    def __init__(self, links: Links, kinds: Kinds, resources: Collection[Resource]) -> None:
        self._links = links
        self._used = kinds.any_local_zone(resources)

    def concern(self, subject: Subject) -> bool:
        """Whether a network may say more of the place than the resource does."""
        return self._used and bool(subject.kind.networks) and not subject.answer.moved

    def narrowed(self, subject: Subject, found: tuple[Spot, ...], neighbour: Neighbour) -> tuple[Spot, ...]:
        """The spots: local zones of the region of the first one take its place where the networks lie in them."""
        region = found[0].region if found else None
        if region is None or not self.concern(subject):
            return found
        local: dict[str, Spot] = {}
        elsewhere = False
        for path, position in self._networks(subject):
            there = neighbour(position).spots
            zone = there[0].region if there else None
            if zone is not None and zone.parent == region.id:
                why = Reason("parent-place", {"attribute": path, "parent": "subnet"})
                local.setdefault(zone.id, msgspec.structs.replace(there[0], why=(why, *there[0].why)))
            else:
                elsewhere = True
        if not local:
            return found
        derived = tuple(spot.weakened("derived") for spot in local.values())
        return (*derived, *(found if elsewhere else found[1:]))

    def _networks(self, subject: Subject) -> Iterator[tuple[str, int]]:
        """The networks that the resource names, with the attribute that does."""
        resource, wanted = subject.resource, subject.kind.networks
        for path, expression in resource.expressions.items():
            if addresses.plain_path(path) in wanted:
                for position in self._referred(expression, resource):
                    yield addresses.plain_path(path), position
        for path, value in resource.attributes.items():
            if addresses.plain_path(path) in wanted and isinstance(value, str):
                found = self._links.directory.identified(value)
                if found is not None:
                    yield addresses.plain_path(path), found

    def _referred(self, expression: Expression, resource: Resource) -> Iterator[int]:
        """All that the expression can mean; of a list of networks, each."""
        module = addresses.plain(resource.module)
        found = self._links.scopes.resolve(expression, module)
        if isinstance(found, Target):
            yield from self._links.directory.referred(found, resource)
        elif isinstance(expression, References) and len(expression.names) > 1:
            for name in expression.names:
                yield from self._referred(References((name,)), resource)
