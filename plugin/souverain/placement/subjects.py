"""A resource with all that was prepared to place it, and what comes out of placing it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from souverain.model import Resource
from souverain.placement.configuration import Block
from souverain.placement.endpoints import Answer
from souverain.placement.kinds import Kind
from souverain.placement.reading import Reading
from souverain.placement.spots import Spot


class Subject(msgspec.Struct, frozen=True):
    """A resource with all that was prepared for it."""

    resource: Resource
    kind: Kind
    reading: Reading
    block: Block
    answer: Answer


class Located(msgspec.Struct, frozen=True):
    """Where a resource is, and who answers there."""

    answer: Answer
    spots: tuple[Spot, ...]
    """The primary one first; () for what has no place by nature."""


Neighbour = Callable[[int], Located]
"""The place of another resource of the stack, by its position."""
