"""Whole processes, measured beside one another: commands in, their times, their memory and the promises about them out.

Commands take turns, so that whatever else the machine does falls on all of them; the median of the turns counts.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
_PER_KILOBYTE = 1024 if sys.platform == "darwin" else 1
_AS_INSTALLED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""What is installed has its bytecode: the turn that warms the caches may write it."""


class Figure(NamedTuple):
    """Seconds on the wall and of the processors, and the most memory that the process held, in megabytes."""

    wall: float
    cpu: float
    megabytes: float

    def __str__(self) -> str:
        return f"{self.wall:8.2f} s {self.cpu:8.2f} s {self.megabytes:7.0f} MB"


class Promise(NamedTuple):
    """A figure, or a ratio of two, that is at most `ceiling`."""

    what: str
    value: float
    ceiling: float

    @property
    def held(self) -> bool:
        return self.value <= self.ceiling


def alternately(commands: Mapping[str, Sequence[str]], runs: int) -> dict[str, Figure]:
    """The median of each command, whatever its exit code; a run before them warms the caches."""
    for command in commands.values():
        _check(command)
    turns = [{name: _once(command) for name, command in commands.items()} for _ in range(runs)]
    return {
        name: Figure(*(median(parts) for parts in zip(*(turn[name] for turn in turns), strict=True)))
        for name in commands
    }


def _check(command: Sequence[str]) -> None:
    """Run a command once, and stop where it breaks: a figure of a crash would be a very good one."""
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT, env=_AS_INSTALLED)
    if b"Traceback" in done.stderr or b"panic:" in done.stderr:
        sys.exit(f"{command[0]} breaks: {done.stderr.decode(errors='replace').strip().splitlines()[-1]}")


def _once(command: Sequence[str]) -> Figure:
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT, env=_AS_INSTALLED
    )
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    wall = time.perf_counter() - start
    return Figure(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _PER_KILOBYTE / 1024)


def tool(name: str) -> str | None:
    """The path of a program of `make tools`, or on PATH; None where there is none."""
    return shutil.which(name, path=os.pathsep.join([str(ROOT / ".tools" / "bin"), os.environ.get("PATH", "")]))


def write_plan(path: Path, *asked: str) -> None:
    """Write a plan from another process: what this one holds would count as the memory of those that it starts."""
    with path.open("wb") as file:
        subprocess.run([sys.executable, str(ROOT / "benchmarks" / "make_plan.py"), *asked], stdout=file, check=True)


def head(title: str) -> None:
    """The head of a table."""
    print(f"{title:<46}{'wall':>8}  {'processor':>10} {'memory':>8}", flush=True)


def row(name: str, figure: Figure | None) -> None:
    """One row of a table; None for what is not installed."""
    print(f"{name:<46}{figure or 'not installed'}", flush=True)


def settle(promises: Iterable[Promise]) -> int:
    """Print every promise, and the exit code: 1 when one is not held."""
    given = tuple(promises)
    print()
    for what, value, ceiling in given:
        print(f"{value:8.2f} {what} (at most {ceiling:g}){'' if value <= ceiling else '  NOT HELD'}")
    return int(not all(promise.held for promise in given))
