"""Where resources say what matters of their places: the paths that a resource states in, those of them to read out.

Resources of one kind that state the same paths are alike in this, whatever stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from souverain.graph.addresses import plain_path
from souverain.graph.links import generated
from souverain.model import Resource
from souverain.placement.kinds import COPY, Kind

IDENTITIES = ("arn", "self_link", "id")
_HOSTS = ("dns_name", "public_dns", "repository_url", "queue_url", "invoke_url", "bucket_regional_domain_name")
"""Addresses that the provider gives to what it has made."""

Ranked = tuple[tuple[int, str], ...]
"""Ranks and paths, the best first."""


class Paths(NamedTuple):
    """The paths to read; `reading.Reading` says what stands there."""

    own: Ranked
    open: Ranked
    waiting: tuple[str, ...]
    hidden: tuple[str, ...]
    hidden_alone: tuple[str, ...]
    """Those hidden where no place is stated."""
    identities: tuple[str, ...]
    hosts: tuple[str, ...]
    copies: tuple[str, ...]
    copies_open: tuple[str, ...]
    copies_hidden: tuple[str, ...]
    beside: tuple[str, ...]
    labels: tuple[str, ...]
    """Attributes beside which a place stands, as in an order."""

    @property
    def attributes(self) -> Iterator[str]:
        """All whose value counts."""
        yield from (path for _, path in self.own)
        yield from (*self.identities, *self.hosts, *self.copies, *self.beside, *self.labels)

    @property
    def expressions(self) -> Iterator[str]:
        """All whose expression counts."""
        yield from (path for _, path in self.open)
        yield from self.copies_open


def paths(resource: Resource, kind: Kind) -> Paths:
    """The paths of a resource that matter."""
    attributes, unknown = resource.attributes, resource.unknown
    written = [(kind.rank(path), path) for path in attributes]
    expected = [(kind.rank(path), path) for path in resource.expressions if unknown and path not in attributes]
    open_ = [(rank, path) for rank, path in expected if 0 <= rank <= COPY and is_unknown(unknown, path)]
    own, hidden = _best(written), tuple(_hidden(resource, kind))
    return Paths(
        own=own,
        open=_best(open_),
        waiting=tuple(sorted(path for path in unknown if 0 <= kind.rank(path) < COPY)),
        hidden=tuple(path for path in hidden if path != plain_path(path)),
        hidden_alone=hidden,
        identities=_present(IDENTITIES, resource),
        hosts=_present((*_HOSTS, *kind.addresses), resource),
        copies=tuple(path for rank, path in written if rank == COPY),
        copies_open=tuple(path for rank, path in open_ if rank == COPY),
        copies_hidden=_hidden_copies(resource, kind),
        beside=tuple(path for path in attributes if path.rpartition(".")[2] in kind.below),
        labels=_present((label_of(path) for _, path in own), resource),
    )


def label_of(path: str) -> str:
    """The attribute beside which a value stands, "" for what is no such value."""
    return f"{path.removesuffix('.value')}.label" if path.endswith(".value") else ""


def is_unknown(unknown: frozenset[str], path: str) -> bool:
    """Whether the value at the path, all that holds it, or a part of it, is known after apply only."""
    return path in unknown or any(below(path, other) or below(other, path) for other in unknown)


def below(path: str, above: str) -> bool:
    """Whether a path lies below another one."""
    return len(path) > len(above) and path.startswith(above) and path[len(above)] in ".["


def _present(wanted: Iterable[str], resource: Resource) -> tuple[str, ...]:
    return tuple(path for path in wanted if path in resource.attributes)


def _best(ranked: Iterable[tuple[int, str]]) -> Ranked:
    """Own places, the best first."""
    return tuple(sorted((rank, path) for rank, path in ranked if 0 <= rank < COPY))


def _hidden(resource: Resource, kind: Kind) -> Iterator[str]:
    """Own places that somebody has written where no expression is shown: in generated blocks, or as required.

    Where another place is stated, only further instances of blocks count.
    """
    for path in sorted(resource.unknown - resource.expressions.keys()) if kind.hideable else ():
        plain = plain_path(path)
        if any(plain == wanted or below(wanted, plain) for wanted in kind.hideable):
            yield path


def _hidden_copies(resource: Resource, kind: Kind) -> tuple[str, ...]:
    links = (generated(resource, path) for path in kind.replicas)
    return tuple(link.path for link in links if link is not None)
