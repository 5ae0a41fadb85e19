"""Every resource in one table, to sort and to filter: a run in, a section out."""

from __future__ import annotations

from collections.abc import Iterator

from souverain.reports.html.elements import Child, Element, el, table
from souverain.reports.html.seen import WORST_FIRST, Known, Seen
from souverain.reports.inventory import UNKNOWN, Entry
from souverain.wording.names import Names

_COLUMNS = ("address", "status", "class", "region", "country", "operator", "parents", "laws")
MOST = 2_000
"""Rows that a browser sorts without a pause; the inventory has them all."""


def section(seen: Seen, known: Known) -> Element:
    """The table, what was refused first."""
    entries = sorted(known.inventory.resources, key=lambda entry: WORST_FIRST.index(_status(seen, entry)))
    heads = [seen.say(f"column-{name}") for name in _COLUMNS]
    rows = [_cells(seen, entry, known.names) for entry in entries[:MOST]]
    hidden = len(entries) - len(rows)
    return el(
        "section",
        el("h2", seen.say("resources")),
        el("p", seen.say("resources-more", shown=len(rows), hidden=hidden)) if hidden else None,
        table(seen.say("resources-table"), heads, rows, class_="sortable", data_filter=seen.say("filter")),
    )


def _cells(seen: Seen, entry: Entry, names: Names) -> Iterator[Child]:
    status = _status(seen, entry)
    yield el("code", entry.address)
    yield el("span", seen.word(status), class_=f"badge is-{status}")
    yield names.data(entry.data_class)
    yield names.say("evidence.unknown") if entry.region == UNKNOWN else entry.region
    yield ", ".join(names.country(code) for code in entry.countries)
    yield _party(entry.operator.name, entry.operator.country, names)
    yield _party(entry.ultimate_parent.name, entry.ultimate_parent.country, names)
    yield ", ".join(dict.fromkeys(names.law_name(item.law) for item in entry.jurisdictions))


def _party(name: str, country: str, names: Names) -> str:
    if name in (UNKNOWN, "none"):
        return names.say("evidence.unknown") if name == UNKNOWN else ""
    return f"{name} ({country})"


def _status(seen: Seen, entry: Entry) -> str:
    return seen.status.get((entry.input, entry.address), "none")
