"""How the entries of a list are written: an entry in, whether it is written like one that was looked at with care.

Tools write all entries in one way: the same keys in the same order, and between them texts and states. An entry that is
such a one, with each text and each state in place of another, holds around them the same keys, each as often.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple

import msgspec
from msgspec import Raw

_ENCODER = msgspec.json.Encoder()
_REMEMBERED = 1024
"""Layouts, and ends of one layout; where there are more, they are unique."""


class Parts(msgspec.Struct, frozen=True, gc=False):
    """What one entry holds and others hold otherwise, in the order in which tools write it."""

    kind: Hashable
    """Entries of one kind are written in one way, as a rule."""
    texts: tuple[str, ...]
    """As JSON writes them, strings without their quotes; one that is not there is ""."""
    states: tuple[tuple[bytes, Raw], ...]
    """Keys, with their colon, and values; two at most, in the order in which they are written."""


class _Layout(NamedTuple):
    head: str
    """Up to the first state, with `%s` in place of each text."""
    between: bytes
    ends: set[bytes]
    """What follows the last state: more or less the same for all resources of a type."""


def contents(*texts: str) -> Sequence[str]:
    """Texts as JSON writes them between quotes. Who writes them with other escapes is looked at each time."""
    together = "".join(texts)
    if '"' in together or "\\" in together:
        return [_ENCODER.encode(text).decode()[1:-1] for text in texts]
    return texts


class Layouts:
    """The layouts of the entries of one list. `keys` are those of the texts, with whether they are strings."""

    def __init__(self, keys: Mapping[str, bool]) -> None:
        self._keys = tuple((f'"{key}":', '"' if string else "") for key, string in keys.items())
        self._known: dict[Hashable, _Layout] = {}

    def have(self, written: bytes, parts: Parts) -> bool:
        """Whether an entry is written like one that was learnt. This runs for every resource."""
        if (layout := self._known.get(parts.kind)) is None:
            return False
        before = (layout.head % parts.texts).encode()
        end = 0
        for _, state in parts.states:
            if not (written.startswith(before, end) and written.startswith(memoryview(state), end + len(before))):
                return False
            end += len(before) + len(state)
            before = layout.between
        return written[end:] in layout.ends

    def learn(self, outside: Sequence[bytes], parts: Parts) -> None:
        """Take an entry, in which no key was found that must not be, for an example.

        `outside` is what stands around its states.
        """
        if not parts.states or len(outside) != len(parts.states) + 1:
            return
        first, *between, end = outside
        if (head := self._head(first.decode(), parts.texts)) is None:
            return
        layout = self._known.get(parts.kind)
        if layout is None or layout[:2] != (head, b"".join(between)) or len(layout.ends) >= _REMEMBERED:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            layout = self._known[parts.kind] = _Layout(head, b"".join(between), set())
        layout.ends.add(end)

    def _head(self, begin: str, texts: Sequence[str]) -> str | None:
        """The beginning of an entry with its texts left open; None where they do not stand in order."""
        made, position = [], 0
        for (key, quote), text in zip(self._keys, texts, strict=True):
            found = begin.find(key, position)
            if found < 0:
                if text:
                    return None
                made.append("%.0s")  # takes the text, and writes nothing
                continue
            start = found + len(key)
            start += begin.startswith(" ", start)
            if not begin.startswith(f"{quote}{text}{quote},", start):
                return None
            start += len(quote)
            made += [begin[position:start].replace("%", "%%"), "%s"]
            position = start + len(text)
        return "".join((*made, begin[position:].replace("%", "%%")))
