"""Findings of one cause as one: findings in, groups out, what closes the gate first."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from souverain.findings import Finding

_WORST_FIRST = ("fail", "unproven", "question", "alert", "waived", "baselined", "not-applicable", "pass")
_SEVERITIES = ("error", "warning", "note")


class Group(msgspec.Struct, frozen=True):
    """Findings that differ only in the resource they stand on and the requirement they come from."""

    first: Finding
    size: int
    """How many resources there are."""
    asked_by: tuple[str, ...]
    """The texts of the rules of law or policy behind the findings."""
    notes: tuple[str, ...] = ()
    """What any of them adds that a report says once."""


def groups(findings: Iterable[Finding]) -> tuple[Group, ...]:
    """The groups: gating ones first, refusals before what is unproven, then in the order of the findings."""
    members: dict[tuple[str, str, str, str, bool], list[Finding]] = {}
    for finding in findings:
        whole = "" if finding.address else finding.input  # each input has its own question
        members.setdefault((finding.profile, finding.group, whole, finding.status, finding.gate), []).append(finding)
    return tuple(sorted(map(_group, members.values()), key=_weight))


def _group(same: list[Finding]) -> Group:
    one_of_each = {finding.requirement: finding for finding in same}.values()
    texts = dict.fromkeys(line.text for finding in one_of_each for line in finding.evidence if line.about == "rule")
    size = len({(finding.input, finding.address) for finding in same})
    return Group(_told_by_all(same), size, tuple(texts), _notes(same))


def _notes(same: list[Finding]) -> tuple[str, ...]:
    told = {id(finding.evidence): finding.evidence for finding in same}.values()  # thousands of findings share a few
    return tuple(dict.fromkeys(line.text for lines in told for line in lines if line.about == "note"))


def _told_by_all(same: list[Finding]) -> Finding:
    """The first finding on what says its class itself, else the first.

    Who holds the keys only where that is so of all: it is of a resource, not of the cause.
    """
    first = next((finding for finding in same if not _followed(finding)), same[0])
    if not any(line.about == "keys" for line in first.evidence):
        return first
    shared = set.intersection(*({line.text for line in finding.evidence if line.about == "keys"} for finding in same))
    told = tuple(line for line in first.evidence if line.about != "keys" or line.text in shared)
    return msgspec.structs.replace(first, evidence=told)


def _followed(finding: Finding) -> bool:
    """Whether the class came along flows, from what says it."""
    return any(line.about == "class" for line in finding.evidence)


def _weight(group: Group) -> tuple[bool, int, int]:
    finding = group.first
    return not finding.gate, _WORST_FIRST.index(finding.status), _SEVERITIES.index(finding.severity)
