"""OSCAL assessment results: as approved, by NIST's own schema of that release, and by what no schema can say."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
import report_cases as cases
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


SCHEMA = Path(__file__).parent / "schemas/oscal_assessment-results_schema.json"
PUBLISHED = "d9e34757f0c12aff61f52b821f0b8f83ba0ba75b3a149a202b08ba82f82bc4c3"


@pytest.fixture(scope="module")
def published() -> jsonschema.Draft7Validator:
    """The schema of NIST's release, with its two classes of letters and digits as Python writes them."""
    content = SCHEMA.read_bytes()
    assert hashlib.sha256(content).hexdigest() == PUBLISHED
    schema = json.loads(content.replace(rb"\\p{L}", rb"[^\\W\\d_]").replace(rb"\\p{N}", rb"\\d"))
    assert "/1.1.3/" in schema["$id"]
    return jsonschema.Draft7Validator(schema)


@each
def test_follows_the_published_schema(report: Report, published: jsonschema.Draft7Validator) -> None:
    document = json.loads(written(report))
    assert document["assessment-results"]["metadata"]["oscal-version"] == "1.1.3"
    assert [error.message for error in published.iter_errors(document)] == []


def test_the_published_schema_refuses_what_is_none(published: jsonschema.Draft7Validator) -> None:
    document = json.loads(written(cases.mixed()))
    document["assessment-results"]["results"][0]["reviewed-controls"]["control-selections"] = []
    document["assessment-results"]["uuid"] = "1"
    assert len([*published.iter_errors(document)]) == 2


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
