"""The first large file that a command line names, read in a thread while the program is still imported.

Arguments in; later, the bytes out. A wrong guess costs memory and nothing else: who reads an input asks here first.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread

_LARGE = 1 << 22
"""Bytes from which a file takes longer to read than a thread to start."""


class _Reading(Thread):
    """A file that is being read."""

    def __init__(self, path: str) -> None:
        super().__init__(daemon=True)
        self._path = path
        self._found: bytes | None = None

    def run(self) -> None:
        with suppress(OSError, MemoryError):  # who reads it again says what is wrong
            self._found = Path(self._path).read_bytes()

    def found(self) -> bytes | None:
        """The bytes, once they are there."""
        self.join()
        return self._found


_begun: dict[str, _Reading] = {}


def begin(arguments: Sequence[str]) -> None:
    """Begin to read the first large file among the arguments, once; what follows an option may be a file to write."""
    if _begun:
        return
    for before, path in zip(("", *arguments), arguments, strict=False):
        if not before.startswith("-") and _is_large(path):
            _begun[path] = _Reading(path)
            _begun[path].start()
            return


def taken(path: str) -> bytes | None:
    """What was read of this file, once; None where nobody began to, or where it could not be read."""
    reading = _begun.pop(path, None)
    return reading.found() if reading else None


def forget() -> None:
    """Drop what nobody took; what is still being read is read to its end."""
    _begun.clear()


def _is_large(path: str) -> bool:
    try:
        file = Path(path)
        return file.is_file() and file.stat().st_size >= _LARGE
    except (OSError, ValueError):
        return False
