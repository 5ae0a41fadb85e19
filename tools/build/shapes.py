"""JSON Schemas of the values that documents are made of, the same on every Python."""

from __future__ import annotations

import inspect
from typing import Any

import msgspec


def schema(shape: type[msgspec.Struct]) -> dict[str, Any]:
    """The schema of a shape, with the docstrings of its parts as descriptions, without their indentation."""
    found = msgspec.json.schema(shape)
    for part in found["$defs"].values():
        if "description" in part:
            part["description"] = inspect.cleandoc(part["description"])
    return found
