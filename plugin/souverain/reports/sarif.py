"""SARIF 2.1.0 (OASIS), for code scanning: a report in, one run with its rules, results and notifications out.

A refusal is of kind `fail`. What is not proven is `open` (too little to decide), a question is `review`: the standard
gives a level to `fail` alone, so severity and gate of the others stand in their properties.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

import msgspec

from souverain import gate
from souverain.engine import rules as rule_book
from souverain.engine.rules import Rule
from souverain.findings import Finding
from souverain.i18n import Lang
from souverain.model import InputKind
from souverain.reports import Look
from souverain.reports.judged import Judged
from souverain.reports.report import Report
from souverain.reports.stated import in_repository

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_KINDS = {
    "fail": "fail",
    "unproven": "open",
    "question": "review",
    "waived": "review",
    "alert": "informational",
    "not-applicable": "notApplicable",
    "pass": "pass",
}
_SECURITY = {"error": "8.0", "warning": "5.0", "note": "2.0"}
"""How GitHub sorts alerts: high, medium, low."""
_LANGUAGES: dict[Lang, str] = {"en": "en-US", "fr": "fr-FR"}

MOST = 25_000
"""Results of a run; a code host refuses a log with more (GitHub)."""

_Object = dict[str, object]
"""A JSON object on its way out."""


def check(judged: Judged, look: Look) -> Iterator[str]:
    """The report as a SARIF log, one result to a line."""
    report = judged.report(look.lang)
    return log(report, report.findings, look.lang)


def log(report: Report, told: Sequence[Finding], lang: Lang) -> Iterator[str]:
    """A log of some of the findings of a report."""
    findings = _heaviest(told)
    used = sorted({finding.rule for finding in findings})
    head: _Object = {"tool": {"driver": _driver(report, used, lang)}, "language": _LANGUAGES[lang]}
    left_out = len(told) - len(findings)
    head |= {"invocations": [_invocation(report, left_out)], "properties": _properties(report)}
    yield f'{{"$schema": "{_SCHEMA}", "version": "2.1.0", "runs": [\n{_encoded(head)[:-1]},\n"results": ['
    kinds = {item.path: item.kind for item in report.inputs}
    for number, finding in enumerate(findings):
        result = _result(finding, used.index(finding.rule), kinds.get(finding.input, "unknown"))
        yield ("," if number else "") + "\n" + _encoded(result)
    yield "\n]}]}\n"


def _heaviest(findings: Sequence[Finding]) -> Sequence[Finding]:
    """All findings in their order; of too many those that close the gate, then the most severe."""
    if len(findings) <= MOST:
        return findings
    weights = {"error": 0, "warning": 1, "note": 2}
    return sorted(findings, key=lambda finding: (not finding.gate, weights[finding.severity]))[:MOST]


def _driver(report: Report, used: Sequence[str], lang: Lang) -> _Object:
    own = report.own.rules if report.own else ()
    rules = {rule.id: rule for rule in (*rule_book.load().values(), *own)} if used else {}
    return {
        "name": "souverain",
        "semanticVersion": report.tool.version,
        "rules": [_descriptor(id_, rules.get(id_), lang) for id_ in used],
    }


def _descriptor(id_: str, rule: Rule | None, lang: Lang) -> _Object:
    """What a rule is; one that is no policy has its id alone."""
    if rule is None:
        return {"id": id_}
    told = [rule.description, rule.remediation[lang]]
    legal = [f"- [{item.en if lang == 'en' else item.fr}]({item.url})" for item in rule.legal]
    return {
        "id": id_,
        "shortDescription": {"text": rule.title[lang]},
        "fullDescription": {"text": rule.description},
        "help": {"text": "\n\n".join(told), "markdown": "\n\n".join([*told, *legal])},
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"security-severity": _SECURITY[rule.severity], "tags": ["security", rule.category]},
    }


def _invocation(report: Report, left_out: int) -> _Object:
    errors = [report.error, *(item.error for item in report.inputs)]
    return {
        "executionSuccessful": report.exit_code != gate.NO_VERDICT,
        "exitCode": report.exit_code,
        "endTimeUtc": report.run_at.replace("+00:00", "Z"),
        "toolExecutionNotifications": [
            *(_notification("error", error.code, error.text) for error in errors if error),
            *([_notification("warning", "results-left-out", str(left_out))] if left_out else ()),
        ],
    }


def _notification(level: str, code: str, said: str) -> _Object:
    return {"level": level, "descriptor": {"id": code}, "message": {"text": said}}


def _properties(report: Report) -> _Object:
    return {
        "asOf": report.as_of,
        "knowledge": report.knowledge,
        "engine": report.engine,
        "ownRules": {"path": report.own.path, "revision": report.own.revision} if report.own else None,
        "verdicts": report.verdicts,
        "inputs": report.inputs,
    }


def _result(finding: Finding, rule_index: int, input_kind: InputKind) -> _Object:
    kind = _KINDS[finding.set_aside.was if finding.set_aside else finding.status]
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "kind": kind,
        "level": finding.severity if kind == "fail" else "none",
        "message": {"text": "\n".join([finding.message, *(line.text for line in finding.evidence)])},
        "locations": [_location(finding, input_kind)],
        "suppressions": [*_suppressions(finding)],
        "partialFingerprints": {"souverain/v1": finding.fingerprint},
        "properties": {
            "profile": finding.profile,
            "requirement": finding.requirement,
            "binding": finding.binding,
            "status": finding.status,
            "state": finding.state,
            "gate": finding.gate,
            "severity": finding.severity,
            "confidence": finding.confidence,
            "group": finding.group,
            "remediation": finding.remediation,
        },
    }


def _suppressions(finding: Finding) -> Iterator[_Object]:
    """Why a result closes no gate; a viewer hides what is suppressed."""
    if aside := finding.set_aside:
        said = " ".join(line.text for line in finding.evidence if line.about == "waiver")
        why = {"justification": said} if said else {}
        yield {"kind": "external", "status": "accepted", **why, "properties": {"was": aside.was, "until": aside.until}}


def _location(finding: Finding, kind: InputKind) -> _Object:
    """The source line, or the input where no line is known; and the address as the name within."""
    place = in_repository(finding, kind)
    physical: _Object = {"artifactLocation": {"uri": quote(place.file)}}
    if place.line:
        physical["region"] = {"startLine": place.line}
    found: _Object = {"physicalLocation": physical}
    if finding.address:
        found["logicalLocations"] = [{"fullyQualifiedName": finding.address, "kind": "resource"}]
    return found


def _encoded(value: object) -> str:
    return msgspec.json.encode(value).decode()
