"""The user's `opa`: found once, run in bounded time, with nothing of the environment that would change what it does."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import msgspec

from souverain.errors import PolicyError

_SECONDS = 60.0


class Done(NamedTuple):
    """What a run came to."""

    code: int
    out: bytes
    err: bytes


class _Location(msgspec.Struct, frozen=True):
    file: str = ""
    row: int = 0


class Problem(msgspec.Struct, frozen=True):
    """What OPA objects to, and where."""

    message: str
    location: _Location = _Location()


class _Problems(msgspec.Struct, frozen=True):
    errors: tuple[Problem, ...]


class Opa:
    """The program."""

    def __init__(self, path: str, *, seconds: float = _SECONDS) -> None:
        self.path = path
        self._seconds = seconds

    def run(self, *arguments: str, cwd: Path, given: bytes = b"") -> Done:
        """One command. Raises PolicyError when it cannot be run, or does not end in time."""
        try:
            done = subprocess.run(  # noqa: S603  # the program that the user has, with arguments of ours
                [self.path, *arguments],
                cwd=cwd,
                input=given,
                capture_output=True,
                check=False,
                timeout=self._seconds,
                env=_environment(),
            )
        except subprocess.TimeoutExpired as error:
            raise PolicyError("own-opa-slow", opa=self.path, seconds=f"{self._seconds:g}") from error
        except OSError as error:
            raise PolicyError("own-opa-failed", opa=self.path, detail=error.strerror or error) from error
        return Done(done.returncode, done.stdout, done.stderr)

    def output(self, *arguments: str, cwd: Path, given: bytes = b"") -> bytes:
        """What a command prints that must succeed. Raises PolicyError with the first thing that OPA says."""
        done = self.run(*arguments, cwd=cwd, given=given)
        if done.code:
            raise PolicyError("own-opa-failed", opa=self.path, detail=said(done))
        return done.out


def find(named: str, asking: Path) -> Opa:
    """The program that the user names, or the one on PATH. Raises PolicyError when there is none."""
    path = shutil.which(named or "opa")
    if path is None and named:
        raise PolicyError("own-opa-failed", opa=named, detail=os.strerror(2))
    if path is None:
        raise PolicyError("own-no-opa", path=asking)
    return Opa(str(Path(path).absolute()))


def problems(done: Done) -> tuple[Problem, ...]:
    """What OPA objects to, from the JSON that it writes to either stream."""
    for stream in (done.err, done.out):
        try:
            return msgspec.json.decode(stream, type=_Problems).errors
        except msgspec.DecodeError:
            continue
    return ()


def said(done: Done) -> str:
    """What a failed run said, in one line."""
    found = problems(done)
    text = found[0].message if found else (done.err or done.out).decode("utf-8", "replace")
    return _first_line(text.splitlines()) or f"exit {done.code}"


def _first_line(lines: Iterable[str]) -> str:
    return next((line.strip() for line in lines if line.strip()), "")


def _environment() -> dict[str, str]:
    """Every flag of OPA can be given as a variable too: none of them is."""
    return {name: value for name, value in os.environ.items() if not name.upper().startswith("OPA_")}
