"""The JSON of Pulumi as far as it is read: states of resources, steps of a preview, events, plans, deployments.

Properties stay raw JSON: what they hold is chosen type by type. Whatever is not named here is skipped.
"""

from __future__ import annotations

from typing import TypeVar

import msgspec
from msgspec import Raw, field

from souverain.readers.members import members

T = TypeVar("T")

NOTHING = Raw(b"null")


class Shape(msgspec.Struct, gc=False, rename="camel"):
    """Decoded JSON, short-lived."""


class State(Shape):
    """One resource as states, previews and event logs write it. `type` is a token, `aws:s3/bucket:Bucket`."""

    urn: str
    type: str = ""
    custom: bool | None = None
    """Whether a provider makes it. Event logs leave it out of components, which have neither provider nor id."""
    delete: bool = False
    pending_replacement: bool = False
    retain_on_delete: bool = False
    external: bool = False
    id: str = ""
    inputs: Raw = NOTHING
    defaults: Raw = NOTHING
    """Inputs that the provider filled in, in checkpoints of 2017."""
    outputs: Raw = NOTHING
    provider: str = ""
    dependencies: tuple[str, ...] | None = None
    property_dependencies: dict[str, tuple[str, ...] | None] | None = None
    source_position: str = ""

    @property
    def is_custom(self) -> bool:
        """Whether it is no mere group of others; what does not say so has a provider, or an id of its own."""
        return bool(self.provider or self.id) if self.custom is None else self.custom


class PreviewStep(Shape):
    """One step of a preview."""

    op: str
    urn: str
    provider: str = ""
    old_state: Raw = NOTHING
    new_state: Raw = NOTHING


class EventStep(Shape):
    """The same in an event log."""

    op: str
    urn: str
    provider: str = ""
    old: Raw = NOTHING
    new: Raw = NOTHING


class Happening(Shape):
    """An event about one resource."""

    metadata: Raw


class Difference(Shape):
    """What a plan does to the inputs of one resource, property by property."""

    adds: Raw = NOTHING
    updates: Raw = NOTHING
    deletes: tuple[str, ...] | None = None


class Goal(Shape):
    """What a plan wants one resource to be."""

    type: str
    custom: bool = True
    input_diff: Difference = field(default_factory=Difference)
    provider: str = ""
    dependencies: tuple[str, ...] | None = None
    property_dependencies: dict[str, tuple[str, ...] | None] | None = None


class ResourcePlan(Shape):
    """One entry of a plan's `resourcePlans`; without a goal the resource goes."""

    goal: Goal | None = None
    steps: tuple[str, ...] | None = None
    state: Raw = NOTHING


class Manifest(Shape):
    """Who wrote a state or a plan."""

    version: str = ""


class Operation(Shape):
    """An operation that was under way when a state was written."""

    type: str
    resource: State


class Diagnostic(Shape):
    """A message of the engine or of the program."""

    severity: str = ""
    urn: str = ""


class Summary(Shape):
    """The last word of a run."""

    result: str = ""
    maybe_corrupt: bool = False
    resource_changes: dict[str, int] | None = None
    """How many resources each operation was done to."""


def strict(raw: Raw | bytes, shape: type[T]) -> T:
    """An object in its shape. Raises RepeatedKeyError, or msgspec.DecodeError when it does not follow it."""
    members(raw)
    return msgspec.json.decode(raw, type=shape)


def is_null(raw: Raw) -> bool:
    """Whether the value is null, or was not there."""
    return bytes(raw) == b"null"
