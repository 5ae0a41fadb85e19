"""A report that is a folder: its files in, a folder that is either whole or as it was out.

It is written beside its place and renamed. What stands there is replaced only where every file is one that souverain
wrote and nobody has changed since: nothing of anybody else's is removed or mixed in.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from souverain.cli.output import WriteError
from souverain.errors import UsageError
from souverain.reports import File

SUMS = "SHA256SUMS"
"""The file that lists all others as `sha256sum -c` reads them."""

_MARK, _MARKED = "check.json.gz", b'{\n  "schema": "souverain/report/v1"'
"""What only a folder of ours holds."""
_PART = 1 << 20
"""Bytes that are written at once."""


def check(path: str) -> None:
    """Raise UsageError for a place that is no folder, or a folder that holds what is not ours."""
    place = Path(path)
    try:
        if os.path.lexists(place) and not place.is_dir():
            raise UsageError("no-folder", path=path)
        strange = _strange(place) if place.is_dir() else ""
    except OSError as error:
        raise WriteError("cannot-write", path=path, cause=error.strerror or error) from error
    if strange:
        raise UsageError("folder-not-ours", path=path, file=strange)


def write(files: Iterable[File], path: str) -> None:
    """Write all files and their sums into a folder. Raises UsageError as `check` does, and WriteError."""
    place = Path(os.path.realpath(path))
    try:
        made = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.parent))
        try:
            _fill(made, files)
            check(path)  # what was not there before the run may be there now
            _put(made, place)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        raise WriteError("cannot-write", path=path, cause=error.strerror or error) from error


def _fill(folder: Path, files: Iterable[File]) -> None:
    sums = []
    for name, content in files:
        file = folder / PurePosixPath(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with file.open("wb") as opened:
            for part in _parts(content):
                opened.write(part)
                digest.update(part)
        sums.append(f"{digest.hexdigest()}  {name}\n")
    (folder / SUMS).write_bytes("".join(sums).encode())


def _parts(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Pieces joined into larger ones: a table comes line by line."""
    waiting: list[bytes] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= _PART:
            yield b"".join(waiting)
            waiting.clear()
            size = 0
    yield b"".join(waiting)


def _put(made: Path, place: Path) -> None:
    """Rename the folder to its place. What stood there is moved out of the way first, and back if that fails."""
    mask = os.umask(0)
    os.umask(mask)
    made.chmod(0o777 & ~mask)
    if not place.exists():
        made.replace(place)
        return
    before = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.parent))
    try:
        place.replace(before / "old")
        try:
            made.replace(place)
        except OSError:
            (before / "old").replace(place)
            raise
    finally:
        shutil.rmtree(before, ignore_errors=True)


def _strange(folder: Path) -> str:
    """The first file in a folder that is not ours as we wrote it, "" for none."""
    held = sorted(_files(folder))
    if not held:
        return ""
    sums = dict(_sums(folder))
    if not (_MARK in sums and _marked(folder / _MARK)):
        return held[0]
    return next((name for name in held if name != SUMS and sums.get(name) != _sum(folder / name)), "")


def _marked(file: Path) -> bool:
    """Whether a file is a report of ours. Raises OSError for one that nobody may read."""
    try:
        with gzip.open(file) as opened:
            return opened.read(len(_MARKED)) == _MARKED
    except (FileNotFoundError, gzip.BadGzipFile, EOFError, zlib.error):
        return False


def _files(folder: Path) -> Iterator[str]:
    """Everything below a folder that is no folder itself, links among it, and empty folders."""
    for root, folders, files in os.walk(folder, onerror=_raised):
        here = Path(root)
        links = [name for name in folders if (here / name).is_symlink()]
        for name in (*files, *links):
            yield (here / name).relative_to(folder).as_posix()
        if here != folder and not folders and not files:
            yield here.relative_to(folder).as_posix()


def _raised(error: OSError) -> None:
    raise error


def _sums(folder: Path) -> Iterator[tuple[str, str]]:
    try:
        written = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError):
        return
    for line in written:
        said, _, name = line.partition("  ")
        yield name, said


def _sum(file: Path) -> str:
    return "" if file.is_symlink() or not file.is_file() else hashlib.sha256(file.read_bytes()).hexdigest()
