"""The certificates of an offer as they stand on a date: an offer, a region and a service in, certificate states out.

A certificate belongs to services of an offer at sites between two days, both included, never to a company. What a
user attests is a certificate of the offer like the others, until its last day.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from souverain.document import CertificateState, CertificateStatus
from souverain.knowledge import Knowledge
from souverain.knowledge.records import Certificate, Offer, Unstated
from souverain.knowledge.validity import phase
from souverain.model import Fact, Reason, known, unknown

__all__ = ["CATEGORIES", "CertificateState", "certificates"]

_ALL = "*"

_HDS_FIRST_EDITION = ("1", "1.0", "1.1", "2018")
_HDS_FIRST_EDITION_ENDS = "2026-05-16"
"""Last day on which a certificate of the edition of 2018 counts (arrêté of 26 April 2024, JORF of 16 May 2024)."""

_MACHINES = frozenset({"vm", "bare-metal", "block", "file", "object-store", "image", "backup"})
_NETWORKS = frozenset({"network", "firewall", "lb", "vpn", "gateway", "peering", "interconnect", "private-link"})
_CONTAINERS = frozenset({"container", "kubernetes", "registry"})
_DATABASES = frozenset({"database", "cache", "search", "warehouse"})
_PLATFORM = frozenset(
    {"queue-stream", "function", "app-platform", "secret-store", "log-store", "analytics", "etl", "ml"}
)

CATEGORIES = {
    "iaas": _MACHINES | _NETWORKS,
    "caas": _CONTAINERS,
    "dbaas": _DATABASES,
    "paas": _CONTAINERS | _DATABASES | _PLATFORM | {"workflow", "iot", "devops"},
    "saas": frozenset({"mail", "communication", "desktop", "code", "health"}),
}
"""Words of a scope that stand for kinds of resources. Abstract computing resources, storage included, are
infrastructure; what runs a database or a cluster for its user is a platform."""

_KINDS = frozenset().union(*CATEGORIES.values())


class _Site(msgspec.Struct, frozen=True):
    """The names under which a scope can list a region, and the regions that it consists of."""

    names: frozenset[str]
    members: frozenset[str]
    stranger: Reason | None = None
    """Why no list that leaves it out says anything about it: no record knows where it is; None for one on record."""

    @property
    def is_nowhere(self) -> bool:
        """A service without a region of its own: no list of sites says anything about it."""
        return not self.names.isdisjoint(("global", "none"))

    def is_in(self, listed: Iterable[str]) -> bool:
        """Listed by one of its names, or by all of its members."""
        return not self.names.isdisjoint(listed) or (bool(self.members) and self.members <= frozenset(listed))


def certificates(
    site_provider: str, offer: str, region: Fact[str], service: str, kind: str, *, knowledge: Knowledge, as_of: str
) -> Fact[tuple[CertificateState, ...]]:
    """Every certificate on record for an offer, as it stands for one service in one region.

    Not known when the offer is not on record or nothing is recorded of it. Raises KnowledgeError for an unknown
    provider.
    """
    offers = knowledge.provider(site_provider).offers
    found = next((candidate for candidate in offers if candidate.id == offer), None)
    if found is None:
        return unknown("offer-not-recorded", offer=offer)
    if not found.certificates:
        return unknown("certificates-not-recorded", offer=found.name)
    site = _site(region, site_provider, knowledge)
    return known(
        tuple(
            _state(
                certificate,
                as_of,
                _both(_covers_site(certificate, found, site), _covers_service(certificate, service, kind)),
            )
            for certificate in found.certificates
        )
    )


def _state(certificate: Certificate, as_of: str, covers: Fact[bool]) -> CertificateState:
    activities = certificate.activities
    return CertificateState(
        scheme=certificate.scheme,
        status=_status(certificate, as_of),
        covers=covers,
        version=certificate.version,
        since=certificate.since,
        until=_last_day(certificate),
        number=certificate.number,
        activities=unknown("certificate-activities-not-published", scheme=certificate.scheme)
        if isinstance(activities, Unstated)
        else known(activities),
        conditions=certificate.conditions,
        grade=certificate.grade,
        source=certificate.source,
        as_of=certificate.as_of,
    )


def _status(certificate: Certificate, as_of: str) -> CertificateStatus:
    """The word for a certificate on a day.

    Past its end it is `expired` only where a record says so: that a renewal is not on record proves nothing. Without
    an end it is only claimed; before its start, and inside a start or end month without a day, nothing is known.
    """
    until = _last_day(certificate)
    if certificate.status not in ("granted", "claimed", "expired", "attested"):
        return certificate.status
    where = phase(certificate.since, until, as_of)
    if where == "after" or (certificate.status == "expired" and not until):
        return "expired" if certificate.status == "expired" else "lapsed-renewal-unknown"
    if certificate.status == "claimed" or (where == "within" and not until):
        return "claimed"
    if where != "within" or (not certificate.since and as_of < certificate.as_of):
        return "unknown"
    return "attested" if certificate.status == "attested" else "granted"


def _last_day(certificate: Certificate) -> str:
    if certificate.scheme == "HDS" and certificate.version.removeprefix("v") in _HDS_FIRST_EDITION:
        return min(certificate.until or _HDS_FIRST_EDITION_ENDS, _HDS_FIRST_EDITION_ENDS)
    return certificate.until


def _covers_site(certificate: Certificate, offer: Offer, site: Fact[_Site]) -> Fact[bool]:
    """Whether a site is in the scope. A certificate covers some site of its offer: the only one, if it has one."""
    listed = certificate.regions
    if isinstance(listed, Unstated):
        if len(offer.regions) != 1:
            return unknown("certificate-regions-not-published", scheme=certificate.scheme)
        listed = offer.regions
    if _ALL in listed:
        return known(value=True)
    if site.value is None:
        return unknown(site.reason, **site.args)
    if site.value.names.isdisjoint(listed) and site.value.is_nowhere:
        return unknown("certificate-without-region", scheme=certificate.scheme)
    if site.value.stranger and site.value.names.isdisjoint(listed):
        return unknown(site.value.stranger.code, **site.value.stranger.args)
    return known(site.value.is_in(listed))


def _site(region: Fact[str], provider: str, knowledge: Knowledge) -> Fact[_Site]:
    if region.value is None:
        return unknown(region.reason, **region.args)
    found = knowledge.region(provider, region.value)
    if found is None:
        name = knowledge.provider(provider).name
        stranger = Reason("region-unknown", {"value": region.value, "provider": name})
        return known(_Site(frozenset({region.value}), frozenset(), stranger))
    parent = {found.parent} if found.kind == "zone" and found.parent else set()
    names = frozenset({region.value, found.id, *found.aliases, *parent})
    return known(_Site(names, frozenset(found.members)))


def _covers_service(certificate: Certificate, service: str, kind: str) -> Fact[bool]:
    """Whether a service is in the scope, which lists services, kinds of resources or categories (`CATEGORIES`)."""
    if isinstance(certificate.services, Unstated):
        return unknown("certificate-services-not-published", scheme=certificate.scheme)
    listed = {word.lower() for word in certificate.services}
    if _ALL in listed or (service and service.lower() in listed) or _lists_kind(listed, kind):
        return known(value=True)
    if not kind and (not service or not listed.isdisjoint(CATEGORIES)):
        return unknown("certificate-kind-unknown", scheme=certificate.scheme)
    if not service and not listed <= _KINDS.union(CATEGORIES):
        return unknown("certificate-kind-unknown", scheme=certificate.scheme)
    return known(value=False)


def _lists_kind(listed: Iterable[str], kind: str) -> bool:
    return bool(kind) and any(kind == word or kind in CATEGORIES.get(word, ()) for word in listed)


def _both(one: Fact[bool], other: Fact[bool]) -> Fact[bool]:
    """False when one of them is, true when both are, else the first that is not known."""
    if one.value is False or other.value is False:
        return known(value=False)
    return other if one.known else one
