"""Which laws reach an operator: small graphs with the triggers that the cases speak of."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from graph_records import AS_OF, NOT_PUBLISHED, Access, Role, drawn, entity, known_of, law, link

from souverain.control import Control, operator, territorial
from souverain.document import Operator, Reach
from souverain.knowledge import Knowledge
from souverain.knowledge.records import Entity, Law, Nexus, Trigger
from souverain.model import Fact, known, unknown

PARTY = ("incorporated", "headquartered")
CONTROLLED = (*PARTY, "controller_incorporated", "controller_headquartered")


def us_act(*, until: str = "") -> Law:
    def trigger(name: str, role: str, channel: str, certainty: str, tests: tuple[str, ...], **access: bool) -> Trigger:
        return Trigger(id=name, role=role, channel=channel, certainty=certainty, tests=tests, country="US", **access)  # type: ignore[arg-type]

    return law(
        "us-act",
        "US",
        trigger("t1", "operator", "direct", "certain", PARTY),
        trigger("t2", "operator", "local_presence", "high", ("branch", "establishment")),
        trigger("t3", "controller", "parent", "high", PARTY),
        trigger("t4", "infrastructure", "subprocessor", "high", CONTROLLED, needs_access=True),
        trigger("t5", "subprocessor", "subprocessor", "high", CONTROLLED, needs_access=True),
        trigger("t6", "key_custodian", "subprocessor", "high", CONTROLLED),
        trigger("t7", "affiliate", "local_presence", "medium", ("incorporated",)),
        trigger("t8", "operator", "market", "low", ("offers_services", "listed")),
        trigger("t9", "operator", "territorial", "certain", ("data", "administration")),
        trigger("t10", "supplier", "technology", "low", CONTROLLED, without_access=True),
        until=until,
    )


CH_ACT = law(
    "ch-act",
    "CH",
    Trigger(id="t1", role="operator", channel="direct", tests=PARTY, country="CH", certainty="high"),
    Trigger(id="t2", role="operator", channel="territorial", tests=("data",), country="CH", certainty="medium"),
)
CA_ACT = law(
    "ca-act",
    "CA",
    Trigger(id="t1", role="operator", channel="direct", tests=PARTY, country="CA", certainty="certain"),
    Trigger(id="t2", role="affiliate", channel="local_presence", tests=PARTY, country="CA", certainty="medium"),
)
RU_ACT = law(
    "ru-act",
    "RU",
    Trigger(id="t1", role="operator", channel="direct", tests=(*PARTY, "data"), country="RU", certainty="certain"),
)
ORDINARY = law(
    "ordinary",
    "*",
    Trigger(id="t1", role="operator", channel="direct", tests=PARTY, country="*", certainty="high"),
    Trigger(id="t2", role="operator", channel="territorial", tests=("data",), country="*", certainty="high"),
    Trigger(id="t3", role="controller", channel="parent", tests=("incorporated",), country="*", certainty="medium"),
    Trigger(
        id="t4",
        role="subprocessor",
        channel="subprocessor",
        tests=("incorporated",),
        country="*",
        certainty="medium",
        needs_access=True,
    ),
)
UNION = law(
    "union-act",
    "EU",
    Trigger(id="t1", role="operator", channel="market", tests=PARTY, country="FR", certainty="certain"),
    foreign=False,
)
LAWS = (us_act(), CH_ACT, CA_ACT, RU_ACT, ORDINARY, UNION)

US = entity("us", "US")
FR_OWNED = "state>x full"
STATE = entity("state", "FR", kind="state")


def world(graph: str, entities: Iterable[Entity], nexus: Iterable[Nexus] = (), laws: Iterable[Law] = LAWS) -> Knowledge:
    edges = drawn(graph)
    named = {name: entity(name) for edge in edges for name in (edge.owner, edge.owned)} | {"x": entity("x")}
    return known_of((named | {found.id: found for found in (STATE, *entities)}).values(), edges, nexus, laws)


def reached(graph: str, *entities: Entity, nexus: Iterable[Nexus] = (), laws: Iterable[Law] = LAWS) -> Operator:
    return operator("x", world(graph, entities, nexus, laws), AS_OF)


def said(reaches: Iterable[Reach] | None) -> set[str]:
    return {f"{r.law} {r.country} {r.channel} {r.certainty} {r.entity}" for r in reaches or ()}


OWNED = [
    ("subsidiary of a US company", "us>x full", [US], {"us-act US parent high us"}),
    ("every controller on the way up", "us>a full | a>x full", [US, entity("a", "CH")],
     {"us-act US parent high us", "ordinary CH parent medium a"}),
    ("joint venture with a US company", "us>x joint | a>x joint", [US], {"us-act US parent high us"}),
    ("minority of a US company", "us>x minority 20% | a>x full", [US], set()),
    ("US company", "state>x full", [entity("x", "US")], {"us-act US direct certain x"}),
    ("seat elsewhere, headquarters in the US", FR_OWNED, [entity("x", "LU", headquarters="US")],
     {"us-act US direct certain x"}),
    ("branch in the US", FR_OWNED, [entity("x", establishments=("US",))], {"us-act US local_presence high x"}),
    ("subsidiaries in the US and Canada", "state>x full | x>us full | x>ca full", [US, entity("ca", "CA")],
     {"us-act US local_presence medium us", "ca-act CA local_presence medium ca"}),
    ("sister company in the US", "a>x full | a>us full", [US], {"us-act US local_presence medium us"}),
    ("what the State controls besides is no sister", "state>x full | state>us full", [US], set()),
    ("Union only", FR_OWNED, [], set()),
    ("outermost region", FR_OWNED, [entity("x", "RE")], set()),
    ("parent in a country without a listed law", "mx>x full", [entity("mx", "MX")], {"ordinary MX parent medium mx"}),
    ("parent where the listed law is silent on parents", "ca>x full", [entity("ca", "CA")],
     {"ordinary CA parent medium ca"}),
    ("operator in Norway", FR_OWNED, [entity("x", "NO")], {"ordinary NO direct high x"}),
    ("operator in Switzerland", FR_OWNED, [entity("x", "CH")], {"ch-act CH direct high x"}),
    ("seat in one country, headquarters in another", FR_OWNED, [entity("x", "KY", headquarters="HK")],
     {"ordinary KY direct high x", "ordinary HK direct high x"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("graph", "entities", "expected"), [case[1:] for case in OWNED], ids=[case[0] for case in OWNED]
)
def test_reach_through_the_group(graph: str, entities: list[Entity], expected: set[str]) -> None:
    found = reached(graph, *entities).reach
    assert found.known
    assert said(found.value) == expected


LINKED: list[tuple[str, Role, Access, set[str]]] = [
    ("infrastructure with access", "infrastructure", True, {"us-act US subprocessor high us"}),
    ("infrastructure without", "infrastructure", False, set()),
    ("subprocessor with access", "subprocessor", True, {"us-act US subprocessor high us"}),
    ("subprocessor without", "subprocessor", False, set()),
    ("supplier without access", "supplier", False, {"us-act US technology low us"}),
    ("supplier with access is a subprocessor", "supplier", True, {"us-act US subprocessor high us"}),
    ("who can use the keys", "key_custodian", False, {"us-act US subprocessor high us"}),
    ("affiliate by agreement", "affiliate", False, {"us-act US local_presence medium us"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("role", "access", "expected"), [case[1:] for case in LINKED], ids=[case[0] for case in LINKED]
)
@pytest.mark.parametrize("other", ["us itself", "held from the us"])
def test_reach_through_links(role: Role, access: Access, expected: set[str], other: str) -> None:
    party = "us" if other == "us itself" else "held"
    graph = f"{FR_OWNED} | state>us full | us>held full"
    found = reached(graph, US, nexus=[link("x", party, role, access=access)]).reach
    assert found.known
    if role != "affiliate" or party == "us":
        assert said(found.value) == {text.replace(" us", f" {party}") for text in expected}


@pytest.mark.parametrize("role", ["infrastructure", "subprocessor", "supplier"])
def test_unknown_access_leaves_the_reach_unknown(role: Role) -> None:
    graph = f"{FR_OWNED} | state>us full"
    found = reached(graph, US, nexus=[link("x", "us", role, access=NOT_PUBLISHED)]).reach
    assert (found.known, found.reason, found.args) == (False, "access-not-published", {"entity": "X", "other": "Us"})
    assert said(found.value) == ({"us-act US technology low us"} if role == "supplier" else set())


def test_unknown_access_of_a_company_of_the_union_matters_not() -> None:
    found = reached(f"{FR_OWNED} | state>a full", nexus=[link("x", "a", "subprocessor", access=NOT_PUBLISHED)]).reach
    assert (found.known, found.value) == (True, ())


@pytest.mark.parametrize(("access", "is_known"), [(True, False), (NOT_PUBLISHED, False), (False, True)])
def test_unknown_owner_of_a_subprocessor(access: Access, is_known: bool) -> None:
    found = reached(FR_OWNED, entity("a"), nexus=[link("x", "a", "subprocessor", access=access)]).reach
    assert found.known == is_known
    assert found.reason == ("" if is_known else "through-a-link")
    assert found.args.get("because", "") == ("" if is_known else "owner-not-published")


def test_a_subprocessor_held_from_an_unknown_country() -> None:
    graph = f"{FR_OWNED} | top>a full | top>b full"
    found = reached(graph, entity("top", None), nexus=[link("x", "a", "subprocessor", access=True)]).reach
    assert (found.known, found.reason) == (False, "through-a-link")
    assert found.args == {"entity": "Top", "link": "A", "operator": "X", "because": "country-not-published"}


def test_links_of_other_offers_do_not_count() -> None:
    nexus = [link("x", "us", "subprocessor", access=True, offers=("databases",))]
    control = Control(world(f"{FR_OWNED} | state>us full", [US], nexus), AS_OF)
    assert said(control.operator("x", "storage").reach.value) == set()
    assert said(control.operator("x", "databases").reach.value) == {"us-act US subprocessor high us"}
    assert said(control.operator("x").reach.value) == {"us-act US subprocessor high us"}


def test_what_is_sure_stands_beside_what_is_not_known() -> None:
    found = reached("", entity("x", "US"))
    assert (found.parents.known, found.reach.known) == (False, False)
    assert said(found.reach.value) == {"us-act US direct certain x"}


@pytest.mark.parametrize("who", ["x", "top"])
def test_reach_is_unknown_where_a_country_is(who: str) -> None:
    found = reached("top>x full", entity(who, None))
    assert (found.reach.known, found.reach.reason) == (False, "country-not-published")
    assert found.country.known == (who == "top")


def test_the_surest_of_a_law_a_channel_and_an_entity_is_kept() -> None:
    twice = law(
        "twice",
        "US",
        Trigger(id="a", role="controller", channel="parent", tests=PARTY, country="US", certainty="medium"),
        Trigger(id="b", role="controller", channel="parent", tests=PARTY, country="US", certainty="high"),
    )
    found = reached("us>x full", US, laws=[twice]).reach.value or ()
    assert [(reach.trigger, reach.certainty) for reach in found] == [("twice/b", "high")]


def test_grade_is_the_weakest_of_entities_and_links_and_not_of_the_law() -> None:
    found = reached("us>a full | a>x full", entity("us", "US", grade="transcription"), entity("a", "CH")).reach
    assert {reach.entity: reach.grade for reach in found.value or ()} == {"us": "transcription", "a": "primary"}


@pytest.mark.parametrize(
    ("until", "as_of", "in_force"),
    [
        ("2027-03", "2027-03-31", True),
        ("2027-03", "2027-04-01", False),
        ("2027-03-15", "2027-03-15", True),
        ("2027-03-15", "2027-03-16", False),
    ],
)
def test_a_law_has_its_dates(until: str, as_of: str, in_force: bool) -> None:
    knowledge = world("us>x full", [US], laws=[us_act(until=until)])
    assert said(operator("x", knowledge, as_of).reach.value) == ({"us-act US parent high us"} if in_force else set())


DATA = [
    ("France", ["FR"], set()),
    ("Réunion", ["RE"], set()),
    ("somewhere in the Union", ["EU"], set()),
    ("the US", ["US"], {"us-act US territorial certain x"}),
    ("Norway", ["NO"], {"ordinary NO territorial high x"}),
    ("a country whose law is silent on data", ["CA"], {"ordinary CA territorial high x"}),
    ("a country whose law is less sure", ["CH"], {"ch-act CH territorial medium x", "ordinary CH territorial high x"}),
    ("a law that counts data as direct", ["RU"], {"ru-act RU territorial certain x"}),
    ("New Caledonia", ["NC"], {"ordinary NC territorial high x"}),
    ("worldwide", ["*"], {"ordinary * territorial high x"}),
    ("several", ["FR", "GB", "US"], {"ordinary GB territorial high x", "us-act US territorial certain x"}),
]  # fmt: skip


@pytest.mark.parametrize(("countries", "expected"), [case[1:] for case in DATA], ids=[case[0] for case in DATA])
def test_reach_over_data_in_a_country(countries: list[str], expected: set[str]) -> None:
    found = territorial(known(tuple(countries), grade="secondary"), "x", world("", []), AS_OF)
    assert said(found) == expected
    assert {reach.grade for reach in found} <= {"secondary"}


def test_data_in_an_unknown_country_is_reached_by_nothing_known() -> None:
    nowhere: Fact[tuple[str, ...]] = unknown("region-unknown")
    assert territorial(nowhere, "x", world("", []), AS_OF) == ()


def test_a_country_that_the_input_states_is_primary() -> None:
    (found,) = territorial(known(("US",)), "x", world("", []), AS_OF)
    assert found.grade == "primary"
