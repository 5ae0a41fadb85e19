"""One finding for people: a group of findings in, its block of lines out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from souverain.findings import Finding
from souverain.i18n import text
from souverain.reports import Look
from souverain.reports.groups import Group
from souverain.reports.layout import Layout
from souverain.sensitivity.hints import hinted
from souverain.wording import Line

LABELS = (
    *("where", "who", "law", "zone", "copy", "class", "proof", "said", "count", "rule", "why", "tried", "waiver"),
    *("fix", "prove", "ask"),
)
_LAWS_SHOWN = 3
_CAUSES_ASKED = 5


class Blocks:
    """Writes the blocks of one report. What neither gates nor is asked for is named in two lines."""

    def __init__(self, look: Look, questions: Sequence[Finding], *, name_inputs: bool) -> None:
        self._look = look
        self._questions = questions
        self._name_inputs = name_inputs
        self._layout = Layout(colour=look.colour, gutter=max(len(self._say(f"label-{name}")) for name in LABELS))

    def block(self, group: Group) -> Iterator[str]:
        """A finding, from its head to an empty line."""
        finding = group.first
        yield from self._head(finding)
        more = self._say("more", count=group.size - 1) if group.size > 1 else ""
        yield from self._layout.message(f"{finding.message} {more}")
        if finding.set_aside and finding.status == "waived" and not self._look.verbose:
            yield from self._labelled("waiver", [line.text for line in finding.evidence if line.about == "waiver"])
        elif finding.gate or finding.status in ("pass", "waived") or self._look.verbose:
            yield from self._evidence(finding)
            yield from self._asked(finding)
            yield from self._labelled("rule", group.asked_by)
            yield from self._labelled("fix" if finding.status in ("fail", "waived") else "prove", [finding.remediation])
        yield ""

    def _head(self, finding: Finding) -> Iterator[str]:
        word: str = finding.severity if finding.status in ("fail", "alert") else finding.status
        if finding.status == "waived" and finding.set_aside:
            word = "set-aside"
        action = self._say(f"action-{finding.action}") if finding.action else ""
        subject = f"{finding.address or finding.input or self._say('the-workload')} {action}".rstrip()
        aside = finding.input if self._name_inputs and finding.address else ""
        if place := finding.location:
            aside = f"{place.file}:{place.line}" if place.line else place.file
        yield from self._layout.head(finding.status, f"{self._say(f'word-{word}')}[{finding.rule}]", subject, aside)

    def _evidence(self, finding: Finding) -> Iterator[str]:
        """The lines; what the message says already, and what the report says once, is left out."""
        told = [
            line
            for line in finding.evidence
            if line.about not in ("rule", "note") and not (line.about == "why" and line.text in finding.message)
        ]
        for about, lines in groupby(told, key=lambda line: line.about):
            same = [*lines]
            shown = same if self._look.verbose or about != "law" else same[:_LAWS_SHOWN]
            label = self._say(f"label-{about}")
            for number, line in enumerate(shown):
                yield from self._layout.labelled("" if number else label, self._graded(line), line.basis)
            if hidden := len(same) - len(shown):
                yield from self._layout.labelled("", self._say("more-laws", count=hidden))

    def _graded(self, line: Line) -> str:
        """What rests on a declaration says so; all that is known of a source is for those who ask for it."""
        if self._look.verbose and line.source:
            return f"{line.text} [{line.grade}: {line.source}; {line.as_of}]"
        return f"{line.text} ({self._say('declared')})" if line.grade == "declared" else line.text

    def _asked(self, finding: Finding) -> Iterator[str]:
        """What the undeclared data of an input would be refused for, the same words once; nothing for a resource."""
        if finding.address:
            return
        causes: dict[str, set[str]] = defaultdict(set)
        for question in self._questions:
            if question.profile == finding.profile and finding.input in ("", question.input):
                causes[question.message].add(question.address)
        largest = sorted(causes.items(), key=_first_asked)[:_CAUSES_ASKED]
        told = [self._say("asked", count=len(addresses), message=said) for said, addresses in largest]
        if hidden := len(causes) - len(told):
            told.append(self._say("more-causes", count=hidden))
        yield from self._labelled("ask", told)

    def _labelled(self, label: str, texts: Sequence[str]) -> Iterator[str]:
        for number, said in enumerate(texts):
            yield from self._layout.labelled("" if number else self._say(f"label-{label}"), said)

    def _say(self, name: str, **args: object) -> str:
        return text(f"report.{name}", self._look.lang, **args)


def _first_asked(cause: tuple[str, set[str]]) -> tuple[bool, int]:
    """Causes with a resource whose name hints at health data come first, then those of the most resources."""
    _, addresses = cause
    return not any(map(hinted, addresses)), -len(addresses)
