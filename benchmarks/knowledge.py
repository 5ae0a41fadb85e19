"""Times the loading of the compiled knowledge, each time in a process of its own, and prints the median.

usage: python benchmarks/knowledge.py [RUNS]

Exit code 1 when it takes longer than the ceiling that the project promises.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median

CEILING = 15.0
"""Milliseconds."""
LOAD = """
import time
from souverain import knowledge
start = time.perf_counter()
knowledge.load()
print((time.perf_counter() - start) * 1000)
"""


def main(runs: int) -> int:
    """Measure, and say whether the promise is held."""
    command = [sys.executable, "-c", LOAD]
    root = Path(__file__).resolve().parent.parent
    times = [
        float(subprocess.run(command, capture_output=True, check=True, text=True, cwd=root).stdout) for _ in range(runs)
    ]
    found = median(times)
    print(f"{found:.1f} ms to load the knowledge (at most {CEILING:g}){'' if found <= CEILING else '  NOT HELD'}")
    return int(found > CEILING)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 15))
