"""Texts for people, in English and French, side by side in `messages/`: a code and its arguments in, a sentence out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from string import Formatter
from typing import Literal

Lang = Literal["en", "fr"]

_AREAS = (
    "errors",
    "reasons",
    "evidence",
    "report",
    "formats",
    "page",
    "dossier",
    "diff",
    "cli",
    "help",
    "usage",
    "editor",
)


@cache
def _messages(area: str) -> dict[str, tuple[str, str]]:
    messages: dict[str, tuple[str, str]] = import_module(f"souverain.i18n.messages.{area}").MESSAGES
    return messages


def text(code: str, lang: Lang, **args: object) -> str:
    """The sentence of `code` (`<area>.<name>`, `errors.no-such-file`) in `lang`.

    Raises KeyError for a code or an argument that the messages do not know: a test renders every code.
    """
    area, _, name = code.partition(".")
    return filled(_messages(area)[name][0 if lang == "en" else 1], lang, args)


def filled(template: str, lang: Lang, args: Mapping[str, object]) -> str:
    """A template with its arguments in place; `{count:store|stores}` is a number and the word that agrees with it.

    Raises KeyError for an argument that is not given.
    """
    return _AGREEING[lang].vformat(template, (), args) if "|" in template else template.format_map(args)


def told(code: str, lang: Lang, args: Mapping[str, object]) -> str:
    """The same, for a code that comes from a document: one of another release keeps its code and arguments."""
    try:
        return text(code, lang, **args)
    except KeyError:
        return " ".join([code.partition(".")[2], *map(str, args.values())])


def has(code: str) -> bool:
    """Whether there is a sentence of that code."""
    area, _, name = code.partition(".")
    return name in _messages(area)


def codes() -> tuple[str, ...]:
    """Every code, for tests and documentation."""
    return tuple(f"{area}.{name}" for area in _AREAS for name in _messages(area))


class _Agreeing(Formatter):
    """Writes a number with its noun: one or many, as the language has it."""

    def __init__(self, singular: frozenset[str]) -> None:
        self._singular = singular

    def format_field(self, value: object, format_spec: str) -> str:
        one, bar, many = format_spec.partition("|")
        if not bar:
            return format(value, format_spec)
        return f"{value} {one if str(value) in self._singular else many}"


_AGREEING = {"en": _Agreeing(frozenset({"1"})), "fr": _Agreeing(frozenset({"0", "1"}))}
