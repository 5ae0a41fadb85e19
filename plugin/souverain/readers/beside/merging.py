"""A plan and the source it was made of, joined: the plan says what happens, the source what expressions come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from souverain.model import Constant, Expression, ProviderConfig, References, Resource, Stack
from souverain.readers.beside import openness

_NO_BLOCK: Mapping[str, Expression] = {}


def merged(plan: Stack, source: Stack) -> Stack:
    """The plan, with the values that its source settles and the places of its blocks."""
    found = {resource.address: resource for resource in source.resources}
    by_block = {resource.identity: resource for resource in source.resources}
    return msgspec.structs.replace(
        plan,
        input=msgspec.structs.replace(plan.input, source=source.input.path, source_sha256=source.input.sha256),
        resources=tuple(
            _resource(item, found.get(item.address), by_block.get(item.identity)) for item in plan.resources
        ),
        providers=_providers(plan.providers, source.providers),
        modules={**plan.modules, **source.modules},
        backend=plan.backend or source.backend,
    )


def _resource(planned: Resource, instance: Resource | None, block: Resource | None) -> Resource:
    changes: dict[str, object] = {}
    if block is not None and planned.location is None:
        changes["location"] = block.location
    if instance is not None:
        settled = {
            path: _evaluated(planned.expressions[path], _settled(instance, path))
            for path in openness.open_places(planned)
        }
        settled |= {path: instance.expressions[path] for path in _bare(planned, instance)}
        if settled:
            changes["expressions"] = {**planned.expressions, **settled}
        key = instance.provider_key
        if key and (planned.provider_key is None or key.startswith(f"{planned.provider_key}[")):
            changes["provider_key"] = key
    return msgspec.structs.replace(planned, **changes) if changes else planned


def _bare(planned: Resource, instance: Resource) -> Iterator[str]:
    """Paths of places that the source shows to be the one name that the plan mentions, and nothing more."""
    for path in openness.named_places(planned):
        found = instance.expressions.get(path)
        if isinstance(found, References) and found.bare:
            yield path


def _settled(instance: Resource, path: str) -> Expression:
    """What the source says at a path: its value, or an expression that is no more than what it refers to."""
    if path in instance.attributes:
        return Constant(instance.attributes[path])
    return instance.expressions.get(path, openness.NOT_EVALUATED)


def _evaluated(planned: Expression | None, found: Expression) -> Expression:
    """What the source says, with what the plan mentions there."""
    if isinstance(planned, References) and isinstance(found, Constant):
        return Constant(found.value, ", ".join(planned.names))
    return found


def _providers(
    planned: Mapping[str, ProviderConfig], source: Mapping[str, ProviderConfig]
) -> dict[str, ProviderConfig]:
    """The blocks of the plan with what the source settles; a block of several instances gives way to them."""
    joined: dict[str, ProviderConfig] = {}
    for key, block in planned.items():
        instances = {name: item for name, item in source.items() if name.partition("[")[0] == key}
        if not instances:
            joined[key] = block
        for name, item in instances.items():
            kept = {path: found for path, found in block.expressions.items() if isinstance(found, Constant)}
            settled = {
                path: _evaluated(block.expressions.get(path), found)
                for path, found in item.expressions.items()
                if path not in kept
            }
            joined[name] = msgspec.structs.replace(
                block, key=name, expressions={**settled, **kept}, location=item.location
            )
    return joined
