"""The class of each resource of a stack: from its type, from what holds it, assumed; its role; the cost."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sensitivity_cases import answer, classified, codes, declared, one, resource, told

from souverain.classes import shipped
from souverain.config import ClassRule, Config
from souverain.model import (
    References,
    Resource,
)


def test_a_type_for_health_data() -> None:
    found = one(resource("google_healthcare_fhir_store.b"), config=Config(assume_class="none"))
    assert (answer(found), codes(found), found.kind) == ("health derived", ["class-type-for-health"], "health")


def test_what_is_said_of_a_type_for_health_data_counts_and_is_remarked() -> None:
    found = one(resource("google_healthcare_fhir_store.b", {"labels.data-class": "none"}))
    assert (answer(found), codes(found)) == ("none observed", ["class-labelled", "class-type-for-health"])


def test_a_label_that_is_not_known_leaves_a_type_for_health_data_as_it_is() -> None:
    assert answer(one(resource("google_healthcare_fhir_store.b", unknown=("labels.data-class",)))) == "health derived"


def test_what_is_undeclared_is_assumed() -> None:
    found = one(resource(), config=Config(assume_class="personal"))
    assert (answer(found), codes(found)) == ("personal assumed", ["class-assumed"])


ACCOUNT = resource("azurerm_storage_account.a", {"tags.data-class": "health"})
CONTAINER = resource(
    "azurerm_storage_container.c", expressions={"storage_account_id": References(("azurerm_storage_account.a.id",))}
)
BLOB = resource(
    "azurerm_storage_blob.o", expressions={"storage_container_id": References(("azurerm_storage_container.c.id",))}
)


def test_what_cannot_carry_a_label_has_the_class_of_what_holds_it() -> None:
    blob, container, account = classified(BLOB, CONTAINER, ACCOUNT)
    assert [answer(item) for item in (blob, container, account)] == [
        "health derived",
        "health derived",
        "health observed",
    ]
    assert codes(blob) == ["class-held", "class-held", "class-labelled"]
    assert blob.basis.why[0].args == {"holder": "azurerm_storage_container.c"}


def test_an_own_statement_wins_over_the_holder() -> None:
    config = declared(data="none", address="azurerm_storage_container.c")
    assert answer(classified(CONTAINER, ACCOUNT, config=config)[0]) == "none observed"


def test_the_class_of_a_holder_that_is_not_known_is_not_known() -> None:
    account = resource("azurerm_storage_account.a", unknown=("tags",))
    assert answer(classified(CONTAINER, account)[0]) == "class-labels-unknown unknown"


@pytest.mark.parametrize(
    ("classes", "expected"), [(("health", "health"), "health derived"), (("health", "none"), "undeclared unknown")]
)
def test_instances_of_a_holder_must_agree(classes: tuple[str, ...], expected: str) -> None:
    accounts = [
        resource(f"azurerm_storage_account.a[{number}]", {"tags.data-class": data})
        for number, data in enumerate(classes)
    ]
    assert answer(classified(CONTAINER, *accounts)[0]) == expected


@pytest.mark.parametrize(
    "names",
    [
        (),
        ("azurerm_storage_account.a", "azurerm_storage_account.b"),
        ("data.azurerm_storage_account.a.id",),
        ("module.x.account_id",),
        ("var.account",),
        ("azurerm_storage_account.gone.id",),
        ("azurerm_storage_container.c.id",),
    ],
)
def test_a_holder_that_is_not_proven_gives_nothing(names: tuple[str, ...]) -> None:
    container = resource("azurerm_storage_container.c", expressions={"storage_account_id": References(names)})
    assert answer(classified(container, ACCOUNT)[0]) == "undeclared unknown"


def test_a_bucket_for_logs_does_not_hold_what_writes_there() -> None:
    trail = resource("aws_db_instance.d", expressions={"s3_import[0].bucket_name": References(("aws_s3_bucket.b.id",))})
    assert answer(classified(trail, resource(attributes={"tags.data-class": "none"}))[0]) == "undeclared unknown"


def test_a_circle_of_holders_ends() -> None:
    one_, other = (
        resource(
            f"azurerm_storage_container.{name}",
            expressions={"storage_account_id": References((f"azurerm_storage_container.{held}.id",))},
        )
        for name, held in (("x", "y"), ("y", "x"))
    )
    assert [answer(item) for item in classified(one_, other)] == ["undeclared unknown"] * 2


@pytest.mark.parametrize(
    ("address", "role", "kind", "service"),
    [
        ("aws_s3_bucket.b", "stores", "object-store", "s3"),
        ("aws_instance.b", "processes", "vm", "ec2"),
        ("aws_s3_bucket_versioning.b", "control", "config", "s3"),
        ("aws_cloudformation_stack.b", "type-deploys-anything", "deployment", "cloudformation"),
        ("unheard_of.b", "type-unknown", "", ""),
    ],
)
def test_roles(address: str, role: str, kind: str, service: str) -> None:
    found = one(resource(address))
    assert (found.role.value or found.role.reason, found.kind, found.service) == (role, kind, service)


@given(st.permutations([ACCOUNT, CONTAINER, BLOB, resource(), resource(unknown=("tags",))]))
def test_the_order_of_resources_does_not_matter(resources: list[Resource]) -> None:
    found = {id(item): answer(result) for item, result in zip(resources, classified(*resources), strict=True)}
    held = [found[id(item)] for item in (ACCOUNT, CONTAINER, BLOB)]
    assert held == ["health observed", "health derived", "health derived"]


def test_every_step_can_be_told() -> None:
    assert all(told(found) for found in classified(BLOB, CONTAINER, ACCOUNT))
    assert told(one(resource(), config=Config(assume_class="eds")))
    assert told(one(resource("google_healthcare_fhir_store.b", {"labels.data-class": "none"})))


def test_equal_answers_are_one_object() -> None:
    """The facts write a basis once, by its identity."""
    first, second = classified(
        *(resource(f"aws_s3_bucket.b[{number}]", {"tags.data-class": "health"}) for number in range(2))
    )
    assert first is second


def estate(count: int) -> tuple[Resource, ...]:
    types = ("aws_s3_bucket", "aws_instance", "aws_db_instance", "aws_iam_role", "aws_subnet")
    return tuple(
        resource(
            f"{types[number % 5]}.r{number}",
            {
                "region": "eu-west-3",
                "arn": f"arn:{number}",
                "tags.Name": f"n{number}",
                "tags.data-class": shipped().ids[number % 7],
                "tags_all.Name": f"n{number}",
                "tags_all.data-class": shipped().ids[number % 7],
            },
        )
        for number in range(count)
    )


def seconds(work: Callable[[], object]) -> float:
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


def test_time_grows_with_the_number_of_resources() -> None:
    config = Config(classes=(ClassRule(data="none", author="A", address="*.nothing"),))
    small, large = estate(2_000), estate(20_000)
    classified(*small, config=config)
    few = min(seconds(lambda: classified(*small, config=config)) for _ in range(3))
    many = min(seconds(lambda: classified(*large, config=config)) for _ in range(3))
    assert many < 25 * few


def test_time_of_containers_grows_with_their_number_alone() -> None:
    """Every container asks for the class of all accounts: once."""

    def stack(count: int) -> list[Resource]:
        accounts = [
            resource(f"azurerm_storage_account.a[{number}]", {"tags.data-class": "eds"}) for number in range(count)
        ]
        return [*accounts, *(CONTAINER for _ in range(count))]

    small, large = stack(500), stack(5_000)
    classified(*small)
    few = min(seconds(lambda: classified(*small)) for _ in range(3))
    many = min(seconds(lambda: classified(*large)) for _ in range(3))
    assert many < 25 * few
