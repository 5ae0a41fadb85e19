"""Checks every plan below a folder and prints how its resources were placed, and why some could not be.

usage: python tools/corpus.py FOLDER

Exit code 1 when an input ends in anything but a verdict or one clear line.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

CONFIDENCES = ("observed", "derived", "assumed", "unknown")


def inventory(path: Path) -> tuple[int, str, str]:
    """Exit code, report and messages of one inventory."""
    command = [sys.executable, "-m", "souverain", "inventory", "--format", "json", str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    return run.returncode, run.stdout, run.stderr.strip()


def main(arguments: list[str]) -> int:
    """Go through the folder and print the counts."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    confidences: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    unread: Counter[str] = Counter()
    broken = []
    for path in sorted(item for item in Path(arguments[0]).rglob("*") if item.is_file()):
        code, out, err = inventory(path)
        if "Traceback" in err or code not in (0, 1, 3, 4) or not out:
            broken.append(f"{path}: exit {code}: {err.splitlines()[-1] if err else 'nothing printed'}")
            continue
        found = json.loads(out)
        for item in found["inputs"]:
            if item["status"] == "unreadable":
                unread[item["error"]["code"]] += 1
        for resource in found["resources"]:
            confidences[resource["confidence"]] += 1
            if resource["confidence"] == "unknown":
                reasons[resource["why"][-1] if resource["why"] else "no reason given"] += 1
    print("  ".join(f"{name} {confidences[name]}" for name in CONFIDENCES))
    for title, counts in (("unknown because", reasons), ("unreadable because", unread)):
        for text, count in counts.most_common(25):
            print(f"{title}: {count:5} {text}")
    for line in broken:
        print(f"BROKEN {line}")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
