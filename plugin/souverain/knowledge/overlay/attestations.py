"""Attested certificates: an overlay in, the providers of which an offer has one more certificate out."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from souverain.declared import Attestation, Overlay
from souverain.knowledge.overlay.base import DECLARED, Base
from souverain.knowledge.overlay.sites import find_offer
from souverain.knowledge.records import Certificate, Offer, Provider, Unstated

_NOT_ATTESTED = Unstated("not attested")


def attested(base: Base, overlay: Overlay, declared: Mapping[str, Provider]) -> dict[str, Provider]:
    """The declared providers, and those on record of which a certificate is attested."""
    found = dict(declared)
    for item in overlay.attestations:
        provider, offer = _attested_offer(base, item, found)
        changed = msgspec.structs.replace(offer, certificates=(*offer.certificates, _certificate(base, item)))
        offers = tuple(changed if one.id == offer.id else one for one in provider.offers)
        found[provider.id] = msgspec.structs.replace(provider, offers=offers)
    return found


def _attested_offer(base: Base, item: Attestation, found: Mapping[str, Provider]) -> tuple[Provider, Offer]:
    """The offer as it stands now: two attestations may concern one."""
    name, _, id_ = item.offer.partition("/")
    if name not in found:
        return find_offer(base, item.offer, f"attestations {item.certificate_no}")
    offer = next((one for one in found[name].offers if one.id == id_), None)
    return (found[name], offer) if offer else base.nothing("offers", item.offer, f"attestations {item.certificate_no}")


def _certificate(base: Base, item: Attestation) -> Certificate:
    said = base.word(_title(item), item.checked_on)
    return Certificate(
        scheme=item.scheme,
        status="attested",
        version=item.version,
        since=item.since,
        until=item.until,
        number=item.certificate_no,
        regions=item.sites,
        services=item.services,
        activities=item.activities or _NOT_ATTESTED,
        source=said.source,
        as_of=said.as_of,
        grade=DECLARED,
    )


def _title(item: Attestation) -> str:
    """Who issued the document, to whom, who has seen it, and which bytes they were."""
    parts = (item.certifier, item.holder, f"seen by {item.author}", item.file_sha256 and f"SHA-256 {item.file_sha256}")
    return ", ".join(part for part in (f"certificate {item.certificate_no}", *parts) if part)
