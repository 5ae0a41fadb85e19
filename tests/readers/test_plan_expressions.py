"""References without repetitions: what leads to another name goes, nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from souverain.model import Constant, Expression, References, Unevaluated
from souverain.readers.terraform_plan.expressions import expressions, most_specific

NAMES = st.lists(
    st.lists(st.sampled_from(["a", "b", "ab"]), min_size=1, max_size=4).map(".".join)
    | st.sampled_from(["a[0]", 'a["x.y"].b', "a.b[1]"]),
    max_size=6,
)


def leads(name: str, other: str) -> bool:
    return other != name and other.startswith((name + ".", name + "["))


@given(NAMES)
def test_most_specific(names: list[str]) -> None:
    found = most_specific(names)
    assert len(set(found)) == len(found)
    assert not any(leads(name, other) for name in found for other in found)
    assert all(name in found or any(leads(name, other) for other in found) for name in names)
    assert [name for name in dict.fromkeys(names) if name in found] == list(found)


WRITTEN: dict[str, tuple[object, dict[str, Expression]]] = {
    "constant": ({"constant_value": "x"}, {"a": Constant("x")}),
    "false": ({"constant_value": False}, {"a": Constant(False)}),
    "null": ({"constant_value": None}, {}),
    "empty list": ({"constant_value": []}, {}),
    "list": ({"constant_value": ["x", None, 3]}, {"a[0]": Constant("x"), "a[2]": Constant(3)}),
    "map": ({"constant_value": {"k.l": "x"}}, {"a.k.l": Constant("x")}),
    "references": ({"references": ["var.x.y", "var.x", "local.z"]}, {"a": References(("var.x.y", "local.z"))}),
    "no references": ({"references": []}, {"a": Unevaluated()}),
    "references that are none": ({"references": [3, "var.x"]}, {"a": References(("var.x",))}),
    "nothing to say": ({}, {"a": Unevaluated()}),
    "empty block": ([{}], {}),
    "blocks": ([{"b": {"constant_value": 1}}, {"b": {}}], {"a[0].b": Constant(1), "a[1].b": Unevaluated()}),
    "block in a block": ([{"b": [{"c": {"references": ["a.b"]}}]}], {"a[0].b[0].c": References(("a.b",))}),
    "single block": ({"b": {"constant_value": 1}}, {"a.b": Constant(1)}),
    "block with a telling name": ([{"references": {"constant_value": 1}}], {"a[0].references": Constant(1)}),
    "no expression": (7, {}),
}


@pytest.mark.parametrize(("item", "expected"), WRITTEN.values(), ids=WRITTEN.keys())
def test_expressions(item: object, expected: dict[str, Expression]) -> None:
    assert dict(expressions("a", item)) == expected
