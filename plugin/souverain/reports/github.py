"""Annotations of GitHub Actions: a report in, one workflow command for each cause out, what closes the gate first.

GitHub shows ten errors, ten warnings and ten notices of a step: findings of one cause share an annotation.
"""

from __future__ import annotations

from collections.abc import Iterator

from souverain.i18n import Lang, text
from souverain.reports import Look
from souverain.reports.groups import Group, groups
from souverain.reports.judged import Judged
from souverain.reports.stated import broken, detail, shown_at

_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}
_CLOSED = ("pass", "waived", "baselined", "question")
"""Questions are asked once, by the finding about their input."""


def check(judged: Judged, look: Look) -> Iterator[str]:
    """The report, a command to a line."""
    report = judged.report(look.lang)
    for path, code, said in broken(report):
        yield _command("error", {"file": path, "title": f"souverain: {code}"}, said)
    for group in groups(report.findings):
        if group.first.status not in _CLOSED:
            yield _annotation(group, look.lang)


def _annotation(group: Group, lang: Lang) -> str:
    finding, place = group.first, shown_at(group.first)
    level = _LEVELS[finding.severity] if finding.gate or finding.status == "alert" else "warning"
    more = text("formats.more", lang, count=group.size - 1) if group.size > 1 else ""
    subject = " ".join(part for part in (finding.address, more) if part)
    properties = {
        "file": place.file,
        "line": str(place.line or ""),
        "title": f"souverain {finding.profile}: {finding.rule}",
    }
    return _command(
        level, properties, "\n".join([f"{subject}: " * bool(subject) + finding.message, *[*detail(finding)][1:]])
    )


def _command(level: str, properties: dict[str, str], message: str) -> str:
    said = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
    return f"::{level} {said}::{_data(message)}\n"


def _data(value: str) -> str:
    """As the runner decodes it; a message cannot start a command of its own."""
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
