"""Annotations: as approved, one to a cause, and decoded as GitHub's runner decodes workflow commands."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
import report_cases as cases
from report_cases import Golden

from souverain.reports.groups import groups
from souverain.reports.report import Report

COMMAND = re.compile(r"^::(?P<level>error|warning|notice) (?P<properties>[^:]*)::(?P<message>.*)$")
REPORTS = cases.varied()
each = pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)


def written(report: Report) -> str:
    return cases.write("github", report)


def commands(report: Report) -> list[dict[str, str]]:
    found = []
    for line in written(report).splitlines():
        command = COMMAND.match(line)
        assert command, line
        pairs = dict(pair.partition("=")[::2] for pair in command["properties"].split(","))
        found.append({name: unquote(value) for name, value in pairs.items()} | command.groupdict())
    return found


def test_as_approved(golden: Golden) -> None:
    golden("mixed.github.txt", written(cases.mixed()))


@each
def test_every_line_is_a_command(report: Report) -> None:
    assert all(command["title"].startswith("souverain") for command in commands(report))


@each
def test_every_cause_that_closes_the_gate_has_one(report: Report) -> None:
    gating = [group for group in groups(report.findings) if group.first.gate]
    assert len(commands(report)) >= len(gating)


def test_names_start_no_command_of_their_own() -> None:
    (command,) = {found["file"]: found for found in commands(cases.hostile())}.values()
    assert command["file"] == "a,b:c%d.tf"
    assert command["line"] == "3"


def test_what_could_not_be_read_is_an_error() -> None:
    assert [command["level"] for command in commands(cases.broken())] == ["error"]


def test_questions_are_asked_once() -> None:
    assert len(commands(cases.day_one())) == 1
