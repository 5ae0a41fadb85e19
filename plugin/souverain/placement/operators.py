"""Who runs what is at a place, and under which offer: an answering provider and a spot come in, a `Site` comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

import msgspec

from souverain.knowledge.records import Cloud, Offer, Provider, Record, Unstated
from souverain.model import Fact, Reason, known, unknown
from souverain.placement.atlas import Atlas
from souverain.placement.endpoints import Answer
from souverain.placement.sites import Site
from souverain.placement.spots import WORLD, Spot

Stated = tuple[str | Unstated, Record]


class Sites:
    """Builds sites, one object for each that differs."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._sites: dict[bytes, Site] = {}
        self._in_regions: dict[tuple[object, ...], tuple[Site, Answer, Spot]] = {}
        """By what decides in a known region; with the answer and the spot, whose records have their identity in it."""
        self._offers: dict[tuple[str, str, str, str], Fact[str]] = {}
        self._operators: dict[tuple[str, str, bool], Fact[str]] = {}

    def of(self, answer: Answer, spot: Spot, service: str, type_: str) -> Site:
        """The site of a resource of this type."""
        if spot.region is None or not spot.known or not answer.provider:  # why something is not known is its own
            return self._made(answer, spot, service, type_)
        who = (answer.base, answer.provider, answer.cloud, answer.usual_cloud, id(answer.endpoint))
        key = (*who, id(spot.region), spot.countries, spot.cloud, service, type_)
        if (found := self._in_regions.get(key)) is None:
            found = self._in_regions[key] = (self._made(answer, spot, service, type_), answer, spot)
        return found[0]

    def _made(self, answer: Answer, spot: Spot, service: str, type_: str) -> Site:
        site = self._answered(answer, spot, service, type_) if answer.provider else _unanswered(answer, spot, service)
        return self._sites.setdefault(msgspec.json.encode(site), site)

    def _answered(self, answer: Answer, spot: Spot, service: str, type_: str) -> Site:
        record = self._atlas.provider(answer.provider)
        cloud = self._cloud(answer, spot)
        return Site(
            provider=_provider(answer),
            cloud=cloud.id if cloud else "",
            service=service,
            offer=self._offer(record, cloud, spot, type_),
            region=_region(spot),
            city=spot.region.city if spot.region else "",
            countries=_countries(answer, spot),
            operator=_operator(record, cloud, answer, spot) or self._anywhere(record, cloud, spot),
        )

    def _offer(self, record: Provider, cloud: Cloud | None, spot: Spot, type_: str) -> Fact[str]:
        key = (record.id, cloud.id if cloud else "", spot.region.id if spot.region else "", type_)
        if key not in self._offers:
            self._offers[key] = _offer(record, cloud, spot, type_)
        return self._offers[key]

    def _anywhere(self, record: Provider, cloud: Cloud | None, spot: Spot) -> Fact[str]:
        """The operator where the region is not known."""
        key = (record.id, cloud.id if cloud else "", _unlisted(spot))
        if key not in self._operators:
            self._operators[key] = _only_possible(record, cloud, unlisted=_unlisted(spot))
        return self._operators[key]

    def _cloud(self, answer: Answer, spot: Spot) -> Cloud | None:
        stated = answer.cloud or (spot.region.cloud if spot.region else "") or spot.cloud
        usual = "" if _unlisted(spot) else answer.usual_cloud
        return self._atlas.cloud(answer.provider, stated or usual)


def _unanswered(answer: Answer, spot: Spot, service: str) -> Site:
    why = answer.reason or Reason("provider-unknown", {"provider": answer.base})
    return Site(
        provider=unknown(why.code, **why.args),
        cloud="",
        service=service,
        offer=unknown(why.code, **why.args),
        region=known(spot.written) if spot.written else unknown(why.code, **why.args),
        city="",
        countries=unknown(why.code, **why.args),
        operator=unknown(why.code, **why.args),
    )


def _provider(answer: Answer) -> Fact[str]:
    found = answer.endpoint if answer.moved else None
    return known(answer.provider, found.grade, found.source, found.as_of) if found else known(answer.provider)


def _region(spot: Spot) -> Fact[str]:
    if spot.region is not None:
        return known(spot.region.id)
    if spot.written:
        return known(spot.written)
    reason = spot.reason or Reason("endpoint-without-region")
    return unknown(reason.code, **reason.args)


def _countries(answer: Answer, spot: Spot) -> Fact[tuple[str, ...]]:
    if not spot.known:
        reason = spot.reason or Reason("region-not-stated")
        return unknown(reason.code, **reason.args)
    record = spot.region or answer.endpoint
    return known(spot.countries, record.grade, record.source, record.as_of) if record else known(spot.countries)


def _operator(record: Provider, cloud: Cloud | None, answer: Answer, spot: Spot) -> Fact[str] | None:
    """The region's operator, else the endpoint's, the cloud's, the provider's; None where there is no region."""
    if spot.region is not None and spot.region.operator != "":
        return _stated(spot.region.operator, spot.region, record)
    if answer.endpoint is not None and answer.endpoint.operator and (spot.region is not None or answer.serves_data):
        return _stated(answer.endpoint.operator, answer.endpoint, record)
    return _stated(*_of_cloud(cloud, record), record) if spot.region is not None else None


def _only_possible(record: Provider, cloud: Cloud | None, *, unlisted: bool) -> Fact[str]:
    """The operator that runs it wherever it is; of a region that no table lists, where that must be of this cloud."""
    possible = tuple(_possible(record, cloud))
    decided = cloud is not None or not record.clouds or not unlisted
    if decided and all(operator == possible[0][0] for operator, _ in possible):
        return _stated(*possible[0], record)
    return unknown("operator-depends-on-region", provider=record.name)


def _unlisted(spot: Spot) -> bool:
    """Whether a region is written that no table lists: it may be of a cloud that no table lists either."""
    return bool(spot.written) and spot.region is None and spot.written != WORLD


def _possible(record: Provider, cloud: Cloud | None) -> Iterator[Stated]:
    """Everyone who may run it when the region is not known."""
    clouds = (cloud,) if cloud or not record.clouds else record.clouds
    for item in clouds:
        yield _of_cloud(item, record)
    for region in record.regions:
        if region.operator != "" and (cloud is None or region.cloud in ("", cloud.id)):
            yield region.operator, region


def _of_cloud(cloud: Cloud | None, record: Provider) -> Stated:
    return (cloud.operator, cloud) if cloud else (record.operator, record)


def _stated(operator: str | Unstated, evidence: Record, record: Provider) -> Fact[str]:
    if isinstance(operator, Unstated):
        return unknown("operator-not-stated", provider=record.name, why=operator.unknown)
    return known(operator, evidence.grade, evidence.source, evidence.as_of)


def _offer(record: Provider, cloud: Cloud | None, spot: Spot, type_: str) -> Fact[str]:
    """The first offer that fits. One that may fit, were the region known, makes the offer unknown."""
    foreign = {item.offer for item in record.clouds if item.offer and (cloud is None or item.id != cloud.id)}
    own = [offer for offer in record.offers if cloud and cloud.offer == offer.id]
    for offer in (*own, *(offer for offer in record.offers if offer not in own)):
        fits = _fits(offer, cloud, spot, type_, foreign)
        if fits is None:
            return unknown("offer-depends-on-region", provider=record.name)
        if fits:
            return known(offer.id, offer.grade, offer.source, offer.as_of)
    return unknown("offer-not-recorded-for-type", provider=record.name, type=type_)


def _fits(offer: Offer, cloud: Cloud | None, spot: Spot, type_: str, foreign: Iterable[str]) -> bool | None:
    if offer.types and not any(fnmatchcase(type_, glob) for glob in offer.types):
        return False
    if cloud is None and (offer.cloud or offer.id in foreign):
        return None
    if cloud is not None and (offer.cloud not in ("", cloud.id) or offer.id in foreign):
        return False
    if not offer.regions:
        return True
    if spot.region is None:
        return None
    return any(fnmatchcase(spot.region.id, glob) for glob in offer.regions)
