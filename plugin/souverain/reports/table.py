"""The inventory for people, 80 columns: an estate in ten lines, and each resource when asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from souverain.document import Party
from souverain.i18n import text
from souverain.reports import Look
from souverain.reports.inventory import UNKNOWN, Entry, Inventory
from souverain.reports.layout import WIDTH, Layout, paragraph, printable
from souverain.reports.overview import Row

_ROWS_SHOWN = 8

_OPERATOR, _PARENT, _COUNTRY = 34, 27, 7


def inventory(found: Inventory, look: Look) -> Iterator[str]:
    """The inventory, line by line."""
    for line in _lines(found, look):
        yield line.rstrip() + "\n"


def _lines(found: Inventory, look: Look) -> Iterator[str]:
    layout = Layout(colour=look.colour, gutter=0)
    for item in found.inputs:
        said = text("report.input", look.lang, path=item.path, count=item.resources, gaps=len(item.gaps))
        yield from paragraph(item.error.text if item.error else said)
    yield from overview_lines(found.overview, look)
    if look.verbose:
        for entry in found.resources:
            yield ""
            yield from _entry(entry, layout, look)


def overview_lines(rows: Iterable[Row], look: Look) -> Iterator[str]:
    """Resources by operator, parent and country, in ten lines at most."""
    first, *rest = (*rows,) or (None,)
    if first is None:
        return
    all_ = (first, *rest)
    shown = all_ if look.verbose or len(all_) <= _ROWS_SHOWN + 1 else all_[:_ROWS_SHOWN]
    yield _columns(*(text(f"report.column-{name}", look.lang) for name in ("operator", "parent", "country", "count")))
    for row in shown:
        yield _row(row, look)
    if hidden := all_[len(shown) :]:
        count = sum(row.resources for row in hidden)
        yield text("report.more-rows", look.lang, rows=len(hidden), count=count)


def _row(row: Row, look: Look) -> str:
    nowhere = text("report.no-place", look.lang)
    operator = _party(row.operator, look) if row.operator else nowhere
    parents = " + ".join(_party(party, look) for party in row.parents)
    return _columns(operator, parents, _countries(row.countries), f"{row.resources}")


def _countries(codes: tuple[str, ...]) -> str:
    known = [code if code != UNKNOWN else "?" for code in codes]
    said = " ".join(known)
    return said if len(said) <= _COUNTRY else f"{known[0]}+{len(known) - 1}"


def _columns(operator: str, parent: str, country: str, count: str) -> str:
    left = f"{_cut(operator, _OPERATOR)}  {_cut(parent, _PARENT)}  {_cut(country, _COUNTRY)}"
    return f"{left}{count:>{WIDTH - len(left)}}"


def _cut(value: str, width: int) -> str:
    value = printable(value)
    return f"{value:<{width}}" if len(value) <= width else value[: width - 3] + "..."


def _party(party: Party, look: Look) -> str:
    if party.id == UNKNOWN:
        return text("evidence.unknown", look.lang)
    return party.name if party.country == UNKNOWN else f"{party.name} ({party.country})"


def _entry(entry: Entry, layout: Layout, look: Look) -> Iterator[str]:
    places = dict.fromkeys((entry.region, *entry.countries))
    where = ", ".join(place if place != UNKNOWN else text("evidence.unknown", look.lang) for place in places)
    chain = " < ".join(_party(party, look) for party in (entry.operator, entry.ultimate_parent))
    yield from paragraph(f"{entry.address}: {where}; {chain}")
    for step in entry.why:
        yield from layout.message(step)
    for item in entry.code:
        who = item.address or _party(item.operator, look)
        yield from layout.message(text("report.code-from", look.lang, who=who, via=item.via))
