"""What the findings of a large estate rest on: without any one reference, label or certificate they are others.

The estate is `samples/hospital-group`; its reader's stack is changed, and judged as the plan would be.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec
import pytest

from souverain import facts, graph, knowledge, readers, scan
from souverain.config import Config
from souverain.model import Resource, Stack

PLAN = Path(__file__).parents[1] / "samples/hospital-group/plan.json"
CONFIG = Config(profiles=("health",), as_of="2026-11-24")
SITE = 'angers"]'
"""Of eight sites that are alike, one is changed."""


@cache
def stack() -> Stack:
    read = readers.read(str(PLAN))
    assert isinstance(read, Stack)
    return read


@cache
def referring() -> list[tuple[int, str, int]]:
    """Each reference that makes a flow: the resource that makes it, the attribute, and how many flows there are."""
    known = {resource.address: number for number, resource in enumerate(stack().resources)}
    found: dict[tuple[int, str], int] = {}
    for flow in graph.flows(stack()):
        maker = max((address for address in known if flow.via.startswith(f"{address}.")), key=len)
        path = flow.via.removeprefix(f"{maker}.")
        if maker.endswith(SITE) or not maker.endswith('"]'):
            found[known[maker], path] = found.get((known[maker], path), 0) + 1
    return [(number, path, count) for (number, path), count in found.items()]


def labelled() -> list[int]:
    return [
        number
        for number, resource in enumerate(stack().resources)
        if any("tags" in path for path in resource.attributes)
        and (resource.address.endswith(SITE) or not resource.address.endswith('"]'))
    ]


def told(made: Stack) -> set[tuple[object, ...]]:
    """The facts that every rule reads: class, places and their roles, and the flows."""
    known = knowledge.load()
    found = facts.establish([made], known, CONFIG).established
    return {
        (one.address, one.data_class.value, ref.place, ref.role, ref.via)
        for one in found.resources
        for ref in one.places
    } | {(flow.kind, flow.source, flow.target, flow.place) for flow in found.flows}


def without(number: int, paths: Mapping[str, object]) -> Stack:
    """The estate in which one resource does not say some things."""
    resource: Resource = stack().resources[number]
    poorer = msgspec.structs.replace(
        resource,
        attributes={path: value for path, value in resource.attributes.items() if path not in paths},
        expressions={path: value for path, value in resource.expressions.items() if path not in paths},
        unknown=frozenset(path for path in resource.unknown if path not in paths),
    )
    resources = list(stack().resources)
    resources[number] = poorer
    return msgspec.structs.replace(stack(), resources=tuple(resources))


def test_the_estate_is_as_large_as_it_says() -> None:
    assert len(stack().resources) >= 120
    assert len({resource.provider for resource in stack().resources}) == 4
    assert {flow.kind for flow in graph.flows(stack())} >= {
        *("replicates-to", "backs-up-to", "logs-to", "streams-to"),
        *("served-by", "mounted-by", "reads", "encrypted-by", "deployed-on"),
    }


def test_every_reference_counts() -> None:
    before = told(stack())
    assert len(referring()) >= 12
    for number, path, _ in referring():
        paths = dict.fromkeys(
            (path, *(item for item in stack().resources[number].expressions if item.startswith(path)))
        )
        assert told(without(number, paths)) != before, f"{stack().resources[number].address}.{path}"


def test_every_label_counts() -> None:
    before = told(stack())
    assert len(labelled()) >= 5
    for number in labelled():
        paths = {path: None for path in stack().resources[number].attributes if "tags" in path}
        paths |= {path: None for path in stack().resources[number].expressions if "tags" in path}
        assert told(without(number, paths)) != before, stack().resources[number].address


@pytest.mark.parametrize("profile", ["hds", "secnumcloud"])
def test_every_certificate_counts(profile: str) -> None:
    """A day after the archive's qualification ends, the findings are others."""
    dates = {"secnumcloud": ("2026-11-30", "2026-12-01"), "hds": ("2026-05-16", "2026-05-17")}[profile]
    found = [scan.check([str(PLAN)], Config(profiles=(profile,), as_of=day)).findings for day in dates]
    assert [item.fingerprint for item in found[0]] != [item.fingerprint for item in found[1]]
