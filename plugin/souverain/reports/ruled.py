"""What judged beside the shipped rules, for people: a report in, the rules added and the server asked out."""

from __future__ import annotations

from collections.abc import Iterator

from souverain.i18n import text
from souverain.reports import Look
from souverain.reports.report import Report

_SHORT = 12


def lines(report: Report, look: Look) -> Iterator[str]:
    """Nothing where nobody added rules and no server was asked; ids of decisions where they are asked for."""
    if own := report.own:
        ids = ", ".join(rule.id for rule in own.rules)
        yield text("report.own-rules", look.lang, rules=ids, revision=own.revision[:_SHORT])
    if (used := report.engine) and used.url:
        bundles = ", ".join(f"{name} {revision}" for name, revision in used.bundles.items())
        yield text("report.server", look.lang, url=used.url) + (f" {bundles}" if bundles else "")
        if look.verbose and used.decisions:
            yield text("report.decisions", look.lang, ids=", ".join(used.decisions))
