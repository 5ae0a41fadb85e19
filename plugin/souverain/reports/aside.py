"""What was set aside, for people: a report in, the lines on waivers, the baseline and the change's own gate out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from souverain.i18n import text
from souverain.reports import Look
from souverain.reports.report import Report
from souverain.waivers import Use


def lines(report: Report, look: Look) -> Iterator[str]:
    """One line for each kind; a waiver that is in force is named only when asked."""
    if report.waivers:
        yield text("report.waivers", look.lang, **_counts(report))
    for item in report.waivers:
        if look.verbose or item.state != "in-force":
            yield waiver(item, look)
    if known := sum(1 for finding in report.findings if finding.status == "baselined"):
        yield text("report.baselined", look.lang, count=known)
    if report.config.ref:
        yield text("report.judged-by", look.lang, ref=report.config.ref[:12])
    if report.config.edits:
        yield text("report.edits", look.lang, files=", ".join(report.config.edits))


def waiver(item: Use, look: Look) -> str:
    """One waiver and what became of it."""
    return text(
        "report.waiver",
        look.lang,
        rule=item.rule,
        address=item.address,
        until=item.until or "?",
        written=item.written,
        state=text(f"report.waiver-{item.state}", look.lang),
    )


def _counts(report: Report) -> dict[str, int]:
    states = Counter(item.state for item in report.waivers)
    return {
        "used": states["in-force"] + states["ending"],
        "findings": sum(item.findings for item in report.waivers),
        **{name: states[name] for name in ("ending", "expired", "orphan")},
    }
