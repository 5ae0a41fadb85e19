"""Where every resource is and who runs it: a stack and the knowledge in, the places of each resource out, with reasons.

What cannot be known is unknown, with the reason; there is no default region and no guess.
"""

from __future__ import annotations

from collections.abc import Mapping

from souverain.knowledge import Knowledge
from souverain.model import EMPTY, Stack
from souverain.placement.placing import Placer
from souverain.placement.sites import Placed, Placement, Site

__all__ = ["Placed", "Placement", "Site", "place", "trace"]


def place(stack: Stack, knowledge: Knowledge, environment: Mapping[str, str] = EMPTY) -> tuple[tuple[Placed, ...], ...]:
    """The places of every resource, in the order of the stack, the primary one first.

    `environment` holds the variables of the environment that may say what provider blocks leave out.

    () only for what has no data location by nature. Sites and bases are shared between resources: compare by identity.
    """
    return trace(stack, knowledge, environment).resources


def trace(stack: Stack, knowledge: Knowledge, environment: Mapping[str, str] = EMPTY) -> Placement:
    """The places of every resource, and of every destination to which data of the stack flows."""
    placer = Placer(stack, knowledge, environment)
    return Placement(tuple([placer.places(position) for position in range(len(stack.resources))]), placer.flows())
