"""A folder that can go into a file: what a run comes to in; pages to print, tables, facts and report out.

One folder for each language, French first, with a page (HTML without script or network), the same in Markdown, and each
table as CSV; beside them the facts document, the report and the assessment results, which are the same for all.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from souverain.asked import profile_facts
from souverain.errors import UsageError
from souverain.facts import Facts
from souverain.i18n import Lang
from souverain.reports import File, Look, json, oscal
from souverain.reports.csv import row
from souverain.reports.evidence import annexes, judgement, markdown, page, trail, transfers
from souverain.reports.evidence.dossier import Dossier
from souverain.reports.evidence.sheet import Sheet
from souverain.reports.judged import Judged

LANGUAGES: tuple[Lang, ...] = ("fr", "en")
_GZIP = 31
"""What zlib takes for the largest window in the form of gzip."""
_QUICK = 4
"""Level of compression: two more take twice as long for a sixth less."""
_BOM = "\ufeff"
"""By it a spreadsheet knows that the letters are UTF-8."""


def files(judged: Judged, look: Look) -> Iterator[File]:
    """Every file of the folder but the list of their sums."""
    for lang in LANGUAGES:
        dossier = Dossier(judged, lang)
        sheets = tuple(_sheets(dossier))
        yield f"{lang}/{dossier.say('file')}.html", [page.written(dossier, sheets).encode()]
        yield f"{lang}/{dossier.say('file')}.md", _encoded(markdown.written(dossier, sheets))
        for sheet in sheets:
            yield f"{lang}/{sheet.file}", _encoded(_csv(sheet))
    if document := _facts(judged, look.lang):
        yield "facts.json", [document]
    whole = Judged(report=judged.with_passes, established=judged.established, knowledge=judged.knowledge)
    yield "check.json.gz", _packed(_encoded(json.check(whole, look)))
    yield "oscal.json", _encoded(oscal.check(whole, look))


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


def _csv(sheet: Sheet) -> Iterator[str]:
    yield _BOM + row(sheet.heads)
    for cells in sheet.rows:
        yield row(["; ".join(cell) for cell in cells])


def _encoded(pieces: Iterable[str]) -> Iterator[bytes]:
    return (piece.encode() for piece in pieces)


def _packed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """As gzip, without name and date: of findings that repeat their cause a fifteenth is left."""
    packing = zlib.compressobj(_QUICK, wbits=_GZIP)
    yield from map(packing.compress, pieces)
    yield packing.flush()


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
