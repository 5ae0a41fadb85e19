"""What to keep an eye on: the knowledge and a day in; what ends soon, what rests on little, what has grown old out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from souverain.knowledge import Knowledge
from souverain.knowledge.records import Record
from souverain.model import Grade

STALE_AFTER = 90
"""Days after which the knowledge is old: a report says so."""

_CENTURY = 36_500
_WEAKEST_LAST: tuple[Grade, ...] = ("primary", "transcription", "secondary", "background", "own", "declared")


class Ending(msgspec.Struct, frozen=True, order=True):
    """Something that ends: its last day, what it is (`certificate`, `law`, `adequacy`, `ownership`), and of what."""

    until: str
    kind: str
    name: str


def age(as_of: str, knowledge: str) -> int:
    """Days from the date of the knowledge to a day; negative for a day before it."""
    return (date.fromisoformat(as_of) - date.fromisoformat(_day(knowledge))).days


def ending(knowledge: Knowledge, as_of: str, within: int) -> tuple[Ending, ...]:
    """What ends from a day on, within so many days, both included. A month counts from its first day."""
    days = min(max(within, 0), _CENTURY)
    last = (date.fromisoformat(as_of) + timedelta(days=days)).isoformat()
    return tuple(sorted(item for item in _endings(knowledge) if as_of <= _day(item.until) <= last))


def ended(knowledge: Knowledge, as_of: str) -> tuple[Ending, ...]:
    """Certificates past their end of which no record knows a renewal."""
    found = (item for item in _endings(knowledge) if item.kind == "certificate")
    return tuple(sorted(item for item in found if item.until < as_of[: len(item.until)]))


def weaker(knowledge: Knowledge, grade: Grade) -> Iterator[tuple[str, Record]]:
    """Every record below a grade, with its name."""
    least = _WEAKEST_LAST.index(grade)
    return ((name, record) for name, record in records(knowledge) if _WEAKEST_LAST.index(record.grade) > least)


def records(knowledge: Knowledge) -> Iterator[tuple[str, Record]]:
    """Every record with a name that tells where it stands."""
    for id_ in knowledge.providers():
        yield from _within(f"provider {id_}", knowledge.provider(id_))
    for id_ in knowledge.entities():
        yield f"entity {id_}", knowledge.entity(id_)
        for edge in knowledge.owners(id_):
            yield f"ownership {edge.owner} > {id_}", edge
        for link in knowledge.nexus(id_):
            yield f"link {id_} > {link.other}", link
    for law in knowledge.laws:
        yield f"law {law.id}", law
    for code in knowledge.countries():
        yield from _within(f"country {code}", knowledge.country(code))
    for regime in knowledge.regimes.values():
        yield from _within(f"regime {regime.id}", regime)


def _within(name: str, record: Record) -> Iterator[tuple[str, Record]]:
    """A record and those that it holds, each named after it."""
    yield name, record
    for field in record.__struct_fields__:
        value = getattr(record, field)
        for item in value if isinstance(value, tuple) else ():
            if isinstance(item, Record):
                yield from _within(f"{name} / {_own_name(item)}", item)


def _own_name(record: Record) -> str:
    for field in ("id", "scheme", "pattern", "decision", "attribute", "on", "types"):
        if found := getattr(record, field, ""):
            return ", ".join(found) if isinstance(found, tuple) else str(found)
    return type(record).__name__.lower()


def _endings(knowledge: Knowledge) -> Iterator[Ending]:
    for id_ in knowledge.providers():
        for offer in knowledge.provider(id_).offers:
            for item in offer.certificates:
                if item.until and item.status in ("granted", "claimed"):
                    yield Ending(item.until, "certificate", f"{id_}/{offer.id} {item.scheme}")
    for law in knowledge.laws:
        if law.until:
            yield Ending(law.until, "law", law.id)
    for code in knowledge.countries():
        for decision in knowledge.country(code).adequacy:
            if decision.until:
                yield Ending(decision.until, "adequacy", f"{code} {decision.decision}")
    for id_ in knowledge.entities():
        for edge in knowledge.owners(id_):
            if edge.until:
                yield Ending(edge.until, "ownership", f"{edge.owner} > {id_}")


def _day(written: str) -> str:
    """The first day of a month or year; a day is itself."""
    return written + "-01" * (2 - written.count("-"))
