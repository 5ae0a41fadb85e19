"""Which resource feeds which: a stack in; the flows of data from one resource to another, or elsewhere, out.

Found by expressions, ARNs, ids and names; which attributes say so stands in tables (`knowledge.flows`).
"""

from __future__ import annotations

from souverain.graph import groups
from souverain.graph.flows import Finder, Flow
from souverain.graph.links import Links
from souverain.graph.rows import CARRYING, COPYING, SUPPLYING
from souverain.model import Stack

__all__ = ["CARRYING", "COPYING", "SUPPLYING", "Flow", "Links", "flows"]


def flows(stack: Stack, links: Links | None = None) -> tuple[Flow, ...]:
    """The flows of all that stays or is created, in the order of the resources that make them."""
    links = links or Links(stack)
    finder = Finder(stack, links)
    sure = tuple(dict.fromkeys((*finder.sure(), *groups.between(stack.resources, links))))
    copied = frozenset(flow.source for flow in sure if flow.kind in COPYING)
    unsure = tuple(dict.fromkeys(finder.unsure(copied)))
    return (*sure, *unsure)
