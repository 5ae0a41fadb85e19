"""Corrections written by hand, laid over what the facts give: a draft and a TOML table in, a draft out.

Tables in a list are matched by their key (`id`, `pattern`, `scheme`); `drop = true` removes one, `becomes` gives it
another id, an unmatched one is added. Every other value replaces.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from shaping.evidence import Entry

FOLDER = Path(__file__).parent.parent / "overrides"
_KEYS = {
    "regions": "id",
    "clouds": "id",
    "offers": "id",
    "certificates": "scheme",
    "endpoints": "pattern",
    "entities": "id",
    "triggers": "id",
}


def read(name: str) -> Entry:
    """One file of `overrides/`, empty when there is none."""
    path = FOLDER / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def merge(draft: Entry, over: Entry) -> Entry:
    """The draft with the corrections laid over it."""
    merged = dict(draft)
    for name, value in over.items():
        tables = isinstance(value, list) and bool(value) and isinstance(value[0], dict)
        merged[name] = _rows(merged.get(name, []), value, _KEYS[name]) if tables and name in _KEYS else value
    return merged


def _rows(rows: list[Entry], over: list[Entry], key: str) -> list[Entry]:
    changes = {row[key]: row for row in over}
    known = {row[key] for row in rows}
    kept = [merge(row, changes[row[key]]) if row[key] in changes else row for row in rows]
    added = [row for name, row in changes.items() if name not in known]
    return [_settled(row) for row in kept + added if not row.get("drop")]


def _settled(row: Entry) -> Entry:
    plain = {name: value for name, value in row.items() if name not in ("drop", "becomes")}
    return plain | {"id": row["becomes"]} if "becomes" in row else plain
