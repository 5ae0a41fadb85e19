"""Elements of a page: tags, attributes and texts in, HTML out. A text is escaped where it is written: never markup."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree

from souverain.reports.layout import printable

Element = ElementTree.Element
Child = Element | str | None


def el(tag: str, *children: Child, **attributes: str) -> Element:
    """One element. `class_` and `aria_label` stand for attributes that Python cannot spell; "" leaves one out."""
    named = {name.rstrip("_").replace("_", "-"): printable(value) for name, value in attributes.items() if value}
    made = Element(tag, named)
    for child in children:
        _append(made, child)
    return made


def switch(tag: str, *children: Child, on: Iterable[str], **attributes: str) -> Element:
    """The same, with attributes that have no value: `open`, `checked`."""
    made = el(tag, *children, **attributes)
    made.attrib |= dict.fromkeys(on, "")
    return made


def code(tag: str, content: str) -> Element:
    """A style or a script of ours, as it is."""
    made = Element(tag)
    made.text = content
    return made


def table(caption: str, heads: Iterable[str], rows: Iterable[Iterable[Child]], **attributes: str) -> Element:
    """A table whose first column names the row."""
    head = el("thead", el("tr", *(el("th", name, scope="col") for name in heads)))
    body = el("tbody", *(_row([*cells]) for cells in rows))
    return el("div", el("table", el("caption", caption), head, body, **attributes), class_="scroll", tabindex="0")


def written(root: Element) -> str:
    """The whole page."""
    return "<!doctype html>\n" + ElementTree.tostring(root, encoding="unicode", method="html") + "\n"


def _row(cells: list[Child]) -> Element:
    first, *rest = cells
    return el("tr", el("th", first, scope="row"), *(el("td", cell) for cell in rest))


def _append(parent: Element, child: Child) -> None:
    if child is None:
        return
    if not isinstance(child, str):
        parent.append(child)
        return
    plain = printable(child)
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + plain
    else:
        parent.text = (parent.text or "") + plain
