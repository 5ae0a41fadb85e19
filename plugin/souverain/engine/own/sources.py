"""The files of a folder of rules: a path in, what counts for a verdict and what tests it out, read once."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from souverain.errors import PolicyError

_FILES = 2000
_MEGABYTES = 16
_DATA = ("data.json", "data.yaml", "data.yml")
_TEST = "_test.rego"
_RECORDS = ("regimes", "profiles")


class Sources(msgspec.Struct, frozen=True, kw_only=True):
    """The files of a folder, by their path there (`no_milan/no_milan.rego`, `profiles/house.toml`)."""

    folder: str
    rules: dict[str, bytes]
    tests: dict[str, bytes]
    records: dict[str, bytes]

    @property
    def digest(self) -> str:
        """SHA-256 over the names and contents of all that counts for a verdict."""
        found = hashlib.sha256()
        for name, content in (*self.rules.items(), *self.records.items()):
            found.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\n".encode("utf-8", "surrogateescape"))
        return found.hexdigest()

    def place(self, name: str) -> str:
        """The path of a file as the user would write it."""
        return str(Path(self.folder, name))


def read(folder: Path) -> Sources:
    """Everything in the folder but what is hidden. Raises PolicyError when there is no rule, or too much."""
    found: dict[str, dict[str, bytes]] = {"rules": {}, "tests": {}, "records": {}}
    left = _MEGABYTES << 20
    for number, path in enumerate(_files(folder)):
        content = _content(path, left)
        left -= len(content)
        found[_kind(path)][path.relative_to(folder).as_posix()] = content
        if left <= 0 or number >= _FILES:
            raise PolicyError("own-too-large", path=folder, files=_FILES, megabytes=_MEGABYTES)
    if not found["rules"]:
        raise PolicyError("own-empty", path=folder)
    return Sources(folder=str(folder), **found)


def _kind(path: Path) -> str:
    if path.suffix == ".toml":
        return "records"
    return "tests" if path.name.endswith(_TEST) else "rules"


def _files(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if name in _DATA:
                raise PolicyError("own-data", path=path)
            if _counts(path, folder) and path.is_file():
                yield path


def _counts(path: Path, folder: Path) -> bool:
    """Rego anywhere, and the records in the two folders where they are looked for."""
    if path.name.startswith("."):
        return False
    return path.suffix == ".rego" or (path.suffix == ".toml" and path.parent in [folder / name for name in _RECORDS])


def _content(path: Path, most: int) -> bytes:
    """At most one byte more than is allowed."""
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        _raise(error)
        raise


def _raise(error: OSError) -> None:
    raise PolicyError("own-unreadable", path=error.filename, cause=error.strerror or error) from error
