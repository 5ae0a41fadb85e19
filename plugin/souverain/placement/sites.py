"""What placement hands on: a `Site` is a place with who runs it, a `Placed` one place of one resource, and why."""

from __future__ import annotations

import msgspec

from souverain.document import Basis, PlaceRole
from souverain.graph import Flow
from souverain.model import Fact


class Site(msgspec.Struct, frozen=True):
    """Where data is, and with whom. One object stands for all resources that share it."""

    provider: Fact[str]
    """Id of the provider that answers, which a custom endpoint may change."""
    cloud: str
    service: str
    offer: Fact[str]
    region: Fact[str]
    """Id of the region; `global` for what has none; what is written when no table knows it."""
    city: str
    countries: Fact[tuple[str, ...]]
    operator: Fact[str]


class Placed(msgspec.Struct, frozen=True):
    """One place of one resource. `via` is what sends a copy there: an address and an attribute."""

    site: Site
    role: PlaceRole
    basis: Basis
    via: str = ""
    sure: bool = True
    """False when another resource may be meant."""


class Placement(msgspec.Struct, frozen=True):
    """The places of a stack. Sites and bases are shared: compare by identity."""

    resources: tuple[tuple[Placed, ...], ...]
    """In the order of the stack, the primary place first; () only for what has no data location by nature."""
    flows: tuple[tuple[Flow, Placed | None], ...]
    """Every flow, with the place of its destination where that is no resource of the stack."""
