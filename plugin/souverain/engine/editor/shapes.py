"""What can be read of the facts, step by step: their JSON Schema in, shapes out, for programs that know no schema.

A shape is the name of another, or says what is below it: `fields` by name, `values` under keys that are ids, `items` of
a list; nothing of them for a plain value. `open` is one that may hold anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

Shape: TypeAlias = "str | dict[str, Any]"
Shapes: TypeAlias = "dict[str, Shape]"

_PLAIN = {"string": "string", "number": "number", "integer": "number", "boolean": "boolean", "null": "null"}
_ANYTHING = "anything"
_EXAMPLES = {"string": "", "number": 0, "boolean": False}


def shapes(schema: Mapping[str, Any]) -> Shapes:
    """Every shape by its name, the document among them as `Document`."""
    plain: Shapes = {name: {} for name in _PLAIN.values()}
    return {**{name: _shape(node) for name, node in schema["$defs"].items()}, **plain, _ANYTHING: {"open": True}}


def example(known: Shapes) -> dict[str, Any]:
    """A document that has every field once. What is below keys and in lists stands beside them, as `places[_]`."""
    return dict(_fields(known, known["Document"]))


def _shape(node: Mapping[str, Any]) -> Shape:
    match node:
        case {"$ref": str(where)}:
            return where.rpartition("/")[2]
        case {"anyOf": [one, {"type": "null"}]}:
            return _shape(one)
        case {"enum": [str(), *_]}:
            return "string"
        case {"properties": dict(fields)} if not node.get("additionalProperties"):
            return {"fields": {name: _shape(field) for name, field in fields.items()}}
        case {"additionalProperties": dict(values)} if "properties" not in node:
            return {"values": _shape(values)}
        case {"items": dict(items)}:
            return {"items": _shape(items)}
        case {"type": str(plain)} if plain in _PLAIN:
            return _PLAIN[plain]
    return _ANYTHING


def _fields(known: Shapes, shape: Shape) -> Iterator[tuple[str, Any]]:
    below = _below(known, shape)
    for name, field in below.get("fields", {}).items():
        yield from _ways(known, name, field)


def _ways(known: Shapes, name: str, shape: Shape) -> Iterator[tuple[str, Any]]:
    """A field, and each thing in it where it holds several."""
    below = _below(known, shape)
    for kind, none in (("values", {}), ("items", [])):
        if kind in below:
            yield name, none
            yield from _ways(known, f"{name}[_]", below[kind])
            return
    yield name, dict(_fields(known, shape)) if below else _EXAMPLES.get(str(shape))


def _below(known: Shapes, shape: Shape) -> dict[str, Any]:
    found = known[shape] if isinstance(shape, str) else shape
    return found if isinstance(found, dict) else _below(known, found)
