"""What a run comes to, for formats to write: the answers of policies in, a report in any language out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from souverain import findings, gate
from souverain.config import Config
from souverain.document import Document, Established
from souverain.engine import RawFinding
from souverain.findings import Asked, Finding
from souverain.gate import Verdict
from souverain.i18n import Lang
from souverain.knowledge import Knowledge
from souverain.reports.report import JudgedBy, Report, report


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """What policies answered under one profile, on the facts as that profile sees them."""

    document: Document
    raw: tuple[RawFinding, ...]
    asked: Asked


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """All that a format can write of a run. Without facts and knowledge the run broke before it established them."""

    report: Callable[[Lang], Report]
    established: Established | None = None
    knowledge: Knowledge | None = None


def concluded(
    established: Established,
    answered: Sequence[Answered],
    config: Config,
    knowledge: Knowledge,
    by: JudgedBy,
    lang: Lang,
) -> Report:
    """Findings and verdicts of every profile. Raises PolicyError for an answer that nobody can read."""
    spoken = msgspec.structs.replace(config, lang=lang)
    verdicts: list[Verdict] = []
    found: list[Finding] = []
    for item in answered:
        under = msgspec.structs.replace(item.asked, config=spoken)
        told = findings.judge(item.document, item.raw, under, knowledge)
        verdicts.append(gate.verdict(item.document, told, spoken))
        found += told
    return report(established, verdicts, found, spoken, by)
