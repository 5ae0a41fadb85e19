"""Where data could go instead: only offers whose qualification is proven to cover the service on the day."""

from __future__ import annotations

import pytest

from souverain import certification, knowledge
from souverain.findings.alternatives import SCHEME, qualified
from souverain.model import known

KNOWN = knowledge.load()


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
