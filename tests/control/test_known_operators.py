"""Operators of the knowledge: who controls them, and through which channels which laws reach them."""

from __future__ import annotations

import pytest

from souverain.control import Control
from souverain.document import Operator, Reach
from souverain.i18n import Lang, text
from souverain.knowledge import load
from souverain.model import Reason

AS_OF = "2026-11-21"
CLOSING = ("direct", "parent", "subprocessor", "territorial")


@pytest.fixture(scope="module")
def control() -> Control:
    return Control(load(), AS_OF)


def parents(found: Operator) -> set[str]:
    return {f"{party.id} {party.country}" for party in found.parents.value or ()}


def closes(reach: Reach) -> bool:
    return reach.channel in CLOSING and reach.certainty in ("certain", "high")


OPERATORS = [
    ("aws-emea-sarl", "LU", "amazon-com-inc US", "us-cloud-act parent high amazon-com-inc"),
    ("aws-esc-gmbh", "DE", "amazon-com-inc US", "us-cloud-act parent high amazon-com-inc"),
    ("microsoft-ireland", "IE", "microsoft-corp US", "us-cloud-act parent high microsoft-corp"),
    ("google-llc", "US", "alphabet US", "us-cloud-act direct certain google-llc"),
    ("s3ns-sas", "FR", "dassault-aviation FR, french-state FR", "us-cloud-act technology low google-llc"),
    ("s3ns-sas", "FR", "dassault-aviation FR, french-state FR", "us-other-compulsion technology medium google-llc"),
    ("ovh-sas", "FR", "klaba-family FR", "us-cloud-act local_presence medium ovh-us"),
    ("ovh-sas", "FR", "klaba-family FR", "ca-production-order local_presence medium ovh-ca"),
    ("ovh-ca", "CA", "klaba-family FR", "ca-production-order direct certain ovh-ca"),
    ("scaleway-sas", "FR", "xavier-niel FR", "us-cloud-act local_presence medium scaleway-us"),
    ("outscale-sas", "FR", "gimd FR", "us-cloud-act local_presence medium outscale-inc"),
    ("outscale-inc", "US", "gimd FR", "us-cloud-act direct certain outscale-inc"),
    ("bleu-sas", "FR", "capgemini FR, orange FR", "us-cloud-act technology low microsoft-corp"),
    ("akenes", "CH", "america-movil MX", "generic-territorial parent medium america-movil"),
    ("cleura-ab", "SE", "icg GB", "uk-ipa parent high icg"),
    ("infomaniak-sa", "CH", "infomaniak-foundation CH", "ch-ndg-buepf direct high infomaniak-sa"),
]


@pytest.mark.parametrize(("entity", "country", "expected", "reach"), OPERATORS)
def test_parents_and_reach(control: Control, entity: str, country: str, expected: str, reach: str) -> None:
    found = control.operator(entity, "any other offer")
    assert (found.country.value, parents(found)) == (country, set(expected.split(", ")))
    assert reach in {f"{one.law} {one.channel} {one.certainty} {one.entity}" for one in found.reach.value or ()}


@pytest.mark.parametrize(
    "entity", ["s3ns-sas", "ovh-sas", "scaleway-sas", "outscale-sas", "bleu-sas", "numspot-sas", "cloud-temple-sas"]
)
def test_reported_and_not_closing(control: Control, entity: str) -> None:
    found = control.operator(entity, "any other offer").reach
    assert found.known
    assert [reach for reach in found.value or () if closes(reach)] == []


def test_a_link_limited_to_an_offer_is_that_offer_s(control: Control) -> None:
    """Aiven, whose holders are not published, runs the managed databases of OVHcloud."""
    assert control.operator("ovh-sas", "ovh-public-cloud").reach.known
    reach = control.operator("ovh-sas", "ovh-managed-databases").reach
    assert (reach.reason, reach.args["because"]) == ("through-a-link", "control-not-published")
    assert (reach.args["link"], reach.args["operator"]) == ("Aiven Oy", "OVH SAS")
    assert control.key("ovh-sas", "ovh-public-cloud") == "ovh-sas"
    assert control.key("ovh-sas", "ovh-managed-databases") == "ovh-sas/ovh-managed-databases"
    assert control.key("ovh-sas", None) == "ovh-sas/?"
    assert control.key("scaleway-sas", None) == "scaleway-sas"


@pytest.mark.parametrize("entity", ["cloudflare-inc", "datadog-inc", "sinnet"])
def test_a_foreign_operator_of_unknown_owners_is_reached_all_the_same(control: Control, entity: str) -> None:
    found = control.operator(entity)
    assert (found.parents.known, found.reach.known) == (False, False)
    assert any(closes(reach) for reach in found.reach.value or ())


@pytest.mark.parametrize(("as_of", "in_force"), [("2027-03-31", True), ("2027-04-01", False)])
def test_fisa_702_counts_as_long_as_its_orders_run(as_of: str, in_force: bool) -> None:
    found = Control(load(), as_of).operator("aws-emea-sarl").reach.value or ()
    assert any(reach.law == "us-fisa-702" for reach in found) == in_force


CAPITAL = [
    ("aws-esc-gmbh", "19.6.b1", "fail", "amazon-com-inc"),
    ("akenes", "19.6.a", "fail", ""),
    ("s3ns-sas", "19.6.b1", "unknown", "google-llc"),
    ("bleu-sas", "19.6.a", "pass", ""),
    ("ovh-sas", "19.6.b1", "unknown", ""),
]


@pytest.mark.parametrize(("entity", "criterion", "answer", "owner"), CAPITAL)
def test_capital_test(control: Control, entity: str, criterion: str, answer: str, owner: str) -> None:
    (found,) = [one for one in control.capital(entity).criteria if one.id == criterion]
    assert found.answer == answer
    assert not owner or owner in {edge.owner for edge in found.chain}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_entity_has_an_answer_that_can_be_said(control: Control, lang: Lang) -> None:
    """No entity of the knowledge breaks the graph, and what is not known always says why."""
    for entity in load().entities():
        found = control.operator(entity)
        unknowns = [Reason(fact.reason, fact.args) for fact in (found.parents, found.reach) if not fact.known]
        reasons = [*unknowns, *(criterion.reason for criterion in control.capital(entity).criteria)]
        assert all(text(f"reasons.{reason.code}", lang, **reason.args) for reason in reasons)
