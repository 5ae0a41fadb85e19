"""The one JSON object of an input: text in, its members out, without what wrappers of CI systems put around it.

Wrappers add whole lines: the command they run, the path of the program, `::debug::`, exit codes, colours, the same
output a second time. They never cut a line of the document, so an object is looked for at the start of lines only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from souverain.errors import ReadError
from souverain.readers.members import Members, RepeatedKeyError, members
from souverain.readers.source import Source

_COLOUR = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]")
"""A raw escape never stands in JSON, where it is written \\u001b."""
_OPENING = re.compile(rb"^\{.*$", re.M)
_CLOSING = re.compile(rb"^\}[ \t\r]*$", re.M)
_BROKEN = re.compile(rb"\A\s*\{|^\{[ \t\r]*$|^\{\s*\"", re.M)
"""Where JSON was meant to begin, when none was found."""
_OFFSET = re.compile(r" \(byte (\d+)\)$")


def find(source: Source, recognised: Callable[[Members], bool]) -> Members | None:
    """The members of the one object that means something; None when the text holds no JSON object at all.

    Noise may surround an object that is `recognised`. Raises ReadError for an object cut short or malformed, and for
    several different ones; RepeatedKeyError.
    """
    text = _COLOUR.sub(b"", source.text) if b"\x1b" in source.text else source.text
    try:
        return members(text)
    except msgspec.DecodeError:
        return _within_noise(source.path, text, recognised)


def _within_noise(path: str, text: bytes, recognised: Callable[[Members], bool]) -> Members | None:
    objects = list(_objects(text))
    meant = {written: found for written, found in objects if recognised(found)}
    if len(meant) == 1:
        return next(iter(meant.values()))
    if meant:
        raise ReadError("several-documents", path=path, count=len(meant))
    if objects:
        return objects[0][1]
    if broken := _BROKEN.search(text):
        raise _malformed(path, text, broken.start())
    return None


def _objects(text: bytes) -> Iterator[tuple[bytes, Members]]:
    """Every JSON object that begins with a line and ends with one: on one line, or from a line `{` to a line `}`."""
    position = 0
    while opening := _OPENING.search(text, position):
        position = opening.end()
        end = position if opening[0].rstrip().endswith(b"}") else _end_of_block(text, position)
        written = text[opening.start() : end].strip()
        try:
            yield written, members(written)
        except (msgspec.DecodeError, RepeatedKeyError):
            continue
        position = end


def _end_of_block(text: bytes, start: int) -> int:
    closing = _CLOSING.search(text, start)
    return closing.end() if closing else start


def _malformed(path: str, text: bytes, start: int) -> ReadError:
    """Where the JSON that begins at `start` stops making sense."""
    cause, offset = _first_error(text[start:])
    position = len(text) if offset is None else start + offset
    line = text.count(b"\n", 0, position) + 1
    column = position - text.rfind(b"\n", 0, position)
    if offset is None:
        return ReadError("json-cut-short", path=path, line=line, column=column)
    return ReadError("json-malformed", path=path, line=line, column=column, cause=cause)


def _first_error(written: bytes) -> tuple[str, int | None]:
    """What is wrong, and at which byte; no byte for a text that ends too early."""
    cause = ""
    try:
        members(written)
    except msgspec.DecodeError as error:
        cause = str(error).removeprefix("JSON is malformed: ")
    found = _OFFSET.search(cause)
    return (cause[: found.start()], int(found[1])) if found else (cause, None)
