"""Certificates on a date, for a region and a service: small offers, and the offers of the knowledge."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from souverain.certification import CATEGORIES, certificates
from souverain.document import CertificateState
from souverain.i18n import Lang, text
from souverain.knowledge import Knowledge, load, of
from souverain.knowledge.records import Certificate, Offer, Provider, Region, Unstated
from souverain.model import Fact, known, unknown

Scope = tuple[str, ...] | Unstated
LAPSED = "lapsed-renewal-unknown"
NOT_PUBLISHED = Unstated("not published")
EVERYWHERE = ("*",)

BASE = Certificate(
    scheme="SecNumCloud",
    status="granted",
    since="2023-11-30",
    until="2026-11-30",
    regions=EVERYWHERE,
    services=EVERYWHERE,
    source=("catalogue",),
    as_of="2026-09-15",
    grade="transcription",
)

REGIONS: list[tuple[str, Any, str, tuple[str, ...], tuple[str, ...]]] = [
    ("par", "region", "", (), ()),
    ("par-1", "zone", "par", (), ()),
    ("par-edge", "local_zone", "par", (), ()),
    ("ams", "region", "", (), ("amsterdam",)),
    ("both", "multi_region", "", ("par", "ams"), ()),
    ("global", "global", "", (), ()),
]


def knowledge_of(*found: Certificate, regions: tuple[str, ...] = ()) -> Knowledge:
    evidence: dict[str, Any] = {"source": ("site",), "as_of": "2026-09-15", "grade": "primary"}
    offer = Offer(id="cloud", name="Cloud", regions=regions, certificates=found, **evidence)
    placed = tuple(
        Region(id=name, country="FR", kind=kind, parent=parent, members=members, aliases=aliases, **evidence)
        for name, kind, parent, members, aliases in REGIONS
    )
    return of(providers=[Provider(id="p", name="P", country="FR", offers=(offer,), regions=placed, **evidence)])


def state(
    certificate: Certificate,
    as_of: str = "2026-11-21",
    *,
    region: Fact[str] | None = None,
    service: str = "compute",
    kind: str = "vm",
    offered_in: tuple[str, ...] = (),
) -> CertificateState:
    knowledge = knowledge_of(certificate, regions=offered_in)
    found = certificates("p", "cloud", region or known("par"), service, kind, knowledge=knowledge, as_of=as_of)
    (only,) = found.value or ()
    return only


STATUS: list[tuple[str, dict[str, Any], str, str]] = [
    ("on its first day", {}, "2023-11-30", "granted"),
    ("on its last day", {}, "2026-11-30", "granted"),
    ("the day after", {}, "2026-12-01", "lapsed-renewal-unknown"),
    ("the day after, and a source says it was not renewed", {"status": "expired"}, "2026-12-01", "expired"),
    ("before it expired", {"status": "expired"}, "2026-11-30", "granted"),
    ("expired on a day that nobody gives", {"status": "expired", "until": ""}, "2026-11-30", "expired"),
    ("before its first day", {}, "2023-11-29", "unknown"),
    ("to a month, before it", {"until": "2026-12"}, "2026-11-30", "granted"),
    ("to a month, inside it", {"until": "2026-12"}, "2026-12-01", "unknown"),
    ("to a month, after it", {"until": "2026-12"}, "2027-01-01", "lapsed-renewal-unknown"),
    ("from a month, inside it", {"since": "2024-07"}, "2024-07-30", "unknown"),
    ("from a month, on its last day", {"since": "2024-07"}, "2024-07-31", "granted"),
    ("no end published", {"until": ""}, "2026-11-21", "claimed"),
    ("no start published, seen since", {"since": ""}, "2026-09-15", "granted"),
    ("no start published, before it was seen", {"since": ""}, "2026-09-14", "unknown"),
    ("claimed", {"status": "claimed", "since": "", "until": ""}, "2026-11-21", "claimed"),
    ("claimed, to a day that is past", {"status": "claimed"}, "2026-12-01", "lapsed-renewal-unknown"),
    ("in progress", {"status": "in-progress"}, "2026-11-21", "in-progress"),
    ("suspended, whatever its dates", {"status": "suspended"}, "2026-11-21", "suspended"),
    ("withdrawn", {"status": "withdrawn"}, "2026-11-21", "withdrawn"),
    ("none", {"status": "none", "since": "", "until": ""}, "2026-11-21", "none"),
    ("HDS of 2018 on its last day", {"scheme": "HDS", "version": "2018"}, "2026-05-16", "granted"),
    ("HDS of 2018 the day after", {"scheme": "HDS", "version": "2018"}, "2026-05-17", LAPSED),
    ("HDS 1.1 the day after", {"scheme": "HDS", "version": "1.1"}, "2026-05-17", "lapsed-renewal-unknown"),
    (
        "HDS v1 that ended before",
        {"scheme": "HDS", "version": "v1", "until": "2026-01-01"},
        "2026-01-02",
        "lapsed-renewal-unknown",
    ),
    ("HDS 2.0", {"scheme": "HDS", "version": "2.0"}, "2026-05-17", "granted"),
    ("another scheme's first version", {"version": "1.0"}, "2026-05-17", "granted"),
]


@pytest.mark.parametrize(
    ("change", "as_of", "expected"), [case[1:] for case in STATUS], ids=[case[0] for case in STATUS]
)
def test_status(change: dict[str, str], as_of: str, expected: str) -> None:
    assert state(msgspec.structs.replace(BASE, **change), as_of).status == expected  # type: ignore[arg-type]


def test_hds_of_2018_shows_the_day_on_which_it_ends() -> None:
    assert state(msgspec.structs.replace(BASE, scheme="HDS", version="2018")).until == "2026-05-16"


SITES: list[tuple[str, Scope, str, tuple[str, ...], str]] = [
    ("listed", ("par",), "par", (), "yes"),
    ("not listed", ("ams",), "par", (), "no"),
    ("listed under another name", ("amsterdam",), "ams", (), "yes"),
    ("a zone of a listed region", ("par",), "par-1", (), "yes"),
    ("a local zone is a site of its own", ("par",), "par-edge", (), "no"),
    ("several regions, all listed", ("par", "ams"), "both", (), "yes"),
    ("several regions, one listed", ("par",), "both", (), "no"),
    ("all sites", EVERYWHERE, "par", (), "yes"),
    ("a region that no record knows", ("par",), "new-1", (), "region-unknown"),
    ("a region that only the scope knows", ("new-1",), "new-1", (), "yes"),
    ("not published", NOT_PUBLISHED, "par", ("par", "ams"), "certificate-regions-not-published"),
    ("not published, the offer has one region", NOT_PUBLISHED, "par", ("par",), "yes"),
    ("not published, the offer has one other region", NOT_PUBLISHED, "ams", ("par",), "no"),
    ("a service without region", ("par",), "global", (), "certificate-without-region"),
    ("a region that is not known", ("par",), "", (), "no-region"),
    ("a region that is not known, all sites", EVERYWHERE, "", (), "yes"),
]


@pytest.mark.parametrize(
    ("scope", "region", "offered_in", "expected"), [case[1:] for case in SITES], ids=[case[0] for case in SITES]
)
def test_covers_sites(scope: Scope, region: str, offered_in: tuple[str, ...], expected: str) -> None:
    certificate = msgspec.structs.replace(BASE, regions=scope)
    place: Fact[str] = known(region) if region else unknown("no-region")
    assert said(state(certificate, region=place, offered_in=offered_in).covers) == expected


SERVICES: list[tuple[str, Scope, str, str, str]] = [
    ("infrastructure: a machine", ("iaas",), "compute", "vm", "yes"),
    ("infrastructure: a volume", ("IaaS",), "compute", "block", "yes"),
    ("infrastructure: a managed database", ("iaas",), "rdb", "database", "no"),
    ("platform: a managed database", ("paas",), "rdb", "database", "yes"),
    ("platform and containers: a cluster", ("caas", "iaas"), "k8s", "kubernetes", "yes"),
    ("infrastructure: a cluster", ("iaas",), "k8s", "kubernetes", "no"),
    ("a listed service", ("instance", "block"), "instance", "vm", "yes"),
    ("a service that a list leaves out", ("instance", "block"), "rdb", "database", "no"),
    ("a listed kind", ("object-store",), "s3", "object-store", "yes"),
    ("a listed service of unknown kind", ("instance",), "instance", "", "yes"),
    ("an unlisted service of unknown kind", ("instance",), "rdb", "", "no"),
    ("categories, kind not known", ("iaas",), "compute", "", "certificate-kind-unknown"),
    ("neither service nor kind known", ("instance",), "", "", "certificate-kind-unknown"),
    ("all services", EVERYWHERE, "", "", "yes"),
    ("not published", NOT_PUBLISHED, "compute", "vm", "certificate-services-not-published"),
]


@pytest.mark.parametrize(
    ("scope", "service", "kind", "expected"), [case[1:] for case in SERVICES], ids=[case[0] for case in SERVICES]
)
def test_covers_services(scope: Scope, service: str, kind: str, expected: str) -> None:
    certificate = msgspec.structs.replace(BASE, services=scope)
    assert said(state(certificate, service=service, kind=kind).covers) == expected


@pytest.mark.parametrize(
    ("regions", "services", "expected"),
    [
        (("ams",), NOT_PUBLISHED, "no"),
        (NOT_PUBLISHED, ("rdb",), "no"),
        (("par",), NOT_PUBLISHED, "certificate-services-not-published"),
        (NOT_PUBLISHED, ("iaas",), "certificate-regions-not-published"),
        (("par",), ("iaas",), "yes"),
    ],
)
def test_a_scope_that_leaves_one_out_is_enough(regions: Scope, services: Scope, expected: str) -> None:
    assert said(state(msgspec.structs.replace(BASE, regions=regions, services=services)).covers) == expected


def said(covers: Fact[bool]) -> str:
    return {True: "yes", False: "no", None: covers.reason}[covers.value]


def test_activities_are_published_or_not() -> None:
    assert state(BASE).activities.reason == "certificate-activities-not-published"
    assert state(msgspec.structs.replace(BASE, activities=("hardware",))).activities.value == ("hardware",)


def test_the_evidence_comes_along() -> None:
    found = state(msgspec.structs.replace(BASE, number="2118", conditions=("clause",)))
    assert (found.number, found.conditions, found.grade, found.source, found.as_of) == (
        "2118",
        ("clause",),
        "transcription",
        ("catalogue",),
        "2026-09-15",
    )


@pytest.mark.parametrize(("offer", "reason"), [("cloud", "certificates-not-recorded"), ("x", "offer-not-recorded")])
def test_what_nobody_records_is_unknown(offer: str, reason: str) -> None:
    found = certificates("p", offer, known("par"), "s", "vm", knowledge=knowledge_of(), as_of="2026-11-21")
    assert (found.known, found.reason) == (False, reason)


def test_no_kind_of_data_store_is_in_two_layers_of_a_scope() -> None:
    assert not CATEGORIES["iaas"] & CATEGORIES["paas"]
    assert not CATEGORIES["saas"] & (CATEGORIES["iaas"] | CATEGORIES["paas"])


NO_SITES = "certificate-regions-not-published"

OFFERS = [
    ("outscale/outscale cloudgouv-eu-west-1 vm SecNumCloud", "2026-11-30", "granted", "yes"),
    ("outscale/outscale cloudgouv-eu-west-1 vm SecNumCloud", "2026-12-01", "lapsed-renewal-unknown", "yes"),
    ("outscale/outscale eu-west-2 vm SecNumCloud", "2026-11-21", "granted", "no"),
    ("outscale/outscale cloudgouv-eu-west-1 kubernetes SecNumCloud", "2026-11-21", "granted", "no"),
    ("outscale/outscale eu-west-2 vm HDS", "2026-11-21", "granted", NO_SITES),
    ("outscale/outscale eu-west-2 vm HDS", "2029-08-28", "lapsed-renewal-unknown", NO_SITES),
    ("ovhcloud/ovh-hosted-private-cloud-snc eu-west-gra vm SecNumCloud", "2026-12-29", "granted", "yes"),
    ("ovhcloud/ovh-hosted-private-cloud-snc eu-west-gra vm SecNumCloud", "2026-12-30", "lapsed-renewal-unknown", "yes"),
    ("ovhcloud/ovh-public-cloud GRA vm SecNumCloud", "2026-11-21", "none", NO_SITES),
    ("ovhcloud/ovh-public-cloud GRA vm HDS", "2026-11-21", "claimed", NO_SITES),
    ("scaleway/scaleway fr-par vm SecNumCloud", "2026-11-21", "in-progress", NO_SITES),
    ("scaleway/scaleway fr-par vm HDS", "2026-11-21", "claimed", "certificate-kind-unknown"),
    ("scaleway/scaleway nl-ams vm HDS", "2026-11-21", "claimed", "no"),
    ("s3ns/cloud-de-confiance-s3ns u-france-east1 database SecNumCloud", "2026-11-21", "granted", "yes"),
    ("aws/aws eu-west-3 vm SecNumCloud", "2026-11-21", "none", NO_SITES),
    ("aws/aws eu-west-3 vm HDS", "2026-11-21", "claimed", NO_SITES),
    ("azure/azure francecentral vm HDS", "2026-11-21", "claimed", NO_SITES),
    ("gcp/gcp europe-west9 vm HDS", "2026-11-21", "claimed", NO_SITES),
]


@pytest.mark.parametrize(("asked", "as_of", "status", "covers"), OFFERS)
def test_offers_of_the_knowledge(asked: str, as_of: str, status: str, covers: str) -> None:
    offer, region, kind, scheme = asked.split()
    provider, _, name = offer.partition("/")
    found = certificates(provider, name, known(region), "", kind, knowledge=load(), as_of=as_of).value or ()
    assert [(one.status, said(one.covers)) for one in found if one.scheme == scheme] == [(status, covers)]


REASONS = [
    "certificate-activities-not-published",
    "certificate-kind-unknown",
    "certificate-regions-not-published",
    "certificate-services-not-published",
    "certificate-without-region",
]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_reasons_can_be_said(lang: Lang) -> None:
    assert all("HDS" in text(f"reasons.{code}", lang, scheme="HDS") for code in REASONS)
    offers = [
        text(f"reasons.{code}", lang, offer="Cloud") for code in ("offer-not-recorded", "certificates-not-recorded")
    ]
    assert all("Cloud" in sentence for sentence in offers)
