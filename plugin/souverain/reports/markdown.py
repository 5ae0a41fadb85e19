"""A comment on a merge request, or the summary of a CI step: a report in, Markdown of GitHub and GitLab out.

The verdicts, what changed since the base, a short table of what closes the gate, then each cause folded. Everything
stays under the size that GitHub takes for a comment; what does not fit is counted. Names from inputs are only names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from souverain.findings import Finding
from souverain.gate import Verdict
from souverain.i18n import text
from souverain.reports import Look, since
from souverain.reports.groups import Group, groups
from souverain.reports.inert import code, inert, short, within
from souverain.reports.judged import Judged
from souverain.reports.report import Report
from souverain.reports.stated import broken, shown_at

MARK = "<!-- souverain -->"
"""First line, by which a pipeline finds the comment that it wrote before."""

LIMIT = 60_000
"""Characters. GitHub refuses a comment above 65,536."""

_SIGNS = {"fail": "❌", "unproven": "❔", "waived": "⏳", "pass": "✅", "not-applicable": "➖"}
_WORST_FIRST = ("fail", "unproven", "waived", "pass")
_ROWS, _SIZE = 20, 10_000
"""Of a table: its rows, and their characters."""
_CLOSED = ("question", "pass")


def check(judged: Judged, look: Look) -> Iterator[str]:
    """The report, block by block, none of which is cut in two."""
    report = judged.report(look.lang)
    written = _Comment(report, look, tuple(since.lines(judged, judged.base, look.lang)) if judged.base else ())
    room = LIMIT - sum(map(len, closing := [*written.closing()]))
    for block in written.opening():
        room -= len(block)
        yield block
    left_out = 0
    for block in written.folded():
        if left_out or len(block) > room:
            left_out += 1
            continue
        room -= len(block)
        yield block
    if left_out:
        yield written.cut(left_out)
    yield from closing


class _Comment:
    """Writes the blocks of one comment."""

    def __init__(self, report: Report, look: Look, changes: tuple[str, ...] = ()) -> None:
        self._report = report
        self._changes = changes
        self._look = look
        self._groups = [group for group in groups(report.findings) if group.first.status not in _CLOSED]

    def opening(self) -> Iterator[str]:
        """What everybody reads: the outcome, the verdicts, what closes the gate."""
        yield f"{MARK}\n## {self._say(f'outcome-{self._outcome()}')}\n\n"
        yield self._unread()
        if self._report.verdicts:
            verdicts = (_cells(self._verdict(item)) for item in self._report.verdicts)
            yield self._table(("profile", "verdict", "refused", "unproven"), verdicts)
        if self._changes:
            yield "\n".join(self._changes) + "\n\n"
        gating = [group for group in self._groups if group.first.gate]
        if gating:
            yield f"{self._changed(gating)}\n\n"
            rows, left_out = within((_cells(self._row(group)) for group in gating), most=_ROWS, size=_SIZE)
            yield self._table(("status", "rule", "resource", "finding"), rows)
            yield self.cut(left_out) if left_out else ""

    def folded(self) -> Iterator[str]:
        """Each cause with its evidence, what closes the gate first."""
        for group in self._groups:
            yield from self._folded(group)

    def closing(self) -> Iterator[str]:
        """What the verdict rests on."""
        if known := self._report.knowledge:
            said = text(
                "report.dates",
                self._look.lang,
                as_of=self._report.as_of,
                knowledge=known.as_of,
                oldest=known.oldest_fact,
            )
            yield f"<sub>{inert(said)}</sub>\n\n"
        yield f"<sub>{inert(text('report.disclaimer', self._look.lang))}</sub>\n"

    def cut(self, count: int) -> str:
        """How many causes did not fit."""
        return f"{self._say('left-out', count=count)}\n\n"

    def _outcome(self) -> str:
        """The worst verdict, whatever the exit code was asked to be."""
        words = {verdict.verdict for verdict in self._report.verdicts}
        gating = {finding.status for finding in self._report.findings if finding.gate}
        if any(broken(self._report)):
            return "no-verdict"
        if "fail" in words and not gating:
            return "held"
        return next((word for word in _WORST_FIRST if word in words), "not-applicable")

    def _changed(self, gating: Iterable[Group]) -> str:
        """How much of what closes the gate this change brings, and how much stood before."""
        resources = {(item.input, item.address, item.state) for item in self._report.findings if item.gate}
        introduced = sum(1 for _, _, state in resources if state == "introduced")
        causes = sum(1 for _ in gating)
        return self._say("changed", causes=causes, introduced=introduced, existing=len(resources) - introduced)

    def _verdict(self, verdict: Verdict) -> tuple[str, ...]:
        word = f"{_SIGNS[verdict.verdict]} {self._say(f'verdict-{verdict.verdict}')}"
        reason = f" ({inert(short(verdict.reason))})" if verdict.reason else ""
        until = f" {verdict.until}" if verdict.verdict == "waived" else ""
        return code(verdict.profile), word + until + reason, str(verdict.refused), str(verdict.unproven)

    def _row(self, group: Group) -> tuple[str, ...]:
        finding = group.first
        return self._status(finding), code(finding.rule), self._subject(group), inert(finding.message)

    def _status(self, finding: Finding) -> str:
        word = finding.severity if finding.status in ("fail", "alert") else finding.status
        return text(f"report.word-{word}", self._look.lang)

    def _subject(self, group: Group) -> str:
        finding = group.first
        action = text(f"report.action-{finding.action}", self._look.lang) if finding.action else ""
        more = self._say("more", count=group.size - 1) if group.size > 1 else ""
        return " ".join(part for part in (code(finding.address or finding.input), action, more) if part)

    def _folded(self, group: Group) -> Iterator[str]:
        finding, place = group.first, shown_at(group.first)
        where = f"{place.file}:{place.line}" if place.line else place.file
        lines = [
            f"<details><summary>{self._status(finding)} · {code(finding.rule)} · {self._subject(group)}</summary>\n"
        ]
        lines += [f"{inert(finding.message)} {code(where)}\n"]
        for line in finding.evidence:
            label = "" if line.about == "note" else f"**{text(f'report.label-{line.about}', self._look.lang)}** "
            lines.append(f"- {label}{inert(f'{line.text} ({line.basis})' if line.basis else line.text)}")
        if finding.remediation:
            lines.append(f"- **{text('report.label-fix', self._look.lang)}** {inert(finding.remediation)}")
        lines += [f"- {self._basis(item.text, item.url)}" for item in finding.legal_basis]
        yield "\n".join(lines) + "\n\n</details>\n\n"

    def _basis(self, said: str, url: str) -> str:
        return f"[{inert(said)}]({url})" if url.startswith("https://") else inert(said)

    def _unread(self) -> str:
        """What could not be read, a line each."""
        said = (
            f"- {code(path)} {inert(cause)}\n" if path else f"- {inert(cause)}\n"
            for path, _, cause in broken(self._report)
        )
        lines, left_out = within(said, most=_ROWS, size=_SIZE)
        more = f"- {self._say('since-more', count=left_out)}\n" if left_out else ""
        return "".join(lines) + more + "\n" if lines or more else ""

    def _table(self, columns: tuple[str, ...], rows: Iterable[str]) -> str:
        heads = [self._say(f"column-{name}") for name in columns]
        return "".join((_cells(heads), _cells(["---"] * len(heads)), *rows)) + "\n"

    def _say(self, name: str, **args: object) -> str:
        return text(f"formats.{name}", self._look.lang, **args)


def _cells(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"
