"""The report for people: 80 columns, one finding for each cause, in two languages."""

from __future__ import annotations

import re

import msgspec
import pytest
import report_cases as cases
from report_cases import Golden

from souverain.document import PlaceRef
from souverain.model import known
from souverain.reports.report import Report


def written(report: Report, **look: object) -> str:
    return cases.write("text", report, **look)


REPORTS = {
    "mixed.en.txt": (cases.mixed(), {}),
    "mixed.fr.txt": (cases.mixed("fr"), {"lang": "fr"}),
    "mixed.verbose.txt": (cases.mixed(), {"verbose": True}),
    "day-one.en.txt": (cases.day_one(), {}),
    "day-one.fr.txt": (cases.day_one("fr"), {"lang": "fr"}),
    "holed.en.txt": (cases.holed(), {}),
    "broken.txt": (cases.broken(), {}),
}


@pytest.mark.parametrize(("name", "report", "look"), [(name, *case) for name, case in REPORTS.items()], ids=REPORTS)
def test_as_approved(name: str, report: Report, look: dict[str, object], golden: Golden) -> None:
    golden(name, written(report, **look))


@pytest.mark.parametrize(("report", "look"), REPORTS.values(), ids=REPORTS)
def test_no_line_is_wider_than_80_columns_and_none_ends_in_blanks(report: Report, look: dict[str, object]) -> None:
    text = written(report, **look)
    assert text.endswith("\n")
    assert [line for line in text.splitlines() if len(line) > 80 or line != line.rstrip()] == []


def test_a_long_address_is_never_cut() -> None:
    address = 'module.hospital["paris"].module.imaging["radiology"].aws_s3_bucket.examinations["2026"]'
    report = cases.made(cases.document(cases.resource(address)), [cases.refused(0), *cases.passed("IMM-LOC", 0)])
    assert address in written(report)


def test_siblings_of_one_cause_are_one_finding() -> None:
    text = written(cases.mixed())
    assert text.count("error[extra-eu-jurisdiction] aws_s3_bucket.records") == 1
    assert "(+2 resources)" in text
    assert "copies[1]" not in text


def test_colours_change_nothing_but_colours() -> None:
    painted = written(cases.mixed(), colour=True)
    assert "\x1b[" in painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == written(cases.mixed())


@pytest.mark.parametrize("gate", ["all", "introduced"])
def test_what_does_not_gate_is_named_in_two_lines(gate: str) -> None:
    debt = cases.document(cases.resource(state="existing", action="no-op"))
    answers = [cases.refused(0), *cases.passed("IMM-LOC", 0)]
    text = written(cases.made(debt, answers, cases.Config(as_of=cases.estate.AS_OF, gate=gate)))
    assert "error[extra-eu-jurisdiction]" in text
    assert ("  law    " in text) is (gate == "all")
    assert ("health: fail (1 refused, 0 unproven; 0 close the gate)" in text) is (gate == "introduced")


def test_a_question_counts_each_store_once_and_the_same_words_once() -> None:
    """Two places of one store are two causes in the same words."""
    places = tuple(PlaceRef(place=name, role="primary", basis="stated") for name in ("paris", "twin"))
    made = cases.document(cases.resource(places=places, data_class=cases.estate.UNDECLARED))
    twin = msgspec.structs.replace(made.places["paris"], id="twin", region=known("eu-west-3-b"))
    made = msgspec.structs.replace(made, places={**made.places, "twin": twin})
    raw = [cases.question(0), cases.refused(0), cases.refused(0, at="twin"), *cases.passed("IMM-LOC", 0)]
    text = written(cases.made(made, raw))
    assert text.count("  1x Undeclared data in Paris") == 1
    assert "2x" not in text


@pytest.mark.parametrize(("as_of", "days"), [("2027-02-19", ""), ("2027-02-20", "91 days old")])
def test_knowledge_of_more_than_ninety_days_is_said_to_be_old(as_of: str, days: str) -> None:
    """The knowledge of these reports is of 2026-11-21."""
    said = " ".join(written(msgspec.structs.replace(cases.mixed(), as_of=as_of)).split())
    assert ("days old" in said, days in said) == (bool(days), True)
