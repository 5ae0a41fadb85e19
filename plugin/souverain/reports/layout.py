"""Lines of 80 columns: words in, wrapped and labelled lines out, coloured when asked."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import category

if TYPE_CHECKING:
    from rich.style import Style

WIDTH, _NARROWEST = 80, 30
_room = WIDTH
_SIDE = 25
"""Column, after the label, at which what a line rests on starts."""

_HARD = "\ue000"
"""Stands for a space at which no line is broken; no text that may be printed holds it."""
_BOUND = re.compile(r" (?=[:;?!»](?:\s|$))|(?<=«) ")

_STYLES = {"fail": "bold red", "unproven": "bold yellow", "question": "bold cyan", "alert": "yellow", "pass": "green"}
_DIM = "dim"


def fit(columns: int) -> None:
    """Wrap sentences for so many columns from now on, never for more than 80; tables keep theirs."""
    global _room  # of the one stream that a command writes to
    _room = max(_NARROWEST, min(columns, WIDTH))


class Layout:
    """Lays out lines; `gutter` is the width of the widest label."""

    def __init__(self, *, colour: bool, gutter: int) -> None:
        self._colour = colour
        self._gutter = gutter

    def head(self, status: str, word: str, subject: str, aside: str) -> Iterator[str]:
        """The first line of a finding, with a place in a file or an input at its right; what is too long goes below."""
        subject, aside = printable(subject), printable(aside)
        plain = f"{word} {subject}"
        if len(plain) > _room:
            yield self.painted(word, _STYLES.get(status, "bold"))
            yield from _wrapped(f"{subject} {aside}", "  ", "  ")
            return
        painted = f"{self.painted(word, _STYLES.get(status, 'bold'))} {subject}"
        start = min(66, _room - len(aside))
        if not aside or len(plain) + 2 > start:
            yield painted
            yield from self.labelled("", aside)
        else:
            yield f"{painted}{' ' * (start - len(plain))}{aside}"

    def message(self, text: str) -> Iterator[str]:
        """The sentence of a finding."""
        yield from _wrapped(text, "  ", "  ")

    def labelled(self, label: str, text: str, basis: str = "") -> Iterator[str]:
        """A line with its label; what it rests on stands at its right, or below when there is no room."""
        if not text.strip():
            return
        text, basis = printable(text), printable(basis)
        indent = " " * (self._gutter + 4)
        side = f"{text:<{_SIDE - 2}}  {basis}" if basis else text
        room = len(indent) + len(side) <= _room
        first, *rest = [*_wrapped(side if room else text, indent, indent)]
        yield f"  {self.painted(f'{label:<{self._gutter}}', _DIM)}  {first.removeprefix(indent)}"
        yield from rest
        if basis and not room:
            yield from _wrapped(basis, indent, indent)

    def painted(self, text: str, style: str) -> str:
        """A word in a colour; as it is where colours are off."""
        return _style(style).render(text) if self._colour else text


def paragraph(text: str) -> Iterator[str]:
    """Plain text over the whole width."""
    yield from _wrapped(text, "", "")


def printable(text: str) -> str:
    """The text as a terminal may have it: what would move, colour, hide or turn the words of others is shown as `?`.

    Addresses, keys and values are written by whoever wrote the input: a report must not be theirs to paint.
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or category(char) == "Zs" else "?" for char in text.replace("\n", " "))


def _wrapped(text: str, first: str, rest: str) -> Iterator[str]:
    """Lines of at most 80 columns; an address or a URL is never broken, whatever its length.

    In French some signs have a space before them, or after: no line begins or ends with them.
    """
    lines = textwrap.wrap(
        _BOUND.sub(lambda found: found[0].replace(" ", _HARD), printable(text)),
        _room,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    yield from (line.replace(_HARD, " ") for line in lines)


@cache
def _style(definition: str) -> Style:
    from rich.style import Style

    return Style.parse(definition)
