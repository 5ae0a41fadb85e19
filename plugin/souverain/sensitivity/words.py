"""The words by which labels name a class of data, in English and French: a key or a value in, what it means out.

Words are compared folded: no accents, no case, no separators (`Données de santé`, `donnees-de-sante` are one word).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal

from souverain.config import CLASSES, Labels

KeyKind = Literal["class", "hint", "flag", ""]
"""A key that names a class, one that may, one whose presence says health, any other."""

_CLASS_KEYS = """
    data-class data-classes data-classification data-category data-categories data-sensitivity data-confidentiality
    classification class-of-data information-class information-classification sensitivity confidentiality
    classe-donnees classe-de-donnees classification-donnees classification-des-donnees categorie-donnees
    categorie-de-donnees type-donnees type-de-donnees nature-donnees nature-des-donnees sensibilite
    sensibilite-donnees sensibilite-des-donnees confidentialite confidentialite-donnees niveau-de-sensibilite
"""
_HINT_KEYS = "data data-type donnees donnee class classe"
"""Used for other things too: they count only with a value that names a class."""

_VALUES = {
    "health": """
        health health-data healthdata health-personal health-care healthcare sante donnees-de-sante donnees-sante
        donnee-de-sante donnees-personnelles-de-sante phi ephi hds medical medical-data medicale medicales
        donnees-medicales donnee-medicale patient patients patient-data donnees-patient donnees-patients clinical
        clinical-data clinique cliniques donnees-cliniques
    """,
    "snds": "snds donnees-snds snds-data systeme-national-des-donnees-de-sante",
    "eds": "eds donnees-eds eds-data entrepot-de-donnees-de-sante health-data-warehouse",
    "health-pseudonymised": """
        health-pseudonymised health-pseudonymized pseudonymised-health pseudonymized-health pseudonymised pseudonymized
        pseudonymise pseudonymisee pseudonymises pseudonymisees sante-pseudonymisee sante-pseudonymisees
        donnees-de-sante-pseudonymisees donnees-pseudonymisees pseudonymised-health-data pseudonymized-health-data
    """,
    "personal": """
        personal personal-data pii personally-identifiable personal-information personnel personnelle personnelles
        personnels donnees-personnelles donnee-personnelle donnees-a-caractere-personnel dcp rgpd gdpr nominatif
        nominative nominatives
    """,
    "technical": "technical technical-only technical-data technique techniques donnees-techniques donnee-technique",
    "none": "none no-data aucune aucun aucune-donnee public publique publiques public-data donnees-publiques open-data",
}
_FLAGS = {
    "health": """
        phi ephi hds health-data healthdata patient-data medical-data sante donnees-de-sante donnees-sante
        donnees-patient donnees-patients donnees-medicales contains-phi contient-donnees-de-sante
    """,
    "snds": "snds donnees-snds",
}
"""Words that say health without a key. `health` alone does not: a health check says it too."""

_TRUE = frozenset({"", "true", "yes", "y", "1", "on", "oui", "o", "vrai"})
_PREFIX = re.compile(r"[:/.]")
_SEPARATORS = re.compile(r"[,;|+&/]")


@cache
def fold(text: str) -> str:
    """Letters and digits alone, in lower case, without accents."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def most_protective(classes: set[str]) -> str:
    """The first of the order of `config.CLASSES`."""
    return min(classes, key=CLASSES.index)


class Vocabulary:
    """The words above and those of a configuration, which add to them and never change what a word means here."""

    def __init__(self, labels: Labels) -> None:
        self._class_keys = _words(_CLASS_KEYS) | {fold(key) for key in labels.keys}
        self._hints = _words(_HINT_KEYS)
        self._values = {fold(word): data for word, data in labels.values.items()} | _inverted(_VALUES)
        self._flags = _inverted(_FLAGS)

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

    def value(self, text: str) -> str | None:
        """The class that a value names; of several (`health, personal`) the most protective. None when it names none.

        A list with a word that names no class counts only when another word names a class of health data.
        """
        if found := self._values.get(fold(text)):
            return found
        parts = [self._values.get(fold(part)) for part in _SEPARATORS.split(text) if fold(part)]
        named = {part for part in parts if part}
        if not named:
            return None
        best = most_protective(named)
        return best if None not in parts or best in _HEALTH else None


_HEALTH = frozenset(CLASSES[: CLASSES.index("personal")])


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split())


def _inverted(words: dict[str, str]) -> dict[str, str]:
    return {word: data for data, text in words.items() for word in _words(text)}
