"""The sections of a plan or a state, decoded one after the other: members of the document in, typed JSON out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec
from msgspec import Raw

from souverain.errors import ReadError
from souverain.model import InputKind
from souverain.readers.members import Members, members, value
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
        return self._decode(name, self._found[name], shape) if self.has(name) else default

    def entries(self, name: str, shape: type[T], once: Iterable[bytes], own: Iterable[bytes] = ()) -> Iterator[T]:
        """The entries of a section that is a list, one by one: a plan may hold many.

        Raises RepeatedKeyError when an entry holds one of the keys `once` twice, or one of `own` as its own key.
        """
        keys, own_keys = (tuple(b'"%s"' % key for key in written) for written in (once, own))
        for number, entry in enumerate(self.read(name, list[Raw], [])):
            written = bytes(entry)
            if max(map(written.count, keys)) > 1:
                value(written)
            elif any(written.count(key) > 1 for key in own_keys):
                members(written)
            yield self._decode(f"{name}[{number}]", entry, shape)

    def _decode(self, name: str, raw: Raw, shape: type[T]) -> T:
        try:
            return msgspec.json.decode(raw, type=shape)
        except msgspec.DecodeError as error:
            cause = str(error).replace("`$", f"`{name}") if "`$" in str(error) else f"{error} - at `{name}`"
            raise ReadError("malformed", path=self._path, kind=self._kind, cause=cause) from error
