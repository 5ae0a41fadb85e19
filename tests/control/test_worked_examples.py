"""The laws of the knowledge on the chains that they are usually explained with."""

from __future__ import annotations

import pytest
from graph_records import AS_OF, drawn, entity, known_of, link

from souverain.control import operator, territorial
from souverain.knowledge import load
from souverain.knowledge.records import Entity, Nexus
from souverain.model import known

FAMILY = entity("family", "FR", kind="person")
US = entity("us", "US")

EXAMPLES: list[tuple[str, str, list[Entity], list[Nexus], dict[str, str]]] = [
    (
        "US hyperscaler, contract with its subsidiary in Luxembourg",
        "us>x full",
        [entity("x", "LU"), US],
        [],
        {"us-cloud-act": "high parent", "us-fisa-702": "high parent", "us-other-compulsion": "high parent"},
    ),
    (
        "French provider with subsidiaries in the US and in Canada",
        "family>x controlling | x>us full | x>ca full",
        [US, entity("ca", "CA")],
        [],
        {
            "us-cloud-act": "medium local_presence",
            "us-fisa-702": "low local_presence",
            "ca-production-order": "medium local_presence",
        },
    ),
    ("provider of the Union alone", "family>x full", [entity("x", "DE")], [], {}),
    (
        "French joint venture on licensed US software",
        "a>x controlling | us>x minority | family>a full | float>us none",
        [US],
        [link("x", "us", "supplier")],
        {"us-cloud-act": "low technology", "us-other-compulsion": "medium technology"},
    ),
    (
        "French software on a US infrastructure, keys with the provider",
        "family>x full | float>us none",
        [US],
        [link("x", "us", "infrastructure", access=True)],
        {"us-cloud-act": "high subprocessor", "us-fisa-702": "high subprocessor"},
    ),
]


@pytest.mark.parametrize(
    ("graph", "entities", "nexus", "expected"), [case[1:] for case in EXAMPLES], ids=[case[0] for case in EXAMPLES]
)
def test_reach(graph: str, entities: list[Entity], nexus: list[Nexus], expected: dict[str, str]) -> None:
    edges = drawn(graph)
    named = {name: entity(name) for edge in edges for name in (edge.owner, edge.owned)} | {"x": entity("x")}
    named |= {found.id: found for found in (FAMILY, *entities)}
    found = operator("x", known_of(named.values(), edges, nexus, load().laws), AS_OF).reach
    assert found.known
    assert {reach.law: f"{reach.certainty} {reach.channel}" for reach in found.value or ()} == expected


def test_infrastructure_of_unknown_owners_leaves_the_reach_unknown() -> None:
    nexus = [link("x", "host", "infrastructure", access=True)]
    entities = [entity("x"), entity("host"), FAMILY]
    found = operator("x", known_of(entities, drawn("family>x full"), nexus, load().laws), AS_OF).reach
    assert (found.known, found.reason, found.args["because"]) == (False, "through-a-link", "owner-not-published")


OUTSIDE_EVERY_ZONE = ("US", "GB", "CA", "CN", "RU", "AU", "IN", "CH", "BR", "JP", "SG", "MA", "RS", "NC", "NO", "*")


@pytest.mark.parametrize("country", OUTSIDE_EVERY_ZONE)
def test_data_outside_the_union_is_within_reach_at_high_or_more(country: str) -> None:
    found = territorial(known((country,)), "x", load(), AS_OF)
    assert any(reach.certainty in ("certain", "high") for reach in found)
    assert {(reach.channel, reach.country) for reach in found} == {("territorial", country)}


@pytest.mark.parametrize("country", ["EU", "FR", "DE", "RE", "GP", "MQ", "GF", "YT", "MF"])
def test_data_in_the_union_is_not(country: str) -> None:
    assert territorial(known((country,)), "x", load(), AS_OF) == ()
