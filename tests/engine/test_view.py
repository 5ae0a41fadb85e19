"""The part of a document that the shipped rules read."""

from __future__ import annotations

import json

import pytest

import rego_cases
from real_tools import Tool
from souverain.engine.view import view, whole
from souverain.errors import PolicyError

PLACED = ("place", "role", "via")


def test_what_rules_read_is_left_as_it_is(tool: Tool) -> None:
    facts = rego_cases.estate(tool("opa")).facts
    given = view(json.dumps(facts).encode())
    seen = json.loads(given.facts)
    kept = ("as_of", "profile", "zones", "operators", "places", "workload")
    assert {name: seen[name] for name in kept} == {name: facts[name] for name in kept}
    read = ("input", "state", "role", "class")
    shown = {one["id"]: one for one in seen["resources"]}
    for stands_for, ids in given.alike.items():
        for resource in (facts["resources"][number] for number in ids):
            assert {name: shown[stands_for][name] for name in read} == {name: resource[name] for name in read}
            placed = [
                {name: ref[name] for name in ("place", "role", "via", "sure") if name in ref}
                for ref in resource["places"]
            ]
            assert shown[stands_for]["places"] == placed
    assert sorted(given.all(shown)) == [resource["id"] for resource in facts["resources"]]
    assert set(seen) == {*kept, "resources"}


def test_a_document_in_other_order_and_other_escapes_is_read() -> None:
    facts = (
        '{"resources": [], "zones": {"EEA": ["\\u0046R"]}, "places": {}, "operators": {}, "profile": {}, "as_of": "é"}'
    )
    assert json.loads(view(facts.encode()).facts) == json.loads(facts)


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
    assert whole(document).facts is document
    assert whole(document).all([3, 1]) == (1, 3)


def test_resources_that_rules_cannot_tell_apart_are_judged_once() -> None:
    place = {"place": "paris", "role": "primary", "basis": "one", "via": ""}
    one = {"id": 0, "input": 0, "state": "introduced", "role": {"known": True}, "class": {}, "places": [place]}
    told = [
        one,
        {**one, "id": 1, "address": "a.b", "places": [{**place, "basis": "another"}]},
        {**one, "id": 2, "state": "existing"},
        {**one, "id": 3, "places": [{**place, "via": "a.b"}]},
        {**one, "id": 4, "places": [{"place": "paris"}]},
        {**one, "id": 5, "input": 1},
    ]
    parts = {"as_of": "", "profile": {}, "zones": {}, "operators": {}, "places": {}}
    alike = view(json.dumps({**parts, "resources": told}).encode()).alike
    assert alike == {
        0: (0, 1),
        2: (2,),
        3: (3,),
        4: (4,),
        5: (5,),
    }
