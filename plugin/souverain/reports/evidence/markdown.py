"""The same in Markdown, for a wiki or a ticket: tables in, text out. Names from inputs are only names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from souverain.i18n import text
from souverain.reports.evidence.dossier import Dossier
from souverain.reports.evidence.page import MOST
from souverain.reports.evidence.sheet import Sheet
from souverain.reports.inert import inert
from souverain.reports.stated import broken


def written(dossier: Dossier, sheets: tuple[Sheet, ...]) -> Iterator[str]:
    """The whole text, block by block."""
    report = dossier.report
    yield f"# {dossier.say('heading')}\n\n"
    yield f"{inert(dossier.say('lead', date=report.as_of, run=report.run_at, resources=report.summary.resources))}\n\n"
    yield f"> {inert(text('report.disclaimer', dossier.lang))}\n\n"
    for path, _, said in broken(report):
        yield f"- {inert(f'{path}: {said}' if path else said)}\n"
    for sheet in sheets:
        yield from _section(dossier, sheet)


def _section(dossier: Dossier, sheet: Sheet) -> Iterator[str]:
    yield f"\n## {inert(sheet.title)}\n\n{inert(sheet.note)}\n\n"
    if not sheet.rows:
        yield f"{dossier.say('empty')}\n"
        return
    yield _row(sheet.heads)
    yield _row(["---"] * len(sheet.heads))
    for cells in sheet.rows[:MOST]:
        yield _row("<br>".join(map(inert, cell)) for cell in cells)
    if len(sheet.rows) > MOST:
        yield f"\n{inert(dossier.say('cut', count=len(sheet.rows) - MOST, file=sheet.file))}\n"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"
