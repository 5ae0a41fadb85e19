"""What a run comes to, for formats to write: the answers of policies in, a report in any language out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from souverain import baseline, findings, gate, revision, waivers
from souverain.config import Config
from souverain.document import Document, Established
from souverain.engine import Answers
from souverain.findings import Asked, Finding
from souverain.i18n import Lang
from souverain.knowledge import Knowledge
from souverain.reports.beyond import beyond
from souverain.reports.report import Aside, JudgedBy, Report, report
from souverain.waivers import Use
from souverain.waivers.edits import edited
from souverain.waivers.inline import Comments
from souverain.waivers.waiver import declared


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """What policies answered under one profile, on the facts as that profile sees them."""

    document: Document
    answers: Answers
    asked: Asked


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """All that a format can write of a run. Without facts and knowledge the run broke before it established them."""

    report: Callable[[Lang], Report]
    whole: Callable[[Lang], Report] | None = None
    """The same with what was satisfied, whether it was asked for or not; made when a format wants it."""
    established: Established | None = None
    knowledge: Knowledge | None = None
    config: Config = Config()
    """What the run was asked for, nothing left open."""
    base: Judged | None = None
    """What stood before, judged alike, to compare with; None where nobody asked for that."""

    def with_passes(self, lang: Lang) -> Report:
        """The report that holds what was satisfied too; a run that broke has none."""
        return (self.whole or self.report)(lang)


def concluded(
    established: Established,
    answered: Sequence[Answered],
    config: Config,
    knowledge: Knowledge,
    by: JudgedBy,
    lang: Lang,
) -> Report:
    """Findings and verdicts of every profile, with what is set aside.

    Raises PolicyError for an answer that nobody can read, ConfigError for a baseline.
    """
    spoken = msgspec.structs.replace(config, lang=lang)
    found: list[Finding] = []
    for item in answered:
        under = msgspec.structs.replace(item.asked, config=spoken)
        found += findings.judge(item.document, item.answers.raw, under, knowledge, item.answers.alike)
    comments = Comments(revision.files(config.ref))
    told, uses = _set_aside(found, spoken, comments)
    verdicts = []
    for item in answered:
        own = [finding for finding in told if finding.profile == item.document.profile.id]
        verdicts.append(gate.verdict(item.document, own, spoken))
    aside = Aside(waivers=uses, edits=edited(config, comments))
    return report(established, verdicts, told, spoken, by=by, aside=aside, beyond=beyond(verdicts, knowledge, lang))


def _set_aside(
    found: Sequence[Finding], config: Config, comments: Comments
) -> tuple[tuple[Finding, ...], tuple[Use, ...]]:
    """The findings, some of them waived or known before. A waiver comes first: somebody answers for it."""
    waived, uses = waivers.apply(found, declared(config.waivers, config.path), comments, config)
    return baseline.apply(waived, baseline.load(config.baseline, revision.files(config.ref))), uses
