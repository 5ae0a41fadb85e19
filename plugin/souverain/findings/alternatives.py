"""Where data could go instead: a kind of service in, the offers out that would satisfy what refuses it, that day.

`qualified` are those whose certificate covers the kind, `attestable` those that hold one whose sites or services nobody
has published, `out_of_reach` those that no refused law reaches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from itertools import islice

import msgspec

from souverain import certification
from souverain.control import Control
from souverain.document import CertificateState, Reach, ReachParameters
from souverain.knowledge import Knowledge, types
from souverain.knowledge.records import Cloud, Offer, Provider, Region, Unstated
from souverain.model import known

SCHEME = "SecNumCloud"
"""The qualification that proves an offer out of reach of laws from outside the Union."""

_HOLDERS = ("stores", "processes")


class Alternative(msgspec.Struct, frozen=True):
    """An offer in a region, until a day, that day included; `until` is "" where nothing ends."""

    provider: str
    region: str
    until: str
    direct: bool = True
    """Whether it stands on no other provider's infrastructure."""
    offer: str = ""
    """`provider/offer`, as `show offers` lists it."""
    operator: str = ""


def qualified(
    kind: str, knowledge: Knowledge, as_of: str, scheme: str = SCHEME, activities: tuple[str, ...] = ()
) -> tuple[Alternative, ...]:
    """One offer of each provider whose certificate covers the kind, the longest qualified first.

    Of HDS it covers the activities too. Offers whose scope is not published, and those that no type of resource
    deploys, are left out.
    """
    return _longest_first(_Market(kind, knowledge, as_of, scheme, activities).offers(_covers))


def attestable(
    kind: str, knowledge: Knowledge, as_of: str, scheme: str, activities: tuple[str, ...] = ()
) -> tuple[Alternative, ...]:
    """One offer of each provider that sells the kind and holds a certificate whose sites or services are not known."""
    selling = {
        f"{id_}/{offer.id}"
        for id_ in knowledge.providers()
        for offer in knowledge.provider(id_).offers
        if any(one.scheme == scheme for one in offer.certificates) and sells(knowledge.provider(id_), offer, kind)
    }
    held = _Market(kind, knowledge, as_of, scheme, activities).offers(_may_cover)
    return _longest_first(found for found in held if found.offer in selling)


def out_of_reach(
    kind: str, knowledge: Knowledge, as_of: str, codes: frozenset[str], refused: ReachParameters, near: str = ""
) -> Iterator[Alternative]:
    """Offers with this kind of service, wholly inside the countries of `codes`, that no refused law reaches.

    One for each provider, those in the country `near` first. What is not known of an operator leaves its offer out.
    """
    control = _control(knowledge, as_of)
    for provider, offer, region in _nearest(_sold(kind, knowledge, codes), near):
        operator = _operator(provider, offer, region)
        if operator and _free(control, knowledge, operator, offer.id, region, codes=codes, refused=refused):
            yield Alternative(provider.name, region.id, "", not region.host, f"{provider.id}/{offer.id}", operator)


@lru_cache(maxsize=2)
def _control(knowledge: Knowledge, as_of: str) -> Control:
    return Control(knowledge, as_of)


def sells(provider: Provider, offer: Offer, kind: str) -> bool:
    """Whether a type of resource of this kind reaches the offer."""
    return offer.deployable and any(
        not offer.types or any(fnmatchcase(type_, glob) for glob in offer.types)
        for type_ in _types(tuple(source.rpartition("/")[2] for source in provider.terraform), kind)
    )


@cache
def _types(tables: tuple[str, ...], kind: str) -> tuple[str, ...]:
    found = []
    for name in tables:
        table = types.table(name)
        for type_, row in table.types.items() if table else ():
            if f'"{kind}"'.encode() in bytes(row) and (facts := types.lookup(type_, name)):
                found += [type_] if facts.kind == kind and facts.role in _HOLDERS else []
    return tuple(found)


@lru_cache(maxsize=16)
def _sold(
    kind: str, knowledge: Knowledge, codes: frozenset[str]
) -> tuple[tuple[Provider, Offer, tuple[Region, ...]], ...]:
    """Of each provider the first offer with this kind of service, and the regions inside in which it is sold."""
    found = []
    for id_ in knowledge.providers():
        provider = knowledge.provider(id_)
        inside = [region for region in provider.regions if _is_inside(region, codes)]
        offer = next((offer for offer in provider.offers if sells(provider, offer, kind)), None) if inside else None
        sold = tuple(region for region in inside if _sells_in(offer, region))
        if offer and sold:
            found.append((provider, offer, sold))
    return tuple(found)


def _nearest(
    sold: Iterable[tuple[Provider, Offer, Sequence[Region]]], near: str
) -> Iterator[tuple[Provider, Offer, Region]]:
    """Each offer in one region, those in the country `near` first."""
    found = [
        (provider, offer, min(regions, key=lambda region: (region.country != near, bool(region.host), region.id)))
        for provider, offer, regions in sold
    ]
    yield from sorted(found, key=lambda item: (item[2].country != near, item[0].name))


def _is_inside(region: Region, codes: frozenset[str]) -> bool:
    countries = region.countries or (region.country,)
    return region.kind == "region" and all(isinstance(code, str) and code in codes for code in countries)


def _sells_in(offer: Offer | None, region: Region) -> bool:
    if offer is None or region.products or (offer.cloud and offer.cloud != region.cloud):
        return False
    return not offer.regions or any(fnmatchcase(region.id, glob) for glob in offer.regions)


def _operator(provider: Provider, offer: Offer, region: Region) -> str:
    """The region's operator, else the offer's, the cloud's, the provider's; "" where that is not stated."""
    cloud: Cloud | None = next((cloud for cloud in provider.clouds if cloud.id == region.cloud), None)
    for stated in (region.operator, offer.operator, cloud.operator if cloud else "", provider.operator):
        if stated:
            return "" if isinstance(stated, Unstated) else stated
    return ""


def _free(
    control: Control,
    knowledge: Knowledge,
    operator: str,
    offer: str,
    region: Region,
    *,
    codes: frozenset[str],
    refused: ReachParameters,
) -> bool:
    """Whether all who have a hand in it are known, below too, and no refused law reaches any of them."""
    reach = control.reach(operator, offer)
    whole = reach.known and control.parents(operator).known and control.country(operator).known
    countries = region.countries or (str(region.country),)
    laws = (*(reach.value or ()), *control.territorial(known(countries), operator))
    if not whole or any(_closes(law, codes, refused) for law in laws):
        return False
    if not region.host:
        return True
    below = knowledge.provider(region.host)
    under = knowledge.region(region.host, region.host_region or region.id)
    beneath = _operator(below, below.offers[0], under) if under and below.offers else ""
    if under is None or not beneath:
        return False
    return _free(control, knowledge, beneath, "", under, codes=codes, refused=refused)


def _closes(law: Reach, codes: frozenset[str], refused: ReachParameters) -> bool:
    return law.country not in codes and law.channel in refused.channels and law.certainty in refused.certainties


def _longest_first(offers: Iterable[Alternative]) -> tuple[Alternative, ...]:
    best: dict[str, Alternative] = {}
    for found in sorted(offers, key=lambda item: (item.until, item.direct, item.region), reverse=True):
        best.setdefault(found.provider, found)
    return tuple(best.values())


class _Market:
    """The certificates of one scheme and day that cover one kind of service."""

    def __init__(self, kind: str, knowledge: Knowledge, as_of: str, scheme: str, activities: tuple[str, ...]) -> None:
        self._kind = kind
        self._knowledge = knowledge
        self._as_of = as_of
        self._scheme = scheme
        self._activities = frozenset(activities)

    def offers(self, counts: Callable[[CertificateState], bool]) -> Iterator[Alternative]:
        """Every offer that some type of resource deploys, with the first region that its certificate names."""
        for id_ in self._knowledge.providers():
            provider = self._knowledge.provider(id_)
            for offer in provider.offers:
                for region in self._sites(provider, offer) if offer.deployable else ():
                    if until := self._until(id_, (offer,), region, counts):
                        direct = not self._host(id_, region)
                        yield Alternative(provider.name, region, until, direct, f"{id_}/{offer.id}")

    def _until(
        self, provider: str, offers: Iterable[Offer], region: str, counts: Callable[[CertificateState], bool]
    ) -> str:
        """The last day on which one of the offers is certified there, and all below it; "" when none is.

        A certificate for every activity that is asked for covers what lies below too.
        """
        days = [
            state.until
            for offer in offers
            for state in certification.certificates(
                provider, offer.id, known(region), "", self._kind, knowledge=self._knowledge, as_of=self._as_of
            ).value
            or ()
            if self._holds(state) and counts(state)
        ]
        host = self._host(provider, region)
        if not days or not host or self._activities:
            return max(days, default="")
        return min(max(days), self._until(host, self._knowledge.provider(host).offers, region, counts))

    def _holds(self, state: CertificateState) -> bool:
        does = not self._activities or (
            state.activities.known and self._activities <= {*(state.activities.value or ())}
        )
        return state.scheme == self._scheme and state.status == "granted" and bool(state.until) and does

    def _host(self, provider: str, region: str) -> str:
        """The provider of the infrastructure below, "" for none."""
        record = self._knowledge.region(provider, region)
        return record.host if record else ""

    def _sites(self, provider: Provider, offer: Offer) -> Iterator[str]:
        """The first region that each certificate names, else the first of the offer."""
        for certificate in offer.certificates:
            if certificate.scheme == self._scheme:
                if isinstance(certificate.regions, tuple):
                    yield from certificate.regions[:1]
                else:
                    yield from islice((region.id for region in provider.regions if _sells_in(offer, region)), 1)


def _covers(state: CertificateState) -> bool:
    return state.covers.value is True


def _may_cover(state: CertificateState) -> bool:
    return not state.covers.known
