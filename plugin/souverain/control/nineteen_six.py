"""The capital test of SecNumCloud 3.2, requirement 19.6: an entity in, three-valued answers with their chains out.

Computed from the records alone. Under a live qualification the requirements are presumed by it: that is the caller's
to apply.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from souverain.control.evidence import edge
from souverain.control.holdings import Holding, Interval
from souverain.control.ownership import Graph, Power
from souverain.control.stakes import Stakes
from souverain.control.union import is_outside
from souverain.document import Edge
from souverain.knowledge.records import Unstated
from souverain.model import Reason

Answer = Literal["pass", "fail", "unknown"]

SCHEME = "SecNumCloud"
ALONE = 24.0
TOGETHER = 39.0
_ROUNDING = 1e-9


class Criterion(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence of 19.6: `19.6.a` seat, `b1` one holder, `b2` all together, `b3` vetoes, `b4` boards."""

    id: Literal["19.6.a", "19.6.b1", "19.6.b2", "19.6.b3", "19.6.b4"]
    answer: Answer
    reason: Reason
    chain: tuple[Edge, ...] = ()
    """The links that decide."""


class Capital(msgspec.Struct, frozen=True, kw_only=True):
    """The whole test: fails when one criterion fails, else unknown when one is."""

    entity: str
    answer: Answer
    criteria: tuple[Criterion, ...]


def capital(graph: Graph, entity: str) -> Capital:
    """The five criteria for one entity on the graph's date. Raises KnowledgeError for an unknown entity."""
    test = _Test(graph, entity)
    criteria = (test.seat(), test.alone(), test.together(), test.vetoes(), test.boards())
    return Capital(entity=entity, answer=worst(criterion.answer for criterion in criteria), criteria=criteria)


def worst(answers: Iterable[Answer]) -> Answer:
    """Fail over unknown over pass."""
    found = set(answers)
    return "fail" if "fail" in found else "unknown" if "unknown" in found else "pass"


class _Test:
    """Holders by what is known of their seat: `outside` the Union for certain, `perhaps` where it is not known."""

    def __init__(self, graph: Graph, entity: str) -> None:
        self._graph = graph
        self._entity = entity
        self._stakes = Stakes(graph, entity)
        where = {holder: self._outside(holder) for holder in self._stakes.holders}
        self.outside = tuple(holder for holder in where if where[holder] is True)
        self.perhaps = tuple(holder for holder in where if where[holder] is None)
        named = {f"?{holder}" for holder in (*self.outside, *self.perhaps)}
        self.hidden = tuple(sorted(self._stakes.hidden - named))
        """Who is behind a holder from outside adds nothing: the holder counts itself."""

    def seat(self) -> Criterion:
        """Registered office, central administration and principal establishment; the last two are `headquarters`."""
        found = self._outside(self._entity)
        name = {"entity": self._name(self._entity)}
        if found is None:
            return Criterion(id="19.6.a", answer="unknown", reason=Reason("country-not-published", name))
        if found:
            return Criterion(id="19.6.a", answer="fail", reason=Reason("seat-outside-union", name))
        return Criterion(id="19.6.a", answer="pass", reason=Reason("seat-in-union", name))

    def alone(self) -> Criterion:
        """No holder from outside above 24 % of capital or votes. The largest decides, the ultimate one among equals."""
        largest = max(reversed(self.outside), key=lambda holder: self._least([holder]), default="")
        if largest and (least := self._least([largest])) > ALONE + _ROUNDING:
            args = {"holder": self._name(largest), "share": _percent(least), "cap": _percent(ALONE)}
            return self._criterion("19.6.b1", "fail", Reason("holder-above-cap", args), [largest])
        singles = [[holder] for holder in (*self.outside, *self.perhaps)] + [[*self.hidden]]
        for seeds in singles:
            if self._most(seeds) > ALONE + _ROUNDING:
                return self._criterion("19.6.b1", "unknown", self._not_published(seeds), seeds)
        return Criterion(id="19.6.b1", answer="pass", reason=Reason("holders-below-cap", {"cap": _percent(ALONE)}))

    def together(self) -> Criterion:
        """All holders from outside together not above 39 % of capital or votes."""
        least = self._least(self.outside)
        if least > TOGETHER + _ROUNDING:
            reason = Reason("together-above-cap", {"share": _percent(least), "cap": _percent(TOGETHER)})
            return self._criterion("19.6.b2", "fail", reason, self.outside)
        if self._most(self._all()) > TOGETHER + _ROUNDING:
            return self._criterion("19.6.b2", "unknown", self._not_published(self._all()), self._all())
        return Criterion(id="19.6.b2", answer="pass", reason=Reason("holders-below-cap", {"cap": _percent(TOGETHER)}))

    def vetoes(self) -> Criterion:
        """A joint controller can block; beyond that, bylaws are not in the records."""
        return self._power("19.6.b3", "control", "veto-outside-union", "vetoes-not-published")

    def boards(self) -> Criterion:
        """A sole controller appoints the majority; beyond that, appointments are not in the records."""
        return self._power("19.6.b4", "sole", "board-outside-union", "boards-not-published")

    def _power(self, number: Literal["19.6.b3", "19.6.b4"], power: Power, failed: str, not_published: str) -> Criterion:
        for holder in reversed(self.outside):
            if self._entity in self._graph.controlled(holder, power):
                return self._criterion(number, "fail", Reason(failed, {"holder": self._name(holder)}), [holder])
        if self._most(self._all()) > 0:
            return Criterion(id=number, answer="unknown", reason=Reason(not_published))
        return Criterion(id=number, answer="pass", reason=Reason("no-holder-outside-union"))

    def _criterion(
        self,
        number: Literal["19.6.b1", "19.6.b2", "19.6.b3", "19.6.b4"],
        answer: Answer,
        reason: Reason,
        seeds: Iterable[str],
    ) -> Criterion:
        chain = _edges(self._stakes.records_between(seeds))
        return Criterion(id=number, answer=answer, reason=reason, chain=chain)

    def _all(self) -> tuple[str, ...]:
        return (*self.outside, *self.perhaps, *self.hidden)

    def _least(self, seeds: Iterable[str]) -> float:
        proven = tuple(seeds)
        return max(share.low for share in self._both(proven, ()))

    def _most(self, seeds: Iterable[str]) -> float:
        possible = tuple(seeds)
        return max(share.high for share in self._both((), possible))

    def _both(self, proven: tuple[str, ...], possible: tuple[str, ...]) -> tuple[Interval, Interval]:
        return self._stakes.of("capital", proven, possible), self._stakes.of("votes", proven, possible)

    def _not_published(self, seeds: Iterable[str]) -> Reason:
        """Names the holder whose share or seat is not known, or the company whose holders are not all known."""
        first = next((seed for seed in seeds if self._most([seed]) > 0), self._entity)
        if first.startswith("?"):
            return Reason("holders-not-published", {"entity": self._name(first[1:])})
        return Reason("share-not-published", {"holder": self._name(first)})

    def _outside(self, entity: str) -> bool | None:
        found = self._graph.knowledge.entity(entity)
        places = [found.country, found.headquarters or found.country]
        known = [is_outside(place, self._graph.knowledge) for place in places if not isinstance(place, Unstated)]
        return True if any(known) else None if len(known) < len(places) else False

    def _name(self, entity: str) -> str:
        return self._graph.name(entity)


def _edges(holdings: Iterable[Holding]) -> tuple[Edge, ...]:
    return tuple(edge(record) for holding in holdings for record in holding.records)


def _percent(share: float) -> str:
    return f"{share:.4g}"
