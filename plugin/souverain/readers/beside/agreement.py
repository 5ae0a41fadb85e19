"""Whether source is what a plan was made of: both in, all in which they differ out.

A plan shows what its configuration said: every constant, and every name that an expression mentions. Where the source
says something else, or where a value that was planned is not what the source comes to, they are of different days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from souverain.model import Constant, Expression, Location, References, Resource, Scalar, Stack
from souverain.readers.beside.mentions import Written, heads
from souverain.readers.terraform_plan.addresses import without_keys
from souverain.readers.terraform_plan.scrubbing import host_of
from souverain.readers.terraform_source.written import OfPlan

_SHOWN = 3
"""Differences that are told: the first few say enough."""


class Difference(msgspec.Struct, frozen=True):
    """One thing that plan and source do not say alike."""

    what: str
    address: str = ""
    location: Location | None = None


def blocks(plan: Stack) -> frozenset[str]:
    """The blocks that a plan is of: source that declares none of them is of something else."""
    return frozenset(item.identity for item in plan.resources if item.expressions or item.provider_key)


def differences(plan: Stack, source: OfPlan) -> tuple[Difference, ...]:
    """The first differences, () when there are none."""
    found: list[Difference] = []
    for difference in _differences(plan, source):
        found.append(difference)
        if len(found) == _SHOWN:
            break
    return tuple(found)


def _differences(plan: Stack, source: OfPlan) -> Iterator[Difference]:
    absent = [gap.address for gap in source.stack.gaps if gap.reason.code == "module-not-fetched"]
    yield from _names("module", plan.modules, source.stack.modules, absent)
    configured = {key.partition("[")[0] for key, block in plan.providers.items() if block.expressions}
    written = {key for key, block in source.providers.items() if block.mentions}
    yield from _names("provider", configured, written, absent)
    for key in sorted(configured & written):
        block = source.providers[key]
        yield from _expressions(f"provider {key}", plan.providers[key].expressions, block)
    yield from _resources(plan, source, absent)


def _names(kind: str, ours: Iterable[str], theirs: Iterable[str], absent: Iterable[str]) -> Iterator[Difference]:
    for name in sorted(set(ours) ^ set(theirs)):
        module = name.partition(":")[0]
        if not any(f"{module}.".startswith(f"{gone}.") for gone in absent):
            yield Difference(f"{kind} {name}")


def _resources(plan: Stack, source: OfPlan, absent: Iterable[str]) -> Iterator[Difference]:
    by_address = {resource.address: resource for resource in source.stack.resources}
    seen: set[str] = set()
    for resource in plan.resources:
        if not resource.expressions and not resource.provider_key:
            continue  # its block is gone, or it has none
        block = source.resources.get(resource.identity)
        if block is None:
            if not any(f"{without_keys(resource.address)}.".startswith(f"{gone}.") for gone in absent):
                yield Difference("block", resource.identity)
            continue
        if resource.identity not in seen:
            seen.add(resource.identity)
            yield from _expressions("", resource.expressions, block, resource.identity)
        if resource.state != "leaving":
            yield from _instance(resource, by_address, block)


def _expressions(
    where: str, stated: Mapping[str, Expression], block: Written, address: str = ""
) -> Iterator[Difference]:
    """Constants and mentions of one block. What the source computes from constants cannot be compared."""
    constants: dict[str, set[str]] = {}
    mentions: dict[str, set[str]] = {}
    for path, expression in stated.items():
        plain = without_keys(path)
        if isinstance(expression, Constant):
            constants.setdefault(plain, set()).add(_text(expression.value))
        elif isinstance(expression, References):
            mentions.setdefault(plain, set()).update(heads(expression.names))
    for path, values in constants.items():
        said = block.constants.get(path)
        if block.mentions.get(path) or (said is not None and {_text(item) for item in said} != values):
            yield Difference(" ".join(filter(None, (where, path))), address, block.location)
    for path, names in mentions.items():
        if block.mentions.get(path, frozenset()) != names:
            yield Difference(" ".join(filter(None, (where, path))), address, block.location)


def _instance(resource: Resource, found: Mapping[str, Resource], block: Written) -> Iterator[Difference]:
    """Values that were planned, and what the source comes to."""
    ours = found.get(resource.address)
    if ours is None:
        if resource.identity not in found or resource.address == resource.identity:
            yield Difference("instance", resource.address, block.location)
        return
    for path, value in ours.attributes.items():
        planned = resource.attributes.get(path)
        if planned is not None and not _alike(value, planned):
            yield Difference(path, resource.address, block.location)


def _alike(one: Scalar, other: Scalar) -> bool:
    """Whether two values mean the same: providers write names in their own way, and links for names."""
    here, there = (_text(item).casefold().replace(" ", "") for item in (one, other))
    return here == there or here.endswith(f"/{there}") or there.endswith(f"/{here}")


def _text(value: Scalar) -> str:
    """A scalar as both write it; of an address only what plans keep."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(host_of(value)) if isinstance(value, str) else f"{value:g}"
