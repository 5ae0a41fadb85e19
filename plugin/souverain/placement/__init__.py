"""Where every resource is and who runs it: a stack and the knowledge in, the places of each resource out, with reasons.

What cannot be known is unknown, with the reason; there is no default region and no guess.
"""

from __future__ import annotations

from souverain.knowledge import Knowledge
from souverain.model import Stack
from souverain.placement.placing import Placer
from souverain.placement.sites import Placed, Placement, Site

__all__ = ["Placed", "Placement", "Site", "place", "trace"]


def place(stack: Stack, knowledge: Knowledge) -> tuple[tuple[Placed, ...], ...]:
    """The places of every resource, in the order of the stack, the primary one first.

    () only for what has no data location by nature. Sites and bases are shared between resources: compare by identity.
    """
    return trace(stack, knowledge).resources


def trace(stack: Stack, knowledge: Knowledge) -> Placement:
    """The places of every resource, and of every destination to which data of the stack flows."""
    placer = Placer(stack, knowledge)
    return Placement(tuple(placer.places(position) for position in range(len(stack.resources))), placer.flows())
