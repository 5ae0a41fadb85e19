"""GitLab's Code Quality report: a report in, a JSON list out, one issue for each finding that is open.

Its fields are a description, the rule, a fingerprint, a severity among five, and a path with a line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import msgspec

from souverain.findings import Finding
from souverain.model import InputKind
from souverain.reports import Look
from souverain.reports.judged import Judged
from souverain.reports.report import Report
from souverain.reports.stated import broken, in_repository, lines, summary

_CLOSED = ("pass", "waived", "baselined")
_SEVERITIES = {"error": "minor", "warning": "minor", "note": "info"}


def check(judged: Judged, look: Look) -> Iterator[str]:
    """The report, one issue to a line."""
    report = judged.report(look.lang)
    kinds = {item.path: item.kind for item in report.inputs}
    told = [finding for finding in report.findings if finding.status not in _CLOSED]
    issues = [*_errors(report), *(_issue(finding, kinds.get(finding.input, "unknown")) for finding in told)]
    yield "["
    for number, issue in enumerate(issues):
        yield ("," if number else "") + "\n" + msgspec.json.encode(issue).decode()
    yield "\n]\n"


def _issue(finding: Finding, kind: InputKind) -> dict[str, object]:
    place = in_repository(finding, kind)
    about = lines(finding, "where", "who")
    return {
        "description": f"{summary(finding)} [{finding.profile}] {about}".rstrip(),
        "check_name": finding.rule,
        "fingerprint": _digest(finding.profile, finding.input, finding.address, finding.fingerprint),
        "severity": _severity(finding),
        "location": {"path": place.file, "lines": {"begin": place.line or 1}},
    }


def _severity(finding: Finding) -> str:
    """What closes the gate is told from what is only shown."""
    if finding.gate:
        return "critical" if finding.status == "fail" else "major"
    return _SEVERITIES[finding.severity]


def _errors(report: Report) -> Iterator[dict[str, object]]:
    for path, code, said in broken(report):
        yield {
            "description": said,
            "check_name": code,
            "fingerprint": _digest(path, code),
            "severity": "blocker",
            "location": {"path": path or "souverain.yaml", "lines": {"begin": 1}},
        }


def _digest(*parts: str) -> str:
    """Two issues of one fingerprint would be shown as one."""
    return hashlib.sha256("|".join(parts).encode()).hexdigest()
