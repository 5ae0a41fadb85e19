"""The page of the folder: tables in, one file to read, print and sign out. No script, no network."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from souverain.i18n import text
from souverain.reports.evidence.dossier import Dossier
from souverain.reports.evidence.sheet import Cell, Sheet
from souverain.reports.html.elements import Child, Element, code, el, table
from souverain.reports.html.elements import written as rendered
from souverain.reports.stated import broken

MOST = 400
"""Rows of a table in pages; the spreadsheet has them all."""

_STYLE = Path(__file__).parent / "style.css"


def written(dossier: Dossier, sheets: tuple[Sheet, ...]) -> str:
    """The whole page."""
    style = _STYLE.read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="referrer", content="no-referrer"),
        el("title", dossier.say("title", date=dossier.report.as_of)),
        code("style", style),
    )
    sections = [_section(dossier, sheet) for sheet in sheets]
    body = el("body", el("main", _opening(dossier, sheets), *sections), _footer(dossier))
    return rendered(el("html", head, body, lang=dossier.lang))


def _opening(dossier: Dossier, sheets: tuple[Sheet, ...]) -> Element:
    """What it is and is not, what kept it from being whole, and what follows."""
    report = dossier.report
    errors = [el("li", f"{path}: {said}" if path else said) for path, _, said in broken(report)]
    stale = text("report.stale", dossier.lang, days=report.stale) if report.stale else ""
    contents = [el("li", el("a", sheet.title, href=f"#{sheet.name}")) for sheet in sheets]
    return el(
        "header",
        el("h1", dossier.say("heading")),
        el("p", dossier.say("lead", date=report.as_of, run=report.run_at, resources=report.summary.resources)),
        el("p", text("report.disclaimer", dossier.lang), class_="disclaimer"),
        el("ul", *errors, class_="errors") if errors else None,
        el("p", stale, class_="errors") if stale else None,
        el("nav", el("ul", *contents), aria_label=dossier.say("contents")),
    )


def _section(dossier: Dossier, sheet: Sheet) -> Element:
    shown = sheet.rows[:MOST]
    hidden = len(sheet.rows) - len(shown)
    rows = [[_cell(cell) for cell in cells] for cells in shown]
    return el(
        "section",
        el("h2", sheet.title, id=sheet.name),
        el("p", sheet.note),
        table(dossier.say("table", file=sheet.file), sheet.heads, rows) if rows else el("p", dossier.say("empty")),
        el("p", dossier.say("cut", count=hidden, file=sheet.file)) if hidden else None,
    )


def _cell(lines: Cell) -> Child:
    if len(lines) <= 1:
        return "".join(lines)
    return el("ul", *(el("li", line) for line in lines))


def _footer(dossier: Dossier) -> Element:
    return el("footer", el("p", dossier.say("signature")), el("p", text("report.disclaimer", dossier.lang)))
