"""A refused input from which one thing is gone or wrong: refused, unproven or no verdict, and never a pass."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from samples import ROOT
from souverain import scan
from souverain.config import Config

AS_OF = "2026-11-24"
JUDGED_AS = Config(profiles=("health",), as_of=AS_OF)

Path_ = tuple[str | int, ...]


def state() -> Any:
    bucket = {
        "mode": "managed",
        "type": "aws_s3_bucket",
        "name": "records",
        "provider": 'provider["registry.terraform.io/hashicorp/aws"]',
        "instances": [
            {
                "schema_version": 0,
                "attributes": {
                    "arn": "arn:aws:s3:::hospital-records",
                    "region": "eu-west-3",
                    "tags": {"data-class": "health"},
                },
            }
        ],
    }
    return {"version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "a", "resources": [bucket]}


def sample(path: str) -> Any:
    return json.loads((ROOT / "samples" / path).read_text(encoding="utf-8"))


INPUTS: dict[str, Callable[[], Any]] = {
    "plan": lambda: sample("paris-bucket/plan.json"),
    "preview": lambda: sample("pulumi-bucket/preview.json"),
    "state": state,
}


def members(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    """The path of everything inside a JSON value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, item in inside:
        yield (*path, name)
        yield from members(item, (*path, name))


def without(holder: Any, name: str | int) -> None:
    del holder[name]


def null(holder: Any, name: str | int) -> None:
    holder[name] = None


def emptied(holder: Any, name: str | int) -> None:
    holder[name] = type(holder[name])() if isinstance(holder[name], dict | list | str) else 0


def other(holder: Any, name: str | int) -> None:
    holder[name] = "other"


DAMAGES = (without, null, emptied, other)

ALLOWED = {
    ("state", ("resources",), "without"): "a state that a tool writes when nothing is left",
    ("state", ("resources",), "null"): "the same, as older tools write it",
    ("state", ("resources",), "emptied"): "the same",
    ("state", ("resources", 0), "without"): "a state of something else",
    ("state", ("resources", 0, "instances"), "emptied"): "count = 0",
    ("state", ("resources", 0, "instances", 0), "without"): "count = 0",
}
"""What is a whole input of another stack, and not a damaged one of this."""


@pytest.mark.parametrize("name", INPUTS)
def test_it_is_refused_as_it_stands(name: str, tmp_path: Path) -> None:
    assert verdict(INPUTS[name](), tmp_path) == 1


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("name", INPUTS)
def test_no_damage_passes(name: str, damage: Callable[[Any, str | int], None], tmp_path: Path) -> None:
    whole = INPUTS[name]()
    passed = set()
    for path in members(whole):
        holder = damaged = copy.deepcopy(whole)
        for step in path[:-1]:
            holder = holder[step]
        damage(holder, path[-1])
        if verdict(damaged, tmp_path) == 0:
            passed.add(path)
    assert passed == {path for input_, path, how in ALLOWED if (input_, how) == (name, damage.__name__)}


def verdict(document: Any, folder: Path) -> int:
    """The exit code of a run on the document."""
    file = folder / "input.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    return scan.check([str(file)], JUDGED_AS).exit_code
