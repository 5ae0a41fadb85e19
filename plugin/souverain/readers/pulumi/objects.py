"""One resource as an input of Pulumi states it, whatever the format: what `resources` and `providers` are made of."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec
from msgspec import Raw

from souverain.model import Action
from souverain.readers.pulumi.shapes import NOTHING, State

NO_DEPENDENCIES: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class Object(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of one resource."""

    urn: str
    token: str
    action: Action
    custom: bool = True
    """Whether a provider manages it; a component only groups others."""
    inputs: Raw = NOTHING
    outputs: Raw = NOTHING
    settled: bool = False
    """Whether the outputs say how the resource is, and so come before the inputs."""
    silent: frozenset[str] = frozenset()
    """Properties of which the outputs, being those of before, must not speak."""
    partial: bool = False
    """Whether properties that are not mentioned may exist all the same."""
    id: str = ""
    provider: str = ""
    """A reference, `urn::id`."""
    dependencies: tuple[str, ...] = ()
    property_dependencies: Mapping[str, tuple[str, ...]] = NO_DEPENDENCIES
    external: bool = False
    """Whether the stack only reads it."""
    mark: str = ""
    """What tells it apart from another resource of the same URN."""
    previous_urn: str | None = None
    position: str = ""


def dependencies(found: State) -> tuple[str, ...]:
    """The URNs that a resource depends on."""
    return found.dependencies or ()


def by_property(found: Mapping[str, tuple[str, ...] | None] | None) -> Mapping[str, tuple[str, ...]]:
    """Property to the URNs on which its value depends, where it depends on any."""
    return {name: urns for name, urns in (found or {}).items() if urns}
