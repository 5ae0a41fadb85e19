"""A plan beside the state that it changes: inputs of one run in, the same out, plans completed by what the state holds.

A plan states what changes. What it does not mention is as it was, and an export of the same stack says how that is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar, cast

import msgspec

from souverain.model import Resource, Stack, Unevaluated
from souverain.readers.terraform_plan.attributes import covers

T = TypeVar("T")

PARTIAL = "pulumi-plan-partial"
"""The gap of a plan that leaves out what it does not change."""
_STAYING = frozenset({"no-op", "update"})
"""What is not mentioned stays as it was; a replacement starts anew."""


def joined(inputs: Sequence[T]) -> tuple[T, ...]:
    """The inputs in their order. What is no plan of Pulumi stays as it is, and so does a plan without its state."""
    states = {
        resource.address: resource
        for item in inputs
        if isinstance(item, Stack) and item.input.kind == "pulumi-stack"
        for resource in item.resources
    }
    return tuple(
        cast("T", _joined(item, states)) if isinstance(item, Stack) and _is_partial(item) else item for item in inputs
    )


def _is_partial(stack: Stack) -> bool:
    return any(gap.reason.code == PARTIAL for gap in stack.gaps)


def _joined(plan: Stack, states: Mapping[str, Resource]) -> Stack:
    missing = [resource for resource in plan.resources if _open(resource) and resource.address not in states]
    gaps = plan.gaps if missing else tuple(gap for gap in plan.gaps if gap.reason.code != PARTIAL)
    return msgspec.structs.replace(
        plan,
        resources=tuple(
            _completed(resource, states[resource.address]) if resource.address in states else resource
            for resource in plan.resources
        ),
        gaps=gaps,
    )


def _completed(resource: Resource, state: Resource) -> Resource:
    """The resource with what the state says at the paths that the plan leaves open."""
    settled = frozenset(path for path in _open(resource) if not covers(state.unknown, path))
    if not settled:
        return resource
    held = {path: value for path, value in state.attributes.items() if covers(settled, _plain(path))}
    return msgspec.structs.replace(
        resource,
        attributes={**held, **resource.attributes},
        unknown=resource.unknown - settled,
        expressions={path: found for path, found in resource.expressions.items() if path not in settled},
    )


def _open(resource: Resource) -> frozenset[str]:
    """The paths of which the plan says nothing."""
    if resource.action not in _STAYING:
        return frozenset()
    return frozenset(path for path in resource.unknown if isinstance(resource.expressions.get(path), Unevaluated))


def _plain(path: str) -> str:
    """The path without indices, as the tables of types write it."""
    return "".join(part.partition("]")[2] if number else part for number, part in enumerate(path.split("[")))
