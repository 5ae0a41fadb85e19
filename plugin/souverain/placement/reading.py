"""What a resource itself says of its place: a resource in, what of its attributes and expressions matters out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from souverain.graph.addresses import plain_path
from souverain.graph.links import generated
from souverain.model import Expression, Resource, Scalar
from souverain.placement.kinds import COPY, Kind

_ARN = re.compile(r"arn:([a-z0-9-]+):[^:]*:([^:]*):")
_PLACED_LINK = re.compile(r"(?:^|/)(?:zones|regions|locations)/([^/]+)/")
_OCID = re.compile(r"ocid1\.[a-z0-9]+\.(oc\d+)\.([a-z0-9-]*)\.[a-z0-9.]+")
_IDENTITIES = ("arn", "self_link", "id")
_HOSTS = ("dns_name", "public_dns", "repository_url", "queue_url", "invoke_url", "bucket_regional_domain_name")
"""Addresses that the provider gives to what it has made."""
_PLACED_ID = re.compile(r"([a-z]{2}-[a-z]{3}(?:-\d)?)/[0-9a-f-]{36}")


_LABELS = frozenset({"datacenter", "dedicated_datacenter", "region", "vps_datacenter"})
"""Labels of the orders of OVHcloud beside which a place stands."""


class Embedded(NamedTuple):
    """A place embedded in an ARN, a link, an id or an address. An ARN has a partition, and may have no region."""

    attribute: str
    region: str
    partition: str = ""
    host: str = ""
    """An address, whose name may state a region."""


class Reading(NamedTuple):
    """What matters of one resource. Two resources of one type and one provider block that read alike are alike."""

    own: tuple[tuple[int, str, str], ...]
    """Rank, path, value: the place as written."""
    open: tuple[tuple[int, str, Expression], ...]
    """Rank, path, expression: a place that is configured, and not known before apply."""
    hidden: tuple[str, ...]
    """Paths of a place that is known after apply only, and of which no expression is shown."""
    embedded: Embedded | None
    """Where no place is written."""
    copies: tuple[tuple[str, Scalar], ...]
    copies_open: tuple[tuple[str, Expression], ...]
    copies_hidden: tuple[str, ...]
    beside: tuple[tuple[str, str], ...] = ()
    """Path, value: what says whose regions are written."""
    identity: Embedded | None = None
    """The place in what names the resource itself, beside one that is written."""
    assumed: tuple[tuple[str, str], ...] = ()
    """Paths (without indices) whose value something outside of the code gives, and what."""

    def giver(self, path: str) -> str:
        """What outside of the code gives the value at a path, "" for the code itself."""
        plain = plain_path(path)
        return next((giver for above, giver in self.assumed if plain == above or _below(plain, above)), "")


def read(resource: Resource, kind: Kind) -> Reading:
    """The reading of a resource. Linear in its attributes: this runs once for every resource."""
    ranks = kind.ranks
    own: list[tuple[int, str, str]] = []
    copies: list[tuple[str, Scalar]] = []
    attributes = resource.attributes
    for path, value in attributes.items():
        rank = ranks[path] if path in ranks else kind.rank(path)
        if 0 <= rank < COPY:
            if isinstance(value, str) and value and (not path.endswith(".value") or _placing(attributes, path)):
                own.append((rank, path, value))
        elif rank == COPY:
            copies.append((path, value))
    pending: list[tuple[int, str, Expression]] = []
    copies_open: list[tuple[str, Expression]] = []
    if resource.unknown:
        for path, expression in resource.expressions.items():
            rank = ranks[path] if path in ranks else kind.rank(path)
            if 0 <= rank <= COPY and path not in attributes and _unknown(resource.unknown, path):
                if rank == COPY:
                    copies_open.append((path, expression))
                else:
                    pending.append((rank, path, expression))
    unknown = resource.unknown
    return Reading(
        tuple(sorted(own)) if len(own) > 1 else tuple(own),
        tuple(sorted(pending, key=lambda item: item[:2])) if len(pending) > 1 else tuple(pending),
        _hidden(resource, kind, silent=not own and not pending) if unknown and kind.hideable else (),
        None if own or pending else _embedded(resource, kind),
        tuple(copies),
        tuple(copies_open),
        _hidden_copies(resource, kind) if unknown and kind.replicas else (),
        _beside(resource, kind) if kind.below else (),
        _identity(resource, kind) if own or pending else None,
        tuple(sorted(resource.environment.items())) if resource.environment else (),
    )


def _placing(attributes: Mapping[str, Scalar], path: str) -> bool:
    """Whether the value at a path stands beside a label that speaks of a place, as in the order of a server."""
    return attributes.get(f"{path.removesuffix('.value')}.label") in _LABELS


def _beside(resource: Resource, kind: Kind) -> tuple[tuple[str, str], ...]:
    """What the attributes say that tell whose region is written."""
    found = resource.attributes.items()
    return tuple(
        (path, item) for path, item in found if isinstance(item, str) and path.rpartition(".")[2] in kind.below
    )


def _unknown(unknown: frozenset[str], path: str) -> bool:
    """Whether the value at the path, all that holds it, or a part of it, is known after apply only."""
    return path in unknown or any(_below(path, other) or _below(other, path) for other in unknown)


def _below(path: str, above: str) -> bool:
    return len(path) > len(above) and path.startswith(above) and path[len(above)] in ".["


def _hidden(resource: Resource, kind: Kind, *, silent: bool) -> tuple[str, ...]:
    """Own places that somebody has written where no expression is shown: in generated blocks, or as required.

    Where another place is stated (not `silent`), only further instances of blocks count.
    """
    found = []
    for path in sorted(resource.unknown - resource.expressions.keys()):
        plain = plain_path(path)
        if (silent or path != plain) and any(plain == wanted or _below(wanted, plain) for wanted in kind.hideable):
            found.append(path)
    return tuple(found)


def _hidden_copies(resource: Resource, kind: Kind) -> tuple[str, ...]:
    links = (generated(resource, path) for path in kind.replicas)
    return tuple(link.path for link in links if link is not None)


def _embedded(resource: Resource, kind: Kind) -> Embedded | None:
    for path in _IDENTITIES:
        value = resource.attributes.get(path)
        if isinstance(value, str) and (found := embedded_in(path, value, placed_ids=_placed(kind))):
            return found
    for path in (*_HOSTS, *kind.addresses):
        value = resource.attributes.get(path)
        if isinstance(value, str) and value:
            return Embedded(path, "", host=value)
    return None


def _identity(resource: Resource, kind: Kind) -> Embedded | None:
    """The place that an ARN, a link or an id of the resource itself names; ARNs stand for other things as ids."""
    for path in _IDENTITIES:
        value = resource.attributes.get(path)
        if not isinstance(value, str) or path in kind.named_others or (path == "id" and value.startswith("arn:")):
            continue
        found = embedded_in(path, value, placed_ids=_placed(kind))
        if found is not None and found.region:
            return found
    return None


def embedded_in(attribute: str, value: str, *, placed_ids: bool) -> Embedded | None:
    """The place in an identifier: `arn:aws:rds:eu-west-3:...`, `.../zones/europe-west9-a/...`, `nl-ams-1/<uuid>`."""
    if found := _ARN.match(value):
        return Embedded(attribute, found[2], found[1])
    if found := _OCID.fullmatch(value):
        return Embedded(attribute, found[2], found[1])
    if value.startswith("https://") and not _PLACED_LINK.search(value):
        return Embedded(attribute, "", host=value)
    if found := _PLACED_LINK.search(value):
        return Embedded(attribute, found[1])
    if placed_ids and (found := _PLACED_ID.fullmatch(value)):
        return Embedded(attribute, found[1])
    return None


def _placed(kind: Kind) -> bool:
    return kind.record is not None and kind.record.placed_ids
