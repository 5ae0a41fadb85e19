"""An answer on a resource that stands for others makes the findings that answers on each of them make."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import samples
from souverain import findings, knowledge, scan
from souverain.config import Config
from souverain.engine import answers
from souverain.engine.wasm import WasmEngine
from souverain.findings import asking

KNOWN = knowledge.load()
ROOT = Path(__file__).resolve().parents[2]
MADE = "made"
PLANS = {folder.name: folder / "plan.json" for folder in samples.FOLDERS if (folder / "plan.json").exists()}
CONFIGS = {
    "plain": Config(),
    "strict, with passes": Config(strict=True, include_passes=True),
    "all health": Config(assume_class="health", include_passes=True),
}


@cache
def large() -> bytes:
    """A plan of many resources of which few can be told apart."""
    program = [sys.executable, ROOT / "benchmarks" / "make_plan.py", "1000"]
    return subprocess.run(program, check=True, capture_output=True).stdout


@pytest.mark.parametrize("profile", ["health", "hds"])
@pytest.mark.parametrize("config", CONFIGS.values(), ids=CONFIGS)
@pytest.mark.parametrize("name", [MADE, *PLANS])
def test_findings_do_not_depend_on_who_stands_for_whom(name: str, config: Config, profile: str, tmp_path: Path) -> None:
    plan = PLANS.get(name, tmp_path / "plan.json")
    if name == MADE:
        plan.write_bytes(large())
    run = scan.establish([str(plan)], config)
    asked, under = asking.asked(profile, KNOWN, run.config)
    document, given = run.facts.document(asked), run.facts.judged(asked, WasmEngine())
    each = answers.spread(given.raw, given.alike)
    by_kind = findings.judge(document, given.raw, under, KNOWN, given.alike)
    assert by_kind == findings.judge(document, each, under, KNOWN) != ()
