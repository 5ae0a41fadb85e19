"""Who ultimately controls a company: each case a small graph, the company `x`, and the answer."""

from __future__ import annotations

import random

import msgspec
import pytest
from graph_records import AS_OF, Control, consistent_graphs, drawn, entity, known_of, own
from hypothesis import given, settings
from hypothesis import strategies as st

from souverain.control import operator
from souverain.control.ownership import Graph
from souverain.document import Operator
from souverain.knowledge.records import Entity, Ownership

CASES = [
    ("subsidiary of a subsidiary", "a>x full | top>a 80%", "top"),
    ("over half of the capital", "a>x 50.1%", "a"),
    ("two halves: over 40 %, nobody larger", "a>x 50% | b>x 50%", "a b"),
    ("votes count before capital", "a>x 20% 60v | b>x 45% 40v", "a"),
    ("30 % twice, through two subsidiaries", "a>x 30% | b>x 30% | top>a full | top>b full", "top"),
    ("42 % and nobody larger is presumed", "a>x 42% | b>x 20%", "a"),
    ("42 % beside a larger holder is not", "a>x 42% | b>x 43%", "b"),
    ("42 % that a source calls no control is not", "a>x minority 42%", "x"),
    ("42 % beside a stated controller is not", "a>x 42% | b>x controlling", "b"),
    ("40 % is not over 40 %", "a>x 40%", "x"),
    ("joint venture", "a>x joint 50% | b>x joint 50%", "a b"),
    ("joint venture of groups", "a>x joint | b>x joint | top>a full", "top b"),
    ("listed, all holders small", "a>x minority 9% | b>x 7.5%", "x"),
    ("dispersed", "a>x none", "x"),
    ("a minority of unpublished size beside a controller", "a>x controlling | b>x minority", "a"),
    ("an unpublished share beside a majority", "a>x 70% | b>x", "a"),
    ("an unpublished share too small to control", "a>x 35% | b>x 30% | top>x", "x"),
    ("a loop without an owner outside", "a>x full | b>a full | a>b full", "a b"),
    ("a loop with an owner outside", "a>x full | b>a 45% | a>b full | top>a 55%", "top"),
    ("cross-holdings below control", "a>x 10% | x>a 10%", "x"),
    ("own shares are no holder", "x>x 60% | a>x 30%", "x"),
    ("two records that differ: control counts", "a>x minority 49% | a>x 51%", "a"),
    ("an owner that left", "a>x full until=2026-11-20 | b>x full since=2026-11-21", "b"),
    ("an owner on its last day", "a>x full until=2026-11-21 | b>x full since=2026-11-22", "a"),
    ("the head of a group", "x>a full", "x"),
]


def parents(edges: list[Ownership], *changed: Entity, as_of: str = AS_OF) -> Operator:
    names = {"x", "a", "b", "top", *(name for edge in edges for name in (edge.owner, edge.owned))}
    entities = {name: entity(name) for name in names} | {found.id: found for found in changed}
    return operator("x", known_of(entities.values(), edges), as_of)


@pytest.mark.parametrize(("graph", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_ultimate_parents(graph: str, expected: str) -> None:
    found = parents(drawn(graph))
    assert {party.id for party in found.parents.value or ()} == set(expected.split())


UNKNOWN = [
    ("no owner on record", "", "owner-not-published"),
    ("an owner of unknown weight", "a>x", "control-not-published"),
    ("two of unknown weight", "a>x | b>x", "control-not-published"),
    ("a presumed controller beside one of unknown weight", "a>x 42% | b>x", "control-not-published"),
    ("a joint controller beside one of unknown weight", "a>x joint | b>x", "control-not-published"),
    ("higher up", "a>x full | b>a", "control-not-published"),
    ("only former owners", "a>x full until=2020-01-01", "owners-of-another-date"),
    ("only a later owner", "a>x full since=2027-01-01", "owners-of-another-date"),
    ("an owner that leaves this month", "a>x full until=2026-11", "control-not-published"),
]


@pytest.mark.parametrize(("graph", "reason"), [case[1:] for case in UNKNOWN], ids=[case[0] for case in UNKNOWN])
def test_unknown_parents(graph: str, reason: str) -> None:
    found = parents(drawn(graph))
    assert (found.parents.known, found.parents.value, found.parents.reason) == (False, None, reason)
    assert (found.reach.known, found.reach.reason) == (False, reason)


@pytest.mark.parametrize("kind", ["person", "state", "foundation", "fund", "public"])
def test_what_nobody_owns_is_its_own_parent(kind: str) -> None:
    found = parents([], msgspec.structs.replace(entity("x"), kind=kind))
    assert [party.id for party in found.parents.value or ()] == ["x"]


def test_parents_carry_the_weakest_grade_and_all_sources() -> None:
    edges = [own("a", "x", "full", grade="transcription"), own("top", "a", "full", grade="secondary")]
    found = parents(edges).parents
    assert (found.grade, found.as_of) == ("secondary", "2026-01-01")
    assert found.source == ("register", "a-report", "top-report")


def test_a_parent_without_a_country_says_unknown() -> None:
    found = parents(drawn("top>x full"), entity("top", None))
    assert [(party.id, party.country) for party in found.parents.value or ()] == [("top", "unknown")]


def test_chain_is_what_leads_up() -> None:
    found = parents(drawn("a>x full | top>a 80% | b>x minority | top>c full"))
    assert [(edge.owned, edge.owner) for edge in found.chain] == [("x", "a"), ("a", "top")]


NAMES = ("x", "a", "b", "c", "d")
numbers = st.none() | st.floats(0, 100, allow_nan=False).map(lambda value: round(value, 2))
controls: st.SearchStrategy[Control] = st.sampled_from(["full", "controlling", "joint", "minority", "none", "unknown"])
edges_of_any_graph = st.lists(
    st.builds(
        lambda pair, control, share, votes: own(*pair, control, share=share, votes=votes),
        st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)),
        controls,
        numbers,
        numbers,
    ),
    max_size=8,
)


@settings(max_examples=150, deadline=None)
@given(edges_of_any_graph, st.randoms(use_true_random=False))
def test_order_of_records_does_not_matter(edges: list[Ownership], shuffle: random.Random) -> None:
    """And every graph, loops included, comes to an end."""
    shuffled = list(edges)
    shuffle.shuffle(shuffled)
    assert parents(shuffled) == parents(edges)


def majority_holders(edges: list[Ownership]) -> set[str]:
    """Who has over half of `x`, alone or with what it has over half of: the test's own account."""
    found = set()
    for owner in set(NAMES) - {"x"}:
        group = {owner}
        for _ in NAMES:
            held = {name: sum(e.share or 0 for e in edges if e.owned == name and e.owner in group) for name in NAMES}
            group |= {name for name in NAMES if held[name] > 50}
        found |= {owner} if "x" in group else set()
    return found


@settings(max_examples=150, deadline=None)
@given(consistent_graphs(NAMES), st.data())
def test_a_share_made_unknown_hides_no_controller(edges: list[Ownership], data: st.DataObject) -> None:
    which = data.draw(st.integers(0, len(edges)))
    blurred = [
        msgspec.structs.replace(edge, share=None) if number == which else edge for number, edge in enumerate(edges)
    ]
    graph = Graph(known_of([entity(name) for name in NAMES], blurred), AS_OF)
    assert graph.top("x").doubt is not None or majority_holders(edges) <= graph.controllers("x")
