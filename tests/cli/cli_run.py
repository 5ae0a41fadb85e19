"""What the fixtures of these tests give."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Ran(NamedTuple):
    """Exit code, standard output and standard error of one command."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]
"""Runs a command by its arguments."""

Facts = Callable[..., str]
"""Writes a facts document and gives its name."""
