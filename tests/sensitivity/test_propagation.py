"""Classes along flows: monotone, ended, the same in any order; and what a stack comes to."""

from __future__ import annotations

import random

import pytest
from graph_cases import refs, resource, stack
from hypothesis import assume, given
from hypothesis import strategies as st

from souverain import graph
from souverain.config import CLASSES, ClassRule, Config
from souverain.model import Resource
from souverain.sensitivity import follow
from souverain.sensitivity.propagation import Edge, spread

PROTECTED = CLASSES.index("technical")
RANKS = st.one_of(st.none(), st.integers(0, len(CLASSES) - 1))
SIZE = 8
POSITIONS = st.integers(0, SIZE - 1)
STATED = st.lists(RANKS, min_size=SIZE, max_size=SIZE)
EDGES = st.lists(st.builds(Edge, POSITIONS, POSITIONS, st.integers(0, 99), st.booleans()), max_size=24)


def classes(ranks: list[int | None], edges: list[Edge], closed: frozenset[int] = frozenset()) -> list[int | None]:
    """What every position comes to."""
    reached = spread(ranks, edges, protected=PROTECTED, closed=closed).reached
    return [reached[number][0] if number in reached else rank for number, rank in enumerate(ranks)]


def worst(rank: int | None) -> int:
    return len(CLASSES) if rank is None else rank


@given(STATED, EDGES, st.randoms(use_true_random=False))
def test_the_order_of_flows_does_not_matter(ranks: list[int | None], edges: list[Edge], shuffle: random.Random) -> None:
    expected = classes(ranks, edges)
    shuffle.shuffle(edges)
    assert classes(ranks, edges) == expected


@given(STATED, EDGES, EDGES)
def test_more_flows_never_give_a_less_protective_class(
    ranks: list[int | None], edges: list[Edge], more: list[Edge]
) -> None:
    assert all(
        worst(after) <= worst(before)
        for before, after in zip(classes(ranks, edges), classes(ranks, [*edges, *more]), strict=True)
    )


@given(STATED, EDGES, POSITIONS, st.integers(0, PROTECTED - 1))
def test_a_more_protective_statement_never_gives_a_less_protective_class(
    ranks: list[int | None], edges: list[Edge], where: int, rank: int
) -> None:
    assume(ranks[where] is not None)  # where nothing is stated, any statement takes the place of what flows bring
    stricter = [*ranks]
    stricter[where] = min(worst(ranks[where]), rank)
    assert all(
        worst(after) <= worst(before)
        for before, after in zip(classes(ranks, edges), classes(stricter, edges), strict=True)
    )


@given(STATED, EDGES)
def test_it_ends_where_nothing_is_left_to_give(ranks: list[int | None], edges: list[Edge]) -> None:
    found = classes(ranks, edges)
    assert classes(found, edges) == found
    for edge in edges:
        source, target = found[edge.source], found[edge.target]
        if source is not None and source < PROTECTED and (edge.copies or ranks[edge.target] is None):
            assert worst(target) <= source


@given(STATED, EDGES, st.frozensets(POSITIONS))
def test_what_holds_no_data_neither_gets_nor_gives_a_class(
    ranks: list[int | None], edges: list[Edge], closed: frozenset[int]
) -> None:
    found = classes(ranks, edges, closed)
    apart = [edge for edge in edges if not {edge.source, edge.target} & closed]
    assert found == classes(ranks, apart)
    assert all(found[number] == ranks[number] for number in closed)


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
