"""What a change does beside its base, in a few lines: a run with a base in, a sentence or lines of Markdown out.

Nothing is said to be gone where an input of the change was not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from souverain.findings import Finding
from souverain.i18n import Lang, text
from souverain.reports.difference import Difference, compare, written
from souverain.reports.groups import Group, groups
from souverain.reports.inert import code, inert, within
from souverain.reports.judged import Judged
from souverain.reports.layout import printable
from souverain.reports.stated import broken, relative
from souverain.wording.names import Names

_MOST, _SIZE = 8, 4_000
"""Lines of each kind, and their characters."""


def sentence(judged: Judged, base: Judged, lang: Lang) -> str:
    """How much is introduced, gone and moved, and beside what."""
    return _head(_difference(judged, base, lang), [*_bases(judged, base, lang)], lang)


def lines(judged: Judged, base: Judged, lang: Lang) -> Iterator[str]:
    """The same with the causes, each a line of Markdown."""
    found = _difference(judged, base, lang)
    yield f"**{_head(found, map(code, _bases(judged, base, lang)), lang)}**\n"
    if not found:
        return
    for change, findings in (("introduces", found.introduced), ("removes", found.removed)):
        yield from _cut((_finding(change, group, lang) for group in groups(findings)), lang)
    yield from _cut(_laws(judged, found, lang), lang)
    yield from _cut(_moves(found, lang), lang)


def _difference(judged: Judged, base: Judged, lang: Lang) -> Difference | None:
    """None where an input was not read: what is missing there is not gone."""
    return None if any(broken(judged.report(lang))) else compare(base, judged, lang)


def _head(found: Difference | None, bases: Iterable[str], lang: Lang) -> str:
    named = ", ".join(bases)
    if not found:
        return _say("since-unread", lang, base=named)
    introduced, removed, moved = map(len, (found.introduced, found.removed, found.moves))
    return _say("since", lang, base=named, introduced=introduced, removed=removed, moved=moved)


def _bases(judged: Judged, base: Judged, lang: Lang) -> Iterator[str]:
    """The paths of the base, with the day of its facts where that is another, and with what was empty."""
    report = base.report(lang)
    day = f" ({report.as_of})" if report.as_of != judged.report(lang).as_of else ""
    for item in report.inputs:
        yield printable(relative(item.path)) + (f" ({_say('since-empty', lang)})" if item.error else day)


def _finding(change: str, group: Group, lang: Lang) -> str:
    finding = group.first
    more = " " + text("formats.more", lang, count=group.size - 1) if group.size > 1 else ""
    subject = f"{code(finding.address or finding.input)}{more}"
    what = f"{_diff(change, lang)} {_word(finding, lang)} {code(finding.rule)} {subject}"
    return _say("since-finding", lang, what=what, message=inert(finding.message))


def _word(finding: Finding, lang: Lang) -> str:
    return text(f"report.word-{finding.severity if finding.status == 'fail' else finding.status}", lang)


def _laws(judged: Judged, found: Difference, lang: Lang) -> Iterator[str]:
    if judged.knowledge and judged.established:
        names = Names(judged.knowledge, judged.established.operators, lang, judged.established.classes)
        yield from (inert(written.reached(item, names, lang)) for item in found.jurisdictions)


def _moves(found: Difference, lang: Lang) -> Iterator[str]:
    for move in found.moves:
        before, after = inert(written.where(move.before)), inert(written.where(move.after))
        yield _diff("moves", lang, address=code(move.address), before=before, after=after)


def _cut(told: Iterable[str], lang: Lang) -> Iterator[str]:
    kept, left_out = within((f"- {line}" for line in told), most=_MOST, size=_SIZE)
    yield from kept
    if left_out:
        yield f"- {_say('since-more', lang, count=left_out)}"


def _say(name: str, lang: Lang, **args: object) -> str:
    return text(f"formats.{name}", lang, **args)


def _diff(name: str, lang: Lang, **args: object) -> str:
    return text(f"diff.{name}", lang, **args)
