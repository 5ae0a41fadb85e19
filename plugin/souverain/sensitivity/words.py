"""The words by which labels name a class of data: a key or a value in, what it means out.

The words stand in `knowledge/data/classes.toml`. They are compared folded: no accents, no case, no separators
(`Données de santé`, `donnees-de-sante` are one word).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

import msgspec

from souverain import classes
from souverain.classes import Classes, fold
from souverain.config import Labels

KeyKind = Literal["class", "hint", "flag", ""]
"""A key that names a class, one that may, one whose presence says health, any other."""

_TRUE = frozenset({"", "true", "yes", "y", "1", "on", "oui", "o", "vrai"})
_PREFIX = re.compile(r"[:/.]")
_SEPARATORS = re.compile(r"[,;|+&/]")


def vocabulary(labels: Labels, order: Classes) -> Vocabulary:
    """The vocabulary of a configuration, made once for all stacks that are judged by it."""
    return _made(msgspec.json.encode(labels), order)


@lru_cache(maxsize=8)
def _made(labels: bytes, order: Classes) -> Vocabulary:
    return Vocabulary(msgspec.json.decode(labels, type=Labels), order)


class Vocabulary:
    """The words of all classes and those of a configuration, which add to them and never change what a word means."""

    def __init__(self, labels: Labels, order: Classes) -> None:
        table = classes.table()
        self._order = order
        self._class_keys = frozenset(map(fold, (*table.keys, *labels.keys)))
        self._hints = frozenset(map(fold, table.possible_keys))
        self._values = {fold(word): data for word, data in labels.values.items()}
        self._flags: dict[str, str] = {}
        for id_ in sorted(order.ids, key=lambda one: len(order.above[one])):  # what refines a word has it
            record = order.records[id_]
            self._values |= dict.fromkeys(classes.words(record), id_)
            self._flags |= {fold(word): id_ for word in record.alone}

    def key(self, text: str) -> KeyKind:
        """What a key is, with or without a prefix (`hds:data-class`, `hospital.example/data-class`)."""
        for word in (fold(text), fold(_PREFIX.split(text)[-1])):
            if word in self._class_keys:
                return "class"
            if word in self._hints:
                return "hint"
            if word in self._flags:
                return "flag"
        return ""

    def flag(self, text: str, value: str = "") -> str | None:
        """The class that a word says alone, or as a key whose value does not deny it."""
        if fold(value) not in _TRUE:
            return None
        return self._flags.get(fold(text)) or self._flags.get(fold(_PREFIX.split(text)[-1]))

    def value(self, text: str) -> tuple[str, ...]:
        """The classes that a value names, as `Classes.joined` has them; () when it names none.

        A list with a word that names no class counts only when another word names a class of health data.
        """
        if found := self._values.get(fold(text)):
            return (found,)
        parts = [self._values.get(fold(part)) for part in _SEPARATORS.split(text) if fold(part)]
        named = self._order.joined(part for part in parts if part)
        of_health = any(self._order.is_a(one, classes.HEALTH) for one in named)
        return named if of_health or None not in parts else ()
