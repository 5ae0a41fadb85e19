"""Lays what a user declares over the knowledge: a `Base` and an `Overlay` in, the records of both out.

All of it is graded `declared`, and so is every record that a declaration touches: a corrected owner must not pass for
what the registers say. The base is left as it is.
"""

from __future__ import annotations

import msgspec

from souverain.declared import Overlay
from souverain.knowledge.index import Index
from souverain.knowledge.overlay import agreements, companies, sites
from souverain.knowledge.overlay.attestations import attested
from souverain.knowledge.overlay.base import Base, Below
from souverain.knowledge.records import Clause, Entity, Nexus, Ownership, Provider, Source

__all__ = ["Below", "Laid", "lay"]


class Laid(msgspec.Struct, frozen=True, kw_only=True):
    """The records that an overlay adds or changes; edges, links, sources and index whole."""

    providers: dict[str, Provider]
    entities: dict[str, Entity]
    ownership: tuple[Ownership, ...]
    nexus: tuple[Nexus, ...]
    sources: dict[str, Source]
    index: Index
    clauses: tuple[Clause, ...]


def lay(below: Below, overlay: Overlay) -> Laid:
    """What the overlay makes of the knowledge. Raises ConfigError for a name that neither of them has."""
    base = Base(below, overlay.path)
    entities = companies.entities(base, overlay)
    declared = sites.providers(base, overlay, entities)
    providers = attested(base, overlay, declared)
    return Laid(
        providers=providers,
        clauses=agreements.clauses(base, overlay, providers),
        entities=entities,
        ownership=companies.ownership(base, overlay, entities),
        nexus=companies.nexus(base, entities),
        sources=below.sources | base.said,
        index=sites.index(below.index, declared),
    )
