"""Classes that a configuration adds: what it says of each in, the order with them in it out.

Each is what its parent is, and comes right before it. It can refine what is known and never weaken it: no shipped
class, and no word that names one, can be given another meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

import msgspec

from souverain.classes import Classes, DataClass, fold, shipped, words
from souverain.errors import ConfigError

FIELD = "data_classes"
_RESERVED = ("undeclared", "unknown")

ClassId = Annotated[
    str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9.-]*$", description="Small letters, digits, points and hyphens.")
]


class OwnClass(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"parent": "is"}):
    """A class of one's own. All that binds its parent binds it."""

    parent: Annotated[str, msgspec.Meta(min_length=1, description="The class that it is: health, personal ...")]
    words: Annotated[
        tuple[Annotated[str, msgspec.Meta(min_length=1)], ...],
        msgspec.Meta(description="Values of labels that name it, beside its own name."),
    ] = ()


def extended(own: Mapping[str, OwnClass], path: str) -> Classes:
    """The shipped classes with these; `path` is the file that declares them. Raises ConfigError."""
    base = shipped()
    if not own:
        return base
    order = list(base.records.values())
    for record in _ordered(own, path):
        position = next(number for number, one in enumerate(order) if one.id == record.parent)
        order.insert(position, record)
    found = Classes(order)
    _check_words(own, found, path)
    return found


def _ordered(own: Mapping[str, OwnClass], path: str) -> Iterator[DataClass]:
    """The classes with every parent before what is of it, in the order in which they are declared otherwise."""
    base = shipped()
    for id_, said in own.items():
        if id_ in base or id_ in _RESERVED:
            raise ConfigError("config-class-taken", path=path, field=f"{FIELD}.{id_}")
        if said.parent not in base and said.parent not in own:
            allowed = ", ".join((*base.ids, *own))
            raise ConfigError("config-not-allowed", path=path, field=f"{FIELD}.{id_}.is", allowed=allowed)
    placed = set(base.ids)
    waiting = dict(own)
    while waiting:
        ready = [id_ for id_, said in waiting.items() if said.parent in placed]
        if not ready:
            raise ConfigError("config-class-circle", path=path, field=f"{FIELD}.{next(iter(waiting))}.is")
        for id_ in ready:
            said = waiting.pop(id_)
            yield DataClass(id=id_, parent=said.parent, words=said.words)
        placed.update(ready)


def _check_words(own: Mapping[str, OwnClass], found: Classes, path: str) -> None:
    """Raise ConfigError for a word that names a class already, unless the new one refines that."""
    taken: dict[str, str] = {}
    for id_ in sorted(found.ids, key=lambda one: (one in own, len(found.above[one]))):
        for word in sorted(words(found.records[id_])):
            other = taken.get(word, id_)
            if not found.is_a(id_, other):
                spelled = next((said for said in own[id_].words if fold(said) == word), id_) if id_ in own else id_
                raise ConfigError("config-class-word", path=path, field=f"{FIELD}.{id_}", word=spelled, other=other)
            taken[word] = id_
