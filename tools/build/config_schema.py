"""Writes the JSON Schema of `souverain.yaml`, for editors, from the shape that its reader checks.

Usage: config_schema.py [--check]. `--check` compares instead of writing.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import shapes

PACKAGE = Path(__file__).parents[2] / "plugin/souverain"
TARGET = PACKAGE / "compiled/config.schema.json"
sys.path.insert(0, str(PACKAGE.parent))

from souverain.classes import shipped  # noqa: E402  # a bare clone has no installed package
from souverain.config_file.shape import Shape  # noqa: E402  # the same

_SHIPPED = {"enum": list(shipped().ids)}
_CLASSES = {
    "if": {"not": {"anyOf": [{"required": ["data_classes"]}, {"required": ["extends"]}]}},
    "then": {
        "properties": {
            "data": {"anyOf": [_SHIPPED, {"type": "null"}]},
            "classes": {"items": {"properties": {"data": _SHIPPED}}},
            "labels": {"properties": {"values": {"additionalProperties": _SHIPPED}}},
        }
    },
}
"""Where no class can come from elsewhere, only the shipped ones are there."""


def main(*, check: bool) -> int:
    """Writes or compares. Returns the exit code."""
    content = schema()
    if not check:
        TARGET.write_bytes(content)
        return 0
    if TARGET.read_bytes() == content:
        return 0
    print(f"{TARGET} has drifted from the shape of souverain.yaml: run make build", file=sys.stderr)
    return 1


def schema() -> bytes:
    """The schema; who states the class of everything must also say who says so."""
    found = shapes.schema(Shape)
    found["$defs"]["Shape"] |= {"dependentRequired": {"data": ["author"]}, **_CLASSES}
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "souverain.yaml", **found}
    return (json.dumps(whole, indent=2, ensure_ascii=False) + "\n").encode()


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
