from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Raw

from souverain.readers.terraform_state.flatmap import nested


def unflatten(flat: dict[str, Any], id_: str = "") -> Any:
    return json.loads(bytes(nested(Raw(json.dumps(flat).encode()), id_)))


FLAT = {
    "scalars": (
        {"region": "eu-west-3", "versioned": "true", "size": "3"},
        {"region": "eu-west-3", "versioned": True, "size": "3"},
    ),
    "a map whose keys hold dots": ({"tags.%": "2", "tags.a.b": "1", "tags.c": "2"}, {"tags": {"a.b": "1", "c": "2"}}),
    "a map of Terraform 0.8": ({"tags.#": "1", "tags.Name": "x"}, {"tags": {"Name": "x"}}),
    "a list": ({"zones.#": "2", "zones.1": "b", "zones.0": "a"}, {"zones": ["a", "b"]}),
    "a set": ({"zones.#": "2", "zones.3982": "b", "zones.17": "a"}, {"zones": ["a", "b"]}),
    "an empty list": ({"zones.#": "0"}, {"zones": []}),
    "blocks": (
        {"rule.#": "1", "rule.0.id": "r", "rule.0.destination.#": "1", "rule.0.destination.99.bucket": "b"},
        {"rule": [{"id": "r", "destination": [{"bucket": "b"}]}]},
    ),
    "what is not known": ({"arn": "74D93920-ED26-11E3-AC10-0800200C9A66", "id": "x"}, {"id": "x"}),
}


@pytest.mark.parametrize(("flat", "expected"), FLAT.values(), ids=FLAT)
def test_a_flat_map_is_unfolded(flat: dict[str, str], expected: dict[str, Any]) -> None:
    assert unflatten(flat) == expected


def test_the_id_counts_where_the_attributes_have_none() -> None:
    assert unflatten({}, "i") == {"id": "i"}
    assert unflatten({"id": "own"}, "i") == {"id": "own"}


def test_nothing_is_an_empty_object() -> None:
    assert json.loads(bytes(nested(Raw(b"null")))) == {}


def test_a_value_that_is_no_text_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        unflatten({"id": 3})


names = st.text("abc_", min_size=1, max_size=4)
texts = st.text("xyz0", max_size=3)
trees = st.dictionaries(
    names,
    st.recursive(
        texts,
        lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(names, inner, min_size=1, max_size=3),
        max_leaves=8,
    ),
    max_size=4,
)


def flatten(item: Any, path: str) -> dict[str, str]:
    """As Terraform 0.11 writes lists and blocks."""
    if isinstance(item, str):
        return {path: item}
    found = {f"{path}.#": str(len(item))} if isinstance(item, list) else {}
    for key, inner in enumerate(item) if isinstance(item, list) else item.items():
        found |= flatten(inner, f"{path}.{key}")
    return found


@given(trees)
def test_what_was_flattened_comes_back(tree: dict[str, Any]) -> None:
    flat = {path: text for name, item in tree.items() for path, text in flatten(item, name).items()}
    assert unflatten(flat) == tree
