"""OSCAL assessment results: as approved, by the models generated from NIST's schema, and by what no schema can say."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
import report_cases as cases
from oscal_bindings.v1.models import AssessmentResultsDocument
from report_cases import Golden

from souverain.findings.finding import SetAside
from souverain.reports.report import Report

REPORTS = cases.varied()
each = pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)


def written(report: Report) -> str:
    return cases.write("oscal", report)


def results(report: Report) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(written(report))["assessment-results"]
    return found


def states(report: Report) -> dict[str, tuple[str, str]]:
    """Control to its state and reason."""
    found = [item["target"] for result in results(report)["results"] for item in result.get("findings", ())]
    return {item["target-id"]: (item["status"]["state"], item["status"]["reason"]) for item in found}


def test_as_approved(golden: Golden) -> None:
    golden("mixed.oscal.json", written(cases.mixed()))


@each
def test_follows_the_published_schema(report: Report) -> None:
    AssessmentResultsDocument.model_validate(json.loads(written(report)))


@each
def test_the_same_run_has_the_same_ids(report: Report) -> None:
    assert written(report) == written(report)


@each
def test_every_reference_leads_somewhere(report: Report) -> None:
    document = results(report)
    resources = {item["uuid"] for item in document["back-matter"]["resources"]}
    assert document["import-ap"]["href"].removeprefix("#") in resources
    for result in document["results"]:
        observed = [item["uuid"] for item in result.get("observations", ())]
        risks = [item["uuid"] for item in result.get("risks", ())]
        items = {item["uuid"] for item in result.get("local-definitions", {}).get("inventory-items", ())}
        assert len(observed) == len(set(observed))
        assert len(risks) == len(set(risks))
        for item in result.get("observations", ()):
            assert {subject["subject-uuid"] for subject in item["subjects"]} <= items
        for item in result.get("findings", ()):
            assert {about["observation-uuid"] for about in item["related-observations"]} <= set(observed)
            assert {about["risk-uuid"] for about in item.get("related-risks", ())} <= set(risks)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("mixed", {"health.IMM-REACH": ("not-satisfied", "fail"), "health.IMM-LOC": ("not-satisfied", "fail")}),
        ("day one", {"health.IMM-REACH": ("not-satisfied", "other"), "health.IMM-LOC": ("not-satisfied", "other")}),
        ("holed", {"health.IMM-REACH": ("not-satisfied", "other"), "health.IMM-LOC": ("not-satisfied", "other")}),
        ("broken", {}),
        ("empty", {}),
    ],
)
def test_states(name: str, expected: dict[str, tuple[str, str]]) -> None:
    assert states(REPORTS[name]) == expected


def test_a_pass_is_satisfied_where_all_was_read() -> None:
    whole = cases.judged(cases.DIFFERING, cases.HOLED_ANSWERS).report("en")
    assert states(whole) == {
        "health.IMM-REACH": ("satisfied", "pass"),
        "health.IMM-LOC": ("satisfied", "pass"),
    }


@pytest.mark.parametrize(("approver", "status"), [("", "deviation-requested"), ("DPO", "deviation-approved")])
def test_a_waiver_is_a_deviation_and_satisfies_nothing(approver: str, status: str) -> None:
    aside = SetAside(was="fail", until="2026-12-01", reason="moving", author="a", approver=approver)
    mixed = cases.set_aside(cases.mixed())
    waived = [msgspec.structs.replace(item, set_aside=aside) for item in mixed.findings]
    report = msgspec.structs.replace(mixed, findings=tuple(waived))
    (result,) = results(report)["results"]
    assert {risk["status"] for risk in result["risks"]} == {status}
    assert {risk["deadline"] for risk in result["risks"]} == {"2026-12-01T23:59:59Z"}
    assert set(states(report).values()) == {("not-satisfied", "other")}
