"""The sections of a plan or a state, decoded one after the other: members of the document in, typed JSON out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TypeVar

import msgspec
from msgspec import Raw

from souverain.errors import ReadError
from souverain.model import InputKind
from souverain.readers.members import Members, members, stands_once, unchecked, value
from souverain.readers.source import Source
from souverain.readers.terraform_plan.pieces import is_null

T = TypeVar("T")


class Sections:
    """The sections of one document. An absent one and a null one are the same."""

    def __init__(self, source: Source, found: Members, kind: InputKind = "terraform-plan") -> None:
        self._path = source.path
        self._kind = kind
        self._found = found

    def has(self, name: str) -> bool:
        """Whether the section is there, and is not null."""
        return name in self._found and not is_null(self._found[name])

    def read(self, name: str, shape: type[T], default: T) -> T:
        """One section in its shape. Raises ReadError that names the place where it does not follow it."""
        if not self.has(name):
            return default
        try:
            return msgspec.json.decode(self._found[name], type=shape)
        except msgspec.DecodeError as error:
            raise self._malformed(name, error) from error

    def entries(
        self,
        name: str,
        shape: type[T],
        once: Iterable[bytes],
        own: Iterable[bytes] = (),
        states: Callable[[T], Iterable[tuple[bytes, Raw]]] = lambda _: (),
    ) -> Iterator[T]:
        """The entries of a section that is a list, one by one: a plan may hold many.

        Raises RepeatedKeyError when an entry holds one of the keys `once` twice, or one of `own` as its own key.
        `states` gives keys, with their colon, and their values, inside which nothing is looked for.
        """
        quoted = tuple(b'"%s"' % key for key in once), tuple(b'"%s"' % key for key in own)
        keys = re.compile(b"|".join(chain(*quoted)))
        decoder = msgspec.json.Decoder(shape)
        usual: list[bytes] = []
        for number, entry in enumerate(self.read(name, list[Raw], [])):
            try:
                decoded = decoder.decode(entry)
            except msgspec.DecodeError as error:
                raise self._malformed(f"{name}[{number}]", error) from error
            written = bytes(entry)
            met = keys.findall(_outside(written, states(decoded)))
            if met != usual:
                if len(set(met)) < len(met):
                    _refuse_repeated(written, met, *quoted)
                else:
                    usual = met
            yield decoded

    def _malformed(self, name: str, error: msgspec.DecodeError) -> ReadError:
        cause = str(error).replace("`$", f"`{name}") if "`$" in str(error) else f"{error} - at `{name}`"
        return ReadError("malformed", path=self._path, kind=self._kind, cause=cause)


def _outside(written: bytes, states: Iterable[tuple[bytes, Raw]]) -> bytes:
    """An entry as it is written, but for states that stand at the first of their key."""
    for key, state in states:
        inside = memoryview(state)
        start = written.find(key) + len(key)
        start += written.startswith(b" ", start)
        if start > len(key) and written.startswith(inside, start):
            written = written[:start] + written[start + inside.nbytes :]
    return written


def _refuse_repeated(written: bytes, met: list[bytes], once: tuple[bytes, ...], own: tuple[bytes, ...]) -> None:
    """Look again, exactly: what seems to be a key may be a text, or the key of something further down."""
    if any(met.count(key) > 1 for key in once):
        value(written)
    found = unchecked(written)
    if not all(stands_once(key, written, found) for key in own if key in met):
        members(written)
