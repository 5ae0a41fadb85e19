"""The report for people, 80 columns: what closes the gate in full, one finding for each cause, then the verdicts."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from souverain.gate import Verdict
from souverain.i18n import text
from souverain.reports import Look, aside, covered, ruled
from souverain.reports.block import Blocks
from souverain.reports.groups import Group, groups
from souverain.reports.judged import Judged
from souverain.reports.layout import Layout, paragraph
from souverain.reports.report import Report
from souverain.reports.seen import InputSeen
from souverain.reports.table import overview_lines

_ALWAYS_SHOWN = ("fail", "unproven", "waived", "pass")
"""Passes are in a report only when they are asked for."""


def check(judged: Judged, look: Look) -> Iterator[str]:
    """The report, line by line."""
    report = judged.report(look.lang)
    for line in _Text(report, look, _changed(judged, look)).lines():
        yield line.rstrip() + "\n"


def _changed(judged: Judged, look: Look) -> str:
    if judged.base is None:
        return ""
    from souverain.reports import since  # 10 ms that a run without a base does not spend

    return since.sentence(judged, judged.base, look.lang)


class _Text:
    """Writes one report."""

    def __init__(self, report: Report, look: Look, changed: str) -> None:
        self._report = report
        self._changed = changed
        self._look = look
        self._layout = Layout(colour=look.colour, gutter=0)
        self._groups = groups(report.findings)
        self._shown = [group for group in self._groups if look.verbose or group.first.status in _ALWAYS_SHOWN]

    def lines(self) -> Iterator[str]:
        """Everything, from what could not be read to the disclaimer."""
        if self._report.error:
            yield from self._layout.head("fail", self._say("word-no-verdict"), "", "")
            yield from self._layout.message(self._report.error.text)
            yield ""
        for item in self._report.inputs:
            yield from self._input(item)
        if self._report.overview and (self._report.coverage.undeclared or not self._shown):
            yield from overview_lines(self._report.overview, self._look)
            yield ""
        yield from self._blocks()
        yield from self._closing()

    def _input(self, item: InputSeen) -> Iterator[str]:
        if item.error:
            yield from self._layout.head("fail", self._say("word-unreadable"), item.path, "")
            yield from self._layout.message(item.error.text)
            yield ""
        if item.gaps:
            yield from self._layout.head("alert", self._say("word-gaps", count=len(item.gaps)), item.path, "")
            for gap in item.gaps if self._look.verbose else item.gaps[:1]:
                yield from self._layout.message(": ".join(part for part in (gap.address, gap.reason) if part))
            yield ""

    def _blocks(self) -> Iterator[str]:
        questions = [finding for finding in self._report.findings if finding.status == "question"]
        blocks = Blocks(self._look, questions, name_inputs=len(self._report.inputs) > 1)
        for group in self._shown:
            yield from blocks.block(group)
        for note in _notes(self._shown):
            yield from paragraph(note)

    def _closing(self) -> Iterator[str]:
        report = self._report
        for verdict in report.verdicts:
            yield from paragraph(self._verdict(verdict))
        yield from paragraph(self._changed)
        for line in (*aside.lines(report, self._look), *ruled.lines(report, self._look)):
            yield from paragraph(line)
        if known := report.knowledge:
            hidden = len(self._groups) - len(self._shown)
            seen = covered.summary(report.coverage, report.summary.resources, self._look)
            yield from paragraph(" ".join([seen, self._say("hidden", count=hidden) if hidden else ""]))
            if self._look.verbose:
                yield from covered.details(report.coverage, self._look)
            dates = self._say("dates", as_of=report.as_of, knowledge=known.as_of, oldest=known.oldest_fact)
            declared = report.config.overrides
            yield from paragraph(" ".join([dates, self._say("overrides", count=declared) if declared else ""]))
            yield from self._beyond()
            if report.stale:
                yield from paragraph(self._say("stale", days=report.stale))
        yield from paragraph(self._say("disclaimer"))

    def _beyond(self) -> Iterator[str]:
        """What no code shows: the requirements of each profile by name, or each with its reason."""
        for profile in dict.fromkeys(item.profile for item in self._report.beyond):
            asked = [item for item in self._report.beyond if item.profile == profile]
            names = ", ".join(item.requirement.partition("/")[2] for item in asked if not item.presumed_by)
            yield from paragraph(self._say("beyond", profile=profile, names=names)) if names else ()
            for item in asked if self._look.verbose else ():
                cited = f"{item.requirement} ({item.article})" if item.article else item.requirement
                yield from self._layout.message(f"{cited}: {item.text}. {item.reason}")

    def _verdict(self, verdict: Verdict) -> str:
        """One line; a pass beside open findings says so, and so does what only an unread input keeps from passing."""
        word: str = verdict.verdict
        statuses = {finding.status for finding in self._report.findings if finding.profile == verdict.profile}
        if word == "pass" and statuses & {"fail", "unproven", "waived"}:
            word = "pass-with-findings"
        elif word == "unproven" and verdict.reason:
            word = "no-pass"
        elif word in ("fail", "unproven") and verdict.gating < verdict.refused + verdict.unproven:
            word = f"{word}-held"
        elif word == "waived" and not verdict.until:
            word = "waived-open"
        return self._say(f"verdict-{word}", **msgspec.structs.asdict(verdict))

    def _say(self, name: str, **args: object) -> str:
        return text(f"report.{name}", self._look.lang, **args)


def _notes(shown: list[Group]) -> dict[str, None]:
    """What findings say to all of them alike, once."""
    return dict.fromkeys(note for group in shown for note in group.notes)
