"""Patterns of the configuration: a glob in, what it matches out."""

from __future__ import annotations

import re
from functools import cache


@cache
def glob(pattern: str) -> re.Pattern[str]:
    """`*` stands for any characters and `?` for one; brackets are those of an address (`aws_s3_bucket.b[0]`)."""
    parts = (".*" if char == "*" else "." if char == "?" else re.escape(char) for char in pattern)
    return re.compile("".join(parts), re.DOTALL)


def matches_input(pattern: str, path: str) -> bool:
    """Whether a pattern means an input: by its path, or by the last name in it."""
    name = path.replace("\\", "/").rpartition("/")[2]
    return pattern == "*" or any(glob(pattern).fullmatch(text) for text in (path, name))
