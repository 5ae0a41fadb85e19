"""Markdown: as approved in both languages, under GitHub's size, with names that are only names."""

from __future__ import annotations

import re
from functools import partial

import msgspec
import pytest
import report_cases as cases
from report_cases import Golden

import estate
from souverain.i18n import Lang
from souverain.reports import Look, markdown
from souverain.reports.report import Report

REPORTS = cases.varied()
each = pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)


def written(report: Report, lang: Lang = "en") -> str:
    return cases.write("markdown", report, lang=lang)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_as_approved(lang: Lang, golden: Golden) -> None:
    golden(f"mixed.{lang}.md", written(cases.mixed(lang), lang))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_as_approved_beside_a_base(lang: Lang, golden: Golden) -> None:
    golden(f"beside-a-base.{lang}.md", "".join(markdown.check(cases.beside_a_base(), Look(lang=lang))))


def test_nothing_is_said_to_be_gone_where_an_input_was_not_read() -> None:
    run = cases.beside_a_base(cases.HOLED, cases.HOLED_ANSWERS)
    assert "Not compared with" in "".join(markdown.check(run, Look()))
    assert "removes" not in "".join(markdown.check(run, Look()))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("mixed", "refused"),
        ("day one", "not proven"),
        ("holed", "no verdict"),
        ("broken", "no verdict"),
        ("empty", "nothing to judge"),
    ],
)
def test_the_heading_is_the_outcome(name: str, said: str) -> None:
    assert written(REPORTS[name]).splitlines()[1] == f"## souverain: {said}"


def test_an_exit_code_that_was_asked_for_changes_no_heading() -> None:
    report = cases.made(cases.MIXED, cases.MIXED_ANSWERS, cases.Config(as_of=cases.estate.AS_OF, exit_zero=True))
    assert report.exit_code == 0
    assert "## souverain: refused" in written(report)


@each
def test_says_what_it_is(report: Report) -> None:
    said = written(report)
    assert said.startswith(markdown.MARK)
    assert "no finding of compliance" in said


@each
def test_every_row_of_a_table_has_its_columns(report: Report) -> None:
    for line in written(report).splitlines():
        if line.startswith("|"):
            assert line.count("|") == 5, line


def test_names_are_only_names() -> None:
    said = written(cases.hostile())
    assert "<img" not in said
    assert "`" not in said
    assert not re.search(r"[@#]\w(?!\w*;)", re.sub(r"&#\d+;", "", said))
    assert "](http://a.example" not in said


virginia = partial(cases.refused, at="virginia")
LONG = "aws_s3_bucket." + "|" * 70_000


def test_one_name_longer_than_a_comment_is_cut_and_told() -> None:
    facts = cases.document(*(cases.resource(f"{LONG}{number}", at="virginia") for number in range(30)))
    answers = [make(number) for number in range(30) for make in (cases.abroad, virginia)]
    base = cases.judged(cases.document(), [])
    said = "".join(markdown.check(msgspec.structs.replace(cases.judged(facts, answers), base=base), Look()))
    assert len(said) < markdown.LIMIT
    assert "| error | <code>" in said
    assert "introduced 60, removed 0; resources moved 0" in said


def test_thousands_of_inputs_that_were_not_read_stay_under_it_too() -> None:
    inputs = tuple(
        msgspec.structs.replace(estate.unreadable_input(), path=f"{number}{'@' * 200}") for number in range(3000)
    )
    report = cases.made(msgspec.structs.replace(cases.HOLED, inputs=inputs), cases.HOLED_ANSWERS)
    assert len(written(report)) < markdown.LIMIT
    assert "- and 29" in written(report)


def test_a_list_ends_before_the_table_below_it() -> None:
    lines = written(REPORTS["holed"]).splitlines()
    before = [lines[number - 1] for number, line in enumerate(lines) if line.startswith("| profile")]
    assert before == [""]


def test_stays_under_the_size_of_a_comment() -> None:
    many = [cases.resource(f"aws_s3_bucket.{'long' * 50}{number}", at="virginia") for number in range(2000)]
    report = cases.made(
        cases.document(*many),
        [cases.abroad(number) for number in range(2000)]
        + [cases.refused(number, at="virginia") for number in range(2000)],
    )
    distinct = cases.apart(report)
    said = written(distinct)
    assert len(said) < markdown.LIMIT
    assert "Further causes" in said
    assert said.count("<details>") == said.count("</details>") > 10
