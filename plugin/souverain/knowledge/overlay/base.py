"""What declarations are laid on, and the evidence that each of them gets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

import msgspec

from souverain.errors import ConfigError
from souverain.knowledge.index import Index
from souverain.knowledge.records import Country, Entity, Nexus, Ownership, Provider, Source
from souverain.model import Grade

DECLARED: Grade = "declared"
OWN: Grade = "own"
"""Of what is the user's own: platforms at addresses that no record knows, companies that no record has."""


class Below(msgspec.Struct, frozen=True, kw_only=True):
    """The knowledge below; providers and entities undecoded."""

    providers: Mapping[str, msgspec.Raw]
    entities: Mapping[str, msgspec.Raw]
    ownership: tuple[Ownership, ...]
    nexus: tuple[Nexus, ...]
    countries: Mapping[str, Country]
    sources: dict[str, Source]
    index: Index
    clauses: frozenset[str]
    """Clauses of a contract that some requirement asks for."""


class Evidence(msgspec.Struct, frozen=True):
    """On whose word a record stands, and of which day."""

    source: tuple[str, ...]
    as_of: str
    grade: Grade = DECLARED


class Base:
    """The knowledge below a file, and who said what in the file."""

    def __init__(self, below: Below, path: str) -> None:
        self.below = below
        self.path = path
        self.said: dict[str, Source] = {}
        """A source for each word that was given."""

    def word(self, title: str, date: str) -> Evidence:
        """The evidence of one declaration; its source is kept in `said`."""
        known = next((source for source in self.said.values() if (source.title, source.date) == (title, date)), None)
        found = known or Source(id=f"declared-{len(self.said) + 1}", title=title, date=date)
        self.said[found.id] = found
        return Evidence((found.id,), date)

    def by(self, author: str, date: str) -> Evidence:
        """The evidence of what the author of the file, or of a part of it, declares."""
        return self.word(f"{self.path or 'configuration'}, declared by {author}", date)

    def entity(self, id_: str) -> Entity | None:
        """An entity on record."""
        raw = self.below.entities.get(id_)
        return None if raw is None else msgspec.json.decode(raw, type=Entity)

    def provider(self, id_: str) -> Provider | None:
        """A provider on record."""
        raw = self.below.providers.get(id_)
        return None if raw is None else msgspec.json.decode(raw, type=Provider)

    def check_country(self, code: str, where: str) -> None:
        """Raises ConfigError for a country that the knowledge does not have."""
        if code not in self.below.countries:
            self.nothing("countries", code, where)

    def nothing(self, kind: str, name: str, where: str) -> NoReturn:
        """Raises ConfigError: a declaration names what is not there."""
        raise ConfigError("config-names-nothing", path=self.path, kind=kind, name=name, where=where)
