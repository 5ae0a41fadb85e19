"""Classes along flows: monotone, ended, the same in any order; and what a stack comes to."""

from __future__ import annotations

import random

import pytest
from graph_cases import refs, resource, stack
from hypothesis import assume, given
from hypothesis import strategies as st

from class_cases import orders
from souverain import graph
from souverain.classes import Classes
from souverain.config import ClassRule, Config
from souverain.model import Resource
from souverain.sensitivity import follow
from souverain.sensitivity.propagation import Edge, Order, spread

SIZE = 8
POSITIONS = st.integers(0, SIZE - 1)
EDGES = st.lists(st.builds(Edge, POSITIONS, POSITIONS, st.integers(0, 99), st.booleans()), max_size=24)
Said = list[tuple[str, ...] | None]


class Case:
    """An order of classes, own ones in it, and what is stated at each position."""

    def __init__(self, order: Classes, stated: Said) -> None:
        self.order = order
        self.stated = stated

    def __repr__(self) -> str:
        return f"{self.order.ids} {self.stated}"

    def spread(self, edges: list[Edge], closed: frozenset[int] = frozenset()) -> Said:
        """What every position comes to."""
        ranks = [None if said is None else tuple(map(self.order.rank, said)) for said in self.stated]
        reached = spread(ranks, edges, Order.of(self.order), closed).reached
        added = [[self.order.ids[rank] for rank, _ in reached.get(number, ())] for number in range(SIZE)]
        return [
            self.order.joined((*(said or ()), *more)) or None for said, more in zip(self.stated, added, strict=True)
        ]

    def protects(self, more: tuple[str, ...] | None, less: tuple[str, ...] | None) -> bool:
        """Whether the first classes say all that the others do."""
        harmless = less is None or all(map(self.order.harmless, less))
        return harmless or self.order.joined((*(more or ()), *(less or ()))) == more


@st.composite
def cases(draw: st.DrawFn) -> Case:
    order = draw(orders())
    sets = st.lists(st.sampled_from(order.ids), min_size=1, max_size=3).map(order.joined)
    return Case(order, draw(st.lists(st.none() | sets, min_size=SIZE, max_size=SIZE)))


@given(cases(), EDGES, st.randoms(use_true_random=False))
def test_the_order_of_flows_does_not_matter(case: Case, edges: list[Edge], shuffle: random.Random) -> None:
    expected = case.spread(edges)
    shuffle.shuffle(edges)
    assert case.spread(edges) == expected


@given(cases(), EDGES, EDGES)
def test_more_flows_never_give_a_less_protective_class(case: Case, edges: list[Edge], more: list[Edge]) -> None:
    assert all(
        case.protects(after, before)
        for before, after in zip(case.spread(edges), case.spread([*edges, *more]), strict=True)
    )


@given(cases(), EDGES, POSITIONS, st.data())
def test_a_more_protective_statement_never_gives_a_less_protective_class(
    case: Case, edges: list[Edge], where: int, data: st.DataObject
) -> None:
    said = case.stated[where]
    assume(said is not None)  # where nothing is stated, any statement takes the place of what flows bring
    stricter = Case(case.order, [*case.stated])
    stricter.stated[where] = case.order.joined((*(said or ()), data.draw(st.sampled_from(case.order.ids))))
    assert all(
        case.protects(after, before) for before, after in zip(case.spread(edges), stricter.spread(edges), strict=True)
    )


@given(cases(), EDGES)
def test_it_ends_where_nothing_is_left_to_give(case: Case, edges: list[Edge]) -> None:
    found = case.spread(edges)
    assert Case(case.order, found).spread(edges) == found
    for edge in edges:
        source, target = found[edge.source], found[edge.target]
        if source is not None and (edge.copies or case.stated[edge.target] is None):
            assert case.protects(target, source)


@given(cases(), EDGES, st.frozensets(POSITIONS))
def test_what_holds_no_data_neither_gets_nor_gives_a_class(
    case: Case, edges: list[Edge], closed: frozenset[int]
) -> None:
    found = case.spread(edges, closed)
    apart = [edge for edge in edges if not {edge.source, edge.target} & closed]
    assert found == case.spread(apart)
    assert all(found[number] == case.stated[number] for number in closed)


HEALTH = {"tags.data-class": "health"}
NONE = {"tags.data-class": "none"}
STORE = resource("aws_s3_bucket.records", {"bucket": "records", **HEALTH})
LOGGING = resource(
    "aws_s3_bucket_logging.l",
    expressions={"bucket": refs("aws_s3_bucket.records.id"), "target_bucket": refs("aws_s3_bucket.logs.id")},
)
TOLD = {"environment[0].variables": refs("aws_s3_bucket.records.id")}
FUNCTION = resource("aws_lambda_function.f", expressions=TOLD)
SINK = resource("aws_s3_bucket.logs", {"bucket": "logs"})
REPLICATION = resource(
    "aws_s3_bucket_replication_configuration.r",
    expressions={
        "bucket": refs("aws_s3_bucket.records.id"),
        "rule[0].destination[0].bucket": refs("aws_s3_bucket.copy.arn"),
    },
)

CASES: dict[str, tuple[tuple[Resource, ...], str, str, str]] = {
    "a log sink that nobody labelled": (
        (STORE, LOGGING, resource("aws_s3_bucket.logs", {"bucket": "logs"})),
        "aws_s3_bucket.logs",
        "health",
        "propagated",
    ),
    "a log sink that somebody said holds nothing": (
        (STORE, LOGGING, resource("aws_s3_bucket.logs", {"bucket": "logs", **NONE})),
        "aws_s3_bucket.logs",
        "none",
        "labelled",
    ),
    "a replica said to hold nothing": (
        (STORE, REPLICATION, resource("aws_s3_bucket.copy", {"bucket": "copy", **NONE})),
        "aws_s3_bucket.copy",
        "health",
        "propagated",
    ),
    "a function that is told the address of a store": (
        (
            STORE,
            resource(
                "aws_lambda_function.f", expressions={"environment[0].variables": refs("aws_s3_bucket.records.id")}
            ),
        ),
        "aws_lambda_function.f",
        "health",
        "propagated",
    ),
    "what that function logs to": (
        (
            STORE,
            resource(
                "aws_lambda_function.f", expressions={"environment[0].variables": refs("aws_s3_bucket.records.id")}
            ),
            resource("aws_cloudwatch_log_group.g", expressions={"name": refs("aws_lambda_function.f.function_name")}),
        ),
        "aws_cloudwatch_log_group.g",
        "health",
        "propagated",
    ),
    "a key": (
        (
            resource("aws_kms_key.k"),
            resource("aws_ebs_volume.v", HEALTH, {"kms_key_id": refs("aws_kms_key.k.arn")}),
        ),
        "aws_kms_key.k",
        "undeclared",
        "none",
    ),
    "a disk of a machine that somebody labelled": (
        (
            resource("aws_instance.m", HEALTH),
            resource("aws_ebs_volume.v"),
            resource(
                "aws_volume_attachment.a",
                expressions={"volume_id": refs("aws_ebs_volume.v.id"), "instance_id": refs("aws_instance.m.id")},
            ),
        ),
        "aws_ebs_volume.v",
        "health",
        "propagated",
    ),
    "a store that a labelled machine is not fed by": (
        (
            STORE,
            LOGGING,
            resource("aws_s3_bucket.logs", {"bucket": "logs"}),
            resource("aws_s3_bucket.else", {"bucket": "e"}),
        ),
        "aws_s3_bucket.else",
        "undeclared",
        "none",
    ),
    "one of several stores, nobody knows which": (
        (
            resource("aws_s3_bucket.records[0]", HEALTH),
            resource("aws_s3_bucket.records[1]", HEALTH),
            resource("aws_s3_bucket.logs", {"bucket": "logs"}),
            resource(
                "aws_s3_bucket_logging.l",
                expressions={
                    "bucket": refs("aws_s3_bucket.records", "local.which"),
                    "target_bucket": refs("aws_s3_bucket.logs.id"),
                },
            ),
        ),
        "aws_s3_bucket.logs",
        "undeclared",
        "none",
    ),
}


@pytest.mark.parametrize(("resources", "address", "expected", "origin"), CASES.values(), ids=CASES)
def test_a_class_goes_where_the_data_goes(
    resources: tuple[Resource, ...], address: str, expected: str, origin: str
) -> None:
    made = stack(*resources)
    found = follow(made, Config(), graph.flows(made))
    position = [one.address for one in resources].index(address)
    classified = found.resources[position]
    assert (classified.data_class.value or "undeclared", classified.origin) == (expected, origin)
    assert (position in found.flows) == (origin == "propagated")


def test_a_statement_that_a_flow_denies_is_told() -> None:
    codes = {}
    for name in ("a replica said to hold nothing", "a log sink that somebody said holds nothing"):
        resources, address, _, _ = CASES[name]
        made = stack(*resources)
        found = follow(made, Config(), graph.flows(made)).resources
        codes[address] = [step.code for step in found[[one.address for one in resources].index(address)].basis.why]
    assert "class-contradicts-flow" in codes["aws_s3_bucket.copy"]
    assert "class-below-flow" in codes["aws_s3_bucket.logs"]


def test_what_is_assumed_gives_way_to_a_flow() -> None:
    resources, address, _, _ = CASES["a log sink that nobody labelled"]
    made = stack(*resources)
    config = Config(assume_class="none", classes=(ClassRule(data="personal", address="aws_s3_bucket.records"),))
    found = follow(made, config, graph.flows(made)).resources
    assert found[[one.address for one in resources].index(address)].data_class.value == "health"
