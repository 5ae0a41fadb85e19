"""The verdict of each profile and of the run: findings and inputs in, a word for each profile and one exit code out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from souverain.config import Config
from souverain.document import Document, InputFacts
from souverain.findings import Finding, answers
from souverain.findings.pricing import counts
from souverain.i18n import text

JUDGED, REFUSED, WRONG_USAGE, NO_VERDICT, UNPROVEN, INTERRUPTED = 0, 1, 2, 3, 4, 130
"""The exit codes of the command line; of several the first of NO_VERDICT, REFUSED, UNPROVEN, JUDGED."""

_REASONS = frozenset({"unreadable", "gaps", "no-resources", "nothing-protected"})

Word = Literal["fail", "unproven", "waived", "pass", "not-applicable"]


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What one profile comes to, whatever closes the gate: what stood before, and what a baseline knows, counts too.

    `refused`, `unproven` and `waived` count the findings that decide it, `gating` those of them that close the gate.
    """

    profile: str
    verdict: Word
    refused: int
    unproven: int
    reason: str = ""
    """Why it does not apply, or cannot pass; "" otherwise."""
    waived: int = 0
    until: str = ""
    """The first day on which a waiver ends, that day included; "" without waivers."""
    gating: int = 0


def verdict(document: Document, findings: Sequence[Finding], config: Config) -> Verdict:
    """What the findings of one profile come to; those below the severity asked for do not count."""
    kinds = {(finding.severity, finding.state) for finding in findings}
    heavy = {kind for kind in kinds if counts(*kind, config)}
    counted = [finding for finding in findings if (finding.severity, finding.state) in heavy]
    statuses = [_truth(finding) for finding in counted]
    ends = [finding.set_aside.until for finding in counted if finding.status == "waived" and finding.set_aside]
    refused, unproven, waived = (statuses.count(word) for word in ("fail", "unproven", "waived"))
    word, reason = _word(document, refused, unproven, waived, config)
    if word == "pass" and (aside := _aside(document, findings)):
        word, reason = "not-applicable", aside
    return Verdict(
        profile=document.profile.id,
        verdict=word,
        refused=refused,
        unproven=unproven,
        reason=text(f"report.because-{reason}", config.lang) if reason in _REASONS else reason,
        waived=waived,
        until=min(ends, default=""),
        gating=sum(finding.gate for finding in findings),
    )


def _truth(finding: Finding) -> str:
    """What a finding is; one that a baseline knows is still what it was."""
    return finding.set_aside.was if finding.status == "baselined" and finding.set_aside else finding.status


def _aside(document: Document, findings: Iterable[Finding]) -> str:
    """Why nothing that the profile asks binds the workload; "" where something does."""
    regime = document.profile.regime
    told = {item.requirement.removeprefix(f"{regime}/"): item for item in findings if item.status == "not-applicable"}
    stating = document.profile.applicability
    if stating.all and stating.requirement in told:
        return _grounds([told[stating.requirement]])
    if told and all(requirement.id in told for requirement in document.profile.requirements):
        return _grounds(told.values())
    return ""


def _grounds(findings: Iterable[Finding]) -> str:
    """What was said, by whom and when, each once."""
    said = (line.text for finding in findings for line in finding.evidence if line.about in ("said", "why"))
    return "; ".join(dict.fromkeys(said))


def exit_code(findings: Iterable[Finding], inputs: Sequence[InputFacts], config: Config) -> int:
    """The exit code of a run that was judged."""
    if any(item.status == "unreadable" for item in inputs):
        return NO_VERDICT
    closing = {finding.status for finding in findings if finding.gate}
    if _overlooked(inputs, config) and config.unproven == "gate":
        closing.add("unproven")
    if config.exit_zero or not closing:
        return JUDGED
    return REFUSED if "fail" in closing else UNPROVEN


def _overlooked(inputs: Sequence[InputFacts], config: Config) -> bool:
    """Whether something was not read that strict judging takes for an unknown."""
    return config.strict and any(item.gaps for item in inputs)


def _word(document: Document, refused: int, unproven: int, waived: int, config: Config) -> tuple[Word, str]:
    """The verdict, and why where that needs saying. What cannot be read never passes."""
    if refused:
        return "fail", ""
    if unproven:
        return "unproven", ""
    if any(item.status == "unreadable" for item in document.inputs):
        return "unproven", "unreadable"
    if _overlooked(document.inputs, config):
        return "unproven", "gaps"
    if waived:
        return "waived", ""
    if not document.resources:
        return "not-applicable", "no-resources"
    if next(answers.subjects(document), None) is None:
        return "not-applicable", "nothing-protected"
    return "pass", ""
