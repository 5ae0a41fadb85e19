"""Where data could go instead: a kind of service in, the offers out whose qualification covers it today."""

from __future__ import annotations

from collections.abc import Iterator

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


def qualified(kind: str, knowledge: Knowledge, as_of: str) -> tuple[Alternative, ...]:
    """One offer of each provider, the longest qualified first.

    Offers whose scope is not published, and those that no type of resource deploys, are left out.
    """
    best: dict[str, Alternative] = {}
    for found in sorted(_all(kind, knowledge, as_of), key=lambda item: (item.until, item.region), reverse=True):
        best.setdefault(found.provider, found)
    return tuple(best.values())


def _all(kind: str, knowledge: Knowledge, as_of: str) -> Iterator[Alternative]:
    for id_ in knowledge.providers():
        provider = knowledge.provider(id_)
        for offer in provider.offers:
            for region in _sites(offer) if offer.deployable else ():
                stated = certification.certificates(
                    id_, offer.id, known(region), "", kind, knowledge=knowledge, as_of=as_of
                )
                yield from (
                    Alternative(provider.name, region, state.until) for state in stated.value or () if _covers(state)
                )


def _sites(offer: Offer) -> Iterator[str]:
    """The first region that each qualification names."""
    for certificate in offer.certificates:
        if certificate.scheme == SCHEME and isinstance(certificate.regions, tuple) and certificate.regions:
            yield certificate.regions[0]


def _covers(state: CertificateState) -> bool:
    return state.scheme == SCHEME and state.status == "granted" and state.covers.value is True and bool(state.until)
