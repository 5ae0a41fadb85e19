"""Whether the knowledge hangs together: all records in, KnowledgeError for the first that names what is not there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from souverain.conditions import Term, Until
from souverain.errors import KnowledgeError
from souverain.knowledge.asides import Advice, Claim, Conflict, StateBackend
from souverain.knowledge.questions import Question
from souverain.knowledge.records import (
    Country,
    Entity,
    KeyCustody,
    Law,
    Nexus,
    Ownership,
    Provider,
    Record,
    Source,
    Unstated,
)
from souverain.knowledge.regimes import Profile, Regime

_WITH_ID = (
    "providers",
    "entities",
    "laws",
    "custodies",
    "countries",
    "regimes",
    "profiles",
    "sources",
    "claims",
    "conflicts",
    "advice",
    "backends",
    "questions",
)
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?")


class Collected(msgspec.Struct, frozen=True, kw_only=True):
    """All records, as the files state them."""

    providers: tuple[Provider, ...] = ()
    entities: tuple[Entity, ...] = ()
    ownership: tuple[Ownership, ...] = ()
    nexus: tuple[Nexus, ...] = ()
    laws: tuple[Law, ...] = ()
    custodies: tuple[KeyCustody, ...] = ()
    countries: tuple[Country, ...] = ()
    regimes: tuple[Regime, ...] = ()
    profiles: tuple[Profile, ...] = ()
    sources: tuple[Source, ...] = ()
    claims: tuple[Claim, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    advice: tuple[Advice, ...] = ()
    backends: tuple[StateBackend, ...] = ()
    questions: tuple[Question, ...] = ()


def check(collected: Collected) -> None:
    """Raises KnowledgeError for an id that two records share, or that a record names and none has."""
    for part in _WITH_ID:
        _unique(part, [record.id for record in getattr(collected, part)])
    names = {
        part: {record.id for record in getattr(collected, part)}
        for part in ("entities", "countries", "sources", "regimes")
    }
    names["providers"] = {provider.id for provider in collected.providers}
    names["subjects"] = _subjects(collected)
    names["questions"] = {question.id for question in collected.questions}
    names["requirements"] = {f"{regime.id}/{one.id}" for regime in collected.regimes for one in regime.requirements}
    for kind, name, where in _mentions(collected):
        if name not in names[kind]:
            raise KnowledgeError("names-nothing", kind=kind, name=name, where=where)


def dates(collected: Collected) -> Iterator[str]:
    """The date of every record. Raises KnowledgeError for one that is no ISO date."""
    for where, record in _records(collected):
        if not _DATE.fullmatch(record.as_of):
            raise KnowledgeError("no-date", where=where, date=record.as_of)
        yield record.as_of


def _unique(part: str, ids: list[str]) -> None:
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        raise KnowledgeError("twice-in-knowledge", kind=part, name=twice[0])


def _mentions(collected: Collected) -> Iterator[tuple[str, str, str]]:
    """What records name: kind, id, and where it stands."""
    for where, record in _records(collected):
        yield from (("sources", name, where) for name in record.source)
    for edge in collected.ownership:
        yield from (("entities", name, "ownership") for name in (edge.owner, edge.owned))
    for link in collected.nexus:
        yield from (("entities", name, "nexus") for name in (link.entity, link.other))
        yield from _stated("countries", (link.country,), "nexus")
    for entity in collected.entities:
        yield from _stated("countries", (entity.country, entity.headquarters, *entity.establishments), entity.id)
    for provider in collected.providers:
        yield from _of_provider(provider)
    yield from (("regimes", profile.regime, profile.id) for profile in collected.profiles)
    yield from _of_questions(collected)
    yield from (("subjects", conflict.about, conflict.id) for conflict in collected.conflicts)
    yield from (("providers", name, backend.id) for backend in collected.backends for name in backend.providers)


def _of_questions(collected: Collected) -> Iterator[tuple[str, str, str]]:
    """What questions decide, and the questions that conditions and parameters name."""
    for question in collected.questions:
        yield from (("requirements", name, question.id) for name in question.decides)
        yield from (("questions", term.question, question.id) for term in question.when)
    for regime in collected.regimes:
        yield from (("questions", name, regime.id) for name in _terms(regime.applicability))
        for one in regime.requirements:
            where = f"{regime.id}/{one.id}"
            yield from (("questions", name, where) for name in (*_terms(one.applicability), *_terms(one.derogation)))
            asked = one.parameters.get("questions", ())
            yield from (("questions", name, where) for name in (asked if isinstance(asked, tuple) else ()))
            if one.part_of:
                yield "requirements", f"{regime.id}/{one.part_of}", where


def _terms(value: object) -> Iterator[str]:
    """The questions that conditions name, wherever they stand in them."""
    if isinstance(value, Term | Until):
        yield value.question
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _terms(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _terms(item)


def _subjects(collected: Collected) -> set[str]:
    """Everything that sources can disagree about."""
    offers = {f"{provider.id}/{offer.id}" for provider in collected.providers for offer in provider.offers}
    return offers | {record.id for part in (collected.providers, collected.entities, collected.laws) for record in part}


def _of_provider(provider: Provider) -> Iterator[tuple[str, str, str]]:
    where = provider.id
    yield from _stated("entities", (provider.operator, *(cloud.operator for cloud in provider.clouds)), where)
    for region in provider.regions:
        yield from _stated("countries", (region.country, *region.countries), f"{where} {region.id}")
        yield from _stated("entities", (region.operator,), f"{where} {region.id}")
        yield from _stated("providers", (region.host,), f"{where} {region.id}")
    for endpoint in provider.endpoints:
        yield from _stated("countries", (endpoint.country,), f"{where} {endpoint.pattern}")
        yield from _stated("entities", (endpoint.operator,), f"{where} {endpoint.pattern}")
    for offer in provider.offers:
        holders = (certificate.holder for certificate in offer.certificates)
        yield from _stated("entities", (offer.operator, *holders), f"{where} {offer.id}")
    countries = (setting.default_country for setting in provider.settings)
    yield from _stated("countries", countries, where)
    yield from _stated("countries", (code for item in provider.technology for code in item.countries), where)


def _stated(kind: str, names: Iterable[str | Unstated], where: str) -> Iterator[tuple[str, str, str]]:
    return ((kind, name, where) for name in names if isinstance(name, str) and name)


def _records(collected: Collected) -> Iterator[tuple[str, Record]]:
    """Every record with its inner ones, and the name of the outer one."""
    for part in collected.__struct_fields__:
        for record in getattr(collected, part):
            yield from _inner(str(getattr(record, "id", part)), record)


def _inner(where: str, value: object) -> Iterator[tuple[str, Record]]:
    if isinstance(value, Record):
        yield where, value
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _inner(where, getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _inner(where, item)
