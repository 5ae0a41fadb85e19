"""Where the real tools are, and what their absence means."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parent.parent
REQUIRED = os.environ.get("SOUVERAIN_REQUIRE_TOOLS") == "1"

Tool = Callable[[str], Path]


def find(name: str) -> Path:
    """The path of a program, from `.tools/bin` or PATH."""
    built = ROOT / ".tools" / "bin" / name
    found = str(built) if built.is_file() else shutil.which(name)
    return Path(found) if found else absent(f"{name} is neither in .tools/bin (make tools) nor on PATH")


def absent(reason: str) -> NoReturn:
    """Skip with the reason, or fail with it when SOUVERAIN_REQUIRE_TOOLS=1, as in CI."""
    if REQUIRED:
        pytest.fail(reason)
    pytest.skip(reason)
