"""Texts for people, in English and French, side by side in `messages/`: a code and its arguments in, a sentence out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Literal

Lang = Literal["en", "fr"]

_AREAS = ("errors", "reasons", "evidence", "report", "formats", "page", "dossier", "diff", "cli", "help")


@cache
def _messages(area: str) -> dict[str, tuple[str, str]]:
    messages: dict[str, tuple[str, str]] = import_module(f"souverain.i18n.messages.{area}").MESSAGES
    return messages


def text(code: str, lang: Lang, **args: object) -> str:
    """The sentence of `code` (`<area>.<name>`, `errors.no-such-file`) in `lang`.

    Raises KeyError for a code or an argument that the messages do not know: a test renders every code.
    """
    area, _, name = code.partition(".")
    return _messages(area)[name][0 if lang == "en" else 1].format(**args)


def told(code: str, lang: Lang, args: Mapping[str, object]) -> str:
    """The same, for a code that comes from a document: one of another release keeps its code and arguments."""
    try:
        return text(code, lang, **args)
    except KeyError:
        return " ".join([code.partition(".")[2], *map(str, args.values())])


def codes() -> tuple[str, ...]:
    """Every code, for tests and documentation."""
    return tuple(f"{area}.{name}" for area in _AREAS for name in _messages(area))
