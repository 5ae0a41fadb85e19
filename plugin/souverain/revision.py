"""Files as they stand on disk, or as they stood at a git revision: a path in, bytes out.

A change must not disarm its own gate: what decides the gate is read where the change cannot have edited it.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from souverain.errors import ConfigError

_PATIENCE = 30.0
"""Seconds that git may take to show one file."""


class Files(Protocol):
    """Where files are read."""

    def read(self, path: Path) -> bytes | None:
        """The content of a file, None when there is none. Raises ConfigError when it cannot be read."""


class WorkTree:
    """Files as they stand on disk."""

    def read(self, path: Path) -> bytes | None:
        """The content of a file, None when there is none. Raises ConfigError when it cannot be read."""
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ConfigError("config-unreadable", path=path, cause=error.strerror or error) from error


class Revision:
    """Files of the repository around the current folder as they stood at a commit; others as they stand on disk."""

    def __init__(self, commit: str) -> None:
        self._commit = commit
        self._root = Path(os.fsdecode(_git(["rev-parse", "--show-toplevel"], commit).strip()))
        self._listed = frozenset(_git(["ls-tree", "-r", "-z", "--name-only", commit], commit, self._root).split(b"\0"))

    def read(self, path: Path) -> bytes | None:
        """The content of a file at the commit, None when it had none."""
        whole = path.resolve()
        if not whole.is_relative_to(self._root):
            return WorkTree().read(path)
        name = whole.relative_to(self._root).as_posix()
        if os.fsencode(name) not in self._listed:
            return None
        return _git(["cat-file", "blob", f"{self._commit}:{name}"], self._commit, self._root)


@lru_cache(maxsize=4)
def files(commit: str) -> Files:
    """Where to read: at a commit, on disk for ""."""
    return Revision(commit) if commit else WorkTree()


def commit(ref: str) -> str:
    """The id of the commit that a revision names. Raises ConfigError when there is no such revision, or no git."""
    if ref.startswith("-"):
        raise ConfigError("no-such-revision", ref=ref, cause="-")
    return _git(["rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}"], ref).decode().strip()


def _git(arguments: Sequence[str], ref: str, folder: Path | None = None) -> bytes:
    """What git says. It runs nothing that the repository configures."""
    command = ["git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", *arguments]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=_PATIENCE)  # noqa: S603  # a list, no shell
    except FileNotFoundError as error:
        raise ConfigError("no-git", ref=ref) from error
    except subprocess.CalledProcessError as error:
        said = os.fsdecode(error.stderr).strip().partition("\n")[0] or "unknown revision"
        raise ConfigError("no-such-revision", ref=ref, cause=said) from error
    except subprocess.TimeoutExpired as error:
        raise ConfigError("no-such-revision", ref=ref, cause="timeout") from error
    return done.stdout
