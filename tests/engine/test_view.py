"""The part of a document that the shipped rules read."""

from __future__ import annotations

import json

import pytest

import rego_cases
from real_tools import Tool
from souverain.engine.view import checked, view
from souverain.errors import PolicyError


def test_what_rules_read_is_left_as_it_is(tool: Tool) -> None:
    facts = rego_cases.estate(tool("opa")).facts
    seen = json.loads(view(json.dumps(facts).encode()))
    kept = ("as_of", "profile", "zones", "operators", "places")
    assert {name: seen[name] for name in kept} == {name: facts[name] for name in kept}
    read = ("id", "input", "state", "role", "class", "places")
    assert seen["resources"] == [{name: resource[name] for name in read} for resource in facts["resources"]]
    assert set(seen) == {*kept, "resources"}


def test_a_document_in_other_order_and_other_escapes_is_read() -> None:
    facts = (
        '{"resources": [], "zones": {"EEA": ["\\u0046R"]}, "places": {}, "operators": {}, "profile": {}, "as_of": "é"}'
    )
    assert json.loads(view(facts.encode())) == json.loads(facts)


@pytest.mark.parametrize("missing", ["as_of", "profile", "zones", "operators", "places", "resources"])
def test_a_document_that_lacks_a_part_is_refused(tool: Tool, missing: str) -> None:
    facts = {name: part for name, part in rego_cases.estate(tool("opa")).facts.items() if name != missing}
    with pytest.raises(PolicyError) as caught:
        view(json.dumps(facts).encode())
    assert caught.value.code == "not-facts"
    assert missing in caught.value.args_["detail"]


@pytest.mark.parametrize("missing", ["id", "input", "state", "role", "class", "places"])
def test_a_resource_that_lacks_a_part_is_refused(tool: Tool, missing: str) -> None:
    facts = rego_cases.estate(tool("opa")).facts
    resource = {name: part for name, part in facts["resources"][0].items() if name != missing}
    with pytest.raises(PolicyError) as caught:
        view(json.dumps({**facts, "resources": [resource]}).encode())
    assert caught.value.code == "not-facts"


def test_a_whole_document_is_given_as_it_is() -> None:
    document = b' {"a": [1, 2]} '
    assert checked(document) is document
