"""What is known of providers, regions, owners, laws and certificates: one compiled file in, a `Knowledge` out.

The records are in `records`, the sources in `data/`; the build compiles them into `compiled/knowledge.json`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import msgspec

from souverain.declared import Overlay
from souverain.errors import KnowledgeError
from souverain.knowledge import index
from souverain.knowledge.asides import Advice, Claim, Conflict, StateBackend
from souverain.knowledge.questions import Question
from souverain.knowledge.records import (
    Clause,
    Country,
    Endpoint,
    Entity,
    KeyCustody,
    Law,
    Nexus,
    Ownership,
    Provider,
    Region,
    Source,
)
from souverain.knowledge.regimes import Profile, Regime
from souverain.knowledge.regions import Regions

COMPILED = Path(__file__).parent.parent / "compiled" / "knowledge.json"

T = TypeVar("T")
_Named = (
    Provider
    | Entity
    | Country
    | Law
    | Regime
    | Profile
    | Source
    | Claim
    | Conflict
    | Advice
    | StateBackend
    | KeyCustody
)


class Tables(msgspec.Struct, frozen=True, kw_only=True):
    """The compiled file. Providers and entities stay undecoded until one is asked for."""

    as_of: str
    oldest_fact: str
    countries: dict[str, Country]
    laws: tuple[Law, ...]
    custodies: dict[str, KeyCustody]
    regimes: dict[str, Regime]
    profiles: dict[str, Profile]
    index: index.Index
    providers: dict[str, msgspec.Raw]
    entities: dict[str, msgspec.Raw]
    ownership: msgspec.Raw
    nexus: msgspec.Raw
    sources: msgspec.Raw
    claims: msgspec.Raw
    conflicts: msgspec.Raw
    advice: msgspec.Raw
    backends: msgspec.Raw
    questions: msgspec.Raw
    clauses: tuple[Clause, ...] = ()
    """What an overlay declares of contracts."""


class HostMatch(msgspec.Struct, frozen=True):
    """Who answers at a host name, and the region that the name states ("" when it states none)."""

    provider: str
    endpoint: Endpoint
    region: str


class Knowledge:
    """An immutable view on the compiled tables."""

    def __init__(self, tables: Tables, compiled: bytes) -> None:
        self.compiled = compiled
        """The bytes of the compiled file, without what an overlay adds."""
        self.as_of = tables.as_of
        self.oldest_fact = tables.oldest_fact
        self.digest = hashlib.sha256(compiled).hexdigest()
        """Of the compiled file: what an overlay adds is the configuration's, which has a digest of its own."""
        self.laws = tables.laws
        self.clauses = tables.clauses
        self.custodies: Mapping[str, KeyCustody] = MappingProxyType(tables.custodies)
        self.regimes: Mapping[str, Regime] = MappingProxyType(tables.regimes)
        self.profiles: Mapping[str, Profile] = MappingProxyType(tables.profiles)
        self._tables = tables
        self._providers: dict[str, Provider] = {}
        self._regions: dict[str, Regions] = {}
        self._entities: dict[str, Entity] = {}

    @cached_property
    def zones(self) -> dict[str, tuple[str, ...]]:
        """Zone to the codes of its countries, sorted; the pseudo code `EU` is in every zone that its record names."""
        found: dict[str, list[str]] = {}
        for code, country in sorted(self._tables.countries.items()):
            for zone in country.zones:
                found.setdefault(zone, []).append(code)
        return {zone: tuple(codes) for zone, codes in sorted(found.items())}

    def providers(self) -> tuple[str, ...]:
        """The ids of all providers."""
        return tuple(self._tables.providers)

    def provider(self, id: str) -> Provider:  # noqa: A002  # the field's own word
        """One provider. Raises KnowledgeError when there is none of this id."""
        if id not in self._providers:
            self._providers[id] = _decode(_get(self._tables.providers, "provider", id), Provider)
        return self._providers[id]

    def provider_of(self, source: str, type_: str) -> str | None:
        """The provider id behind a source address in any spelling, or behind a type when the source is ""."""
        return self._tables.index.by_source(source) if source else self._tables.index.by_type(type_)

    def region(self, provider: str, written: str, cloud: str = "") -> Region | None:
        """The region that `written` names at a provider: id, alias or zone first, then patterns.

        None when no record or more than one says so. Raises KnowledgeError for an unknown provider.
        """
        if provider not in self._regions:
            self._regions[provider] = Regions(self.provider(provider))
        return self._regions[provider].find(written, cloud)

    def host(self, host: str) -> HostMatch | None:
        """Who answers at a host name (no scheme, no port); None when no pattern knows it.

        What a user declares wins, but for a platform of its own: that cannot be where a record knows who answers.
        """
        own: HostMatch | None = None
        for found in self._matches(host.lower().removesuffix(".")):
            if self.provider(found.provider).grade != "own":
                return found
            own = own or found
        return own

    def _matches(self, name: str) -> Iterator[HostMatch]:
        for entry in self._tables.index.by_host(name):
            if found := re.fullmatch(entry.pattern, name):
                endpoint = self.provider(entry.provider).endpoints[entry.number]
                written = found.groupdict().get("region") or endpoint.region
                yield HostMatch(provider=entry.provider, endpoint=endpoint, region=written)

    def entity(self, id: str) -> Entity:  # noqa: A002  # the same
        """One legal entity. Raises KnowledgeError when there is none of this id."""
        if id not in self._entities:
            self._entities[id] = _decode(_get(self._tables.entities, "entity", id), Entity)
        return self._entities[id]

    def entities(self) -> tuple[str, ...]:
        """The ids of all entities."""
        return tuple(self._tables.entities)

    def owners(self, owned: str) -> tuple[Ownership, ...]:
        """The edges above an entity."""
        return self._owners.get(owned, ())

    def holdings(self, owner: str) -> tuple[Ownership, ...]:
        """The edges below an entity."""
        return self._holdings.get(owner, ())

    def nexus(self, entity: str) -> tuple[Nexus, ...]:
        """The links of an entity that are not ownership."""
        return self._nexus.get(entity, ())

    def country(self, code: str) -> Country:
        """One country. Raises KnowledgeError when there is none of this code."""
        return _get(self._tables.countries, "country", code)

    def countries(self) -> tuple[str, ...]:
        """The codes of all countries."""
        return tuple(self._tables.countries)

    def source(self, id: str) -> Source:  # noqa: A002  # the same
        """One source. Raises KnowledgeError when there is none of this id."""
        return _get(self._sources, "source", id)

    def with_asking(self, regimes: Iterable[Regime], profiles: Iterable[Profile]) -> Knowledge:
        """The same with regimes and profiles of a house beside the shipped ones, whose names they do not have."""
        added = msgspec.structs.replace(
            self._tables,
            regimes=self._tables.regimes | {item.id: item for item in regimes},
            profiles=self._tables.profiles | {item.id: item for item in profiles},
        )
        return Knowledge(added, self.compiled)

    def with_overlay(self, overlay: Overlay) -> Knowledge:
        """The same with what a user declares laid over it, graded `declared`; without any, itself.

        Raises ConfigError for a declaration that names what is not there.
        """
        if not len(overlay):
            return self
        from souverain.knowledge.overlay import Below, lay  # a run without an overlay does not pay for it

        tables = self._tables
        below = Below(
            providers=tables.providers,
            entities=tables.entities,
            ownership=self._edges,
            nexus=self._links,
            countries=tables.countries,
            sources=self._sources,
            index=tables.index,
            clauses=_clauses(tables.regimes.values()),
        )
        laid = lay(below, overlay)
        changed = msgspec.structs.replace(
            tables,
            index=laid.index,
            providers=tables.providers | {name: _raw(item) for name, item in laid.providers.items()},
            entities=tables.entities | {name: _raw(item) for name, item in laid.entities.items()},
            ownership=_raw(laid.ownership),
            nexus=_raw(laid.nexus),
            sources=_raw(laid.sources),
            clauses=laid.clauses,
        )
        return Knowledge(changed, self.compiled)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What is often said, and whether it is so."""
        return _decode(self._tables.claims, tuple[Claim, ...])

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Where sources disagree."""
        return _decode(self._tables.conflicts, tuple[Conflict, ...])

    @cached_property
    def advice(self) -> tuple[Advice, ...]:
        """What other scanners ask for and a requirement on place may refuse."""
        return _decode(self._tables.advice, tuple[Advice, ...])

    @cached_property
    def backends(self) -> tuple[StateBackend, ...]:
        """Where tools keep their state."""
        return _decode(self._tables.backends, tuple[StateBackend, ...])

    @cached_property
    def questions(self) -> dict[str, Question]:
        """What a workload can declare about itself, in the order in which it is asked."""
        return {question.id: question for question in _decode(self._tables.questions, tuple[Question, ...])}

    @cached_property
    def _edges(self) -> tuple[Ownership, ...]:
        return _decode(self._tables.ownership, tuple[Ownership, ...])

    @cached_property
    def _owners(self) -> dict[str, tuple[Ownership, ...]]:
        return _grouped((edge.owned, edge) for edge in self._edges)

    @cached_property
    def _holdings(self) -> dict[str, tuple[Ownership, ...]]:
        return _grouped((edge.owner, edge) for edge in self._edges)

    @cached_property
    def _nexus(self) -> dict[str, tuple[Nexus, ...]]:
        return _grouped((link.entity, link) for link in self._links)

    @cached_property
    def _links(self) -> tuple[Nexus, ...]:
        return _decode(self._tables.nexus, tuple[Nexus, ...])

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return _decode(self._tables.sources, dict[str, Source])


def load() -> Knowledge:
    """The knowledge that ships with the package. Raises KnowledgeError when the file is absent or broken."""
    try:
        data = COMPILED.read_bytes()
    except OSError as error:
        raise KnowledgeError("broken-knowledge", cause=error) from error
    return _knowledge(data)


def of(
    *,
    providers: Iterable[Provider] = (),
    entities: Iterable[Entity] = (),
    ownership: Iterable[Ownership] = (),
    nexus: Iterable[Nexus] = (),
    laws: Iterable[Law] = (),
    custodies: Iterable[KeyCustody] = (),
    countries: Iterable[Country] = (),
    regimes: Iterable[Regime] = (),
    profiles: Iterable[Profile] = (),
    sources: Iterable[Source] = (),
    claims: Iterable[Claim] = (),
    conflicts: Iterable[Conflict] = (),
    advice: Iterable[Advice] = (),
    backends: Iterable[StateBackend] = (),
    questions: Iterable[Question] = (),
    as_of: str = "2026-01-01",
    oldest_fact: str = "",
) -> Knowledge:
    """Knowledge made of records in memory, with everything that the build adds to them."""
    known = sorted(providers, key=_id)
    tables = Tables(
        as_of=as_of,
        oldest_fact=oldest_fact or as_of,
        countries={country.id: country for country in sorted(countries, key=_id)},
        laws=tuple(sorted(laws, key=_id)),
        custodies={custody.id: custody for custody in custodies},
        regimes={regime.id: regime for regime in sorted(regimes, key=_id)},
        profiles={profile.id: profile for profile in sorted(profiles, key=_id)},
        index=index.build(known),
        providers={provider.id: _raw(provider) for provider in known},
        entities={entity.id: _raw(entity) for entity in sorted(entities, key=_id)},
        ownership=_raw(sorted(ownership, key=lambda edge: (edge.owned, edge.owner, edge.since))),
        nexus=_raw(sorted(nexus, key=lambda link: (link.entity, link.role, link.other))),
        sources=_raw({source.id: source for source in sorted(sources, key=_id)}),
        claims=_raw(sorted(claims, key=_id)),
        conflicts=_raw(sorted(conflicts, key=_id)),
        advice=_raw(sorted(advice, key=_id)),
        backends=_raw(sorted(backends, key=_id)),
        questions=_raw(tuple(questions)),
    )
    return _knowledge(msgspec.json.encode(tables))


def _knowledge(data: bytes) -> Knowledge:
    return Knowledge(_decode(msgspec.Raw(data), Tables), data)


def _clauses(regimes: Iterable[Regime]) -> frozenset[str]:
    """The clauses of a contract that some requirement asks for."""
    asked = (requirement.parameters.get("clause") for regime in regimes for requirement in regime.requirements)
    return frozenset(clause for clause in asked if isinstance(clause, str))


def _id(record: _Named) -> str:
    return record.id


def _raw(value: object) -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.encode(value))


def _decode(raw: msgspec.Raw, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(raw, type=shape)
    except msgspec.MsgspecError as error:
        raise KnowledgeError("broken-knowledge", cause=error) from error


def _get(table: Mapping[str, T], what: str, key: str) -> T:
    if key not in table:
        raise KnowledgeError(f"no-such-{what}", id=key)
    return table[key]


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    groups: dict[str, list[T]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}
