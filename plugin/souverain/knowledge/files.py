"""The shapes of TOML files that hold several records; a file of the other folders is one record of `records`."""

from __future__ import annotations

import msgspec

from souverain.knowledge.asides import Advice, Claim, Conflict, StateBackend
from souverain.knowledge.records import (
    Country,
    Entity,
    KeyCustody,
    Nexus,
    Ownership,
    Source,
)


class SourceFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`sources.toml`."""

    sources: tuple[Source, ...]


class CountryFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`countries.toml`."""

    countries: tuple[Country, ...]


class CustodyFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`custodies.toml`."""

    custodies: tuple[KeyCustody, ...]


class EntityFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of `entities/`: a group, its companies, who owns whom, and links that are not ownership."""

    entities: tuple[Entity, ...] = ()
    ownership: tuple[Ownership, ...] = ()
    nexus: tuple[Nexus, ...] = ()


class Beside(EntityFile, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a file of `providers/` may bring along: the companies behind the provider, and where all of it was read."""

    sources: tuple[Source, ...] = ()


class ClaimFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`claims.toml`."""

    claims: tuple[Claim, ...]


class ConflictFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`conflicts.toml`."""

    conflicts: tuple[Conflict, ...]
    advice: tuple[Advice, ...]


class BackendFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`backends.toml`."""

    backends: tuple[StateBackend, ...]
