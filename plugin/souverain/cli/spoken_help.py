"""Help in the language of the reader: the pages that click writes in English in, the same pages in French out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

import click

from souverain.i18n.messages.help import MESSAGES


def asked(arguments: Sequence[str]) -> str:
    """What `--lang` says, wherever it stands, "" where it does not: `--help` is answered before options are read."""
    found = ""
    for name, value in pairwise([*arguments, ""]):
        if name == "--lang":
            found = value
        elif name.startswith("--lang="):
            found = name.partition("=")[2]
    return found


def french(english: str) -> str:
    """A text of the help in French, paragraph by paragraph; one without translation stays as it is."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in english.split("\n\n")]
    return "\n\n".join(map(_translated, paragraphs))


def _translated(paragraph: str) -> str:
    """One paragraph; click says behind an option that it must be given."""
    said, required, _ = paragraph.partition(" [required]")
    return _catalogue().get(said, said) + (" [obligatoire]" if required else "")


class FrenchPage(click.HelpFormatter):
    """A page of help that translates what is written on it."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The usage line."""
        super().write_usage(prog, args, prefix or f"{french('Usage:')} ")

    def write_heading(self, heading: str) -> None:
        """The head of a section."""
        super().write_heading(f"{french(heading)} ")

    def write_text(self, text: str) -> None:
        """What a command does."""
        super().write_text(french(text))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Options and commands."""
        super().write_dl([(name, french(said)) for name, said in rows], col_max, col_spacing)


@cache
def _catalogue() -> dict[str, str]:
    return dict(MESSAGES.values())
