"""The build refuses knowledge that names what is not there."""

from __future__ import annotations

import pytest

from souverain.errors import KnowledgeError
from souverain.knowledge.records import (
    Certificate,
    Country,
    Endpoint,
    Entity,
    Nexus,
    Offer,
    Ownership,
    Provider,
    Region,
    Setting,
    Source,
    Unstated,
)
from souverain.knowledge.references import Collected, check, dates
from souverain.knowledge.regimes import Profile

PROOF = {"source": ("s",), "as_of": "2026-01-02", "grade": "primary"}
LEFT = {"source": ("gone",), "as_of": "2026-01-02", "grade": "primary"}
WHOLE = Collected(
    sources=(Source(id="s", title="A source", date="2026"),),
    countries=(Country(id="FR", **PROOF),),
    entities=(Entity(id="firm", name="Firm", country="FR", **PROOF),),
    providers=(Provider(id="p", name="P", operator="firm", **PROOF),),
)


def with_(**parts: object) -> Collected:
    return Collected(**{name: getattr(WHOLE, name) for name in WHOLE.__struct_fields__} | parts)


def provider(**fields: object) -> Collected:
    return with_(providers=(Provider(id="p", name="P", **PROOF | fields),))


def region(**fields: object) -> Collected:
    stated = {"id": "r", "country": "FR", **PROOF, **fields}
    return provider(regions=(Region(**stated),))


def offer(**fields: object) -> Collected:
    certificate = Certificate(scheme="HDS", status="claimed", **PROOF | fields)
    return provider(offers=(Offer(id="o", name="O", certificates=(certificate,), **PROOF),))


def test_what_hangs_together_is_accepted() -> None:
    check(WHOLE)


def test_an_unknown_names_nothing() -> None:
    check(region(country=Unstated("not published"), operator=Unstated("not stated")))


@pytest.mark.parametrize(
    ("broken", "kind", "name"),
    [
        (provider(**LEFT), "sources", "gone"),
        (provider(operator="nobody"), "entities", "nobody"),
        (region(country="ZZ"), "countries", "ZZ"),
        (region(country=Unstated("several"), countries=("FR", "ZZ")), "countries", "ZZ"),
        (region(operator="nobody"), "entities", "nobody"),
        (region(host="q"), "providers", "q"),
        (region(**LEFT), "sources", "gone"),
        (offer(holder="nobody"), "entities", "nobody"),
        (offer(**LEFT), "sources", "gone"),
        (provider(settings=(Setting(attribute="a", kind="region", default_country="ZZ"),)), "countries", "ZZ"),
        (provider(endpoints=(Endpoint(pattern="^a$", country="ZZ", **PROOF),)), "countries", "ZZ"),
        (provider(endpoints=(Endpoint(pattern="^a$", operator="nobody", **PROOF),)), "entities", "nobody"),
        (with_(ownership=(Ownership(owner="firm", owned="nobody", **PROOF),)), "entities", "nobody"),
        (with_(ownership=(Ownership(owner="nobody", owned="firm", **PROOF),)), "entities", "nobody"),
        (with_(nexus=(Nexus(entity="firm", role="supplier", other="nobody", **PROOF),)), "entities", "nobody"),
        (with_(entities=(Entity(id="firm", name="F", country="ZZ", **PROOF),)), "countries", "ZZ"),
        (with_(profiles=(Profile(id="x", name={}, regime="r"),)), "regimes", "r"),
    ],
)
def test_a_name_that_leads_nowhere(broken: Collected, kind: str, name: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        check(broken)
    assert caught.value.code == "names-nothing"
    assert (caught.value.args_["kind"], caught.value.args_["name"]) == (kind, name)


def test_one_id_for_two_records() -> None:
    twice = with_(entities=WHOLE.entities * 2)
    with pytest.raises(KnowledgeError) as caught:
        check(twice)
    assert caught.value.args_ == {"kind": "entities", "name": "firm"}


def test_dates_of_all_records_inner_ones_too() -> None:
    assert sorted(set(dates(offer(as_of="2026-11")))) == ["2026-01-02", "2026-11"]


@pytest.mark.parametrize("written", ["", "2026", "2026-13", "2026-1-2", "21.11.2026", "2026-11-32"])
def test_a_date_that_is_none(written: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        list(dates(region(as_of=written)))
    assert caught.value.code == "no-date"
