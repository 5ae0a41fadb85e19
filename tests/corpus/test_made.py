"""The traps, each in a small plan of its own: what a person would answer stands in `made.tsv`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent


def test_no_wrong_answer() -> None:
    command = [sys.executable, ROOT / "tools/corpus.py", HERE / "made", "--labels", HERE / "made.tsv"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert [line for line in done.stdout.splitlines() if line.startswith(("BROKEN", "WRONG", "unreadable"))] == []
    assert done.returncode == 0


def test_every_input_has_a_label() -> None:
    lines = (HERE / "made.tsv").read_text("utf-8").splitlines()[1:]
    assert {line.partition("\t")[0] for line in lines} == {path.name for path in (HERE / "made").iterdir()}
