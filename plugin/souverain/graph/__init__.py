"""Which resource feeds which: a stack in; the flows that copy data from one resource to another, or elsewhere, out.

Found by expressions, ARNs, ids and names; the types that copy are a table (`movers`).
"""

from __future__ import annotations

from souverain.graph import groups
from souverain.graph.flows import Finder, Flow
from souverain.graph.links import Links
from souverain.model import Stack

__all__ = ["Flow", "Links", "copies"]


def copies(stack: Stack, links: Links | None = None) -> tuple[Flow, ...]:
    """The flows of all that stays or is created, in the order of the resources that make them."""
    links = links or Links(stack)
    finder = Finder(stack.resources, links)
    sure = tuple(dict.fromkeys((*finder.sure(), *groups.between(stack.resources, links))))
    unsure = tuple(dict.fromkeys(finder.unsure(frozenset(flow.source for flow in sure))))
    return (*sure, *unsure)
