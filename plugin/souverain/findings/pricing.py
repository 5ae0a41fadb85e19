"""What an answer costs: an answer and the profile's prices in, a status and a severity out, and whether they gate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

import msgspec

from souverain.config import Config
from souverain.engine import RawFinding
from souverain.engine.rules import Rule
from souverain.errors import PolicyError
from souverain.knowledge.regimes import Profile
from souverain.model import State

Severity = Literal["error", "warning", "note"]

_WORST_FIRST = ("error", "warning", "note", "never")


class Price(NamedTuple):
    """What an answer counts as, and how heavily."""

    status: Literal["fail", "unproven", "question", "alert", "waived", "not-applicable", "pass"]
    severity: Severity


def costs(profile: Profile) -> Mapping[str, str]:
    """Kind of unknown to `gate`, `warning`, `note` or `nothing`."""
    priced: dict[str, str] = msgspec.to_builtins(profile.unknown)
    return priced


def price(raw: RawFinding, rule: Rule, costs: Mapping[str, str], *, strict: bool) -> Price | None:
    """What one answer that is no pass counts as; None when its unknown costs nothing.

    An unknown that the profile requires is `unproven`, with the severity of its rule; a cheaper one is an alert.
    Raises PolicyError for a kind of unknown without a price.
    """
    if raw.status == "fail":
        return Price("fail", _milder(rule.severity, raw.severity or rule.severity))
    if raw.status == "alert":
        return Price("alert", _milder(rule.severity, "warning"))
    if raw.status == "tolerated":
        return Price("waived", rule.severity)
    if raw.status == "not-applicable":
        return Price("not-applicable", "note")
    if raw.unknown not in costs:
        raise PolicyError("unpriced-unknown", rule=rule.id, kind=raw.unknown)
    return of_unknown("gate" if strict else costs[raw.unknown], rule.severity)


def of_unknown(cost: str, severity: Severity) -> Price | None:
    """What an unknown of this cost counts as; None when it costs nothing."""
    if cost == "gate":
        return Price("unproven", severity)
    return None if cost == "nothing" else Price("alert", _milder(severity, "note" if cost == "note" else "warning"))


def counts(severity: Severity, state: State, config: Config) -> bool:
    """Whether a finding of this severity, on a resource in this state, makes a verdict."""
    heavy = _WORST_FIRST.index(severity) <= _WORST_FIRST.index(config.fail_on) and config.fail_on != "never"
    return heavy and state in ("introduced", "existing")


def in_scope(severity: Severity, state: State, config: Config) -> bool:
    """Whether the options let such a finding close the gate too: what stood before may be left out."""
    return counts(severity, state, config) and (config.gate == "all" or state == "introduced")


def gates(price: Price, state: State, config: Config) -> bool:
    """Whether an answer closes the gate: a refusal, or something unproven unless that only warns."""
    closing = price.status == "fail" or (price.status == "unproven" and config.unproven == "gate")
    return closing and in_scope(price.severity, state, config)


def _milder(one: Severity, other: Severity) -> Severity:
    return max(one, other, key=_WORST_FIRST.index)
