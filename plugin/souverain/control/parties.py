"""The parties that a law can address around one operator, each with where it is and on what that rests.

An entity of the graph comes in; its own, its controllers, its affiliates and the other ends of its links come out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from souverain.control.evidence import weakest
from souverain.control.holdings import Holding
from souverain.control.ownership import Graph
from souverain.knowledge.records import Entity, Nexus, Unstated
from souverain.model import Grade, Reason

Role = Literal["operator", "controller", "affiliate", "infrastructure", "subprocessor", "supplier", "key_custodian"]
Access = Literal["yes", "no", "unknown"]

_NO_GROUP = ("state", "public")
"""What a State controls besides the operator is no affiliate of it: a State is no group of companies."""

_HAS_KEYS = "key_custodian"


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """One entity in one role. `grade` is the weakest of the entity's and of the links' that tie it to the operator."""

    entity: str
    role: Role
    grade: Grade
    places: dict[str, frozenset[str]]
    """Test of a trigger to the countries for which the party fulfils it."""
    access: Access = "yes"
    """Whether it can obtain the data; asked of links only."""
    doubt: Reason | None = None
    """Why more laws may attach to it than its places say."""


def parties(graph: Graph, operator: str, offer: str | None = None) -> Iterator[Party]:
    """The operator first, then its controllers from the nearest up, its affiliates, its links.

    Links that are limited to other offers are left out; with `offer` None all count, since any may be meant.
    """
    yield _party(graph, operator, "operator", ())
    above = [entity for entity in graph.above(operator) if entity in graph.controllers(operator)]
    for entity in above:
        yield _party(graph, entity, "controller", graph.links(entity, operator))
    yield from _affiliates(graph, operator, above)
    for link in graph.knowledge.nexus(operator):
        if offer is None or not link.offers or offer in link.offers:
            yield from _linked(graph, link)


def _affiliates(graph: Graph, operator: str, above: list[str]) -> Iterator[Party]:
    """What the operator or one of its controllers controls, the smallest group that holds it first."""
    seen = {operator, *above}
    for root in (operator, *above):
        if graph.knowledge.entity(root).kind in _NO_GROUP:
            continue
        up = graph.links(root, operator) if root != operator else ()
        for entity in sorted(graph.controlled(root) - seen):
            seen.add(entity)
            yield _party(graph, entity, "affiliate", (*up, *graph.links(root, entity)))


def _linked(graph: Graph, link: Nexus) -> Iterator[Party]:
    """The other end of a link. Whoever can obtain the data is a subprocessor besides, whatever the link is called."""
    access = _access(link)
    party = msgspec.structs.replace(
        _party(graph, link.other, link.role, ()), access=access, doubt=_link_doubt(graph, link, access)
    )
    places = party.places | _controlled_from(graph, link.other)
    places["establishment"] = places["establishment"] | ({link.country} - {""})
    grade = weakest([link.grade, *_grades(graph.knowledge.entity(link.other), graph.top(link.other).chain)])
    party = msgspec.structs.replace(party, places=places, grade=grade)
    yield party
    if link.role in ("infrastructure", "supplier") and access != "no":
        yield msgspec.structs.replace(party, role="subprocessor")


def _access(link: Nexus) -> Access:
    if link.role == _HAS_KEYS:
        return "yes"
    if isinstance(link.can_obtain_data, Unstated):
        return "unknown"
    return "yes" if link.can_obtain_data else "no"


def _link_doubt(graph: Graph, link: Nexus, access: Access) -> Reason | None:
    if access == "no":
        return None
    places = (_place_doubt(graph, entity) for entity in (link.other, *sorted(graph.controllers(link.other))))
    return next((doubt for doubt in places if doubt is not None), graph.top(link.other).doubt)


def _party(graph: Graph, entity: str, role: Role, links: Iterable[Holding]) -> Party:
    found = graph.knowledge.entity(entity)
    return Party(
        entity=entity,
        role=role,
        grade=weakest(_grades(found, links)),
        places={
            "incorporated": _incorporated(found),
            "headquartered": frozenset({found.headquarters} - {""}),
            "establishment": frozenset(found.establishments),
        },
        doubt=_place_doubt(graph, entity) if role in ("operator", "controller") else None,
    )


def _controlled_from(graph: Graph, entity: str) -> dict[str, frozenset[str]]:
    controllers = [graph.knowledge.entity(owner) for owner in sorted(graph.controllers(entity))]
    return {
        "controller_incorporated": frozenset().union(*(_incorporated(owner) for owner in controllers)),
        "controller_headquartered": frozenset(owner.headquarters for owner in controllers) - {""},
    }


def _place_doubt(graph: Graph, entity: str) -> Reason | None:
    if isinstance(graph.knowledge.entity(entity).country, Unstated):
        return Reason("country-not-published", {"entity": graph.name(entity)})
    return None


def _incorporated(entity: Entity) -> frozenset[str]:
    return frozenset() if isinstance(entity.country, Unstated) else frozenset({entity.country})


def _grades(entity: Entity, links: Iterable[Holding]) -> list[Grade]:
    return [entity.grade, *(record.grade for holding in links for record in holding.records)]
