"""The places of a facts document, with who runs what is there: sites in, ids of places that were described once out."""

from __future__ import annotations

import msgspec

from souverain import certification, contracts, placement
from souverain.control import nineteen_six
from souverain.control.ground import Ground
from souverain.document import CertificateState, Contradiction, Operator, Place
from souverain.facts import ids
from souverain.knowledge import Knowledge
from souverain.model import Fact, unknown


class Places:
    """Every place and every operator that was met, by id."""

    def __init__(self, knowledge: Knowledge, as_of: str, ground: Ground) -> None:
        self.all: dict[str, Place] = {}
        self.operators: dict[str, Operator] = {}
        self._knowledge = knowledge
        self._as_of = as_of
        self._ground = ground
        self._ids: dict[tuple[int, str], str] = {}
        self._kept: list[placement.Site] = []
        """What the table of ids knows by identity, kept alive so that an identity is not used twice."""

    def of(self, site: placement.Site, kind: str) -> str:
        """The id of the place of a site for one kind of service."""
        key = (id(site), kind)
        if (found := self._ids.get(key)) is None:
            found = self._ids[key] = ids.of_place(site, kind)
            if found not in self.all:
                self.all[found] = self._describe(found, site, kind)
            self._kept.append(site)
        return found

    def _describe(self, place: str, site: placement.Site, kind: str) -> Place:
        known = self._ground.certificates
        if place not in known:
            known[place] = self._certificates(site, kind)
        certificates = known[place]
        return Place(
            id=place,
            provider=site.provider,
            service=site.service,
            kind=kind,
            offer=site.offer,
            region=site.region,
            city=site.city,
            countries=site.countries,
            operator=self._operator(site),
            reach=self._ground.control.territorial(site.countries, site.operator.value or ""),
            certificates=certificates,
            clauses=self._clauses(site),
            contradicted=self._contradicted(site, certificates),
        )

    def _operator(self, site: placement.Site) -> Fact[str]:
        """The key of the operator: its entity, and its offer where other parties have a hand in that offer alone."""
        if site.operator.value is None:
            return site.operator
        key = self._ground.control.key(site.operator.value, site.offer.value)
        if key not in self.operators:
            self.operators[key] = self._ground.control.operator(site.operator.value, site.offer.value)
        return msgspec.structs.replace(site.operator, value=key)

    def _contradicted(
        self, site: placement.Site, certificates: Fact[tuple[CertificateState, ...]]
    ) -> tuple[Contradiction, ...]:
        """What the records deny of the operator; nothing where no live qualification presumes it."""
        live = any(
            state.scheme == nineteen_six.SCHEME and state.status in ("granted", "attested") and state.covers.value
            for state in certificates.value or ()
        )
        return self._ground.control.denied(site.operator.value) if live and site.operator.value else ()

    def _clauses(self, site: placement.Site) -> dict[str, Fact[bool]]:
        if site.provider.value is None:
            return {}
        provider, offer = site.provider.value, site.offer.value
        return contracts.clauses(provider, offer, knowledge=self._knowledge, as_of=self._as_of)

    def _certificates(self, site: placement.Site, kind: str) -> Fact[tuple[CertificateState, ...]]:
        if site.provider.value is None or site.offer.value is None:
            return unknown("offer-unknown")
        return certification.certificates(
            site.provider.value,
            site.offer.value,
            site.region,
            site.service,
            kind,
            knowledge=self._knowledge,
            as_of=self._as_of,
        )
