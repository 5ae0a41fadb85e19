"""Where data could go instead: a kind of service in, the offers out whose qualification covers it today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from souverain import certification
from souverain.document import CertificateState
from souverain.knowledge import Knowledge
from souverain.knowledge.records import Offer
from souverain.model import known

SCHEME = "SecNumCloud"
"""The qualification that proves an offer out of reach of laws from outside the Union."""


class Alternative(msgspec.Struct, frozen=True):
    """An offer in a region, qualified for a kind of service until a day, that day included."""

    provider: str
    region: str
    until: str
    direct: bool = True
    """Whether it stands on no other provider's infrastructure."""


def qualified(kind: str, knowledge: Knowledge, as_of: str) -> tuple[Alternative, ...]:
    """One offer of each provider, the longest qualified first.

    Offers whose scope is not published, and those that no type of resource deploys, are left out.
    """
    best: dict[str, Alternative] = {}
    for found in sorted(
        _Market(kind, knowledge, as_of).offers(), key=lambda item: (item.until, item.direct, item.region), reverse=True
    ):
        best.setdefault(found.provider, found)
    return tuple(best.values())


class _Market:
    """The qualifications of one day that cover one kind of service."""

    def __init__(self, kind: str, knowledge: Knowledge, as_of: str) -> None:
        self._kind = kind
        self._knowledge = knowledge
        self._as_of = as_of

    def offers(self) -> Iterator[Alternative]:
        """Every offer that some type of resource deploys, with the first region that its qualification names."""
        for id_ in self._knowledge.providers():
            provider = self._knowledge.provider(id_)
            for offer in provider.offers:
                for region in _sites(offer) if offer.deployable else ():
                    if until := self._until(id_, (offer,), region):
                        yield Alternative(provider.name, region, until, direct=not self._host(id_, region))

    def _until(self, provider: str, offers: Iterable[Offer], region: str) -> str:
        """The last day on which one of the offers is qualified there, and all below it; "" when none is."""
        days = [
            state.until
            for offer in offers
            for state in certification.certificates(
                provider, offer.id, known(region), "", self._kind, knowledge=self._knowledge, as_of=self._as_of
            ).value
            or ()
            if _covers(state)
        ]
        host = self._host(provider, region)
        if not days or not host:
            return max(days, default="")
        return min(max(days), self._until(host, self._knowledge.provider(host).offers, region))

    def _host(self, provider: str, region: str) -> str:
        """The provider of the infrastructure below, "" for none."""
        record = self._knowledge.region(provider, region)
        return record.host if record else ""


def _sites(offer: Offer) -> Iterator[str]:
    """The first region that each qualification names."""
    for certificate in offer.certificates:
        if certificate.scheme == SCHEME and isinstance(certificate.regions, tuple) and certificate.regions:
            yield certificate.regions[0]


def _covers(state: CertificateState) -> bool:
    return state.scheme == SCHEME and state.status == "granted" and state.covers.value is True and bool(state.until)
