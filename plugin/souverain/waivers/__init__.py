"""Waivers: findings in; those that somebody answers for set aside out, and what became of each waiver.

A waived finding is shown as waived until a day, never as satisfied. Past that day it closes the gate again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

import msgspec

from souverain.config import Config
from souverain.findings.finding import Finding, SetAside
from souverain.globs import glob, matches_address, matches_input
from souverain.i18n import Lang, text
from souverain.waivers.inline import Comments
from souverain.waivers.waiver import Granted
from souverain.wording import Line

State = Literal["in-force", "ending", "expired", "orphan", "refused", "unusable"]
"""`ending` is in force for 30 days at most, `orphan` matches nothing, `refused` matches only what nobody can waive."""

_ENDING = 30
_WAIVABLE = ("fail", "unproven", "question")
_NOWHERE = ("unknown-location",)
"""Rules that say that a place is not known: a certification is not proven by somebody's answering for that."""


class Use(msgspec.Struct, frozen=True, kw_only=True):
    """One waiver and what became of it: how many findings it set aside, and where it is written."""

    rule: str
    address: str
    until: str
    reason: str
    author: str
    approver: str
    link: str
    written: str
    state: State
    findings: int


def apply(
    findings: Iterable[Finding], given: Sequence[Granted], comments: Comments, config: Config
) -> tuple[tuple[Finding, ...], tuple[Use, ...]]:
    """The findings with those set aside that a waiver in force covers, and the use of every waiver."""
    used: dict[Granted, list[str]] = {waiver: [] for waiver in given}
    told = []
    for finding in findings:
        if not (given or finding.location):  # nothing could name it
            told.append(finding)
            continue
        matching = [*_matching(finding, given), *comments.of(finding)]
        refused = bool(matching) and _refused(finding)
        for waiver in matching:
            used.setdefault(waiver, []).append("refused" if refused else "set aside")
        in_force = [waiver for waiver in matching if waiver.usable and waiver.until >= config.as_of]
        waived = bool(in_force) and not refused
        told.append(_set_aside(finding, _longest(in_force), config.lang) if waived else finding)
    for waiver in comments.all():
        used.setdefault(waiver, [])
    return tuple(told), tuple(_use(waiver, outcomes, config.as_of) for waiver, outcomes in used.items())


def _matching(finding: Finding, given: Sequence[Granted]) -> Iterable[Granted]:
    if finding.status not in _WAIVABLE:
        return ()
    return (waiver for waiver in given if _covers(waiver, finding))


def _covers(waiver: Granted, finding: Finding) -> bool:
    return (
        waiver.rule in (finding.rule, finding.requirement)
        and matches_input(waiver.input, finding.input)
        and matches_address(glob(waiver.address), finding.address)
    )


def _refused(finding: Finding) -> bool:
    return finding.binding == "certification" and finding.status == "unproven" and finding.rule in _NOWHERE


def _longest(waivers: Iterable[Granted]) -> Granted:
    return max(waivers, key=lambda waiver: waiver.until)


def _set_aside(finding: Finding, waiver: Granted, lang: Lang) -> Finding:
    why = SetAside(
        was=finding.status,
        until=waiver.until,
        reason=waiver.reason,
        author=waiver.author,
        approver=waiver.approver,
        link=waiver.link,
    )
    who = waiver.approver or waiver.author or waiver.written
    said = text("evidence.waived", lang, until=waiver.until, reason=waiver.reason, who=who)
    line = Line(about="waiver", text=said, grade="declared", source=waiver.link or waiver.written)
    return msgspec.structs.replace(
        finding, status="waived", gate=False, set_aside=why, evidence=(line, *finding.evidence)
    )


def _use(waiver: Granted, outcomes: Sequence[str], as_of: str) -> Use:
    return Use(
        rule=waiver.rule,
        address=waiver.address,
        until=waiver.until,
        reason=waiver.reason,
        author=waiver.author,
        approver=waiver.approver,
        link=waiver.link,
        written=waiver.written,
        state=_state(waiver, outcomes, as_of),
        findings=0 if waiver.until < as_of else outcomes.count("set aside"),
    )


def _state(waiver: Granted, outcomes: Sequence[str], as_of: str) -> State:
    if not waiver.usable:
        return "unusable"
    if waiver.until < as_of:
        return "expired"
    if not outcomes:
        return "orphan"
    if "set aside" not in outcomes:
        return "refused"
    left = date.fromisoformat(waiver.until) - date.fromisoformat(as_of)
    return "ending" if left.days <= _ENDING else "in-force"
