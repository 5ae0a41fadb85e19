"""GitLab's Code Quality report: as approved, and with every field in the form that GitLab documents."""

from __future__ import annotations

import json
from typing import Any

import pytest
import report_cases as cases
from jsonschema import Draft202012Validator
from report_cases import Golden

from souverain.reports.report import Report

TEXT = {"type": "string", "minLength": 1}
DOCUMENTED = Draft202012Validator(
    {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": TEXT,
                "check_name": TEXT,
                "fingerprint": TEXT,
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "pattern": r"^(?!\./)(?!/)."},
                        "lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"minimum": 1}}},
                    },
                },
            },
        },
    }
)
"""The fields of https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""
REPORTS = cases.varied()
each = pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)


def issues(report: Report) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(cases.write("gitlab", report))
    return found


def test_as_approved(golden: Golden) -> None:
    golden("mixed.gitlab.json", cases.write("gitlab", cases.mixed()))


@each
def test_has_the_documented_form(report: Report) -> None:
    DOCUMENTED.validate(issues(report))


@each
def test_no_two_issues_are_one(report: Report) -> None:
    fingerprints = [issue["fingerprint"] for issue in issues(report)]
    assert len(set(fingerprints)) == len(fingerprints)


@each
def test_what_closes_the_gate_is_the_heaviest(report: Report) -> None:
    heavy = [issue for issue in issues(report) if issue["severity"] in ("major", "critical")]
    assert len(heavy) == sum(1 for finding in report.findings if finding.gate)


def test_what_could_not_be_read_is_an_issue() -> None:
    for report in (cases.broken(), cases.holed()):
        assert [issue["severity"] for issue in issues(report)].count("blocker") == 1


def test_what_is_set_aside_is_no_issue() -> None:
    assert issues(cases.set_aside(cases.mixed())) == []
