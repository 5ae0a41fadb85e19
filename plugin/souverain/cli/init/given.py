"""Answers as people write them: numbers of options, words of their language, files and options; values out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from souverain import workload
from souverain.cli.init.asking import Answers
from souverain.config_file import yaml_text
from souverain.errors import ConfigError, UsageError
from souverain.i18n import Lang, text
from souverain.knowledge import Knowledge
from souverain.knowledge.questions import UNKNOWN, YES_NO, Question

_NOBODY_KNOWS = ("", "?", UNKNOWN, "inconnu")
_SPOKEN = {"oui": "yes", "non": "no", "y": "yes", "o": "yes", "n": "no", "aucun": "none", "aucune": "none"}

Words = Sequence[tuple[str, str]]
"""The words that answer a question, each with what it means."""


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """The answers of a file and of options, and who says so and when where the file does."""

    answers: Answers
    author: str = ""
    date: str = ""


def words(question: Question, lang: Lang) -> Words:
    """What is offered to choose from."""
    if question.kind == "yes-no":
        return [(word, text(f"evidence.{word}", lang)) for word in YES_NO]
    return [(option.id, option.text[lang]) for option in question.options]


def understood(question: Question, written: str, offered: Words, known: Knowledge) -> tuple[str, ...] | None:
    """A line that somebody typed. Raises ValueError for one that does not answer the question."""
    if written.lower() in _NOBODY_KNOWS:
        return None
    parts = [part.strip() for part in written.split(",")] if question.several else [written]
    return workload.understood(question, [_word(part, question, offered) for part in parts if part], known)


def read(file: str | None, pairs: tuple[str, ...], known: Knowledge) -> Stated:
    """The answers of a file, over which options win. Raises UsageError and ConfigError."""
    content = _content(Path(file)) if file else {}
    inner = content.get("workload", content)
    if not isinstance(inner, Mapping):
        raise ConfigError("init-no-answers", path=file)
    author, date = (str(content.get(name, "")) for name in ("author", "date"))
    signing = {"author", "date"} if inner is content else set()
    answers = {name: _of_file(name, value, known, file or "") for name, value in inner.items() if name not in signing}
    answers |= dict(_of_option(pair, known) for pair in pairs)
    return Stated(answers=answers, author=author, date=date)


def _content(path: Path) -> Mapping[str, object]:
    try:
        found = yaml_text.parse(path.read_bytes(), path)
    except OSError as error:
        raise ConfigError("config-unreadable", path=path, cause=error.strerror or error) from error
    if not isinstance(found, Mapping):
        raise ConfigError("init-no-answers", path=path)
    return found


def _of_file(name: str, value: object, known: Knowledge, path: str) -> tuple[str, ...] | None:
    question = _question(name, known)
    stated = value.get("answer") if isinstance(value, Mapping) else value
    try:
        return workload.understood(question, stated, known)
    except ValueError as error:
        raise ConfigError("not-an-answer", path=path, field=name, allowed=workload.takes(question)) from error


def _of_option(pair: str, known: Knowledge) -> tuple[str, tuple[str, ...] | None]:
    name, equals, written = pair.partition("=")
    if not equals:
        raise UsageError("init-no-pair", written=pair)
    question = _question(name, known)
    try:
        return name, understood(question, written.strip(), words(question, "en"), known)
    except ValueError as error:
        raise UsageError("init-not-an-answer", field=name, allowed=workload.takes(question)) from error


def _question(name: str, known: Knowledge) -> Question:
    if name not in known.questions:
        raise UsageError("init-no-such-question", name=name, questions=", ".join(known.questions))
    return known.questions[name]


def _word(part: str, question: Question, offered: Words) -> str:
    """A number stands for an option, where the question takes no other number; so does a word of either language."""
    if part.isdecimal() and 1 <= int(part) <= len(offered) and question.kind in ("choice", "choices", "yes-no"):
        return offered[int(part) - 1][0]
    if question.kind == "countries" and part.lower() not in _SPOKEN and part.lower() != "none":
        return part.upper()
    return _SPOKEN.get(part.lower(), part)
