"""How a class goes along flows: what is stated of each resource and the flows in, what each comes to by them out.

A worklist by class, the most protective first: every resource is settled once and every flow looked at once, so the
result is linear in both, and the same whatever their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple


class Edge(NamedTuple):
    """Data goes from one resource to another, both by position."""

    source: int
    target: int
    flow: int | None = None
    """Index of the flow, None for what holds the target."""
    copies: bool = False
    """Whether the target holds just what the source does: then it cannot be of a less protective class."""


class Spread(NamedTuple):
    """What flows give. Ranks are those of the order of classes, 0 the most protective."""

    reached: Mapping[int, tuple[int, Edge]]
    """Position to rank and to the edge that gave it, for what has its class by a flow."""
    denied: Mapping[int, Edge]
    """Position to a flow of more protective data, for what says that it is of none that is protected."""


def spread(ranks: Sequence[int | None], edges: Iterable[Edge], *, protected: int, closed: frozenset[int]) -> Spread:
    """The classes that flows give; `ranks` are the stated ones, None where nothing is.

    Ranks from `protected` on are not handed on. What is in `closed` holds no data: a key, a role, a network.
    """
    out: dict[int, list[Edge]] = {}
    for edge in edges:
        if edge.target not in closed and edge.source not in closed:
            out.setdefault(edge.source, []).append(edge)
    if not out:
        return Spread({}, {})
    waiting: list[list[int]] = [[] for _ in range(protected)]
    for position in out:
        rank = ranks[position]
        if rank is not None and rank < protected:
            waiting[rank].append(position)
    reached: dict[int, tuple[int, Edge]] = {}
    denied: dict[int, Edge] = {}
    settled: set[int] = set()
    for rank, queue in enumerate(waiting):
        for position in queue:  # grows as it goes
            if position in settled:
                continue
            settled.add(position)
            for edge in out.get(position, ()):
                stated = ranks[edge.target]
                if edge.target in settled or edge.target in reached or (stated is not None and stated <= rank):
                    continue
                if stated is None or edge.copies:
                    reached[edge.target] = (rank, edge)
                    queue.append(edge.target)
                elif stated >= protected:
                    denied.setdefault(edge.target, edge)
    return Spread(reached, denied)
