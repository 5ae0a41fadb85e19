"""Where data could go instead: only offers whose qualification is proven to cover the service on the day."""

from __future__ import annotations

from contextlib import closing
from functools import cache

import msgspec
import pytest

import samples
from souverain import certification, knowledge, scan
from souverain.config import Config
from souverain.control import Control
from souverain.document import Document
from souverain.engine import RawFinding, opening
from souverain.findings import asking
from souverain.findings.alternatives import SCHEME, Alternative, attestable, out_of_reach, qualified
from souverain.model import known

KNOWN = knowledge.load()
AS_OF = "2026-11-24"
BUCKET = str(samples.ROOT / "samples/paris-bucket/plan.json")
KINDS = ("object-store", "vm", "database", "kubernetes", "block", "container")
CONTROL = Control(KNOWN, AS_OF)
HOSTING = ("physical-sites", "hardware", "virtual-infrastructure", "platform")


@cache
def document(profile: str) -> Document:
    """A bucket of health data in Paris, as a profile sees it."""
    config = Config(as_of=AS_OF, profiles=(profile,))
    return scan.establish([BUCKET], config).facts.document(asking.asked(profile, KNOWN, config)[0])


def answered(profile: str, kind: str, to: Alternative) -> set[tuple[str, str]]:
    """What policies say against the bucket once it is at an offer: rule, and refused or the kind of unknown."""
    before = document(profile)
    (place,) = before.places.values()
    provider, _, offer = to.offer.partition("/")
    region = KNOWN.region(provider, to.region)
    assert region is not None
    countries = known(tuple(region.countries or (str(region.country),)), region.grade, region.source, region.as_of)
    changed = msgspec.structs.replace(
        place,
        provider=known(provider),
        service="",
        kind=kind,
        offer=known(offer),
        region=known(to.region),
        countries=countries,
        certificates=certification.certificates(
            provider, offer, known(to.region), "", kind, knowledge=KNOWN, as_of=AS_OF
        ),
    )
    operators = dict(before.operators)
    if to.operator:
        key = CONTROL.key(to.operator, offer)
        operators[key] = CONTROL.operator(to.operator, offer)
        territory = CONTROL.territorial(countries, to.operator)
        changed = msgspec.structs.replace(
            changed, operator=known(key, region.grade, region.source, region.as_of), reach=territory
        )
    after = msgspec.structs.replace(before, places={place.id: changed}, operators=operators)
    with closing(opening.opened(Config().policies, None)) as engine:
        raw: tuple[RawFinding, ...] = engine.evaluate(msgspec.json.encode(after))
    return {(item.rule, item.unknown or item.status) for item in raw if item.status in ("fail", "unknown")}


@pytest.mark.parametrize("kind", ["object-store", "vm", "database"])
@pytest.mark.parametrize("as_of", ["2026-11-24", "2026-12-01", "2030-01-01"])
def test_every_offer_named_is_qualified_on_the_day(kind: str, as_of: str) -> None:
    for found in qualified(kind, KNOWN, as_of):
        (id_,) = (id_ for id_ in KNOWN.providers() if KNOWN.provider(id_).name == found.provider)
        states = [
            state
            for offer in KNOWN.provider(id_).offers
            for state in certification.certificates(
                id_, offer.id, known(found.region), "", kind, knowledge=KNOWN, as_of=as_of
            ).value
            or ()
            if (state.scheme, state.status, state.covers.value) == (SCHEME, "granted", True)
        ]
        assert as_of <= found.until <= max(state.until for state in states)


@pytest.mark.parametrize(("as_of", "until"), [("2026-11-30", "2026-11-30"), ("2026-12-01", None)])
def test_what_stands_on_another_is_qualified_no_longer_than_that(as_of: str, until: str | None) -> None:
    found = {item.provider: item.until for item in qualified("vm", KNOWN, as_of)}
    assert found.get("NumSpot") == until


def test_a_qualification_ends_with_its_last_day() -> None:
    def named(as_of: str) -> bool:
        return "cloudgouv-eu-west-1" in [found.region for found in qualified("object-store", KNOWN, as_of)]

    assert named("2026-11-30")
    assert not named("2026-12-01")


def test_the_longest_comes_first_and_each_provider_once() -> None:
    found = qualified("object-store", KNOWN, "2026-11-24")
    assert [item.until for item in found] == sorted((item.until for item in found), reverse=True)
    assert len({item.provider for item in found}) == len(found) > 1


def test_no_offer_for_what_no_qualification_covers() -> None:
    assert qualified("no-such-kind", KNOWN, "2026-11-24") == ()


def test_an_offer_that_no_type_of_resource_deploys_is_not_named() -> None:
    offers = [offer for offer in KNOWN.provider("ovhcloud").offers if not offer.deployable]
    assert any(one.scheme == SCHEME and one.status == "granted" for offer in offers for one in offer.certificates)
    assert "OVHcloud" not in [found.provider for found in qualified("vm", KNOWN, "2026-11-24")]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_out_of_reach_passes_where_it_was_refused(kind: str) -> None:
    asked = document("health")
    found = [*out_of_reach(kind, KNOWN, AS_OF, frozenset(asked.zones["EEA"]), asked.profile.reach, "FR")]
    assert found
    assert len({item.provider for item in found}) == len(found)
    for item in found:
        about = {rule for rule, _ in answered("health", kind, item)}
        assert not about & {"extra_eu_jurisdiction", "unknown_operator", "unknown_location", "storage_outside_zone"}, (
            item
        )


def test_whose_law_is_refused_is_named_nowhere() -> None:
    asked = document("health")
    found = {
        item.offer for item in out_of_reach("vm", KNOWN, AS_OF, frozenset(asked.zones["EEA"]), asked.profile.reach)
    }
    assert not {offer for offer in found if offer.partition("/")[0] in ("aws", "azure", "gcp", "oci", "ibm", "alibaba")}


def test_those_of_the_same_country_come_first() -> None:
    asked = document("health")
    codes = frozenset(asked.zones["EEA"])
    found = [*out_of_reach("vm", KNOWN, AS_OF, codes, asked.profile.reach, "DE")]
    countries = [KNOWN.region(item.offer.partition("/")[0], item.region).country == "DE" for item in found]
    assert countries == sorted(countries, reverse=True)
    assert any(countries)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_qualified_passes_where_it_was_refused(kind: str) -> None:
    for item in qualified(kind, KNOWN, AS_OF):
        assert ("unqualified_offer", "fail") not in answered("secnumcloud", kind, item), item
        assert not {word for rule, word in answered("secnumcloud", kind, item) if rule == "unqualified_offer"}, item


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_to_be_attested_is_refused_no_more(kind: str) -> None:
    found = attestable(kind, KNOWN, AS_OF, "HDS", HOSTING)
    assert all(item.until >= AS_OF for item in found)
    for item in found:
        assert ("unqualified_offer", "fail") not in answered("hds", kind, item), item


def test_a_certificate_for_less_than_is_asked_is_not_named() -> None:
    named = {item.provider for item in attestable("vm", KNOWN, AS_OF, "HDS", HOSTING)}
    assert "3DS OUTSCALE" in named
    assert not attestable("vm", KNOWN, AS_OF, "HDS", (*HOSTING, "no-such-activity"))
