"""CSV: as approved, one row to a finding, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import pytest
import report_cases as cases
from report_cases import Golden

from souverain.reports.csv import COLUMNS
from souverain.reports.report import Report

REPORTS = cases.varied()
each = pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)


def written(report: Report) -> str:
    return cases.write("csv", report)


def rows(report: Report) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(written(report), newline=""), strict=True)]


def test_as_approved(golden: Golden) -> None:
    golden("mixed.csv", written(cases.mixed()).replace("\r\n", "\n"))


@each
def test_has_a_row_for_each_finding_and_each_error(report: Report) -> None:
    found = rows(report)
    unread = sum(1 for item in report.inputs if item.error) + bool(report.error)
    assert len(found) == len(report.findings) + unread
    assert all(tuple(row) == COLUMNS for row in found)
    assert [row["status"] for row in found].count("unreadable") == unread


@each
def test_no_cell_is_a_formula(report: Report) -> None:
    cells = [cell for row in rows(report) for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_name_that_is_a_formula_is_text() -> None:
    sums = cases.made(cases.document(cases.resource("=1+1", at="virginia")), cases.HOSTILE_ANSWERS)
    assert {row["address"] for row in rows(sums)} == {"'=1+1"}
