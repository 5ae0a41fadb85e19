"""JUnit XML: as approved, as a library for it reads it back, and with the counts that readers believe."""

from __future__ import annotations

import pytest
import report_cases as cases
from junitparser import Error, Failure, JUnitXml, Skipped, TestSuite
from report_cases import Golden

from souverain.reports.report import Report

REPORTS = cases.varied()
each = pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)


def written(report: Report) -> str:
    return cases.write("junit", report)


def suites(report: Report) -> list[TestSuite]:
    return [*JUnitXml.fromstring(written(report).encode())]


def test_as_approved(golden: Golden) -> None:
    golden("mixed.junit.xml", written(cases.mixed()))


@each
def test_what_closes_the_gate_does_not_pass(report: Report) -> None:
    results = [type(result) for suite in suites(report) for case in suite for result in case.result]
    gating = [finding.status for finding in report.findings if finding.gate]
    unread = sum(1 for item in report.inputs if item.error) + bool(report.error)
    assert results.count(Failure) == gating.count("fail")
    assert results.count(Error) == len(gating) - gating.count("fail") + unread
    assert Skipped not in results


@each
def test_the_counts_are_those_of_the_cases(report: Report) -> None:
    whole = JUnitXml.fromstring(written(report).encode())
    counted = (whole.tests, whole.failures, whole.errors)
    whole.update_statistics()
    assert counted == (whole.tests, whole.failures, whole.errors)


def test_a_run_without_findings_has_a_case_that_passed() -> None:
    (suite,) = suites(REPORTS["empty"])
    (case,) = suite
    assert case.result == []


def test_what_is_set_aside_is_skipped() -> None:
    report = cases.set_aside(cases.mixed())
    results = [result for suite in suites(report) for case in suite for result in case.result]
    assert results
    assert {type(result) for result in results} == {Skipped}
