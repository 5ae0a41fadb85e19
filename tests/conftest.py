"""What all tests share: where the real tools are, and what their absence means."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REQUIRED = os.environ.get("SOUVERAIN_REQUIRE_TOOLS") == "1"

Tool = Callable[[str], Path]


@pytest.fixture(scope="session")
def tool() -> Tool:
    """The path of a program, from `.tools/bin` or PATH. Without it the test is skipped, or fails where tools are required."""

    def find(name: str) -> Path:
        built = ROOT / ".tools" / "bin" / name
        found = str(built) if built.is_file() else shutil.which(name)
        return Path(found) if found else absent(f"{name} is neither in .tools/bin (make tools) nor on PATH")

    return find


def absent(reason: str) -> Path:
    """Skip with the reason, or fail with it when SOUVERAIN_REQUIRE_TOOLS=1, as in CI."""
    if REQUIRED:
        pytest.fail(reason)
    pytest.skip(reason)
