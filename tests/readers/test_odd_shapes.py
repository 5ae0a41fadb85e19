"""Whatever stands where in a plan, it ends in a stack or in one line: never in a crash."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from plans import AWS, PLAN

from souverain import readers
from souverain.errors import ReadError

STATE = {"address": "a.b", "mode": "managed", "type": "a", "name": "b", "index": 0, "values": {"region": "x"}}
RICH: dict[str, Any] = {
    **PLAN,
    "variables": {"region": {"value": "eu-west-3"}},
    "planned_values": {"root_module": {"child_modules": [{"address": "module.m", "resources": [STATE]}]}},
    "prior_state": {"values": {"root_module": {"resources": [STATE]}}},
    "deferred_changes": [{"reason": "x", "resource_change": PLAN["resource_changes"][0]}],
    "configuration": {
        "provider_config": {
            "aws": {"name": "aws", "full_name": AWS, "expressions": {"region": {"references": ["var.region"]}}},
            "module.m:aws": {
                "name": "aws",
                "module_address": "module.m",
                "expressions": {"endpoints": [{"s3": {"references": ["var.at[0]", "module.n.out"]}}]},
            },
        },
        "root_module": {
            **PLAN["configuration"]["root_module"],
            "variables": {"region": {"default": "x", "sensitive": False}},
            "outputs": {"o": {"expression": {"references": ["var.region"]}}},
            "module_calls": {
                "m": {
                    "expressions": {"at": {"references": ["var.region"]}},
                    "count_expression": {"constant_value": 2},
                    "module": {"variables": {"at": {}}, "outputs": {"out": {"expression": {}}}},
                }
            },
        },
    },
}
ODD: tuple[Any, ...] = (None, True, 7, -1.5, "", "x", [], {}, [[]], [{}], [None], {"references": [3]}, {"a": {"b": []}})

Path = tuple[str | int, ...]


def paths(item: Any, above: Path = ()) -> Iterator[Path]:
    for key, inner in item.items() if isinstance(item, dict) else enumerate(item) if isinstance(item, list) else ():
        yield (*above, key)
        yield from paths(inner, (*above, key))


def put(path: Path, value: object) -> bytes:
    plan = copy.deepcopy(RICH)
    holder = plan
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    return json.dumps(plan).encode()


@pytest.mark.parametrize("odd", ODD, ids=json.dumps)
def test_it_ends_in_a_stack_or_in_one_line(odd: object) -> None:
    ends = set()
    for path in paths(RICH):
        try:
            ends.add(readers.read("plan.json", put(path, odd)).input.kind)
        except ReadError as error:
            ends.add(error.code)
    assert "terraform-plan" in ends
    assert ends <= {"terraform-plan", "malformed", "is-no-plan", "format-too-new", "plan-errored"}
