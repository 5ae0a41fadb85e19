"""Times the command line as whole processes, beside `json.loads` and conftest on the same files, and prints a table.

usage: python benchmarks/run.py [--runs N] [--largest RESOURCES]

Seconds depend on the machine and on what else it does. What is promised: ceilings of memory, ratios within one run (of
processor time; beside conftest, which uses several processors, on the wall), and the seconds of small inputs. Exit code
1 when a promise is not held.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from measuring import Figure, Promise, alternately, head, row, settle, tool, write_plan

SIZES = (1, 1_000, 4_000, 10_000, 50_000)
WHOLE = SIZES[-1]
KEPT = 10_000
"""Resources of a run that is kept as evidence."""
PROFILES = ("health", "hds", "secnumcloud")
SOUVERAIN = [sys.executable, "-m", "souverain"]
LOADS = "import gc, json, sys; gc.disable(); json.loads(open(sys.argv[1], encoding='utf-8').read())"
TRIVIAL = 'package main\n\ndeny contains msg if {\n\tinput.errored\n\tmsg := "errored"\n}\n'

Figures = dict[str, Figure]


def measured(size: int, folder: Path, runs: int) -> Figures:
    """souverain, `json.loads` and, on the largest plan, conftest with one trivial rule."""
    plan = folder / f"plan-{size}.json"
    write_plan(plan, str(size))
    commands = {"souverain": [*SOUVERAIN, "check", str(plan)], "loads": [sys.executable, "-c", LOADS, str(plan)]}
    conftest = tool("conftest")
    if size == WHOLE and conftest:
        policy = folder / "policy"
        policy.mkdir()
        (policy / "trivial.rego").write_text(TRIVIAL, encoding="utf-8")
        commands["conftest"] = [conftest, "test", "--policy", str(policy), str(plan)]
    found = alternately(commands, runs)
    row(f"souverain check, {size:,} resources", found["souverain"])
    row(f"  json.loads of {plan.stat().st_size / 1e6:.1f} MB, collector off", found["loads"])
    if size == WHOLE:
        row("  conftest, one trivial rule", found.get("conftest"))
    return found


def evidence(folder: Path, runs: int) -> Promise:
    """The folder of evidence beside the same run without it."""
    plan, dossier = folder / f"plan-{KEPT}.json", folder / "evidence"
    asked = [*SOUVERAIN, "check", str(plan), *(f"--profile={name}" for name in PROFILES)]
    found = alternately({"with": [*asked, "--report", f"evidence={dossier}"], "without": asked}, runs)
    size = sum(file.stat().st_size for file in dossier.rglob("*") if file.is_file()) / 1e6
    row(f"souverain check, {KEPT:,} resources, {len(PROFILES)} profiles", found["without"])
    row(f"  with a folder of evidence of {size:.0f} MB", found["with"])
    return Promise("times the run for a folder of evidence", found["with"].cpu / found["without"].cpu, 4)


def promises(version: Figure, found: dict[int, Figures]) -> Iterator[Promise]:
    """What is promised of what was measured."""
    yield Promise("seconds for --version", version.cpu, 0.10)
    ours = {size: figures["souverain"] for size, figures in found.items()}
    yield Promise("seconds for 1 resource", ours[1].cpu, 0.20)
    if 4_000 in ours:
        yield Promise("seconds for 4,000 resources", ours[4_000].cpu, 0.5)
        yield Promise("megabytes for 4,000 resources", ours[4_000].megabytes, 80)
    if WHOLE in ours:
        yield Promise("megabytes for 50,000 resources", ours[WHOLE].megabytes, 400)
        yield Promise("times 10,000 resources for 50,000", ours[WHOLE].cpu / ours[10_000].cpu, 6)
        yield Promise("times json.loads for 50,000 resources", ours[WHOLE].cpu / found[WHOLE]["loads"].cpu, 4)
        if beside := found[WHOLE].get("conftest"):
            yield Promise("times conftest on the wall for 50,000 resources", ours[WHOLE].wall / beside.wall, 1)
            yield Promise("times conftest's processor time", ours[WHOLE].cpu / beside.cpu, 1)


def main() -> int:
    """Measure everything and say which promise is not held."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--largest", type=int, default=WHOLE)
    options = parser.parse_args()
    head("")
    with tempfile.TemporaryDirectory() as name:
        version = alternately({"version": [*SOUVERAIN, "--version"]}, options.runs)["version"]
        row("souverain --version", version)
        sizes = [size for size in SIZES if size <= options.largest]
        found = {size: measured(size, Path(name), options.runs) for size in sizes}
        kept = [evidence(Path(name), options.runs)] if KEPT in sizes else []
    return settle([*promises(version, found), *kept])


if __name__ == "__main__":
    sys.exit(main())
