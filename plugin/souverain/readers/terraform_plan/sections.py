"""The sections of a plan or a state, decoded one after the other: members of the document in, typed JSON out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import msgspec
from msgspec import Raw

from souverain.errors import ReadError
from souverain.model import InputKind
from souverain.readers.members import Members
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

    def entries(self, name: str, shape: type[T], search: Callable[[bytes, T], None]) -> Iterator[T]:
        """The entries of a section that is a list, one by one: a plan may hold many.

        Each is given to `search` as it is written, which raises RepeatedKeyError for a key that stands in it twice.
        """
        decoder = msgspec.json.Decoder(shape)
        for number, entry in enumerate(self.read(name, list[Raw], [])):
            try:
                decoded = decoder.decode(entry)
            except msgspec.DecodeError as error:
                raise self._malformed(f"{name}[{number}]", error) from error
            search(bytes(entry), decoded)
            yield decoded

    def _malformed(self, name: str, error: msgspec.DecodeError) -> ReadError:
        cause = str(error).replace("`$", f"`{name}") if "`$" in str(error) else f"{error} - at `{name}`"
        return ReadError("malformed", path=self._path, kind=self._kind, cause=cause)
