"""The inventory for people, 80 columns: an estate in ten lines, and each resource when asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from souverain.document import Party
from souverain.i18n import text
from souverain.reports import Look
from souverain.reports.inventory import Entry, Inventory
from souverain.reports.layout import WIDTH, Layout, paragraph
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
            yield from _entry(entry, layout)


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
    operator = _party(row.operator) if row.operator else nowhere
    parents = " + ".join(_party(party) for party in row.parents)
    return _columns(operator, parents, _countries(row.countries), f"{row.resources}")


def _countries(codes: tuple[str, ...]) -> str:
    said = " ".join(codes)
    return said if len(said) <= _COUNTRY else f"{codes[0]}+{len(codes) - 1}"


def _columns(operator: str, parent: str, country: str, count: str) -> str:
    left = f"{_cut(operator, _OPERATOR)}  {_cut(parent, _PARENT)}  {_cut(country, _COUNTRY)}"
    return f"{left}{count:>{WIDTH - len(left)}}"


def _cut(value: str, width: int) -> str:
    return f"{value:<{width}}" if len(value) <= width else value[: width - 3] + "..."


def _party(party: Party) -> str:
    return party.name if party.country == "unknown" else f"{party.name} ({party.country})"


def _entry(entry: Entry, layout: Layout) -> Iterator[str]:
    where = ", ".join(dict.fromkeys((entry.region, *entry.countries)))
    yield from paragraph(f"{entry.address}: {where}; {_party(entry.operator)} < {_party(entry.ultimate_parent)}")
    for step in entry.why:
        yield from layout.message(step)
