"""Objects of a plan, read member by member: raw JSON in, the chosen paths out.

Plans repeat themselves: the same region, the same tags, the same reference, in thousands of resources. Each piece of
JSON is therefore read once, and its result shared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from sys import intern
from typing import Generic, TypeVar

import msgspec
from msgspec import Raw

from souverain.model import Scalar
from souverain.readers.members import members, stands_once, unchecked, value

T = TypeVar("T")
Read = Callable[[str, object], Iterable[tuple[str, T]]]

_REMEMBERED = 4096
"""Pieces kept for one member; where there are more, they are unique."""
_NULL = Raw(b"null")
_QUOTE = ord('"')
_TEXT = msgspec.json.Decoder(str)


class Member(Generic[T]):
    """One member of the objects that are read, and the pieces of it that were.

    A member that is a text costs less to read again than to remember: `text` reads it.
    """

    def __init__(self, name: str, read: Read[T], text: Callable[[str], T] | None) -> None:
        self.name = intern(name)
        self.quoted = b'"%s"' % name.encode()
        self.text = text
        self._read = read
        self._known: dict[bytes, dict[str, T]] = {}

    def of(self, written: bytes) -> dict[str, T]:
        """The chosen paths of one value."""
        if (piece := self._known.get(written)) is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            piece = self._known[written] = dict(self._read(self.name, value(written)))
        return piece


class Pieces(Generic[T]):
    """Reads objects of one shape. `enters` chooses members by name, `read` gives the paths of one member's value.

    `text` gives what reads a member of this name where it is a text; None to read it like any other value.
    """

    def __init__(
        self,
        enters: Callable[[str], bool],
        read: Read[T],
        text: Callable[[str], Callable[[str], T] | None] = lambda _: None,
    ) -> None:
        self._enters = enters
        self._read = read
        self._text = text
        self._members: dict[str, Member[T]] = {}
        self._chosen: dict[tuple[str, ...], tuple[Member[T], ...]] = {}

    def of(self, raw: Raw) -> dict[str, T]:
        """The chosen paths of one object; none for null. Raises RepeatedKeyError."""
        kept: dict[str, T] = {}
        if is_null(raw):
            return kept
        found, whole = unchecked(raw), bytes(raw)
        if (chosen := self._chosen.get(keys := tuple(found))) is None:
            chosen = self._choose(keys)
        for member in chosen:
            if whole.count(member.quoted) > 1 and not stands_once(member.quoted, whole, found):
                members(whole)
            written = bytes(found[member.name])
            if member.text is not None and written[0] == _QUOTE:
                kept[member.name] = member.text(_TEXT.decode(written))
            else:
                kept |= member.of(written)
        return kept

    def _choose(self, keys: tuple[str, ...]) -> tuple[Member[T], ...]:
        """The members that are read of an object: one choice for all objects with the same keys."""
        if len(self._chosen) >= _REMEMBERED:
            self._chosen.clear()
        chosen = self._chosen[keys] = tuple(self._member(name) for name in keys if self._enters(name))
        return chosen

    def _member(self, name: str) -> Member[T]:
        if name not in self._members:
            self._members[name] = Member(name, self._read, self._text(name))
        return self._members[name]


def flatten(item: object, path: str) -> list[tuple[str, Scalar]]:
    """The scalars of a JSON value by path (`nodes[0].region`); nulls, empty objects and empty lists have none."""
    found: list[tuple[str, Scalar]] = []
    _flatten(item, path, found)
    return found


def _flatten(item: object, path: str, found: list[tuple[str, Scalar]]) -> None:
    if isinstance(item, dict):
        for key, inner in item.items():
            below = f"{path}.{key}" if path else key
            if isinstance(inner, str):
                found.append((intern(below), inner))
            else:
                _flatten(inner, below, found)
    elif isinstance(item, list):
        for index, inner in enumerate(item):
            _flatten(inner, f"{path}[{index}]", found)
    elif isinstance(item, (str, int, float)):
        found.append((intern(path), item))


def is_null(raw: Raw) -> bool:
    """Whether the value is null, or was not there."""
    return raw == _NULL
