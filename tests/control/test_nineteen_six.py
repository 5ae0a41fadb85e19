"""The capital test of SecNumCloud 19.6: each case a small graph, the company `x`, and the answer to each criterion."""

from __future__ import annotations

import random

import msgspec
import pytest
from graph_records import AS_OF, Control, consistent_graphs, drawn, entity, known_of, own
from hypothesis import given, settings
from hypothesis import strategies as st

from souverain.control import Capital
from souverain.control import Control as Computed
from souverain.control.ownership import Graph
from souverain.control.stakes import Stakes
from souverain.knowledge.records import Entity, Ownership

PEOPLE = (entity("p", kind="person"), entity("q", kind="person"), entity("state", kind="state"))
OUTSIDE = (entity("us", "US"), entity("gb", "GB"), entity("ch", "CH"), entity("no", "NO"))
UNSEEN = entity("unseen", None)

CASES = [
    ("one person of the Union", "p>x 100%", "pass pass pass pass"),
    ("24 % is not above 24 %", "us>x 24% | p>x 76%", "pass pass unknown unknown"),
    ("24.1 % is", "us>x 24.1% | p>x 75.9%", "fail pass unknown unknown"),
    ("39 % together", "us>x 20% | gb>x 19% | p>x 61%", "pass pass unknown unknown"),
    ("39.5 % together", "us>x 20% | gb>x 19.5% | p>x 60.5%", "pass fail unknown unknown"),
    ("Switzerland and Norway are outside", "ch>x 20% | no>x 20% | p>x 60%", "pass fail unknown unknown"),
    ("multiplied along a path", "us>a 30% | p>a 70% | a>x 50% | q>x 50%", "pass pass unknown unknown"),
    ("added over paths", "us>a 40% | p>a 60% | us>b 40% | p>b 60% | a>x 50% | b>x 50%", "fail fail unknown unknown"),
    ("all votes of what it controls", "us>a 60% | p>a 40% | a>x 30% | q>x 70%", "fail pass unknown unknown"),
    ("votes above, capital below", "us>x 10% 30v | p>x 90% 70v", "fail pass unknown unknown"),
    ("wholly owned", "us>a 100% | a>x 100%", "fail fail fail fail"),
    ("joint control can block", "us>x joint 20% | p>x joint 80%", "pass pass fail unknown"),
    ("controlled, share not published", "us>x controlling", "unknown unknown fail fail"),
    ("an unpublished share with room for more", "us>x | p>x 70%", "unknown pass unknown unknown"),
    ("an unpublished share without room", "us>x | p>x 80%", "pass pass unknown unknown"),
    ("holders of whom nobody speaks", "p>x 70%", "unknown pass unknown unknown"),
    ("nobody on record", "", "unknown unknown unknown unknown"),
    ("the rest is dispersed", "p>x 60% | float>x none", "pass pass pass pass"),
    ("a part is dispersed, the rest is not on record", "p>x 50% | float>x none 20%", "unknown pass unknown unknown"),
    ("on top a company without holders on record", "a>x 100%", "unknown unknown unknown unknown"),
    ("a seat that is not on record", "unseen>x 30% | p>x 70%", "unknown pass unknown unknown"),
    ("cross-holdings raise a share", "us>x 20% | x>a 100% | a>x 30% | p>x 50%", "fail unknown unknown unknown"),
    ("a former holder", "us>x 30% until=2020-12-31 | p>x 100%", "pass pass pass pass"),
]


def capital(edges: list[Ownership], *changed: Entity) -> Capital:
    names = {name for edge in edges for name in (edge.owner, edge.owned)} | {"x"}
    entities = {name: entity(name) for name in names} | {found.id: found for found in (*PEOPLE, *OUTSIDE, UNSEEN)}
    entities |= {found.id: found for found in changed}
    return Computed(known_of(entities.values(), edges), AS_OF).capital("x")


def answers(found: Capital) -> dict[str, str]:
    return {criterion.id.removeprefix("19.6."): criterion.answer for criterion in found.criteria}


@pytest.mark.parametrize(("graph", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_capital(graph: str, expected: str) -> None:
    """Alone, together, vetoes, boards."""
    found = answers(capital(drawn(graph)))
    assert " ".join(found[name] for name in ("b1", "b2", "b3", "b4")) == expected


SEATS = [
    ("in the Union", entity("x"), "pass"),
    ("in an outermost region", entity("x", "RE"), "pass"),
    ("somewhere in the Union", entity("x", "EU"), "pass"),
    ("in Norway", entity("x", "NO"), "fail"),
    ("headquarters elsewhere", entity("x", "LU", headquarters="US"), "fail"),
    ("not on record", entity("x", None), "unknown"),
    ("seat not on record, headquarters outside", entity("x", None, headquarters="US"), "fail"),
]


@pytest.mark.parametrize(("company", "answer"), [case[1:] for case in SEATS], ids=[case[0] for case in SEATS])
def test_seat(company: Entity, answer: str) -> None:
    found = capital(drawn("p>x 100%"), company)
    assert (answers(found)["a"], found.answer) == (answer, answer)


def test_the_chain_and_the_reason_say_who_decides() -> None:
    found = capital(drawn("us>a 60% | p>a 40% | a>x 50% | q>x 50%")).criteria[1]
    assert [(edge.owned, edge.owner, edge.share) for edge in found.chain] == [("x", "a", 50), ("a", "us", 60)]
    assert (found.reason.code, found.reason.args) == ("holder-above-cap", {"holder": "Us", "share": "50", "cap": "24"})


@pytest.mark.parametrize(
    ("graph", "code", "args"),
    [
        ("p>x 60%", "holders-not-published", {"entity": "X"}),
        ("us>x | p>x 60%", "share-not-published", {"holder": "Us"}),
        ("us>x 20% | gb>x 20% | p>x 60%", "together-above-cap", {"share": "40", "cap": "39"}),
    ],
)
def test_the_reason_names_what_is_missing(graph: str, code: str, args: dict[str, str]) -> None:
    assert (code, args) in [
        (criterion.reason.code, criterion.reason.args) for criterion in capital(drawn(graph)).criteria
    ]


NAMES = ("x", "a", "p", "us", "gb", "ch")
numbers = st.none() | st.integers(0, 100).map(float)
kinds: st.SearchStrategy[Control] = st.sampled_from(["full", "controlling", "joint", "minority", "none", "unknown"])
any_graph = st.lists(
    st.builds(
        lambda pair, control, share, votes: own(*pair, control, share=share, votes=votes),
        st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)),
        kinds,
        numbers,
        numbers,
    ),
    max_size=8,
    unique_by=lambda edge: (edge.owner, edge.owned),
)


@settings(max_examples=150, deadline=None)
@given(any_graph, st.sets(st.sampled_from(NAMES)))
def test_shares_are_between_0_and_100(edges: list[Ownership], seeds: set[str]) -> None:
    """And every graph, loops included, comes to an end."""
    stakes = Stakes(Graph(known_of([entity(name) for name in NAMES], edges), AS_OF), "x")
    for measure in ("capital", "votes"):
        share = stakes.of(measure, seeds - {"x"}, ())  # type: ignore[arg-type]
        assert 0 <= share.low <= share.high <= 100


@settings(max_examples=150, deadline=None)
@given(consistent_graphs(NAMES, stated=True), st.integers(0, 17))
def test_a_record_made_unknown_never_turns_a_failure_into_a_pass(edges: list[Ownership], which: int) -> None:
    blurred = [
        msgspec.structs.replace(edge, share=None, votes=None, control="unknown") if number == which else edge
        for number, edge in enumerate(edges)
    ]
    before, after = answers(capital(edges)), answers(capital(blurred))
    assert {name for name in before if (before[name], after[name]) == ("fail", "pass")} == set()


@settings(max_examples=150, deadline=None)
@given(any_graph, st.randoms(use_true_random=False))
def test_order_of_records_does_not_matter(edges: list[Ownership], shuffle: random.Random) -> None:
    shuffled = list(edges)
    shuffle.shuffle(shuffled)
    assert capital(shuffled) == capital(edges)
