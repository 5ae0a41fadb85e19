"""What matters of a resource type for its place, prepared once: the attributes that say it, and what holds without."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from fnmatch import fnmatchcase
from typing import Literal

from souverain.graph.addresses import plain_path
from souverain.knowledge import flows, types
from souverain.knowledge.records import Provider
from souverain.knowledge.types import TypeFacts
from souverain.model import Resource
from souverain.placement import agreeing
from souverain.placement.atlas import Atlas

COPY = 1000
"""Rank of attributes that speak of copies."""
IDENTITY = 2000
"""Rank of attributes in which a place may be embedded: ARNs, links, ids."""
_WEAK = 100
"""From this rank on a value counts only when it names a region: the type's own table does not name the attribute."""
_GENERIC = ("availability_zone", "zone", "region", "location")
_ZONAL = ("zone", "subregion", "datacenter")
_NETWORK = "network"
_PARENTS = ("parent", "storage", _NETWORK, "queue", "logs")
_SUBNET = "_subnet"
_IDENTITIES = ("arn", "self_link", "id")
_SWITCHES = ("disable_backup",)


class Kind:
    """One resource type of one provider."""

    def __init__(self, atlas: Atlas, type_: str, source: str) -> None:
        self.type = type_
        self.facts = types.lookup(type_, source)
        self.provider = atlas.provider_id(source, type_)
        self.record = atlas.provider(self.provider) if self.provider else None
        self.below = frozenset(item.attribute for item in self.record.hosting if item.attribute) if self.record else ()
        """Names of attributes that say whose infrastructure a region is on."""
        self.service = self.facts.service if self.facts else ""
        self.model = self.facts.model if self.facts else ""
        self.scope = _scope(self.facts, self.record, type_)
        self.paths = _locations(self.facts, self.record)
        self.zonal = bool(self.paths) and any(word in self.paths[0] for word in _ZONAL)
        required = self.model == "own-required"
        self.hideable = tuple(path for path in self.paths if required or "." in path)
        """Places that, when they are unknown and no expression is shown, somebody has chosen all the same."""
        self.parents = _parents(self.facts, self.record)
        self.networks = frozenset(path for path, kind in self._references() if kind == _NETWORK)
        """Paths of the networks that it stands in."""
        self.named_others = frozenset((*(path for path, _ in self._references()), *flows.paths(type_)))
        """Paths that name other resources."""
        placed_ids = self.record is not None and self.record.placed_ids
        stands = self.model == "parent" or (placed_ids and bool(self.parents))
        self.stands_in = stands and self.scope == "regional" and not _of_account(self.record)
        """Whether it is where another resource is, whatever its provider block says."""
        defaults = [item for item in (self.record.defaults if self.record else ()) if _matches(type_, item.types)]
        self.primary_defaults = tuple(item for item in defaults if item.role == "primary")
        self.copy_defaults = tuple(item for item in defaults if item.role != "primary")
        self.replicas = tuple(path for path in (self.facts.replicas if self.facts else ()) if path not in self.paths)
        sends = self.facts.endpoints if self.facts else ("endpoint",)
        held = self.facts is not None and self.facts.role in ("stores", "processes")
        self.addresses = ("endpoint",) if held and "endpoint" not in sends else ()
        """Paths of an address at which it is reached itself."""
        self._ranks = self._ranked()

    def rank(self, path: str) -> int:
        """The rank of a concrete attribute path, -1 for what does not matter."""
        return self._ranks.get(plain_path(path), -1)

    def within_block(self, path: str) -> bool:
        """Whether what stands at a path (without indices) is a part of the region that the provider block names.

        Not where a block can name such a place too, which the resource then overrides.
        """
        if self.record is None or not agreeing.in_a_region(path):
            return False
        return path not in {item.attribute.rpartition(".")[2] for item in self.record.settings}

    def weak(self, rank: int) -> bool:
        """Whether a value of this rank counts only when it names a region."""
        return rank >= _WEAK

    def _references(self) -> Iterable[tuple[str, str]]:
        return self.facts.references.items() if self.facts else ()

    def _ranked(self) -> dict[str, int]:
        copying = (*self.replicas, *(self.facts.switches if self.facts else ()), *_SWITCHES)
        ranks = dict.fromkeys(_IDENTITIES, IDENTITY)
        ranks |= dict.fromkeys((*copying, *(item.attribute for item in self.copy_defaults)), COPY)
        weak = self.record.location if self.record and self.model != "global" else ()
        ranks |= {path: _WEAK + number for number, path in reversed(tuple(enumerate(weak))) if path not in ranks}
        ranks |= {path: number for number, path in reversed(tuple(enumerate(self.paths)))}
        return ranks


class Kinds:
    """The types of one stack."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._kinds: dict[tuple[str, str], Kind] = {}

    def of(self, resource: Resource) -> Kind:
        """The kind of a resource."""
        key = (resource.type, resource.provider)
        if (found := self._kinds.get(key)) is None:
            found = self._kinds[key] = Kind(self._atlas, *key)
        return found

    def is_software(self, provider: str) -> bool:
        """Whether a provider is software that anyone runs, and not a service of its own."""
        return bool(provider) and self._atlas.provider(provider).site_map

    def any_local_zone(self, resources: Collection[Resource]) -> bool:
        """Whether any of them is a network that states a zone apart from the region that it hangs on."""
        networks = {type_ for type_ in {resource.type for resource in resources} if type_.endswith(_SUBNET)}
        written = {
            (kind.provider, value)
            for resource in resources
            if resource.type in networks and (kind := self.of(resource)).provider
            for path in kind.paths
            if isinstance(value := resource.attributes.get(path), str)
        }
        regions = (self._atlas.region(*place) for place in written)
        return any(region is not None and region.parent for region in regions)


def _scope(facts: TypeFacts | None, record: Provider | None, type_: str) -> Literal["none", "global", "regional"]:
    """Whether the type has a place at all: `none` by nature, or the whole world."""
    for item in record.globals if record else ():
        if _matches(type_, item.types):
            return item.kind
    if facts is None or facts.model != "global":
        return "regional"
    if facts.role == "none":
        return "none"
    return "regional" if _of_account(record) else "global"


def _of_account(record: Provider | None) -> bool:
    """Whether no type of the provider has a place of its own: all of an account is where the provider block says."""
    return record is not None and bool(record.settings) and not record.location


def _locations(facts: TypeFacts | None, record: Provider | None) -> tuple[str, ...]:
    """Own places. Where all places are equal, as the replicas of a secret are, they are its own."""
    if facts is not None:
        return facts.location or (facts.replicas if facts.model == "own-nested" else ())
    return (record.location if record else ()) or _GENERIC


def _parents(facts: TypeFacts | None, record: Provider | None) -> tuple[str, ...]:
    """Paths of what the type stands in, the closest kind of relation that its table has."""
    if facts is None:
        return ()
    kinds = (*_PARENTS, *(("key",) if facts.role == "keys" else ()))
    embedded = record is not None and record.placed_ids
    for kind in (*kinds, "source") if embedded else kinds:
        if paths := tuple(path for path, found in facts.references.items() if found == kind):
            return paths
    return ()


def _matches(type_: str, globs: Iterable[str]) -> bool:
    return any(fnmatchcase(type_, glob) for glob in globs)
