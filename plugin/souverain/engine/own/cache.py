"""Compiled rules kept between runs, by their revision, in the user's cache folder.

The folder counts only where nobody else can write. A file that is not whole, or is of another revision, is as good as
none; several runs at once write the same bytes, each under a name of its own first.
"""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from souverain.engine.own import packed
from souverain.engine.own.record import Own
from souverain.errors import PolicyError

_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


def find(revision: str) -> Own | None:
    """What was kept under a revision, None when there is nothing that can be relied on."""
    folder = _folder()
    if folder is None:
        return None
    try:
        own = packed.read(_file(folder, revision))
    except PolicyError:
        return None
    return own if own.revision == revision else None


def keep(own: Own) -> None:
    """Keep it for the next run. Where nothing can be kept it is compiled again."""
    folder = _folder()
    if folder is None:
        return
    with suppress(OSError):
        handle, name = tempfile.mkstemp(dir=folder, prefix=".own-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(packed.packed(own))
            Path(name).replace(_file(folder, own.revision))
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _file(folder: Path, revision: str) -> Path:
    return folder / f"{revision}.tar.gz"


def _folder() -> Path | None:
    """The folder, made if need be; None where there is no home, or others may write there."""
    base = _base()
    if not base or not Path(base).is_absolute():
        return None
    folder = Path(base, "souverain", "own")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        private = all(_private(path) for path in (folder, folder.parent))
    except OSError:
        return None
    return folder if private else None


def _base() -> str:
    if sys.platform == "win32":
        return os.environ.get("LOCALAPPDATA", "")
    default = "Library/Caches" if sys.platform == "darwin" else ".cache"
    home = os.environ.get("HOME", "")
    return os.environ.get("XDG_CACHE_HOME", "") or (f"{home}/{default}" if home else "")


def _private(path: Path) -> bool:
    found = path.lstat()
    if sys.platform == "win32":
        return stat.S_ISDIR(found.st_mode)
    return (
        stat.S_ISDIR(found.st_mode)
        and found.st_uid == os.geteuid()
        and not stat.S_IMODE(found.st_mode) & _OTHERS_MAY_WRITE
    )
