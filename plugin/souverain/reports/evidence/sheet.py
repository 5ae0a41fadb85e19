"""A table of the folder, the same for a page, for Markdown and for a spreadsheet."""

from __future__ import annotations

import msgspec

Cell = tuple[str, ...]
"""What stands in one cell, line by line."""


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One table. `file` is its name as a spreadsheet; the first column names the row."""

    name: str
    file: str
    title: str
    note: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
