"""Sets up a virtual environment from the lock file, then runs the sample or the tests: all that a fresh machine needs.

usage: python3 tools/dev.py setup | sample | test [PYTEST ARGUMENTS]
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
LOCK = ROOT / "requirements-dev.lock"
STAMP = VENV / "souverain-lock"
PYTHON = (3, 11)


def setup() -> None:
    """Create `.venv` and install the locked dependencies, hashes checked, unless that was done for this lock file."""
    lock = LOCK.read_text(encoding="utf-8")
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == lock:
        return
    if not (BIN / "python").exists():
        venv.create(VENV, with_pip=True, clear=True, symlinks=os.name != "nt")
    pip = [str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "--no-deps", "-r", str(LOCK)], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)], check=True)
    STAMP.write_text(lock, encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Run what was asked and return its exit code."""
    commands = {
        "setup": [str(BIN / "souverain"), "--version"],
        "sample": [str(BIN / "souverain"), "check", "samples/paris-bucket/plan.json"],
        "test": [str(BIN / "python"), "-m", "pytest"],
    }
    if not arguments or arguments[0] not in commands:
        print(__doc__, file=sys.stderr)
        return 2
    if sys.version_info < PYTHON:
        least, here = ".".join(map(str, PYTHON)), sys.version.split()[0]
        print(f"Python {least} or later is needed; this is {here}", file=sys.stderr)
        return 2
    setup()
    return subprocess.run([*commands[arguments[0]], *arguments[1:]], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
