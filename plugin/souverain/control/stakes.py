"""How much of a company a set of holders has, directly or indirectly: intervals in percent.

Economic shares multiply along paths and add over paths. Votes follow control: who controls a holder has all of its
votes. What is not published widens the interval and never moves it: the lower bound is what is proven, the upper
bound what the records leave room for.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from math import fsum
from typing import Literal

import msgspec

from souverain.control.holdings import SOLE, Holding, Interval, Stated
from souverain.control.ownership import MAJORITY, PRESUMED, Graph

Measure = Literal["capital", "votes"]
Bound = Literal["least", "most"]

_ROUNDS = 64
"""Paths are a few links long; only loops of cross-holdings come near, and a bound cut short stays a bound."""

_UNPUBLISHED: dict[Stated, Interval] = {"full": Interval(MAJORITY, 100.0), "minority": Interval(0.0, MAJORITY)}
_ANYTHING = Interval(0.0, 100.0)

_DISPERSED = ""
"""Stands for holders none of whom has a block: never among those whose share is asked."""

_WITHOUT_CAPITAL = ("person", "state", "foundation", "public")
"""Kinds that have no capital of which an unnamed holder could own a part."""


class Weight(msgspec.Struct, frozen=True):
    """A direct holding: bounds of capital and votes in percent."""

    owner: str
    stated: Stated
    capital: Interval
    votes: Interval

    def part(self, measure: Measure, bound: Bound) -> float:
        """One of the four numbers, as a fraction."""
        interval = self.capital if measure == "capital" else self.votes
        return (interval.low if bound == "least" else interval.high) / 100


class Stakes:
    """What any set of holders has in one company."""

    def __init__(self, graph: Graph, company: str) -> None:
        self._graph = graph
        self.company = company
        self.holders = graph.above(company)

    @cached_property
    def hidden(self) -> frozenset[str]:
        """Stand-ins for holders that no record names: `?` and the company in which they can be."""
        return frozenset(f"?{entity}" for entity in self._weights if f"?{entity}" in self._owners_of(entity))

    def of(self, measure: Measure, proven: Iterable[str], possible: Iterable[str]) -> Interval:
        """What holders have together: at least what the proven have, at most what the possible have with them."""
        least = frozenset(proven)
        return Interval(self._bound(least, measure, "least"), self._bound(least | {*possible}, measure, "most"))

    def records_between(self, seeds: Iterable[str]) -> tuple[Holding, ...]:
        """The holdings on all ways from holders down to the company, from the company upwards."""
        wanted = {seed.removeprefix("?") for seed in seeds}
        way = [entity for entity in self.holders if entity in wanted or wanted & {*self._graph.above(entity)}]
        return tuple(
            holding for entity in (self.company, *way) for holding in self._graph.owners(entity) if holding.owner in way
        )

    @cached_property
    def _weights(self) -> dict[str, tuple[Weight, ...]]:
        return {entity: self._of_company(entity) for entity in (self.company, *self.holders)}

    def _owners_of(self, entity: str) -> frozenset[str]:
        return frozenset(weight.owner for weight in self._weights[entity])

    def _of_company(self, entity: str) -> tuple[Weight, ...]:
        """Named holders, one for those whom nobody names, and one for the dispersed, who are nobody's block."""
        holdings = self._graph.owners(entity)
        capital = _fit([_published(holding.capital, holding.stated) for holding in holdings])
        votes = _fit([_published(holding.votes, holding.stated) for holding in holdings])
        named = tuple(
            Weight(_DISPERSED if holding.stated == "none" else holding.owner, holding.stated, of_capital, of_votes)
            for holding, of_capital, of_votes in zip(holdings, capital, votes, strict=True)
        )
        if self._all_are_named(entity, holdings):
            return named
        return (*named, Weight(f"?{entity}", "unknown", _rest(capital), _rest(votes)))

    def _all_are_named(self, entity: str, holdings: tuple[Holding, ...]) -> bool:
        if any(holding.stated == "none" and holding.capital is None for holding in holdings):
            return True
        return self._graph.knowledge.entity(entity).kind in _WITHOUT_CAPITAL

    def _bound(self, seeds: frozenset[str], measure: Measure, bound: Bound) -> float:
        """Towards the same fixed point from below or from above, so that a loop cut short is still a bound."""
        start = 1.0 if bound == "most" else 0.0
        others = dict.fromkeys((*self.hidden, _DISPERSED), 0.0)
        value = dict.fromkeys(self._weights, start) | others | dict.fromkeys(seeds, 1.0)
        free = [entity for entity in self._weights if entity not in seeds]
        direct = 0.0
        for _ in range(_ROUNDS):
            sums = {entity: self._sum(entity, value, measure, bound) for entity in free}
            direct = sums[self.company]
            new = value | {entity: self._follow(entity, sums[entity], value, measure, bound) for entity in free}
            if new == value:
                break
            value = new
        return 100.0 * min(1.0, direct)

    def _sum(self, entity: str, value: dict[str, float], measure: Measure, bound: Bound) -> float:
        """The part of a company that is the seeds'; at most what is not proven to be others'."""
        weights = self._weights[entity]
        least = fsum(weight.part(measure, "least") * value[weight.owner] for weight in weights)
        if bound == "least":
            return min(1.0, least)
        most = fsum(weight.part(measure, "most") * value[weight.owner] for weight in weights)
        others = fsum(weight.part(measure, "least") * (1.0 - value[weight.owner]) for weight in weights)
        return max(least, min(most, 1.0 - others))

    def _follow(self, entity: str, direct: float, value: dict[str, float], measure: Measure, bound: Bound) -> float:
        """All votes of a holder that is controlled; where control cannot be excluded, all of them at most."""
        if measure == "votes" and (
            self._is_certain(entity, direct, value) if bound == "least" else self._is_possible(entity, direct, value)
        ):
            return 1.0
        return direct

    def _is_certain(self, entity: str, direct: float, value: dict[str, float]) -> bool:
        stated = (value[weight.owner] for weight in self._weights[entity] if weight.stated in SOLE)
        return direct > MAJORITY / 100 or max(stated, default=0.0) >= 1.0

    def _is_possible(self, entity: str, direct: float, value: dict[str, float]) -> bool:
        stated = (value[weight.owner] for weight in self._weights[entity] if weight.stated in (*SOLE, "joint"))
        return direct > PRESUMED / 100 or max(stated, default=0.0) > 0.0


def _published(share: Interval | None, stated: Stated) -> Interval:
    return share or _UNPUBLISHED.get(stated, _ANYTHING)


def _fit(shares: list[Interval]) -> list[Interval]:
    """Upper bounds cut to what the lower bounds of the others leave."""
    total = fsum(share.low for share in shares)
    return [Interval(share.low, max(share.low, min(share.high, 100.0 - (total - share.low)))) for share in shares]


def _rest(shares: list[Interval]) -> Interval:
    return Interval(0.0, max(0.0, 100.0 - fsum(share.low for share in shares)))
