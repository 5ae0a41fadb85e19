"""The shapes of regimes and profiles: what a law, a scheme or a house asks, and what a gate makes of an unknown."""

from __future__ import annotations

from typing import Literal

import msgspec

from souverain.conditions import Applicability, Derogation, Parameter
from souverain.knowledge.records import Record, Text
from souverain.model import Grade

Binding = Literal["law", "certification", "house", "doctrine", "framework", "proposal", "soft-law"]


class Requirement(Record, frozen=True, kw_only=True):
    """One requirement.

    `rules` are the Rego rules that compute it together, `parameters` what they read; or it is part of another one,
    `part_of`; or it is not computable from code, and `why_not_computed` says why.
    """

    id: str
    text: Text
    rules: tuple[str, ...] = ()
    parameters: dict[str, Parameter] = msgspec.field(default_factory=dict)
    applicability: Applicability = Applicability()
    """Whom it binds among those whom the regime binds."""
    derogation: Derogation = Derogation()
    part_of: str = ""
    article: str = ""
    url: str = ""
    starts_on: str = ""
    """First day on which it applies, where that is later than the regime's."""
    presumed_by: str = ""
    why_not_computed: str = ""


class Regime(Record, frozen=True, kw_only=True):
    """A law, certification scheme or house policy: one TOML file."""

    id: str
    name: Text
    binding: Binding
    citation: str
    status: str = ""
    url: str = ""
    applies: Text = msgspec.field(default_factory=dict)
    """To whom, in words. Until the workload declares itself, choosing a profile declares that its regime applies."""
    applicability: Applicability = Applicability()
    """To whom, in conditions on what the workload declares."""
    derogations: Text = msgspec.field(default_factory=dict)
    protects: tuple[str, ...]
    """Data classes that it protects."""
    requirements: tuple[Requirement, ...] = ()


class Cost(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What each kind of unknown costs: `gate` (unproven, exit 4), `warning`, `note`, `nothing`."""

    place: str = "gate"
    operator: str = "gate"
    reach: str = "gate"
    data_class: str = msgspec.field(default="gate", name="class")
    certificate_claimed: str = msgspec.field(default="warning", name="certificate-claimed")
    certificate_lapsed: str = msgspec.field(default="gate", name="certificate-lapsed")
    certificate_unknown: str = msgspec.field(default="gate", name="certificate-unknown")
    copy: str = "gate"
    keys: str = "nothing"
    contract: str = "note"
    state: str = "nothing"
    """Where the state of the tool is kept, where the input does not show it: a plan handed over alone cannot."""
    transfer: str = "gate"
    """On what data outside a zone rests, where nobody has declared it."""
    encryption: str = "note"
    """Whether stored data is encrypted, where neither the input nor the workload says."""
    access: str = "note"
    """From where people reach the data, where nobody has declared it: no plan can hold that."""
    workload: str = "gate"
    """The workload declares itself, and leaves open an answer that is required."""
    undeclared_workload: str = msgspec.field(default="note", name="undeclared-workload")
    """No workload declares itself, where an answer is required."""


class ReachGate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The channels and certainties of reach that close the gate, and what keys held outside the provider change."""

    channels: tuple[str, ...] = ("direct", "parent", "subprocessor", "territorial")
    certainties: tuple[str, ...] = ("high", "certain")
    external_keys: Literal["evidence", "warning"] = "evidence"
    """`warning`: keys held outside the provider, or by the client alone, lower a refusal of what is stored."""


class Profile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a gate applies: exactly one regime, and what unknown costs there."""

    id: str
    name: Text
    regime: str
    minimum_grade: Grade = "background"
    minimum_grade_own: Grade = "background"
    """`declared`: what a user declares of a platform and of companies of its own counts as proof."""
    unknown: Cost = Cost()
    reach: ReachGate = ReachGate()
