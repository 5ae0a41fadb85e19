"""Declared companies and owners: an overlay in, entities, edges and links out.

What is declared of an entity's owners stands in place of all that are on record. The entity and every edge or link that
touches it are then as sure as the declaration, no surer. An entity that no record has is the user's own to describe.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec

from souverain.declared import DeclaredEntity, DeclaredOwner, Overlay
from souverain.knowledge.overlay.base import DECLARED, OWN, Base
from souverain.knowledge.records import Entity, Nexus, Ownership
from souverain.model import Grade


def entities(base: Base, overlay: Overlay) -> dict[str, Entity]:
    """Every entity that is declared, or whose owners are."""
    found = {item.id: _entity(base, item) for item in overlay.entities}
    for owner in overlay.owners:
        known = entity(base, found, owner.owned, "owners")
        entity(base, found, owner.owner, f"owners of {owner.owned}")
        found.setdefault(owner.owned, msgspec.structs.replace(known, grade=DECLARED))
    return found


def entity(base: Base, declared: Mapping[str, Entity], id_: str, where: str) -> Entity:
    """An entity, declared or on record. Raises ConfigError when it is neither."""
    return declared.get(id_) or base.entity(id_) or base.nothing("entities", id_, where)


def ownership(base: Base, overlay: Overlay, declared: Collection[str]) -> tuple[Ownership, ...]:
    """The edges on record that no declaration replaces, and the declared ones."""
    corrected = {owner.owned for owner in overlay.owners}
    kept = [
        msgspec.structs.replace(edge, grade=DECLARED) if edge.owner in declared or edge.owned in declared else edge
        for edge in base.below.ownership
        if edge.owned not in corrected
    ]
    found = (*kept, *(_edge(base, owner) for owner in overlay.owners))
    return tuple(sorted(found, key=lambda edge: (edge.owned, edge.owner, edge.since)))


def nexus(base: Base, declared: Collection[str]) -> tuple[Nexus, ...]:
    """The links on record."""
    return tuple(
        msgspec.structs.replace(link, grade=DECLARED) if link.entity in declared or link.other in declared else link
        for link in base.below.nexus
    )


def _entity(base: Base, item: DeclaredEntity) -> Entity:
    for code in filter(None, (item.country, item.headquarters)):
        base.check_country(code, f"entities {item.id}")
    said = base.by(item.author, item.date)
    known = base.entity(item.id) or Entity(
        id=item.id, name=item.name, country=item.country, source=(), as_of="", grade=DECLARED
    )
    return msgspec.structs.replace(
        known,
        name=item.name,
        country=item.country,
        headquarters=item.headquarters,
        kind=item.kind,
        source=said.source,
        as_of=said.as_of,
        grade=_grade(base, item.id),
    )


def _grade(base: Base, entity_id: str) -> Grade:
    return DECLARED if entity_id in base.below.entities else OWN


def _edge(base: Base, item: DeclaredOwner) -> Ownership:
    said = base.by(item.author, item.date)
    return Ownership(
        owned=item.owned,
        owner=item.owner,
        share=item.share,
        votes=item.votes,
        control=item.control,
        since=item.since,
        until=item.until,
        source=said.source,
        as_of=said.as_of,
        grade=_grade(base, item.owned),
    )
