"""Which laws can order someone to open what an operator holds: an entity of the graph in, its reach out."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from souverain.control.evidence import weakest
from souverain.control.laws import Laws, best
from souverain.control.ownership import Graph
from souverain.control.parties import Party, parties
from souverain.document import Reach
from souverain.model import Fact, Grade, Reason, known

Reaches = tuple[Reach, ...]

_OF_THE_GROUP = ("operator", "controller", "affiliate")
_BY_USER: tuple[Grade, ...] = ("own", "declared")


def reach(graph: Graph, laws: Laws, operator: str, offer: str | None = None) -> Fact[Reaches]:
    """The laws that reach an operator through itself, its group and its links.

    Not known when its parents, a country, or what a link can obtain is not known: the value then holds what is sure
    all the same, for a refusal needs no more. A grade is the weakest of the entity's and of the links', never of the
    law's: which laws exist and how surely they attach is editorial judgement, shown as certainty. What a declaration
    has changed is declared as a whole: a law that a corrected owner takes away leaves no trace of its own.
    """
    found: list[Reach] = []
    doubts = [graph.top(operator).doubt]
    said: set[Grade] = set()
    for party in parties(graph, operator, offer):
        said |= {party.grade} & {*_BY_USER}
        found += laws.reaching(party)
        doubts += _doubts(graph, laws, party, operator)
    value = best(found)
    doubt = next(filter(None, doubts), None)
    if doubt is None:
        return known(value, weakest(said) if said else None)
    return Fact(known=False, value=value or None, reason=doubt.code, args=doubt.args)


def _through(graph: Graph, party: Party, operator: str, doubt: Reason) -> Reason:
    """A doubt with whom it is about, where that is neither the operator nor one of its group."""
    if party.role in _OF_THE_GROUP:
        return doubt
    link = {"link": graph.name(party.entity), "operator": graph.name(operator)}
    return Reason("through-a-link", {**doubt.args, **link, "because": doubt.code})


def _doubts(graph: Graph, laws: Laws, party: Party, operator: str) -> Iterator[Reason]:
    if party.doubt is not None:
        yield _through(graph, party, operator, party.doubt)
    if party.access == "unknown":
        if_it_can = msgspec.structs.replace(party, access="yes")
        if set(laws.reaching(if_it_can)) - set(laws.reaching(party)):
            yield Reason("access-not-published", {"entity": graph.name(operator), "other": graph.name(party.entity)})
