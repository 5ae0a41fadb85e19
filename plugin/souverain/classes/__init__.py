"""The classes of data: their order, what each one is too, and the words that name them, as one value.

The shipped ones stand in `knowledge/data/classes.toml`, which `make build` compiles into `compiled/classes.json`; a
configuration adds its own (`own`). A class that is another inherits what that one is judged as: a rule that binds
`health` binds all that is health. No class comes after what it is, unless it says itself that it is the lesser form.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType

import msgspec

from souverain.errors import KnowledgeError
from souverain.model import Grade

_COMPILED = Path(__file__).parent.parent / "compiled/classes.json"
HEALTH, PERSONAL, TECHNICAL = "health", "personal", "technical"


class Called(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a text calls a class, in the languages in which it does, and where."""

    regime: str
    words: tuple[str, ...]
    article: str


class DataClass(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"parent": "is"}):
    """One class. A class of a configuration has no name but its id, and neither source nor date."""

    id: str
    parent: str = ""
    """The class that it is too, "" for none."""
    lesser: bool = False
    """Whether it is a weaker form of its parent, which says all that it says."""
    harmless: bool = False
    """Whether nobody is concerned: no flow hands it on."""
    name: dict[str, str] = msgspec.field(default_factory=dict)
    meaning: dict[str, str] = msgspec.field(default_factory=dict)
    words: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    called: tuple[Called, ...] = ()
    source: tuple[str, ...] = ()
    as_of: str = ""
    grade: Grade = "declared"


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The compiled file."""

    keys: tuple[str, ...]
    possible_keys: tuple[str, ...]
    hints: tuple[str, ...]
    classes: tuple[DataClass, ...]


class Classes:
    """Classes in their order, the most protective first."""

    def __init__(self, records: Iterable[DataClass]) -> None:
        self.records: Mapping[str, DataClass] = MappingProxyType({record.id: record for record in records})
        self.ids: tuple[str, ...] = tuple(self.records)
        self.above: Mapping[str, tuple[str, ...]] = MappingProxyType({id_: self._above(id_) for id_ in self.ids})
        """Each class to all that it is: itself first, then its parent, and so on."""
        self._ranks = {id_: rank for rank, id_ in enumerate(self.ids)}

    def __contains__(self, id_: object) -> bool:
        return id_ in self.records

    @cached_property
    def protected(self) -> int:
        """How many classes concern somebody; those after them in the order do not."""
        return sum(not self.harmless(id_) for id_ in self.ids)

    def rank(self, id_: str) -> int:
        """The place of a class in the order, 0 the most protective."""
        return self._ranks[id_]

    def is_a(self, id_: str, other: str) -> bool:
        """Whether a class is another one, or that one itself."""
        return other in self.above.get(id_, ())

    def harmless(self, id_: str) -> bool:
        """Whether a class concerns nobody."""
        return any(self.records[one].harmless for one in self.above[id_])

    def shipped(self, id_: str) -> str:
        """The first of what a class is that is no class of a configuration."""
        return next(one for one in self.above[id_] if self.records[one].name)

    def joined(self, ids: Iterable[str]) -> tuple[str, ...]:
        """What data of all these classes is: the most protective first, then those that add something to it."""
        found: list[str] = []
        for id_ in sorted(set(ids), key=self.rank):
            if not found or not (self.harmless(id_) or self.adds_nothing(id_, found)):
                found.append(id_)
        return tuple(found)

    def adds_nothing(self, id_: str, found: Iterable[str]) -> bool:
        """Whether data of the classes found says all that this one does."""
        record = self.records[id_]
        return any(self.is_a(one, id_) or (record.lesser and self.is_a(one, record.parent)) for one in found)

    def _above(self, id_: str) -> tuple[str, ...]:
        parent = self.records[id_].parent
        return (id_, *self._above(parent)) if parent else (id_,)


@cache
def table() -> Table:
    """The compiled file. Raises KnowledgeError when it is broken."""
    try:
        return msgspec.json.decode(_COMPILED.read_bytes(), type=Table)
    except (OSError, msgspec.MsgspecError) as error:
        raise KnowledgeError("broken-table", table=_COMPILED.name, error=error) from error


@cache
def shipped() -> Classes:
    """The classes that everybody has. Raises KnowledgeError as `table` does."""
    return Classes(table().classes)


@cache
def fold(text: str) -> str:
    """Letters and digits alone, in lower case, without accents: the form in which words are compared."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def words(record: DataClass) -> frozenset[str]:
    """All that names a class as the value of a label, folded: its id too."""
    said = (record.id, *record.words, *(word for called in record.called for word in called.words))
    return frozenset(fold(word) for word in said)
