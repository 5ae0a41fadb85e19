"""What was published in the schema of the facts stays: fields and words are added, never taken away."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SCHEMA = Path(__file__).resolve().parents[2] / "policies/souverain/schemas/facts.json"
PUBLISHED = Path(__file__).parent / "facts_v1.txt"


def stated(schema: dict[str, Any]) -> Iterator[str]:
    """Every field of every shape, and every word of every closed list."""
    for shape, definition in schema["$defs"].items():
        for name, field in definition.get("properties", {}).items():
            yield f"{shape}.{name}"
            yield from (f"{shape}.{name} = {word}" for word in _words(field))


def _words(field: Any) -> Iterator[str]:
    if isinstance(field, dict):
        yield from (str(word) for word in field.get("enum", ()))
        for inner in field.values():
            yield from _words(inner)
    elif isinstance(field, list):
        for inner in field:
            yield from _words(inner)


def test_nothing_that_was_published_is_gone() -> None:
    """UPDATE_GOLDEN=1 adds what is new; what is gone must be put back, or be a new version."""
    now = set(stated(json.loads(SCHEMA.read_text(encoding="utf-8"))))
    before = set(PUBLISHED.read_text(encoding="utf-8").splitlines()) if PUBLISHED.exists() else set()
    if os.environ.get("UPDATE_GOLDEN"):
        PUBLISHED.write_text("\n".join(sorted(now | before)) + "\n", encoding="utf-8", newline="\n")
    assert sorted(before - now) == []
    assert sorted(now - set(PUBLISHED.read_text(encoding="utf-8").splitlines())) == []
