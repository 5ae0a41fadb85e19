"""What to keep an eye on: what ends, what has ended, what rests on little, and how old the knowledge is."""

from __future__ import annotations

import pytest

from souverain.knowledge import Knowledge, load, of, watch
from souverain.knowledge.records import Adequacy, Certificate, Country, Entity, Law, Offer, Ownership, Provider

READ = {"source": ("register",), "as_of": "2026-01-01"}
KNOWN = of(
    providers=[
        Provider(
            id="p",
            name="P",
            offers=(
                Offer(
                    id="o",
                    name="O",
                    certificates=(
                        Certificate(scheme="HDS", status="granted", until="2026-03-31", grade="primary", **READ),
                        Certificate(scheme="BSI C5", status="claimed", until="2026-04", grade="background", **READ),
                        Certificate(
                            scheme="SecNumCloud", status="expired", until="2026-03-31", grade="primary", **READ
                        ),
                        Certificate(scheme="ISO/IEC 27001", status="claimed", grade="primary", **READ),
                    ),
                    grade="primary",
                    **READ,
                ),
            ),
            grade="primary",
            **READ,
        )
    ],
    entities=[
        Entity(id="a", name="A", country="FR", grade="primary", **READ),
        Entity(id="b", name="B", country="FR", grade="secondary", **READ),
    ],
    ownership=[Ownership(owner="a", owned="b", until="2026-04-01", grade="transcription", **READ)],
    laws=[
        Law(
            id="l",
            name={},
            jurisdiction="US",
            citation="",
            article="",
            until="2026-04-02",
            grade="primary",
            **READ,
        )
    ],
    countries=[
        Country(
            id="GB",
            adequacy=(Adequacy(decision="D", until="2026-04-03", grade="primary", **READ),),
            grade="primary",
            **READ,
        )
    ],
    as_of="2026-01-01",
)
ALL = [
    ("2026-03-31", "certificate", "p/o HDS"),
    ("2026-04", "certificate", "p/o BSI C5"),
    ("2026-04-01", "ownership", "a > b"),
    ("2026-04-02", "law", "l"),
    ("2026-04-03", "adequacy", "GB D"),
]


def told(endings: tuple[watch.Ending, ...]) -> list[tuple[str, str, str]]:
    return [(item.until, item.kind, item.name) for item in endings]


@pytest.mark.parametrize(
    ("as_of", "within", "expected"),
    [
        ("2026-03-31", 3, ALL),
        ("2026-03-31", 0, ALL[:1]),
        ("2026-03-31", -5, ALL[:1]),
        ("2026-04-01", 0, ALL[1:3]),
        ("2026-04-04", 10**9, []),
        ("2026-01-01", 10**9, ALL),
    ],
)
def test_what_ends_bounds_included(as_of: str, within: int, expected: list[tuple[str, str, str]]) -> None:
    assert told(watch.ending(KNOWN, as_of, within)) == expected


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [("2026-03-31", []), ("2026-04-01", ALL[:1]), ("2026-04-30", ALL[:1]), ("2026-05-01", ALL[:2])],
)
def test_what_has_ended_is_certificates_of_which_no_record_says_so(
    as_of: str, expected: list[tuple[str, str, str]]
) -> None:
    assert told(watch.ended(KNOWN, as_of)) == expected


@pytest.mark.parametrize(
    ("grade", "expected"),
    [
        ("primary", ["entity b", "ownership a > b", "provider p / o / BSI C5"]),
        ("transcription", ["entity b", "provider p / o / BSI C5"]),
        ("secondary", ["provider p / o / BSI C5"]),
        ("background", []),
    ],
)
def test_what_rests_on_less(grade: str, expected: list[str]) -> None:
    assert sorted(name for name, _ in watch.weaker(KNOWN, grade)) == expected


@pytest.mark.parametrize(
    ("as_of", "known", "days"),
    [("2026-11-24", "2026-11-24", 0), ("2027-02-22", "2026-11-24", 90), ("2026-01-01", "2026-11", -304)],
)
def test_age(as_of: str, known: str, days: int) -> None:
    assert watch.age(as_of, known) == days


@pytest.fixture(scope="module")
def shipped() -> Knowledge:
    return load()


def test_every_record_of_the_knowledge_is_looked_at(shipped: Knowledge) -> None:
    records = [record for _, record in watch.records(shipped)]
    regions = sum(len(shipped.provider(id_).regions) for id_ in shipped.providers())
    assert len(records) > regions + len(shipped.providers()) + len(shipped.entities())
    assert all(record.grade != "declared" for record in records)
