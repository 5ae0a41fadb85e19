"""What a finding is, and what it is asked under: the values that `judge` makes and reports show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from souverain.config import Config
from souverain.engine.rules import Rule
from souverain.findings.legal import LegalBasis
from souverain.findings.pricing import Severity
from souverain.findings.remedy import Remedy
from souverain.knowledge.regimes import Profile, Regime
from souverain.model import Confidence, Location, State
from souverain.wording import Line

Status = Literal["fail", "unproven", "question", "alert", "waived", "baselined", "not-applicable", "pass"]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the facts were judged under. `rules` are by the name that policies answer with."""

    profile: Profile
    regime: Regime
    rules: Mapping[str, Rule]
    config: Config


class SetAside(msgspec.Struct, frozen=True, kw_only=True):
    """Why a finding closes no gate: who answers for it until which day, or that it was known before (then no day)."""

    was: Status
    """What it would be without."""
    until: str = ""
    reason: str = ""
    author: str = ""
    approver: str = ""
    link: str = ""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One answer on one resource, or on one input (then `address` is ""), or on the workload (then `input` is too).

    `unproven` is what the profile requires and nothing proves; an unknown that costs less is an `alert`. `group` is
    the same for all findings of one cause; `gate` says whether it closes the gate.
    """

    input: str
    profile: str
    rule: str
    requirement: str
    binding: str
    status: Status
    state: State
    action: str
    gate: bool
    severity: Severity
    confidence: Confidence
    address: str
    group: str
    message: str
    evidence: tuple[Line, ...]
    legal_basis: tuple[LegalBasis, ...]
    remediation: str
    location: Location | None
    fingerprint: str
    moved_from: str = ""
    """The fingerprint under the address that the resource had before, "" for one that was not moved."""
    set_aside: SetAside | None = None
    remedy: Remedy | None = None
    """What to move, and where to; None where no region is to blame or nothing in the input chooses it."""
