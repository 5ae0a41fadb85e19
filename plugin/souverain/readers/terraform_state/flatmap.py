"""Attributes as Terraform 0.11 keeps them, `tags.%`, `rule.#`, `rule.0.bucket`: a flat map in, nested JSON out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec
from msgspec import Raw

from souverain.readers.members import value

_COUNTS = ("#", "%")
_UNKNOWN = "74D93920-ED26-11E3-AC10-0800200C9A66"
"""What stands for a value that was not known yet."""
_WORDS = {"true": True, "false": False}


def nested(written: Raw, id_: str = "") -> Raw:
    """The attributes; `id_` is what the state says of the object beside them. Raises msgspec.ValidationError."""
    flat = msgspec.convert(value(bytes(written)) or {}, dict[str, str])
    if id_:
        flat.setdefault("id", id_)
    return Raw(msgspec.json.encode(_members(flat)))


def _members(flat: Mapping[str, str]) -> dict[str, object]:
    return {name: item for name, below in _grouped(flat).items() if (item := _item(below)) is not None}


def _grouped(flat: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The entries by first step; an entry that ends there has "" for the rest."""
    groups: dict[str, dict[str, str]] = {}
    for path, written in flat.items():
        name, _, rest = path.partition(".")
        groups.setdefault(name, {})[rest] = written
    return groups


def _item(below: Mapping[str, str]) -> object:
    """What stands at one step: a scalar, a list or set, a map, or the members of a block; None for nothing."""
    if "" in below:
        return None if below[""] == _UNKNOWN else _WORDS.get(below[""], below[""])
    entries = {path: written for path, written in below.items() if path not in _COUNTS}
    if "%" in below:
        return {key: written for key, written in entries.items() if written != _UNKNOWN}
    if "#" in below and all(path.partition(".")[0].isdecimal() for path in entries):
        return list(_elements(entries))
    return _members(entries)


def _elements(entries: Mapping[str, str]) -> Iterator[object]:
    """The elements in order. Those of a set go by a hash, which is no position."""
    groups = _grouped(entries)
    for name in sorted(groups, key=int):
        yield _item(groups[name])
