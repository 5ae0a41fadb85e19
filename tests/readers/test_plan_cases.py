"""Each file of `cases/` is a tiny plan and what is read from it: drop a file, get a test.

`resources` lists every resource, in order, with the fields that matter; `providers`, `modules` and `variables` are
compared where the case gives them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from plans import BUCKET, plan, stack

CASES = sorted((Path(__file__).parent / "cases").glob("*.json"))


def plain(value: object) -> Any:
    """A value as JSON has it, sets in order."""
    if isinstance(value, frozenset):
        return sorted(value)
    return json.loads(msgspec.json.encode(value))


def fields(thing: object, expected: dict[str, Any]) -> dict[str, Any]:
    return {name: plain(getattr(thing, name)) for name in expected}


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_case(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    found = stack(json.dumps(case["plan"]))
    assert [resource.address for resource in found.resources] == list(case["resources"])
    for resource in found.resources:
        expected = case["resources"][resource.address]
        assert fields(resource, expected) == expected, resource.address
    for table in ("providers", "modules"):
        for key, expected in case.get(table, {}).items():
            assert fields(getattr(found, table)[key], expected) == expected, key
    if "variables" in case:
        assert plain(found.variables) == case["variables"]
    if "has_actions" in case:
        assert found.has_actions is case["has_actions"]


def test_there_are_cases() -> None:
    assert len(CASES) > 10


def test_a_plan_that_covers_a_part_says_so() -> None:
    assert [gap.reason.code for gap in stack(plan(BUCKET, complete=False)).gaps] == ["plan-partial"]
    assert stack(plan(BUCKET, complete=True)).gaps == stack(plan(BUCKET)).gaps == ()
