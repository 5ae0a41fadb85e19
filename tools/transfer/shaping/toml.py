"""Writes records as TOML: a struct in, text out. Defaults are left out, evidence comes last, unknowns are inline."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import msgspec

_LAST = ("source", "as_of", "grade", "note")


def text(record: msgspec.Struct, head: str) -> str:
    """The file of one record: `head` as comment lines, then its fields, then its tables."""
    comment = "".join(f"# {line}".rstrip() + "\n" for line in head.splitlines())
    return comment + "\n" + "\n".join(_lines(record, "")).strip() + "\n"


def _lines(record: msgspec.Struct, path: str) -> Iterator[str]:
    tables = []
    for name, value in _fields(record):
        if isinstance(value, tuple) and value and isinstance(value[0], msgspec.Struct) and not _is_small(value[0]):
            tables.append((name, value))
        else:
            yield f"{name} = {_value(value)}"
    for name, rows in tables:
        inner = f"{path}.{name}" if path else name
        for row in rows:
            yield f"\n[[{inner}]]"
            yield from _lines(row, inner)


def _fields(record: msgspec.Struct) -> list[tuple[str, object]]:
    kept = [
        (field.name, getattr(record, field.name)) for field in msgspec.structs.fields(record) if _said(record, field)
    ]
    return [item for item in kept if item[0] not in _LAST] + [item for item in kept if item[0] in _LAST]


def _said(record: msgspec.Struct, field: msgspec.structs.FieldInfo) -> bool:
    value = getattr(record, field.name)
    if value is None or (field.default_factory is not msgspec.NODEFAULT and value == field.default_factory()):
        return False
    return field.default is msgspec.NODEFAULT or value != field.default


def _is_small(record: msgspec.Struct) -> bool:
    return type(record).__name__ in ("Unstated", "Setting", "Trigger") and type(record).__name__ != "Trigger"


def _value(value: object) -> str:
    if isinstance(value, msgspec.Struct):
        return "{ " + ", ".join(f"{name} = {_value(item)}" for name, item in _fields(value)) + " }"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_value(item)}" for key, item in value.items()) + " }"
    if isinstance(value, tuple | list):
        return _list([_value(item) for item in value])
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _string(value)
    return str(value)


def _list(items: list[str]) -> str:
    flat = "[" + ", ".join(items) + "]"
    return (
        flat
        if len(flat) < 110 and not any(item.startswith("{") for item in items)
        else ("[\n" + "".join(f"  {item},\n" for item in items) + "]")
    )


def _string(value: str) -> str:
    if "\\" in value and "'" not in value and "\n" not in value:
        return f"'{value}'"
    return json.dumps(value, ensure_ascii=False)


def _key(key: str) -> str:
    return key if key.replace("-", "").replace("_", "").isalnum() and key.isascii() else json.dumps(key)
