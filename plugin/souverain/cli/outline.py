"""Any record as indented lines of `field: value`, absent fields left out: a value in, lines out."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec


def outline(value: object, indent: str = "") -> Iterator[str]:
    """The lines of a record, a list or a scalar."""
    if isinstance(value, msgspec.Struct):
        members = {field.encode_name: getattr(value, field.name) for field in msgspec.structs.fields(value)}
        yield from outline(members, indent)
    elif isinstance(value, dict):
        for name, member in value.items():
            yield from _member(str(name), member, indent)
    elif isinstance(value, (tuple, list)):
        for member in value:
            yield from _item(member, indent)
    else:
        yield f"{indent}{value}"


def _member(name: str, value: object, indent: str) -> Iterator[str]:
    if value is None or value == "" or value == () or value == {}:
        return
    if isinstance(value, (tuple, list)) and all(isinstance(item, (str, int, float)) for item in value):
        yield f"{indent}{name}: {', '.join(map(str, value))}"
    elif isinstance(value, (msgspec.Struct, dict, tuple, list)):
        yield f"{indent}{name}:"
        yield from outline(value, indent + "  ")
    else:
        yield f"{indent}{name}: {value}"


def _item(value: object, indent: str) -> Iterator[str]:
    first, *rest = [*outline(value, indent + "  ")] or [indent]
    yield f"{indent}- {first.lstrip()}"
    yield from rest


def cited(value: object) -> Iterator[str]:
    """The ids of all sources that a record and what it holds are drawn from."""
    if isinstance(value, (tuple, list)):
        for member in value:
            yield from cited(member)
    elif isinstance(value, msgspec.Struct):
        for field in msgspec.structs.fields(value):
            member = getattr(value, field.name)
            yield from member if field.name == "source" else cited(member)
