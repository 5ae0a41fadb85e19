"""`sensitive_attributes` of a state file: paths in, marks as plans write them (`{"triggers": {"key": true}}`) out."""

from __future__ import annotations

import msgspec
from msgspec import Raw

from souverain.readers.members import value
from souverain.readers.terraform_plan.pieces import is_null
from souverain.readers.terraform_plan.shapes import NOTHING
from souverain.readers.terraform_state import shapes

_LONGEST_LIST = 1000
"""An element beyond marks its whole list: little is lost, and a state cannot make a list of any length."""


class Marks:
    """What is marked below one path."""

    def __init__(self) -> None:
        self._whole = False
        self._below: dict[str | int, Marks] = {}

    def add(self, path: list[shapes.Step]) -> None:
        """Mark a path; where a step is of no known form, all that it could mean is marked."""
        key = _key(path[0]) if path else None
        if key is None:
            self._whole = True
        else:
            self._below.setdefault(key, Marks()).add(path[1:])

    def written(self) -> object:
        """The marks as JSON: `true`, an object, or a list in which `null` marks nothing."""
        if self._whole:
            return True
        positions = [key for key in self._below if isinstance(key, int)]
        if not positions:
            return {str(key): marks.written() for key, marks in self._below.items()}
        found: list[object] = [None] * (max(positions) + 1)
        for key in positions:
            found[key] = self._below[key].written()
        return found


def marks(written: Raw) -> Raw:
    """The marks of one object. Raises msgspec.DecodeError when this is no list of paths."""
    if is_null(written):
        return NOTHING
    paths = msgspec.json.decode(written, type=list[list[shapes.Step]])
    root = Marks()
    for path in paths:
        root.add(path)
    return Raw(msgspec.json.encode(root.written())) if paths else NOTHING


def _key(step: shapes.Step) -> str | int | None:
    """The name or the key of a step; None for one that is not followed."""
    found = value(bytes(step.value))
    if step.type == "index":
        found = found.get("value") if isinstance(found, dict) else None
    if isinstance(found, str):
        return found
    return found if type(found) is int and 0 <= found <= _LONGEST_LIST else None
