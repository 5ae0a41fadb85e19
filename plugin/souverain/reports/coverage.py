"""What a run has seen, and how surely: the facts in; counts, what is not proven and what would settle it, out.

Nothing that was left out goes unsaid: types that no table knows, modules that are not there, blocks that could not be
expanded, states of which nothing shows where they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Literal

import msgspec

from souverain.document import Established, Several
from souverain.findings import answers
from souverain.i18n import Lang, told
from souverain.model import MODULE_TYPE, Confidence, Reason
from souverain.reports.seen import confidence, primary

_SETTLE = "settle-"
SETTLED_BY = {
    "mentioned-only": "settle-source",
    "given-outside": "settle-written",
    "provider-default": "settle-written",
    "documented-default": "settle-written",
    "provider-inherited": "settle-new-plan",
    "declared-site": "settle-declared",
    "state-declared": "settle-declared",
    "type-not-in-tables": "settle-resource",
}
"""Steps that make a place assumed, each with the one that would settle it."""
_MODULES = ("module-not-fetched",)
_BLOCKS = ("instances-not-known", "evaluator-lost")
_TYPE_UNKNOWN = "type-unknown"
_JUDGED = ("introduced", "existing")
_NO_REASON = Reason("place-assumed")


class ProviderCoverage(msgspec.Struct, frozen=True, kw_only=True):
    """On what the places of one provider's resources rest. `provider` is as inputs name it, `hashicorp/aws`."""

    provider: str
    observed: int = 0
    derived: int = 0
    assumed: int = 0
    unknown: int = 0


class OpenPlaces(msgspec.Struct, frozen=True, kw_only=True):
    """Places that are not proven for one reason, and what would settle it, "" where nothing of the user's would."""

    confidence: Confidence
    reason: str
    settle: str
    resources: int
    example: str
    """Address of the first of them."""


class TypeNotKnown(msgspec.Struct, frozen=True, kw_only=True):
    """A type that no table knows: what it does with data is not known, and it is judged as if it kept it."""

    type: str
    resources: int


class NotRead(msgspec.Struct, frozen=True, kw_only=True):
    """Something that an input holds and that was not read."""

    kind: Literal["module", "block", "other"]
    input: str
    address: str
    reason: str


class StateSeen(msgspec.Struct, frozen=True, kw_only=True):
    """What keeps the state of an input: an address among its resources, `local`, or `unknown` and why."""

    input: str
    kept: str
    why: str


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """On what the places of the resources rest, and how many resources hold data of no declared class."""

    observed: int = 0
    derived: int = 0
    assumed: int = 0
    unknown: int = 0
    undeclared: int = 0
    providers: tuple[ProviderCoverage, ...] = ()
    open: tuple[OpenPlaces, ...] = ()
    types_not_known: tuple[TypeNotKnown, ...] = ()
    not_read: tuple[NotRead, ...] = ()
    states: tuple[StateSeen, ...] = ()

    def count_not_read(self, kind: str) -> int:
        """How many things of this kind were not read."""
        return sum(item.kind == kind for item in self.not_read)

    @property
    def states_not_shown(self) -> int:
        """Of how many inputs nothing shows where the state is."""
        return sum(item.kept == "unknown" for item in self.states)


def coverage(established: Established, lang: Lang) -> Coverage:
    """Every resource once; the largest groups first."""
    counts: Counter[tuple[str, Confidence]] = Counter()
    types: Counter[str] = Counter()
    undeclared = 0
    for resource, number in established.counted:
        counts[_provider(resource.provider, resource.type), confidence(resource, established)] += number
        undeclared += number if answers.undeclared(resource) else 0
        if resource.role.reason == _TYPE_UNKNOWN and resource.state in _JUDGED:
            types[resource.type] += number
    providers = _by_provider(counts)
    return Coverage(
        observed=sum(item.observed for item in providers),
        derived=sum(item.derived for item in providers),
        assumed=sum(item.assumed for item in providers),
        unknown=sum(item.unknown for item in providers),
        undeclared=undeclared,
        providers=providers,
        open=tuple(_open(established, lang)),
        types_not_known=tuple(TypeNotKnown(type=name, resources=count) for name, count in _largest(types)),
        not_read=tuple(_not_read(established, lang)),
        states=tuple(_states(established, lang)),
    )


def _by_provider(counts: Counter[tuple[str, Confidence]]) -> tuple[ProviderCoverage, ...]:
    totals: Counter[str] = Counter()
    for (provider, _), count in counts.items():
        totals[provider] += count
    return tuple(
        ProviderCoverage(
            provider=name,
            observed=counts[name, "observed"],
            derived=counts[name, "derived"],
            assumed=counts[name, "assumed"],
            unknown=counts[name, "unknown"],
        )
        for name, _ in _largest(totals)
    )


@cache
def _provider(source: str, type_: str) -> str:
    """The provider as inputs name it, without the registry; of old plans the beginning of the type."""
    if type_ == MODULE_TYPE:
        return "module"
    return "/".join(source.split("/")[-2:]) if source else type_.partition("_")[0]


class _Open(msgspec.Struct, frozen=True):
    """Why a place is not proven; what would settle it."""

    confidence: Confidence
    reason: Reason
    settle: Reason | None


def _open(established: Established, lang: Lang) -> Iterator[OpenPlaces]:
    """One entry for each reason, the order the same in every language."""
    resting: dict[tuple[str, str], list[Several]] = {}
    for several in established.counted:
        if (ref := primary(several.first)) is not None:
            resting.setdefault((ref.basis, ref.place), []).append(several)
    groups: dict[bytes, tuple[_Open, list[Several]]] = {}
    for (basis, place), on_it in resting.items():
        if (found := _why_open(established, basis, place)) is not None:
            groups.setdefault(msgspec.json.encode(found), (found, []))[1].extend(on_it)
    told = ((sum(one.number for one in on_it), id_, found, on_it) for id_, (found, on_it) in groups.items())
    for number, _, found, on_it in sorted(told, key=lambda item: (-item[0], item[1])):
        yield OpenPlaces(
            confidence=found.confidence,
            reason=_told(found.reason, lang),
            settle=_told(found.settle, lang) if found.settle else "",
            resources=number,
            example=on_it[0].first.address,
        )


def _why_open(established: Established, basis: str, place: str) -> _Open | None:
    """None for a place that is proven."""
    found = established.bases[basis]
    if found.confidence not in ("assumed", "unknown"):
        return None
    countries = established.places[place].countries
    if countries.known:
        reason = next((step for step in found.why if step.code in SETTLED_BY), _NO_REASON)
        settle = Reason(SETTLED_BY[reason.code], reason.args) if reason.code in SETTLED_BY else None
        return _Open(found.confidence, reason, settle)
    settle = next((step for step in reversed(found.why) if step.code.startswith(_SETTLE)), None)
    return _Open(found.confidence, Reason(countries.reason, countries.args), settle)


def _not_read(established: Established, lang: Lang) -> Iterator[NotRead]:
    for item in established.inputs:
        for gap in item.gaps:
            kind: Literal["module", "block", "other"] = "other"
            if gap.reason in _MODULES:
                kind = "module"
            elif gap.reason in _BLOCKS:
                kind = "block"
            reason = _told(Reason(gap.reason, gap.args), lang)
            yield NotRead(kind=kind, input=item.path, address=gap.address, reason=reason)


def _states(established: Established, lang: Lang) -> Iterator[StateSeen]:
    for item in established.inputs:
        if item.status == "judged" and item.resources:
            why = "" if item.state.known else _told(Reason(item.state.reason, item.state.args), lang)
            yield StateSeen(input=item.path, kept=item.state.value or "unknown", why=why)


def _told(reason: Reason, lang: Lang) -> str:
    return told(f"reasons.{reason.code}", lang, reason.args)


def _largest(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
