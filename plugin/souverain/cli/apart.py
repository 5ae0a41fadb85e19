"""What is written beside what is read: no input is ever written to, and no two reports go to one place."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

from souverain.errors import UsageError
from souverain.readers.inputs import meant, read_in_a_folder


def check(outputs: Iterable[str], inputs: Sequence[str], folders: Sequence[str] = ()) -> None:
    """Raise UsageError for a file to write that is read too, that is to be written twice, or in a folder to write.

    "" is standard output, and as an input nothing; `-` is standard input. What is no file, like a device, takes
    whatever it is given.
    """
    files = [file for file in outputs if file and not _is_special(file)]
    for one, other in combinations((*files, *folders), 2):
        if _same(one, other):
            raise UsageError("output-twice", path=one)
    read = [path for path in (*inputs, *meant(inputs)) if path and path != "-"] if files else []
    for file in files:
        if any(_within(file, folder) for folder in folders):
            raise UsageError("output-twice", path=file)
        if any(_is_read(file, path) for path in read):
            raise UsageError("output-is-input", path=file)


def _is_special(file: str) -> bool:
    return Path(file).exists() and not Path(file).is_file()


def _is_read(file: str, path: str) -> bool:
    """Whether a file is what a path names, or in a folder that it names and of a kind that is read there."""
    return _same(file, path) or (Path(path).is_dir() and _within(file, path) and read_in_a_folder(Path(file)))


def _same(one: str, other: str) -> bool:
    try:
        return Path(one).samefile(other)
    except (OSError, ValueError):
        return os.path.realpath(one) == os.path.realpath(other)


def _within(file: str, folder: str) -> bool:
    return Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder))
