"""SARIF 2.1.0: as approved, by the models generated from the published schema, and by what no schema can say."""

from __future__ import annotations

import json
from typing import Any

import pytest
import report_cases as cases
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Log
from report_cases import Golden

from souverain.reports import sarif
from souverain.reports.report import Report

REPORTS = cases.varied()
each = pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)


def written(report: Report) -> str:
    return cases.write("sarif", report)


def run(report: Report) -> dict[str, Any]:
    (found,) = json.loads(written(report))["runs"]
    return found


def test_as_approved(golden: Golden) -> None:
    golden("mixed.sarif", written(cases.mixed()))


@each
def test_follows_the_published_schema(report: Report) -> None:
    log = Log.model_validate_json(written(report))
    assert log.version.value == "2.1.0"
    assert len(log.runs[0].results or []) == len(report.findings)


def test_a_log_is_never_larger_than_a_code_host_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MOST", 3)
    found = run(cases.mixed())
    assert [result["properties"]["gate"] for result in found["results"]] == [True, True, True]
    (notification,) = found["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"] == str(len(cases.mixed().findings) - 3)


@each
def test_only_a_refusal_has_a_level(report: Report) -> None:
    for result in run(report)["results"]:
        assert (result["level"] != "none") is (result["kind"] == "fail")
        assert (result["kind"] == "fail") is (result["properties"]["status"] == "fail")


@each
def test_results_point_at_their_rule(report: Report) -> None:
    found = run(report)
    for result in found["results"]:
        assert found["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("mixed", {"fail", "open"}),
        ("day one", {"open", "review"}),
        ("holed", {"pass"}),
        ("contradiction", {"informational"}),
    ],
)
def test_kinds_of_results(name: str, kinds: set[str]) -> None:
    assert {result["kind"] for result in run(REPORTS[name])["results"]} == kinds


@each
def test_github_is_given_what_is_refused_or_not_proven_alone(report: Report) -> None:
    """It makes an open alert of each result, whatever its kind, suppressed or not."""
    log = Log.model_validate_json(cases.write("code-scanning", report))
    statuses = [finding.status for finding in report.findings if finding.status in ("fail", "unproven")]
    results = log.runs[0].results or []
    assert [result.properties.model_dump()["status"] for result in results if result.properties] == statuses
    assert all(not result.suppressions for result in results)


def test_github_is_given_nothing_that_was_set_aside() -> None:
    waived = cases.set_aside(cases.mixed())
    assert run(waived)["results"]
    assert json.loads(cases.write("code-scanning", waived))["runs"][0]["results"] == []


@pytest.mark.parametrize(("name", "successful"), [("mixed", True), ("holed", False), ("broken", False)])
def test_a_run_without_verdict_did_not_succeed(name: str, successful: bool) -> None:
    (invocation,) = run(REPORTS[name])["invocations"]
    assert invocation["executionSuccessful"] is successful
    assert bool(invocation["toolExecutionNotifications"]) is not successful


@each
def test_locations_are_relative_references(report: Report) -> None:
    for result in run(report)["results"]:
        (location,) = result["locations"]
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        assert uri
        assert " " not in uri
