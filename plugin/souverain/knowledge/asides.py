"""Records that no verdict rests on: what is often said, where sources or scanners disagree, where tools keep state."""

from __future__ import annotations

from typing import Literal

import msgspec

from souverain.knowledge.records import Record, Text


class Claim(Record, frozen=True, kw_only=True):
    """Something often said, and whether the texts bear it out. Never for a verdict."""

    id: str
    claim: Text
    verdict: Literal["confirmed", "qualified", "contradicted"]
    why: Text


class Conflict(Record, frozen=True, kw_only=True):
    """Sources that disagree, kept side by side. Never for a verdict: what the knowledge uses stands in its record."""

    id: str
    about: str
    """An entity, a provider or an offer (`hetzner/hetzner`)."""
    statements: tuple[Text, ...]
    used: Text
    """Which of them the record follows, and why."""


class Check(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A check of another scanner, by the id under which that one skips it; `aliases` are its other ids."""

    tool: Literal["checkov", "trivy", "regula"]
    id: str
    aliases: tuple[str, ...] = ()


class Advice(Record, frozen=True, kw_only=True):
    """What another scanner asks for and a requirement on place may refuse. Never for a verdict."""

    id: str
    asks: Text
    """What these resources are asked for."""
    instead: Text
    """What the check accepts that stays inside, or that it accepts nothing of the kind."""
    types: tuple[str, ...]
    checks: tuple[Check, ...]


class StateBackend(Record, frozen=True, kw_only=True):
    """Where a tool keeps its own state, which holds everything that it knows of the resources."""

    id: str
    tools: tuple[Literal["terraform", "opentofu", "pulumi"], ...]
    backend: str
    """Its name in the configuration: `s3`."""
    schemes: tuple[str, ...] = ()
    """How its address begins, where it has one: `s3://`."""
    attributes: tuple[str, ...] = ()
    """Settings that say where it is."""
    environment: tuple[str, ...] = ()
    default: str = ""
    """The host that holds when none is set."""
    providers: tuple[str, ...] = ()
    """Providers of which it can be a service."""
