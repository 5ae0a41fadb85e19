"""Names and texts of others as Markdown of GitHub and GitLab that is only text: a string in, a string out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from souverain.reports.layout import printable

_SPECIAL = re.compile(r"[\\`*\[\]<>|~&$]|(?<![^\W_])_|_(?![^\W_])|:(?=\S)|(?<=www)\.", re.IGNORECASE)
_REFERENCE = re.compile(r"(?<=[@#!%])(?=\w)")
"""Where a mention or a reference would begin: a space of no width keeps it from being one."""

_LONGEST = 400
"""Characters."""


def inert(said: str) -> str:
    """Text of others as text: no markup, no link, no mention, no reference."""
    apart = _REFERENCE.sub("\u200b", printable(said))
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", apart)


def code(name: str) -> str:
    """A name from an input, as code; there neither GitHub nor GitLab looks for mentions."""
    return f"<code>{inert(short(name))}</code>"


def short(said: str) -> str:
    """Its beginning, where it is too long to be read."""
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


def within(lines: Iterable[str], *, most: int, size: int) -> tuple[list[str], int]:
    """The lines that fit, in their order: so many, with so many characters in all; and how many are left out."""
    kept: list[str] = []
    left_out = 0
    for line in lines:
        if len(kept) < most and len(line) <= size:
            kept.append(line)
            size -= len(line)
        else:
            left_out += 1
    return kept, left_out
