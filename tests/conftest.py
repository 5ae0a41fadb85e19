"""What all tests share: the real tools."""

from __future__ import annotations

import pytest

from real_tools import Tool, find


@pytest.fixture(scope="session")
def tool() -> Tool:
    """The path of a program; without it the test is skipped, or fails where it is required."""
    return find
