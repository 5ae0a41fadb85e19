"""Copies whose place an attribute names: `replica.region_name`, `geo_location.location`, `backup_regions`."""

from __future__ import annotations

from collections.abc import Iterator

from souverain.document import PlaceRole
from souverain.graph import addresses
from souverain.graph.links import Links
from souverain.graph.scopes import Missing, Target, Unset, Value
from souverain.model import Reason
from souverain.placement import spots
from souverain.placement.atlas import Atlas
from souverain.placement.copies import Copy
from souverain.placement.parents import Family
from souverain.placement.spots import Spot
from souverain.placement.subjects import Neighbour, Subject


class NamedCopies:
    """Reads the paths of replicas that the table of a type gives."""

    def __init__(self, atlas: Atlas, links: Links, family: Family) -> None:
        self._atlas = atlas
        self._links = links
        self._family = family

    def of(self, subject: Subject, neighbour: Neighbour) -> Iterator[Copy]:
        """One copy for each place that is written, configured, or hidden in a generated block."""
        replicas = subject.kind.replicas
        if not replicas:
            return
        for path, value in subject.reading.copies:
            if addresses.plain_path(path) in replicas and isinstance(value, str) and value:
                why = Reason("copy-attribute", {"attribute": path, "value": value})
                beside = subject.beside(path)
                spot = spots.at(
                    self._atlas, subject.answer, value, confidence="observed", why=(why,), path=path, beside=beside
                )
                spot = spots.given_by(spot, subject.reading.giver(path))
                yield Copy(_role(path), spot, path)
        for path, expression in subject.reading.copies_open:
            found = self._links.resolve(expression, addresses.plain(subject.resource.module))
            if addresses.plain_path(path) in replicas and not isinstance(found, Unset):
                yield Copy(_role(path), self._configured(subject, path, found, neighbour), path)
        for path in subject.reading.copies_hidden:
            yield Copy(_role(path), spots.nowhere(Reason("known-after-apply", {"attribute": path})), path)

    def _configured(self, subject: Subject, path: str, found: Value | Target | Missing, neighbour: Neighbour) -> Spot:
        if isinstance(found, Missing):
            return spots.nowhere(found.reason, spots.tried("tried-resource", found.reason, attribute=path))
        if isinstance(found, Value):
            why = Reason("copy-attribute", {"attribute": path, "value": found.value})
            spot = spots.at(self._atlas, subject.answer, found.value, confidence="derived", why=(why,))
            return spots.mentioned(spot, found, subject.answer)
        reason = Reason("reference-not-resolved", {"name": found.name})
        return self._family.referred(subject, path, found, neighbour) or spots.nowhere(reason)


def _role(path: str) -> PlaceRole:
    return "backup" if "backup" in path or "snapshot" in path else "replica"
