from __future__ import annotations

import json
from typing import Any

import pytest
from msgspec import Raw

from souverain.readers.terraform_state.marks import marks


def name(value: str) -> dict[str, Any]:
    return {"type": "get_attr", "value": value}


def index(value: object, type_: str = "string") -> dict[str, Any]:
    return {"type": "index", "value": {"value": value, "type": type_}}


PATHS: dict[str, tuple[list[list[dict[str, Any]]], Any]] = {
    "an attribute": ([[name("region")]], {"region": True}),
    "a member": ([[name("tags"), index("data")]], {"tags": {"data": True}}),
    "two members": ([[name("tags"), index("a")], [name("tags"), index("b")]], {"tags": {"a": True, "b": True}}),
    "an element": ([[name("rule"), index(1, "number"), name("bucket")]], {"rule": [None, {"bucket": True}]}),
    "all wins over a part": ([[name("tags")], [name("tags"), index("a")]], {"tags": True}),
    "a part before all": ([[name("tags"), index("a")], [name("tags")]], {"tags": True}),
    "an element of a set": ([[name("rule"), index({"bucket": "b"}, "object"), name("bucket")]], {"rule": True}),
    "an element far away": ([[name("rule"), index(10**9, "number")]], {"rule": True}),
    "an element before the first": ([[name("rule"), index(-1, "number")]], {"rule": True}),
    "a fraction": ([[name("rule"), index(0.5, "number")]], {"rule": True}),
    "the object itself": ([[]], True),
    "a step of an unknown form": ([[name("tags"), {"type": "splat"}]], {"tags": True}),
}


@pytest.mark.parametrize(("paths", "expected"), PATHS.values(), ids=PATHS)
def test_paths_become_marks(paths: list[list[dict[str, Any]]], expected: Any) -> None:
    assert json.loads(bytes(marks(Raw(json.dumps(paths).encode())))) == expected


@pytest.mark.parametrize("written", [b"null", b"[]"])
def test_nothing_marked_is_nothing(written: bytes) -> None:
    assert bytes(marks(Raw(written))) == b"null"
