"""Who controls whom on a date: the knowledge and a date come in, controllers and ultimate parents come out.

The test is that of the Code de commerce, L.233-3, to which SecNumCloud 19.6 refers: over 50 % of capital or votes,
held alone or through companies that one controls; control stated by a source, joint control included; presumed over
40 % of the votes when nobody holds more.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal

import msgspec

from souverain.control.holdings import BELOW, SOLE, Holding, on
from souverain.knowledge import Knowledge
from souverain.model import Reason

MAJORITY = 50.0
PRESUMED = 40.0
_ROUNDING = 1e-9

Power = Literal["control", "sole", "possible"]
"""`sole` leaves joint control out; `possible` adds what records of unknown weight leave room for."""

_ITS_OWN = ("person", "state", "foundation", "fund", "public")
"""Kinds that nobody owns: without an owner on record they stand at the top."""


class Top(msgspec.Struct, frozen=True):
    """The end of the climb from a company.

    `parents` holds itself when nobody controls it; `chain` what links it to them, from the company upwards. With a
    `doubt` the parents are those that are known, and there may be others.
    """

    parents: tuple[str, ...]
    chain: tuple[Holding, ...]
    doubt: Reason | None


class Graph:
    """The ownership graph as it stands on one date. Answers are computed once for each entity."""

    def __init__(self, knowledge: Knowledge, as_of: str) -> None:
        self.knowledge = knowledge
        self.as_of = as_of
        self.owners = cache(self._owners)
        self.holdings = cache(self._holdings)
        self.controlled = cache(self._controlled)
        self.controllers = cache(self._controllers)
        self.top = cache(self._top)

    def _owners(self, owned: str) -> tuple[Holding, ...]:
        """What is held in a company, by owner."""
        return on(self.knowledge.owners(owned), self.as_of)

    def _holdings(self, owner: str) -> tuple[Holding, ...]:
        """What an entity holds, by company."""
        return on(self.knowledge.holdings(owner), self.as_of)

    def _controlled(self, owner: str, power: Power = "control") -> frozenset[str]:
        """All over which an entity has this power, directly or through what is under it; never itself."""
        group = {owner}
        frontier = {owner}
        while frontier:
            held = {holding.owned for member in frontier for holding in self.holdings(member)} - group
            frontier = {company for company in held if self._has(power, group, company)}
            group |= frontier
        return frozenset(group - {owner})

    def _controllers(self, company: str) -> frozenset[str]:
        """All that control a company, directly or through others; never itself."""
        return frozenset(owner for owner in self.above(company) if company in self.controlled(owner))

    def above(self, company: str) -> tuple[str, ...]:
        """All direct and indirect owners, whatever they hold, nearest first; never the company itself."""
        found: dict[str, None] = {company: None}
        queue = [company]
        for current in queue:
            new = [holding.owner for holding in self.owners(current) if holding.owner not in found]
            found.update(dict.fromkeys(new))
            queue += new
        return tuple(found)[1:]

    def links(self, owner: str, company: str) -> tuple[Holding, ...]:
        """The holdings through which `owner` controls `company`, from the company upwards."""
        group = {owner, *self.controlled(owner)}
        below = (company, *(entity for entity in self.above(company) if entity in group and entity != owner))
        return tuple(holding for held in below for holding in self.owners(held) if holding.owner in group)

    def _has(self, power: Power, group: set[str], company: str) -> bool:
        inside = [holding for holding in self.owners(company) if holding.owner in group]
        if any(holding.stated in SOLE or (power != "sole" and holding.stated == "joint") for holding in inside):
            return True
        if has_majority(inside) or self._is_presumed(inside, company):
            return True
        return power == "possible" and self._is_possible(inside, company)

    def _is_presumed(self, inside: list[Holding], company: str) -> bool:
        """Over 40 % of the votes, no single holder known to have more, and no source says that it is no control.

        Rivals are counted one by one: a presumption too many adds a parent, one too few would hide it.
        """
        total = _votes(inside)
        outside = [holding for holding in self.owners(company) if holding not in inside]
        return (
            total > PRESUMED + _ROUNDING
            and any(holding.stated not in BELOW for holding in inside)
            and not any(holding.stated in SOLE for holding in outside)
            and all(_votes([holding]) <= total + _ROUNDING for holding in outside)
        )

    def _is_possible(self, inside: list[Holding], company: str) -> bool:
        """A holding of unknown weight is among them, and what the others leave is enough for control."""
        outside = [holding for holding in self.owners(company) if holding not in inside]
        return any(map(_is_weightless, inside)) and 100.0 - _votes(outside) > PRESUMED + _ROUNDING

    def _top(self, company: str) -> Top:
        above = self.controllers(company)
        climbed = [company, *(entity for entity in self.above(company) if entity in above)]
        parents = sorted(entity for entity in above if self.controllers(entity) <= self.controlled(entity))
        links = (holding for parent in parents for holding in self.links(parent, company))
        doubts = [self._doubt(entity) for entity in climbed]
        return Top(
            parents=tuple(parents) or (company,),
            chain=tuple(dict.fromkeys(links)),
            doubt=next((doubt for doubt in doubts if doubt is not None), None),
        )

    def _doubt(self, company: str) -> Reason | None:
        """Why it is not known who else controls a company; None when the knowledge says enough.

        Enough: everybody who may control it does, or is shut out by a sole controller. A company of which no owner is
        recorded is at the top by its kind, or when it is recorded as an owner: that is where the chains of a group end.
        """
        if not self.owners(company):
            return self._doubt_without_owners(company)
        for entity in self.above(company):
            perhaps = company in self.controlled(entity, "possible") - self.controlled(entity)
            if perhaps and not self._is_shut_out(entity, company):
                return self._weightless_link(entity, company)
        return None

    def _is_shut_out(self, entity: str, company: str) -> bool:
        """Whether somebody else has sole control, so that what this entity holds cannot be control."""
        group = {entity, *self.controlled(entity, "possible")}
        others = [holding for holding in self.owners(company) if holding.owner not in group]
        if any(holding.stated in SOLE for holding in others):
            return True
        rivals = ({rival, *self.controlled(rival)} for rival in self.above(company))
        return any(has_majority([holding for holding in others if holding.owner in rival]) for rival in rivals)

    def _weightless_link(self, owner: str, company: str) -> Reason:
        """Names the nearest holding of unknown weight through which `owner` may control the company."""
        group = {owner, *self.controlled(owner, "possible")}
        holdings = (holding for held in (company, *self.above(company)) for holding in self.owners(held))
        link = next(holding for holding in holdings if holding.owner in group and _is_weightless(holding))
        return Reason("control-not-published", {"owner": self.name(link.owner), "owned": self.name(link.owned)})

    def _doubt_without_owners(self, company: str) -> Reason | None:
        if self.knowledge.owners(company):
            return Reason("owners-of-another-date", {"entity": self.name(company), "as_of": self.as_of})
        if self.knowledge.entity(company).kind in _ITS_OWN or self.knowledge.holdings(company):
            return None
        return Reason("owner-not-published", {"entity": self.name(company)})

    def name(self, entity: str) -> str:
        """The name of an entity, for reasons."""
        return self.knowledge.entity(entity).name


def _is_weightless(holding: Holding) -> bool:
    return holding.stated == "unknown" and holding.votes is None


def has_majority(holdings: Iterable[Holding]) -> bool:
    """Whether holdings together are over half of the capital or of the votes."""
    held = list(holdings)
    capital = sum(holding.capital.high for holding in held if holding.capital)
    return max(capital, _votes(held)) > MAJORITY + _ROUNDING


def _votes(holdings: Iterable[Holding]) -> float:
    return sum(holding.votes.high for holding in holdings if holding.votes)
