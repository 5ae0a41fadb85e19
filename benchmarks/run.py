"""Times the command line as whole processes, beside `json.loads` and conftest on the same files, and prints a table.

usage: python benchmarks/run.py [--runs N] [--largest RESOURCES]

Seconds depend on the machine and are only reported; the ratios within one run are what the project promises. Exit
code 1 when a ratio or a ceiling of memory is not held.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SIZES = (1, 1_000, 4_000, 10_000, 50_000)
LOADS = "import gc, json, sys; gc.disable(); json.loads(open(sys.argv[1], encoding='utf-8').read())"
TRIVIAL = 'package main\n\ndeny contains msg if {\n\tinput.errored\n\tmsg := "errored"\n}\n'


class Figure(NamedTuple):
    """One process: seconds on the wall, and the most memory it held, in megabytes."""

    seconds: float
    megabytes: float


def measure(command: Sequence[str], runs: int) -> Figure:
    """The median of several runs of a command, whatever its exit code; one run before that warms the caches."""
    figures = [_once(command) for _ in range(runs + 1)][1:]
    return Figure(median(figure.seconds for figure in figures), median(figure.megabytes for figure in figures))


def _once(command: Sequence[str]) -> Figure:
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return Figure(time.perf_counter() - start, usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024))


def write_plan(path: Path, size: int) -> None:
    """Write a plan from another process: what this one holds would count as the memory of those that it starts."""
    with path.open("wb") as file:
        subprocess.run([sys.executable, str(ROOT / "benchmarks" / "make_plan.py"), str(size)], stdout=file, check=True)


def conftest(plan: Path, folder: Path, runs: int) -> Figure | None:
    """The time conftest takes for one trivial rule; None where it is not installed."""
    program = shutil.which("conftest", path=os.pathsep.join([str(ROOT / ".tools" / "bin"), os.environ.get("PATH", "")]))
    if program is None:
        return None
    policy = folder / "policy"
    policy.mkdir(exist_ok=True)
    (policy / "trivial.rego").write_text(TRIVIAL, encoding="utf-8")
    return measure([program, "test", "--policy", str(policy), str(plan)], runs)


def report(name: str, figure: Figure | None) -> None:
    """One row of the table."""
    shown = f"{figure.seconds:7.2f} s {figure.megabytes:7.0f} MB" if figure else "not installed"
    print(f"{name:<44}{shown}", flush=True)


def main() -> int:
    """Measure everything and say which promise is not held."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--largest", type=int, default=SIZES[-1])
    options = parser.parse_args()
    souverain = [sys.executable, "-m", "souverain"]
    checks: list[tuple[str, float, float]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report("souverain --version", measure([*souverain, "--version"], options.runs))
        spent: dict[int, float] = {}
        for size in (size for size in SIZES if size <= options.largest):
            plan = folder / f"plan-{size}.json"
            write_plan(plan, size)
            figure = measure([*souverain, "check", str(plan)], options.runs)
            loads = measure([sys.executable, "-c", LOADS, str(plan)], options.runs)
            report(f"souverain check, {size:,} resources", figure)
            report(f"  json.loads of {plan.stat().st_size / 1e6:.1f} MB", loads)
            spent[size] = figure.seconds
            if size == 4_000:
                checks.append(("megabytes for 4,000 resources", figure.megabytes, 80))
            if size == 50_000:
                trivial = conftest(plan, folder, 1)
                report("  conftest, one trivial rule", trivial)
                checks.append(("megabytes for 50,000 resources", figure.megabytes, 400))
                checks.append(("times json.loads for 50,000 resources", figure.seconds / loads.seconds, 4))
                if trivial:
                    checks.append(("times conftest for 50,000 resources", figure.seconds / trivial.seconds, 1))
                checks.append(("times 10,000 resources for 50,000", spent[50_000] / spent[10_000], 6))
    print()
    for what, value, ceiling in checks:
        print(f"{value:8.2f} {what} (at most {ceiling:g}){'' if value <= ceiling else '  NOT HELD'}")
    return int(any(value > ceiling for _, value, ceiling in checks))


if __name__ == "__main__":
    sys.exit(main())
