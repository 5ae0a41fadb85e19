"""A resource with all that was prepared to place it, and what comes out of placing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from souverain.model import EMPTY, Reason, Resource
from souverain.placement import agreeing, spots
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

    def beside(self, path: str) -> Mapping[str, str]:
        """What attributes say that stand beside one, or above it, and tell whose region it is: by their names."""
        if not self.reading.beside:
            return EMPTY
        found: dict[str, tuple[int, str]] = {}
        for other, value in self.reading.beside:
            above, _, name = other.rpartition(".")
            if not above or path.startswith(f"{above}."):
                found[name] = max(found.get(name, (-1, "")), (len(above), value))
        return {name: value for name, (_, value) in found.items()}


class Located(msgspec.Struct, frozen=True):
    """Where a resource is, and who answers there."""

    answer: Answer
    spots: tuple[Spot, ...]
    """The primary one first; () for what has no place by nature."""

    def spot(self, none: Reason, name: str) -> Spot:
        """The one place of it, `name` to whoever asks; `none` says why nothing is known where it has no place."""
        if agreeing.contradicted(self.spots):
            return spots.nowhere(Reason("parent-contradicted", {"parent": name}))
        return self.spots[0] if self.spots else spots.nowhere(none)


Neighbour = Callable[[int], Located]
"""The place of another resource of the stack, by its position."""
