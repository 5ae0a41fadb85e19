"""Real inputs of others: none ends in a traceback, and no answer differs from what a person read in the raw JSON.

The inputs are not part of this project. `labels.tsv` knows them by their digests.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LABELS = Path(__file__).with_name("labels.tsv")


def test_no_wrong_answer() -> None:
    command = [sys.executable, ROOT / "tools/corpus.py", os.environ["SOUVERAIN_CORPUS"], "--labels", LABELS]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, [line for line in done.stdout.splitlines() if line.startswith(("BROKEN", "WRONG"))]) == (
        0,
        [],
    )
