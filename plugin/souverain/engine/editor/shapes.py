"""What can be read of the facts, step by step: their JSON Schema in, shapes out, for programs that know no schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import msgspec


class Shape(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is below a thing: `fields` by name, `values` under keys that are ids, `items` of a list.

    None of them of a plain value; `open` is one that may hold anything.
    """

    fields: dict[str, Named] = {}
    values: Named | None = None
    items: Named | None = None
    open: bool = False


Named: TypeAlias = "str | Shape"
"""A shape, or the name of one."""

Shapes: TypeAlias = Mapping[str, Named]

_PLAIN = {"string": "string", "number": "number", "integer": "number", "boolean": "boolean", "null": "null"}
_EXAMPLES = {"string": "", "number": 0, "boolean": False}
_ANYTHING = "anything"


def shapes(schema: Mapping[str, Any]) -> dict[str, Named]:
    """Every shape by its name, the document among them as `Document`."""
    defined = {name: _shape(node) for name, node in schema["$defs"].items()}
    return {**defined, **dict.fromkeys(_PLAIN.values(), Shape()), _ANYTHING: Shape(open=True)}


def example(known: Shapes) -> dict[str, Any]:
    """A document that has every field once. What is below keys and in lists stands beside them, as `places[_]`."""
    return dict(_fields(known, known["Document"]))


def _shape(node: Mapping[str, Any]) -> Named:
    match node:
        case {"$ref": str(where)}:
            return where.rpartition("/")[2]
        case {"anyOf": [one, {"type": "null"}]}:
            return _shape(one)
        case {"enum": [str(), *_]}:
            return "string"
        case {"properties": dict(fields)} if fields and not node.get("additionalProperties"):
            return Shape(fields={name: _shape(field) for name, field in fields.items()})
        case {"additionalProperties": dict(values)} if "properties" not in node:
            return Shape(values=_shape(values))
        case {"items": dict(items)}:
            return Shape(items=_shape(items))
        case {"type": str(plain)} if plain in _PLAIN:
            return _PLAIN[plain]
    return _ANYTHING


def _fields(known: Shapes, named: Named) -> Iterator[tuple[str, Any]]:
    for name, field in _resolved(known, named).fields.items():
        yield from _ways(known, name, field)


def _ways(known: Shapes, name: str, named: Named) -> Iterator[tuple[str, Any]]:
    """A field, and each thing in it where it holds several."""
    shape = _resolved(known, named)
    if inner := shape.values or shape.items:
        yield name, {} if shape.values else []
        yield from _ways(known, f"{name}[_]", inner)
    else:
        yield name, dict(_fields(known, shape)) if shape.fields else _EXAMPLES.get(str(named))


def _resolved(known: Shapes, named: Named) -> Shape:
    return named if isinstance(named, Shape) else _resolved(known, known[named])
