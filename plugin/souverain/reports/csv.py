"""CSV for spreadsheets (RFC 4180): a report in, one row for each finding out, with what could not be read first."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from souverain.findings import Finding
from souverain.reports import Look
from souverain.reports.judged import Judged
from souverain.reports.layout import printable
from souverain.reports.stated import broken, lines, shown_at

COLUMNS = (
    *("input", "profile", "rule", "requirement", "binding", "status", "state", "gate", "severity", "confidence"),
    *("address", "file", "line", "message", "where", "who", "law", "legal_basis", "remediation", "fingerprint"),
)
_FORMULA = ("=", "+", "-", "@")


def check(judged: Judged, look: Look) -> Iterator[str]:
    """The report, row by row."""
    report = judged.report(look.lang)
    yield row(COLUMNS)
    for path, code, said in broken(report):
        values = {"input": path, "rule": code, "status": "unreadable", "gate": "true", "severity": "error"}
        yield row([values.get(column, said if column == "message" else "") for column in COLUMNS])
    for finding in report.findings:
        yield row(_values(finding))


def _values(finding: Finding) -> list[str]:
    place = shown_at(finding)
    derived = {
        "gate": "true" if finding.gate else "false",
        "file": place.file,
        "line": str(place.line or ""),
        "where": lines(finding, "where"),
        "who": lines(finding, "who"),
        "law": lines(finding, "law"),
        "legal_basis": "; ".join(item.text for item in finding.legal_basis),
    }
    return [derived[column] if column in derived else str(getattr(finding, column)) for column in COLUMNS]


def row(values: Iterable[str]) -> str:
    """One row. No cell of it is a formula."""
    written = io.StringIO()
    csv.writer(written).writerow([_inert(value) for value in values])
    return written.getvalue()


def _inert(value: str) -> str:
    """No cell is a formula: the names in it are written by whoever wrote the input."""
    plain = printable(value)
    return f"'{plain}" if plain.startswith(_FORMULA) else plain
