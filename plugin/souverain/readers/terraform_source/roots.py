"""The root modules that a file belongs to: a file of source in, folders out.

A folder that others call is a module; those that nobody calls are roots. Callers are looked for in the repository of
the file, or, where it is in none, below the current folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from souverain.errors import ReadError
from souverain.readers.terraform_source import folders, overriding
from souverain.readers.terraform_source.modules import LOCAL

_STATES = ("backend", "cloud")
_SOURCE = re.compile(r'"?\bsource"?\s*[=:]\s*"([^"\n]*)"')
_MOST_FOLDERS = 20_000
"""Beyond, callers are not looked for: what has none is judged by itself, with less known of it."""


class Roots:
    """Finds roots; who calls whom in a repository is looked at once."""

    def __init__(self) -> None:
        self._callers: dict[Path, Mapping[Path, frozenset[Path]]] = {}

    def of(self, file: Path) -> tuple[Path, ...]:
        """The roots that a file of source, or of values, belongs to; absolute, in the order of their names.

        The folder itself where nothing calls it. Raises OSError; ReadError for a file of values with no source around.
        """
        where = file.parent.resolve()
        base = _base(where)
        if base not in self._callers:
            self._callers[base] = _callers(base)
        return tuple(sorted(_above(_holder(where, base), self._callers[base])))


def _above(folder: Path, callers: Mapping[Path, frozenset[Path]]) -> Iterator[Path]:
    """The roots above a folder: those that nobody calls, and those that keep a state."""
    seen, waiting = {folder}, [folder]
    while waiting:
        here = waiting.pop()
        above = callers.get(here, frozenset())
        if not above or _keeps_a_state(here):
            yield here
        waiting += above - seen
        seen |= above


def _base(folder: Path) -> Path:
    """The top of the repository; the current folder where there is none, or the folder itself outside of that."""
    repository = next((item for item in (folder, *folder.parents) if (item / ".git").exists()), None)
    here = Path.cwd().resolve()
    return repository or (here if folder.is_relative_to(here) else folder)


def _holder(folder: Path, base: Path) -> Path:
    """The folder with source to which a file belongs: its own, or the first one above that has any."""
    for item in (folder, *folder.parents):
        if _has_source(item):
            return item
        if item == base:
            break
    raise ReadError("no-source", path=str(folder))


def _has_source(folder: Path) -> bool:
    return any(item.name.endswith(folders.ENDINGS) for item in folder.iterdir())


def _callers(base: Path) -> Mapping[Path, frozenset[Path]]:
    """Each folder that is called, with the folders that call it."""
    found: dict[Path, frozenset[Path]] = {}
    for folder in _folders(base):
        for called in _called(folder):
            found[called] = found.get(called, frozenset()) | {folder}
    return found


def _folders(base: Path) -> Iterator[Path]:
    """The folders below that hold source."""
    for number, (where, inner, files) in enumerate(os.walk(base)):
        if number > _MOST_FOLDERS:
            return
        inner[:] = sorted(name for name in inner if not name.startswith(".") and name != "node_modules")
        if any(name.endswith(folders.ENDINGS) for name in files):
            yield Path(where)


def _called(folder: Path) -> Iterator[Path]:
    """The folders that the source of one folder calls by a path.

    Of a file that cannot be parsed all paths count that stand where a source does: so its root is found, and whoever
    reads that says what is wrong with it.
    """
    for name in sorted(item.name for item in folder.iterdir() if item.name.endswith(folders.ENDINGS)):
        try:
            file = folders.load(folder / name)
        except ReadError:
            continue
        for source in _sources(file) if b"module" in file.text else ():
            if source.startswith(LOCAL):
                yield (folder / source).resolve()


def _sources(file: folders.SourceFile) -> Iterator[str]:
    """Where the modules come from that a file calls."""
    try:
        written = [block.literal("source") for block in file.blocks() if block.type == "module"]
    except ReadError:
        written = list(_SOURCE.findall(file.text.decode()))
    yield from (source for source in written if isinstance(source, str))


def _keeps_a_state(folder: Path) -> bool:
    """Whether the folder says where its state is kept, which only a root does."""
    try:
        settings = [block for block in overriding.source(folders.sources(folder)).blocks if block.type == "terraform"]
    except ReadError:
        return False
    return any(block.type in _STATES for terraform in settings for block in terraform.blocks)
