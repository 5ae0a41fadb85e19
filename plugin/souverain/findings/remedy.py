"""What would satisfy a requirement on place: a refusal and its place in, regions and what is refused there too out.

A region is named only where nothing but the place changes with it: same cloud, same operator, same offer. Where the
present operator is not on record, that of the cloud is meant, and a region without one is never named. What a law
reaches through the operator, or a certificate that the offer does not hold anywhere, is refused there too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cached_property

import msgspec

from souverain.document import Basis, Document, Place
from souverain.engine import RawFinding, evidence
from souverain.engine.evidence import Certified, Copied, Evidence, InCountry, Reached
from souverain.engine.rules import Rule
from souverain.knowledge import Knowledge
from souverain.knowledge.records import Offer, Region
from souverain.model import Reason
from souverain.wording import Case

_BY_BLOCK = ("provider-constant", "provider-variable", "provider-default")
_BY_RESOURCE = ("resource-attribute", "resource-variable", "copy-attribute")
_TERRITORIAL = "territorial"
_HELD_NOWHERE = ("none", "in-progress", "suspended", "expired", "withdrawn")


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What gives the region today: an attribute, of the provider block where one is named, through a variable."""

    attribute: str
    block: str = ""
    variable: str = ""
    at: str = ""
    """File and line of the provider block, where its source is known."""


class Remedy(msgspec.Struct, frozen=True, kw_only=True):
    """Regions of `provider` wholly inside `zone`, as they are written, and the rules that refuse the data there too."""

    as_of: str
    zone: str
    provider: str
    regions: tuple[str, ...]
    still: tuple[str, ...] = ()
    change: Change


class Remedies:
    """The remedies for the answers of one document. Each place is looked at once, whatever the number of resources."""

    def __init__(
        self, document: Document, raw: Sequence[RawFinding], rules: Mapping[str, Rule], knowledge: Knowledge
    ) -> None:
        self._document = document
        self._raw = raw
        self._rules = rules
        self._knowledge = knowledge
        self._inside: dict[tuple[str, str], tuple[Region, ...]] = {}

    def of(self, case: Case, basis: Basis | None) -> Remedy | None:
        """What to move; None where no region is to blame, or nothing in the input chooses it."""
        zone = next((item.zone for item in case.evidence if isinstance(item, InCountry)), "")
        place = case.place
        if case.status != "fail" or not zone or place is None or basis is None:
            return None
        step = self._step(place, basis)
        regions = self._regions(place, zone) if step else ()
        if step is None or not regions:
            return None
        return Remedy(
            as_of=self._document.as_of,
            zone=zone,
            provider=self._knowledge.provider(place.provider.value or "").name,
            regions=tuple(_spelled(region, self._region(place), step.args.get("value", "")) for region in regions),
            still=tuple(sorted(self._lasting[place.id, _copied(case.evidence)])),
            change=_change(step),
        )

    def _step(self, place: Place, basis: Basis) -> Reason | None:
        """The last step towards the place, where it is what gives the region: not so for a pair, or an endpoint."""
        step = next((step for step in reversed(basis.why) if step.code in (*_BY_BLOCK, *_BY_RESOURCE)), None)
        here = self._region(place)
        return step if step is not None and here is not None and self._named(place, step) == here else None

    def _named(self, place: Place, step: Reason) -> Region | None:
        return self._knowledge.region(place.provider.value or "", step.args.get("value", ""))

    def _region(self, place: Place) -> Region | None:
        if place.provider.value not in self._knowledge.providers() or not place.region.value:
            return None
        return self._knowledge.region(place.provider.value or "", place.region.value)

    def _regions(self, place: Place, zone: str) -> tuple[Region, ...]:
        key = (place.id, zone)
        if key not in self._inside:
            self._inside[key] = tuple(self._alike(place, frozenset(self._document.zones.get(zone, ()))))
        return self._inside[key]

    def _alike(self, place: Place, codes: frozenset[str]) -> Iterator[Region]:
        provider, here = self._knowledge.provider(place.provider.value or ""), self._region(place)
        offer = next((offer for offer in provider.offers if offer.id == place.offer.value), None)
        for region in sorted(provider.regions, key=lambda region: region.id):
            countries = region.countries or (region.country,)
            inside = all(isinstance(country, str) and country in codes for country in countries)
            if here and inside and _same(region, here) and _sells(region, offer, place.service):
                yield region

    @cached_property
    def _lasting(self) -> dict[tuple[str, bool], set[str]]:
        """Place, and whether it is one of a copy, to the rules that refuse it for what no move changes."""
        found: dict[tuple[str, bool], set[str]] = defaultdict(set)
        seen = set()
        for item in self._raw:
            key = (item.rule, item.place, bytes(item.evidence))
            if item.status != "fail" or not item.place or key in seen:
                continue
            seen.add(key)
            cited = evidence.decode(item.evidence, item.rule)
            if _lasts(cited):
                found[item.place, _copied(cited)].add(self._rules[item.rule].id)
        return found


def _change(step: Reason) -> Change:
    return Change(
        attribute=step.args["attribute"],
        block=step.args.get("provider", "") if step.code in _BY_BLOCK else "",
        variable=step.args.get("variable", ""),
        at=step.args.get("at", ""),
    )


def _spelled(region: Region, here: Region | None, written: str) -> str:
    """A region as it is written where the present one is: by its id, or by a name that the provider gives it too."""
    by_name = here is not None and written != here.id and written in here.aliases
    return region.aliases[0] if by_name and region.aliases else region.id


def _same(region: Region, here: Region) -> bool:
    """Whether a region differs from another in nothing but where it is."""
    kinds = ("multi_region", "dual_region", "region") if here.kind == "multi_region" else (here.kind,)
    alike = (region.cloud, region.host) == (here.cloud, here.host) and region.operator == _operator(here)
    return alike and region.kind in kinds and region.id != here.id


def _operator(region: Region) -> str:
    """Who runs a region besides the operator of its cloud; where that is not on record, nobody else."""
    return region.operator if isinstance(region.operator, str) else ""


def _sells(region: Region, offer: Offer | None, service: str) -> bool:
    if region.products and service not in region.products:
        return False
    return offer is None or not offer.regions or any(fnmatchcase(region.id, glob) for glob in offer.regions)


def _lasts(cited: Sequence[Evidence]) -> bool:
    """Whether a refusal rests on the operator or on the offer, whatever the region."""
    held = [item.status for item in cited if isinstance(item, Certified)]
    nowhere = bool(held) and all(status in _HELD_NOWHERE for status in held)
    return nowhere or any(isinstance(item, Reached) and item.channel != _TERRITORIAL for item in cited)


def _copied(cited: Sequence[Evidence]) -> bool:
    return any(isinstance(item, Copied) for item in cited)
