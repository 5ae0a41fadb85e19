"""Findings as violations: findings and the levels of the policies in, what the engine shows out.

What closes the gate has the level of its policy, an unknown that the profile requires included; what does not is said
without stopping anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from souverain.findings import Finding
from souverain.findings.pricing import Severity
from souverain.graph.addresses import is_urn
from souverain.i18n import Lang, text
from souverain.pulumi_pack.policies import Level
from souverain.pulumi_pack.settings import NAME

_LABELS = ("where", "who", "law", "zone", "copy", "proof", "said", "count", "tried", "rule")
_CAUSES_ASKED = 5
_SILENT = frozenset({"pass", "question", "waived", "baselined", "not-applicable"})


class Violation(msgspec.Struct, frozen=True, kw_only=True):
    """One violation of one policy, of the whole stack when `urn` is ""."""

    policy: str
    urn: str
    level: Level
    message: str
    severity: Severity | None = None
    """Of a finding whose rule is no policy of the pack; None for that of the policy."""


def violations(findings: Iterable[Finding], levels: Mapping[str, Level], lang: Lang) -> tuple[Violation, ...]:
    """The violations that findings are: one for each cause on each resource, whatever the number of requirements.

    A finding of a policy that is disabled is none, nor is one that stops nothing and is only a note.
    """
    same: dict[tuple[str, str, str, str], list[Finding]] = {}
    asked: dict[str, Counter[str]] = {}
    for finding in findings:
        if finding.status == "question":
            asked.setdefault(finding.profile, Counter())[finding.message] += 1
        if finding.status not in _SILENT and _level(finding, levels) != "disabled" and _matters(finding):
            same.setdefault((finding.address, finding.profile, finding.rule, finding.message), []).append(finding)
    return tuple(_violation(group, levels, lang, asked) for group in same.values())


def _level(finding: Finding, levels: Mapping[str, Level]) -> Level:
    """The level of its policy; what belongs to none cannot be switched off."""
    return levels.get(finding.rule, "mandatory")


def _matters(finding: Finding) -> bool:
    return finding.gate or finding.severity != "note"


def _violation(
    same: list[Finding], levels: Mapping[str, Level], lang: Lang, asked: Mapping[str, Counter[str]]
) -> Violation:
    first = next((finding for finding in same if finding.gate), same[0])
    questions = asked.get(first.profile, Counter()) if not first.address else Counter()
    return Violation(
        policy=first.rule if first.rule in levels else NAME,
        urn=first.address if is_urn(first.address) else "",
        level=_level(first, levels) if first.gate else "advisory",
        message="\n".join(_lines(first, same, lang, questions, levels)),
        severity=None if first.rule in levels else first.severity,
    )


def _lines(
    first: Finding, same: list[Finding], lang: Lang, questions: Counter[str], levels: Mapping[str, Level]
) -> Iterator[str]:
    """What is wrong, on what it rests, what to do. Nothing of a resource is quoted but places and labels."""
    told = {about: [line.text for line in first.evidence if line.about == about] for about in _LABELS}
    told["rule"] = [line.text for finding in same for line in finding.evidence if line.about == "rule"]
    told["fix" if first.status == "fail" else "prove"] = [first.remediation]
    told["ask"] = [
        text("report.asked", lang, count=count, message=said) for said, count in questions.most_common(_CAUSES_ASKED)
    ]
    labels = {about: text(f"report.label-{about}", lang) for about in told}
    gutter = max(map(len, labels.values()))
    whose = f"{first.address}: " if first.address and not is_urn(first.address) else ""
    rule = "" if first.rule in levels else f"{first.rule}: "
    yield f"{rule}{whose}{first.message} [{first.profile}]"
    for about, texts in told.items():
        for number, said in enumerate(dict.fromkeys(texts)):
            yield f"{'' if number else labels[about]:<{gutter}}  {said}"
