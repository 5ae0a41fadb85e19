"""Patterns of the configuration: a glob in, what it matches out."""

from __future__ import annotations

import re
from functools import cache


@cache
def glob(pattern: str) -> re.Pattern[str]:
    """`*` stands for any characters and `?` for one; brackets are those of an address (`aws_s3_bucket.b[0]`)."""
    parts = (".*" if char == "*" else "." if char == "?" else re.escape(char) for char in pattern)
    return re.compile("".join(parts), re.DOTALL)


_KEYS = re.compile(r"\[(?:\d+|\"(?:[^\"\\]|\\.)*\")\]")


def without_keys(address: str) -> str:
    """The address without the keys of instances: `module.a["x"].b.c[0]` is `module.a.b.c`."""
    return _KEYS.sub("", address) if "[" in address else address


def matches_address(pattern: re.Pattern[str], address: str) -> bool:
    """Whether a pattern means an address, with or without the keys of instances."""
    if pattern.fullmatch(address) is not None:
        return True
    return "[" in address and pattern.fullmatch(without_keys(address)) is not None


def matches_input(pattern: str, path: str) -> bool:
    """Whether a pattern means an input: by its path, or by the last name in it."""
    name = path.replace("\\", "/").rpartition("/")[2]
    return pattern == "*" or any(glob(pattern).fullmatch(text) for text in (path, name))
