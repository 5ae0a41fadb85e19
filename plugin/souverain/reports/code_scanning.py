"""SARIF for the code scanning of GitHub: a report in, a log of what is refused or not proven out.

GitHub makes an alert of every result, whatever its kind, and of those that are suppressed too: what is satisfied,
waived, known before or only worth a look stays out of this log, and is in that of `sarif`.
"""

from __future__ import annotations

from collections.abc import Iterator

from souverain.reports import Look, sarif
from souverain.reports.judged import Judged

_SHOWN = ("fail", "unproven")


def check(judged: Judged, look: Look) -> Iterator[str]:
    """The log, one result to a line."""
    report = judged.report(look.lang)
    return sarif.log(report, [finding for finding in report.findings if finding.status in _SHOWN], look.lang)
