"""The user's `opa`: found once, run in bounded time and memory, with nothing of the environment that would change it.

Rules of a few kilobytes can keep a compiler busy for ever, or fill a machine. What Go may allocate has a soft limit
everywhere; on Linux the address space and what is printed have a hard one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import IO, NamedTuple

import msgspec

from souverain.errors import PolicyError

_SECONDS, _WHOLE = 60.0, 180.0
"""For one command, and for all that a folder needs."""
_MEMORY = 2048
"""Megabytes that OPA may map. Go alone reserves 1,000 of them; the shipped rules take 45 more."""
_PRINTED = 64
"""Megabytes that it may print or write: the whole of the shipped rules, parsed, are 3."""


_TOO_MUCH = (b"out of memory", b"failed to reserve", b"stack exceeds", b"file too large", b"annot allocate memory")
"""What Go says before it ends for want of memory, or where it may write no more."""


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
    """The program. Its commands share one deadline, which starts with the first."""

    def __init__(self, path: str, *, seconds: float = _SECONDS, megabytes: int = _MEMORY) -> None:
        self.path = path
        self._seconds = seconds
        self._megabytes = megabytes
        self._ends = 0.0

    def run(self, *arguments: str, cwd: Path, given: bytes = b"") -> Done:
        """One command. Raises PolicyError when it cannot be run, or does not end within its time and its memory."""
        self._ends = self._ends or monotonic() + _WHOLE
        try:
            done = self._done([self.path, *arguments], cwd, given)
        except subprocess.TimeoutExpired as error:
            raise PolicyError("own-opa-slow", opa=self.path, seconds=f"{error.timeout:.0f}") from error
        except OSError as error:
            raise PolicyError("own-opa-failed", opa=self.path, detail=error.strerror or error) from error
        if done.code and any(sign in done.err for sign in _TOO_MUCH):
            raise PolicyError("own-opa-memory", opa=self.path, megabytes=self._megabytes)
        if max(len(done.out), len(done.err)) > _PRINTED << 20:
            raise PolicyError("own-opa-memory", opa=self.path, megabytes=_PRINTED)
        return done

    def _done(self, command: list[str], cwd: Path, given: bytes) -> Done:
        """What it prints goes to files: no more of it than is allowed is ever held."""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            environment = _environment(self._megabytes)
            with subprocess.Popen(  # noqa: S603  # the program that the user has, with arguments of ours
                command, cwd=cwd, env=environment, stdin=subprocess.PIPE, stdout=out, stderr=err
            ) as process:
                _bound(process.pid, self._megabytes << 20)
                try:
                    process.communicate(given, timeout=max(0.0, min(self._seconds, self._ends - monotonic())))
                finally:
                    process.kill()
            return Done(process.returncode, _printed(out), _printed(err))

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


def _environment(megabytes: int) -> dict[str, str]:
    """Every flag of OPA can be given as a variable too: none of them is."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("OPA_")}
    return kept | {"GOMEMLIMIT": f"{megabytes // 2}MiB"}


def _bound(pid: int, memory: int) -> None:
    """Bound what a process that has just been started may map and write, where the system can."""
    if sys.platform == "linux":
        import resource

        for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, _PRINTED << 20)):
            with suppress(OSError):  # it has ended already, or nobody may bound it
                _, hard = resource.prlimit(pid, what)
                least = most if hard == resource.RLIM_INFINITY else min(most, hard)
                resource.prlimit(pid, what, (least, least))


def _printed(file: IO[bytes]) -> bytes:
    """What stands in a file, and a byte more than is allowed of what is too much."""
    file.seek(0)
    return file.read((_PRINTED << 20) + 1)
