"""A folder that can go into a file: what a run comes to in; pages to print, tables, facts and report out.

One folder for each language, French first, with a page (HTML without script or network), the same in Markdown, and each
table as CSV; beside them the facts document, the report and the assessment results, which are the same for all.
"""

from __future__ import annotations

from collections.abc import Iterator

from souverain.asked import profile_facts
from souverain.errors import UsageError
from souverain.facts import Facts
from souverain.i18n import Lang
from souverain.reports import Look, json, oscal
from souverain.reports.csv import row
from souverain.reports.evidence import annexes, judgement, markdown, page, trail, transfers
from souverain.reports.evidence.dossier import Dossier
from souverain.reports.evidence.sheet import Sheet
from souverain.reports.judged import Judged

LANGUAGES: tuple[Lang, ...] = ("fr", "en")
_BOM = "\ufeff"
"""By it a spreadsheet knows that the letters are UTF-8."""


def files(judged: Judged, look: Look) -> Iterator[tuple[str, bytes]]:
    """Every file of the folder but the list of their sums."""
    for lang in LANGUAGES:
        dossier = Dossier(judged, lang)
        sheets = tuple(_sheets(dossier))
        yield f"{lang}/{dossier.say('file')}.html", page.written(dossier, sheets).encode()
        yield f"{lang}/{dossier.say('file')}.md", "".join(markdown.written(dossier, sheets)).encode()
        for sheet in sheets:
            yield f"{lang}/{sheet.file}", _csv(sheet).encode()
    if document := _facts(judged, look.lang):
        yield "facts.json", document
    whole = Judged(report=judged.with_passes, established=judged.established, knowledge=judged.knowledge)
    yield "check.json", "".join(json.check(whole, look)).encode()
    yield "oscal.json", "".join(oscal.check(whole, look)).encode()


def _sheets(dossier: Dossier) -> Iterator[Sheet]:
    yield from judgement.sheets(dossier)
    yield trail.inputs(dossier)
    yield trail.sheet(dossier)
    if known := dossier.known:
        yield annexes.hosts(dossier, known)
        yield annexes.certificates(dossier, known)
        yield transfers.record(dossier, known)
        yield transfers.transfers(dossier, known)
        yield transfers.steps(dossier, known)
    yield judgement.questions(dossier)
    if known := dossier.known:
        yield annexes.resources(dossier, known)


def _csv(sheet: Sheet) -> str:
    rows = [sheet.heads, *(["; ".join(cell) for cell in cells] for cells in sheet.rows)]
    return _BOM + "".join(row(cells) for cells in rows)


def _facts(judged: Judged, lang: Lang) -> bytes | None:
    """The facts as `souverain facts` writes them, under the first profile; None when there is none."""
    verdicts = judged.report(lang).verdicts
    if judged.established is None or judged.knowledge is None or not verdicts:
        return None
    try:
        asked = profile_facts(verdicts[0].profile, judged.knowledge)
    except UsageError:
        return None
    return Facts(judged.established).encode(asked) + b"\n"
