"""Who ultimately controls an operator, and which laws reach it: an entity and a date in, a `document.Operator` out.

`ownership` builds the graph of one date, `parties` and `laws` give the reach, `nineteen_six` the capital test.
"""

from __future__ import annotations

from functools import cache

from souverain.control import nineteen_six, reach
from souverain.control.evidence import edge, weakest
from souverain.control.laws import Laws, best
from souverain.control.nineteen_six import Capital
from souverain.control.ownership import Graph
from souverain.document import Contradiction, Criterion, Operator, Party, Reach
from souverain.knowledge import Knowledge
from souverain.knowledge.records import Entity, Unstated
from souverain.model import Fact, known, unknown

__all__ = ["Capital", "Control", "operator", "territorial"]


class Control:
    """All answers about control on one date; each is computed once."""

    def __init__(self, knowledge: Knowledge, as_of: str) -> None:
        self._graph = Graph(knowledge, as_of)
        self._laws = Laws(knowledge, as_of)
        self.operator = cache(self._operator)
        self.capital = cache(self._capital)
        self.parents = cache(self._parents)
        self.reach = cache(self._reach)

    def key(self, entity: str, offer: str | None) -> str:
        """An id for an entity as the operator of an offer: its own, unless some of its links are limited to offers.

        `offer` None is an offer that is not known: every link may be meant.
        """
        limited = {name for link in self._graph.knowledge.nexus(entity) for name in link.offers}
        if not limited or (offer is not None and offer not in limited):
            return entity
        return f"{entity}/{offer or '?'}"

    def _operator(self, entity: str, offer: str | None = None) -> Operator:
        found = self._graph.knowledge.entity(entity)
        top = self._graph.top(entity)
        return Operator(
            id=entity,
            name=found.name,
            country=self.country(entity),
            parents=self.parents(entity),
            chain=tuple(edge(record) for holding in top.chain for record in holding.records),
            reach=self.reach(entity, offer),
            criteria=tuple(_measured(criterion, found) for criterion in self.capital(entity).criteria),
        )

    def _capital(self, entity: str) -> Capital:
        return nineteen_six.capital(self._graph, entity)

    def denied(self, entity: str) -> tuple[Contradiction, ...]:
        """The criteria of 19.6 that the records deny of an entity, with what that rests on."""
        return tuple(_denied(found) for found in self.operator(entity).criteria if found.answer == "fail")

    def territorial(self, countries: Fact[tuple[str, ...]], operator: str) -> tuple[Reach, ...]:
        """The laws that reach data through the countries in which it may be; none when they are not known.

        A grade is that of the countries; what the input itself states counts as primary.
        """
        if countries.value is None:
            return ()
        grade = countries.grade or "primary"
        return best(found for country in countries.value for found in self._laws.over_data_in(country, operator, grade))

    def country(self, entity: str) -> Fact[str]:
        """Where an entity is incorporated."""
        return _country(self._graph.knowledge.entity(entity))

    def _reach(self, entity: str, offer: str | None = None) -> Fact[tuple[Reach, ...]]:
        return reach.reach(self._graph, self._laws, entity, offer)

    def _parents(self, entity: str) -> Fact[tuple[Party, ...]]:
        top = self._graph.top(entity)
        if top.doubt is not None:
            return unknown(top.doubt.code, **top.doubt.args)
        parents = [self._graph.knowledge.entity(parent) for parent in top.parents]
        evidence = [*parents, *(record for holding in top.chain for record in holding.records)]
        return known(
            tuple(Party(id=parent.id, name=parent.name, country=_code(parent)) for parent in parents),
            grade=weakest(record.grade for record in evidence),
            source=tuple(dict.fromkeys(source for record in evidence for source in record.source)),
            as_of=min(record.as_of for record in evidence),
        )


def operator(entity: str, knowledge: Knowledge, as_of: str, offer: str | None = None) -> Operator:
    """Who runs a service, who controls it and which laws reach it; without an offer, through the links of all.

    Raises KnowledgeError for an unknown entity.
    """
    return Control(knowledge, as_of).operator(entity, offer)


def territorial(countries: Fact[tuple[str, ...]], operator: str, knowledge: Knowledge, as_of: str) -> tuple[Reach, ...]:
    """The laws that reach data through the countries in which it may be; none when they are not known."""
    return Control(knowledge, as_of).territorial(countries, operator)


def _measured(criterion: nineteen_six.Criterion, entity: Entity) -> Criterion:
    evidence = criterion.chain or (entity,)
    return Criterion(
        scheme=nineteen_six.SCHEME,
        criterion=criterion.id,
        answer=criterion.answer,
        reason=criterion.reason.code,
        args=criterion.reason.args,
        grade=weakest(item.grade for item in evidence),
        source=tuple(dict.fromkeys(source for item in evidence for source in item.source)),
        as_of=min(item.as_of for item in evidence),
    )


def _denied(found: Criterion) -> Contradiction:
    told = {name: getattr(found, name) for name in found.__struct_fields__ if name != "answer"}
    return Contradiction(**told)


def _country(entity: Entity) -> Fact[str]:
    if isinstance(entity.country, Unstated):
        return unknown("country-not-published", entity=entity.name)
    return known(entity.country, grade=entity.grade, source=entity.source, as_of=entity.as_of)


def _code(entity: Entity) -> str:
    return "unknown" if isinstance(entity.country, Unstated) else entity.country
