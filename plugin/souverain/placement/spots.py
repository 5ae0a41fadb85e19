"""A place as far as location goes, before anyone runs it: what is written, the region it names, how sure, and why."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from souverain.document import Basis
from souverain.graph.scopes import Missing, Target, Unset, Value
from souverain.knowledge.records import Region
from souverain.model import EMPTY, Confidence, Reason
from souverain.placement.atlas import Atlas, countries
from souverain.placement.endpoints import Answer

WORLD = "global"
SINGLE = ("region", "zone", "local_zone", "wavelength_zone", "edge")
_ORDER: tuple[Confidence, ...] = ("observed", "derived", "assumed", "unknown")

_SETTLES = {
    "variable-without-value": "settle-variable",
    "several-names": "settle-constant",
    "needs-source": "settle-constant",
    "not-evaluated": "settle-constant",
    "differs-by-instance": "settle-constant",
    "not-a-place": "settle-constant",
    "reference-not-resolved": "settle-constant",
    "endpoint-unresolved": "settle-constant",
    "no-provider-region": "settle-provider",
    "no-provider-block": "settle-block",
    "provider-ambiguous": "settle-new-plan",
    "known-after-apply": "settle-apply",
    "parent-outside-input": "settle-parent",
    "parent-unplaced": "settle-parent",
    "parent-named-outside-input": "settle-named-parent",
    "parent-not-stated": "settle-resource",
    "parents-differ": "settle-resource",
    "parent-contradicted": "settle-one",
    "place-not-stated": "settle-resource",
    "provider-unknown": "settle-site",
    "provider-without-region": "settle-site",
    "endpoint-unknown": "settle-site",
    "region-unknown": "settle-site",
    "country-not-stated": "settle-site",
    "cloud-unknown": "settle-site",
    "endpoint-without-region": "settle-site",
    "endpoint-disagrees": "settle-one",
    "reference-in-circle": "settle-resource",
    "reference-outside-input": "settle-constant",
    "region-not-stated": "settle-resource",
    "arn-without-region": "settle-resource",
    "module-not-seen": "settle-module",
    "state-place-not-shown": "settle-state",
}
"""Reason of an unknown to the step that says what would settle it."""


class Spot(msgspec.Struct, frozen=True):
    """Where one thing is, or why that is not known."""

    written: str = ""
    """As the input writes it, "" when nothing says."""
    region: Region | None = None
    countries: tuple[str, ...] = ()
    """Every country in which it may be; () when not known."""
    confidence: Confidence = "unknown"
    why: tuple[Reason, ...] = ()
    reason: Reason | None = None
    """Why the countries are not known."""
    cloud: str = ""
    """The cloud that the input states beside the region: the partition of an ARN."""
    contradicts: bool = False
    """Whether it is said beside another place of the same thing, which cannot be in both."""

    @property
    def known(self) -> bool:
        """Whether the countries are."""
        return bool(self.countries)

    @property
    def basis(self) -> Basis:
        """How sure, and the steps that led here; the last says what would settle an unknown."""
        if self.known or self.reason is None:
            return Basis(confidence=self.confidence if self.known else "unknown", why=self.why)
        settle = _SETTLES.get(self.reason.code)
        steps = (Reason(settle, self.reason.args),) if settle else ()
        return Basis(confidence="unknown", why=(*self.why, *steps))

    def beside(self, other: Spot) -> bool:
        """Whether both are known to be in one place."""
        return self.known and other.known and (self.region, self.countries) == (other.region, other.countries)

    def in_cloud(self, cloud: str) -> Spot:
        """The same, in this cloud where none is stated yet."""
        return msgspec.structs.replace(self, cloud=cloud) if cloud and not self.cloud else self

    def weakened(self, to: Confidence, *why: Reason) -> Spot:
        """The same, not surer than `to`, after further steps."""
        worst = max(self.confidence, to, key=_ORDER.index)
        return msgspec.structs.replace(self, confidence=worst, why=(*why, *self.why))


def at(
    atlas: Atlas,
    answer: Answer,
    written: str,
    *,
    confidence: Confidence,
    why: tuple[Reason, ...],
    path: str = "",
    beside: Mapping[str, str] = EMPTY,
) -> Spot:
    """The spot that a written value names at the provider that answers.

    `path` and `beside`, what stands around it, say whose region it is where the provider runs on another's.
    """
    if not answer.provider:
        return Spot(written=written, why=(*why, *answer.why), reason=answer.reason)
    region = atlas.region(answer.provider, written, answer.cloud)
    if region is not None:
        return _in(region, answer, written, confidence, why)
    if (hosted := atlas.hosted(answer.provider, written, path, beside)) is not None:
        return _in(hosted, answer, written, confidence, why)
    if written.lower() == WORLD:
        return Spot(written=WORLD, countries=("*",), confidence=confidence, why=why)
    if answer.country:
        return Spot(countries=(answer.country,), confidence=grade(answer, confidence), why=(*answer.why, *why))
    reason = Reason("region-unknown", {"value": written, "provider": atlas.provider(answer.provider).name})
    return Spot(written=written, why=why, reason=reason, cloud=atlas.cloud_of_region(answer.provider, written))


def mentioned(spot: Spot, found: Value, answer: Answer) -> Spot:
    """The spot of a value that an expression mentions: assumed where the value itself is a place, else unknown.

    `"${var.area}-east-1"` mentions a variable that is no place. One that names a larger place may be a part of the
    expression too: with `europe`, `"${var.area}-west6"` is Zurich. A condition on a region mentions it as well.
    """
    if found.sure or not answer.provider or (spot.known and not spot.written):
        return spot
    if spot.region is not None and spot.region.kind in SINGLE:
        return spot.weakened("assumed", Reason("mentioned-only", {"variable": found.name}))
    reason = Reason("not-a-place", {"variable": found.name, "value": found.value, "provider": answer.provider})
    return Spot(why=spot.why, reason=reason)


def given_by(spot: Spot, giver: str) -> Spot:
    """The spot, assumed where something outside of the code gives it: it holds here, and maybe not where it runs."""
    return spot.weakened("assumed", Reason("given-outside", {"variable": giver})) if giver else spot


def world(type_: str, cloud: str) -> Spot:
    """The spot of a type that has no region: anywhere."""
    why = Reason("type-global", {"type": type_})
    return Spot(written=WORLD, countries=("*",), confidence="derived", why=(why,), cloud=cloud)


def in_country(answer: Answer) -> Spot:
    """The spot of which only the country is stated, by an endpoint or by documentation."""
    return Spot(countries=(answer.country,), confidence=grade(answer, "derived"), why=answer.why)


def grade(answer: Answer, confidence: Confidence) -> Confidence:
    """The confidence, no surer than the answer that it rests on."""
    return "assumed" if answer.assumed else confidence


def unresolved(found: Missing | Target | Unset) -> Reason:
    """Why a setting that is nowhere evaluated has no value. Null may not be: an expression can replace it."""
    if isinstance(found, Missing):
        return found.reason
    code, arg = (
        ("variable-without-value", "variable") if isinstance(found, Unset) else ("reference-not-resolved", "name")
    )
    return Reason(code, {arg: found.name})


def tried(code: str, reason: Reason, **args: str) -> Reason:
    """A step that led to nothing: which attribute mentions which names."""
    names = ", ".join(value for name, value in reason.args.items() if name in ("variable", "name", "names"))
    return Reason(code, {**args, "names": names or "?"})


def nowhere(reason: Reason, *why: Reason) -> Spot:
    """A spot of which nothing is known."""
    return Spot(why=why, reason=reason)


def _in(region: Region, answer: Answer, written: str, confidence: Confidence, why: tuple[Reason, ...]) -> Spot:
    found = countries(region)
    if found:
        return Spot(written, region, found, confidence, why)
    said = region.country if isinstance(region.country, str) else region.country.unknown
    reason = Reason("country-not-stated", {"region": region.id, "provider": answer.provider, "why": said})
    return Spot(written, region, why=why, reason=reason)
