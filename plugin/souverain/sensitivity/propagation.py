"""How classes go along flows: what is stated of each resource and the flows in, what each comes to by them out.

A worklist by class, the most protective first. Every class passes every resource once and every flow once, and none
goes where it would add nothing, so the result is linear in both, and the same whatever their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from souverain.classes import HEALTH, Classes

Ranks = tuple[int, ...]


class Edge(NamedTuple):
    """Data goes from one resource to another, both by position."""

    source: int
    target: int
    flow: int | None = None
    """Index of the flow, None for what holds the target."""
    copies: bool = False
    """Whether the target holds just what the source does: then it cannot be of a less protective class."""


class Order(NamedTuple):
    """What the order of classes comes to for propagation. Ranks are its places, 0 the most protective."""

    protected: int
    """Ranks from this one on are not handed on."""
    health: int
    """The ranks, as bits, of classes of health data."""
    covers: tuple[int, ...]
    """Rank to the ranks, as bits, of which data says nothing new beside it: its own, and some that come later."""

    @classmethod
    def of(cls, classes: Classes) -> Order:
        """That of all classes."""
        covers = [
            sum(
                1 << later for later in range(rank, len(classes.ids)) if classes.adds_nothing(classes.ids[later], [one])
            )
            for rank, one in enumerate(classes.ids)
        ]
        health = sum(1 << rank for rank, one in enumerate(classes.ids) if classes.is_a(one, HEALTH))
        return cls(classes.protected, health, tuple(covers))

    def covered(self, ranks: Iterable[int]) -> int:
        """The same for all of these."""
        found = 0
        for rank in ranks:
            found |= self.covers[rank]
        return found

    def denied_by(self, rank: int, stated: Ranks) -> bool:
        """Whether what is stated leaves out that such data concerns somebody, or that it is of health."""
        harmless = all(one >= self.protected for one in stated)
        of_health = any(self.health >> one & 1 for one in stated)
        return harmless or (bool(self.health >> rank & 1) and not of_health)


class Spread(NamedTuple):
    """What flows give."""

    reached: Mapping[int, Sequence[tuple[int, Edge]]]
    """Position to each rank that flows add there, the most protective first, with the edge that brought it."""
    denied: Mapping[int, tuple[int, Edge]]
    """Position to the most protective class that flows bring to what denies it, with the flow."""


def spread(ranks: Sequence[Ranks | None], edges: Iterable[Edge], order: Order, closed: frozenset[int]) -> Spread:
    """The classes that flows give; `ranks` are the stated ones, None where nothing is.

    What is in `closed` holds no data: a key, a role, a network.
    """
    out: dict[int, list[Edge]] = {}
    for edge in edges:
        if edge.target not in closed and edge.source not in closed:
            out.setdefault(edge.source, []).append(edge)
    worklist = _Worklist(ranks, out, order)
    for rank in range(order.protected) if out else ():
        worklist.hand_on(rank)
    return Spread(worklist.reached, worklist.denied)


class _Worklist:
    def __init__(self, ranks: Sequence[Ranks | None], out: Mapping[int, Sequence[Edge]], order: Order) -> None:
        self._ranks = ranks
        self._out = out
        self._order = order
        self._has = [0 if stated is None else order.covered(stated) for stated in ranks] if out else []
        self._stating: dict[int, list[int]] = {}
        for position in out:
            for rank in ranks[position] or ():
                self._stating.setdefault(rank, []).append(position)
        self.reached: dict[int, list[tuple[int, Edge]]] = {}
        self.denied: dict[int, tuple[int, Edge]] = {}

    def hand_on(self, rank: int) -> None:
        """Take one class from all that state it to all that it reaches."""
        queue = self._stating.get(rank, [])
        for position in queue:  # grows as it goes
            for edge in self._out.get(position, ()):
                if self._takes(edge, rank):
                    queue.append(edge.target)

    def _takes(self, edge: Edge, rank: int) -> bool:
        """Whether the target gets a class that it has not, as far as what is stated of it lets it."""
        if self._has[edge.target] >> rank & 1:
            return False
        stated = self._ranks[edge.target]
        if stated is None or edge.copies:
            self._has[edge.target] |= self._order.covers[rank]
            self.reached.setdefault(edge.target, []).append((rank, edge))
            return True
        if self._order.denied_by(rank, stated):
            self.denied.setdefault(edge.target, (rank, edge))
        return False
