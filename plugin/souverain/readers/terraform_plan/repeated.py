"""Keys that stand twice in an entry of a list: an entry as it is written in; nothing out, or a RepeatedKeyError."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

from msgspec import Raw

from souverain.readers.members import members, stands_once, unchecked, value
from souverain.readers.terraform_plan.layouts import Layouts, Parts

T = TypeVar("T")

WHOLE = Parts(None, (), ())
"""Of an entry that is searched whole, and like no other."""
_AFTER_A_VALUE = (b",", b"}", b" ", b"\n", b"\r", b"\t")


class Search(Generic[T]):
    """Looks for keys that an entry holds twice: for those `once` anywhere, for those `own` as keys of the entry itself.

    `parted` gives what an entry holds of its own: its texts, by the keys `texts` (and whether they are strings), and
    its states, inside of which nothing is looked for. Of entries that are written alike one is searched.
    """

    def __init__(
        self,
        once: Iterable[str],
        own: Iterable[str] = (),
        texts: Mapping[str, bool] | None = None,
        parted: Callable[[T], Parts] = lambda _: WHOLE,
    ) -> None:
        self._once = tuple(map(_quoted, once))
        self._own = tuple(map(_quoted, own))
        self._keys = re.compile(b"|".join((*self._once, *self._own)))
        self._parted = parted
        self._layouts = Layouts(texts or {})

    def __call__(self, written: bytes, decoded: T) -> None:
        """Look at one entry. Raises RepeatedKeyError. This runs for every resource."""
        parts = self._parted(decoded)
        if self._layouts.have(written, parts):
            return
        outside = _outside(written, parts.states)
        without = b"null".join(outside)
        met = self._keys.findall(without)
        if len(set(met)) < len(met):
            self._refuse(without, met)
        self._layouts.learn(outside, parts)

    def _refuse(self, written: bytes, met: list[bytes]) -> None:
        """Look again, exactly: what seems to be a key may be a text, or the key of something further down."""
        if any(met.count(key) > 1 for key in self._once):
            value(written)
        found = unchecked(written)
        if not all(stands_once(key, written, found) for key in self._own if key in met):
            members(written)


def _quoted(key: str) -> bytes:
    return b'"%s"' % key.encode()


def _outside(written: bytes, states: Iterable[tuple[bytes, Raw]]) -> list[bytes]:
    """What is written around the states of an entry; one that does not follow its key is left in."""
    pieces = [written]
    for key, state in states:
        pieces = [part for piece in pieces for part in _around(piece, key, state)]
    return pieces


def _around(piece: bytes, key: bytes, state: Raw) -> tuple[bytes, ...]:
    start = piece.find(key) + len(key)
    start += piece.startswith(b" ", start)
    end = start + len(state)
    whole = piece[end : end + 1] in _AFTER_A_VALUE  # the number 1 begins 11 too
    if whole and start > len(key) and piece.startswith(memoryview(state), start):
        return piece[:start], piece[end:]
    return (piece,)
