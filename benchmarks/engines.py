"""Times the engines on one facts document with all rules, beside `opa eval` and `conftest test` on the same file.

usage: python benchmarks/engines.py [--runs N] [--largest RESOURCES]

Two percent of the resources are refused, the others pass or hold no data. Each figure is a whole process: the document
is read from a file, judged, and every answer comes back. A server's own memory and processor time are those of the
server, shown on a line of their own. Exit code 1 when a promise is not held.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from measuring import ROOT, Figure, Promise, alternately, head, row, settle, tool, write_plan

SIZES = (1_000, 10_000, 50_000)
WHOLE = SIZES[-1]
REFUSED = "0.02"
JUDGED = "; from pathlib import Path; engine.evaluate(Path(sys.argv[1]).read_bytes())"
WASM = "import gc, sys; gc.disable(); from souverain.engine.wasm import WasmEngine; engine = WasmEngine("
SERVER = (
    "import gc, sys; gc.disable(); from souverain.config import Server; from souverain.engine.opa import OpaEngine; "
    "engine = OpaEngine(Server(url=sys.argv[2]))"
)
REFUSALS = 'package main\n\ndeny contains {"msg": found.rule} if {\n\tsome found in data.souverain.findings\n}\n'
"""What conftest calls a failure: every answer of the rules."""

Figures = dict[str, Figure]


def write_facts(folder: Path, size: int) -> Path:
    """The facts document that policies see of a plan of this size."""
    plan, facts = folder / f"plan-{size}.json", folder / f"facts-{size}.json"
    write_plan(plan, str(size), "--refused", REFUSED)
    with facts.open("wb") as file:
        subprocess.run([sys.executable, "-m", "souverain", "facts", str(plan)], stdout=file, check=True, cwd=ROOT)
    plan.unlink()
    return facts


def commands(facts: Path, policies: Path, url: str) -> dict[str, Sequence[str]]:
    """Every way to judge a document that is installed."""
    python = [sys.executable, "-c"]
    found: dict[str, Sequence[str]] = {
        "wasm": [*python, f"{WASM}){JUDGED}", str(facts)],
        "whole": [*python, f"{WASM}whole=True){JUDGED}", str(facts)],
    }
    if url:
        found["server"] = [*python, SERVER + JUDGED, str(facts), url]
    if opa := tool("opa"):
        found["eval"] = [
            opa,
            "eval",
            "--format",
            "raw",
            "--data",
            str(policies),
            "--input",
            str(facts),
            "data.souverain.findings",
        ]
    if conftest := tool("conftest"):
        found["conftest"] = [conftest, "test", "--no-color", "--policy", str(policies), str(facts)]
    return found


@contextmanager
def served(policies: Path) -> Iterator[tuple[str, int]]:
    """The address of an OPA server that holds the policies, and its process; "" where OPA is not installed."""
    opa = tool("opa")
    if opa is None:
        yield "", 0
        return
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{found.getsockname()[1]}"
    options = ["--addr", address, "--skip-version-check", "--log-level", "error"]
    command = [opa, "run", "--server", *options, str(policies / "souverain")]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            _wait(f"http://{address}/health")
            yield f"http://{address}", server.pid
        finally:
            server.terminate()


def _wait(url: str) -> None:
    for _ in range(200):
        try:
            urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return


def memory(pid: int) -> float | None:
    """The most memory that a running process has held, in megabytes; None where the system does not say."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return None
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def measured(size: int, folder: Path, policies: Path, runs: int) -> Figures:
    """All engines on a document of one size. The server is a new one, so that its memory is that of this size."""
    facts = write_facts(folder, size)
    with served(policies) as (url, pid):
        found = alternately(commands(facts, policies, url), runs)
        held = memory(pid) if url else None
    print(f"{size:,} resources, {facts.stat().st_size / 1e6:.1f} MB of facts")
    row("  Wasm", found["wasm"])
    row("  Wasm, the whole document in the sandbox", found["whole"])
    row("  OPA server, asked by souverain", found.get("server"))
    if held:
        print(f"{'    the server itself':<46}{'':>22}{held:7.0f} MB")
    row("  opa eval", found.get("eval"))
    row("  conftest test", found.get("conftest"))
    return found


def promises(found: dict[int, Figures]) -> Iterator[Promise]:
    """What is promised of what was measured."""
    largest = found.get(WHOLE, {})
    if "eval" in largest:
        ratio = largest["wasm"].wall / largest["eval"].wall
        yield Promise("times opa eval on the wall, 50,000 resources", ratio, 1 / 1.5)
        yield Promise("times its processor time", largest["wasm"].cpu / largest["eval"].cpu, 1 / 1.5)
    if "conftest" in largest:
        ratio = largest["wasm"].megabytes / largest["conftest"].megabytes
        yield Promise("times the memory of conftest, 50,000 resources", ratio, 0.5)


def main() -> int:
    """Measure everything and say which promise is not held."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--largest", type=int, default=WHOLE)
    options = parser.parse_args()
    head("")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        policies = folder / "policies"
        shutil.copytree(ROOT / "policies" / "souverain", policies / "souverain", ignore=_tests_and_data)
        (policies / "main.rego").write_text(REFUSALS, encoding="utf-8")
        sizes = [size for size in SIZES if size <= options.largest]
        found = {size: measured(size, folder, policies, options.runs) for size in sizes}
    return settle(promises(found))


def _tests_and_data(_: str, names: list[str]) -> set[str]:
    """What is no policy: the facts bring their own profile."""
    return {name for name in names if name.endswith(("_test.rego", ".toml", ".json"))}


if __name__ == "__main__":
    sys.exit(main())
