"""A folder of wheels for machines without network: the project and all that it needs, in the versions of the lock file.

Usage: wheelhouse.py [FOLDER] [EXTRA ...]. There: pip install --no-index --find-links FOLDER 'souverain[EXTRA]'.
Run with the Python of .venv, which holds what the lock file names.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent


def main(folder: Path, extras: frozenset[str]) -> None:
    """Fills the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    own = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run([*pip, *own], check=True)
    needed = sorted(f"{found.name}=={found.version}" for found in closure("souverain", extras).values())
    subprocess.run(
        [*pip, "download", "--no-deps", "--only-binary", ":all:", "--dest", str(folder), *needed], check=True
    )
    print(f"{folder}: souverain and {len(needed)} packages")


def closure(name: str, extras: frozenset[str]) -> dict[str, Distribution]:
    """All that a distribution needs here, itself left out, by name."""
    found: dict[str, Distribution] = {}
    waiting = [(name, extras)]
    while waiting:
        current, wanted = waiting.pop()
        for line in distribution(current).requires or ():
            needed = Requirement(line)
            if _applies(needed, wanted) and needed.name not in found:
                found[needed.name] = distribution(needed.name)
                waiting.append((needed.name, frozenset(needed.extras)))
    return found


def _applies(needed: Requirement, extras: frozenset[str]) -> bool:
    marker = needed.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras))


if __name__ == "__main__":
    given = sys.argv[1:] or ["build/wheelhouse", "source", "opa"]
    main(Path(given[0]), frozenset(given[1:]))
