"""What holds for every stack: order changes nothing, an unknown makes no place, no copy vanishes, equals share."""

from __future__ import annotations

import random
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from placement_cases import MARKET, block, const, places, refs, resource, stack, told

from souverain.model import Module, Resource, Scalar, Stack, Unevaluated
from souverain.placement import Placed, place

ENDPOINT = const("https://s3.gra.io.cloud.ovh.net")
IN_ACCOUNT = {"storage_account_id": refs("azurerm_storage_account.s.id")}
RULE = "rule[0].destination[0].bucket"

STACKS: dict[str, Stack] = {
    "a constant": stack(resource("aws_s3_bucket.b"), blocks=(block("aws", region=const("eu-west-3")),)),
    "a variable": stack(
        resource("aws_s3_bucket.b"), blocks=(block("aws", region=refs("var.r")),), variables={"r": "eu-west-3"}
    ),
    "a module": stack(
        resource("module.m.aws_s3_bucket.b", expressions={"region": refs("var.r")}),
        modules=(
            Module(address="", defaults={"p": "eu-west-3"}),
            Module(address="module.m", inputs={"r": refs("var.p")}),
        ),
    ),
    "zone and region": stack(
        resource("aws_instance.i", {"availability_zone": "eu-west-3-cmn-wlz-1a", "region": "eu-west-3"}),
        blocks=(block("aws", region=const("eu-central-1")),),
    ),
    "an endpoint": stack(
        resource("aws_s3_bucket.b"),
        resource("aws_db_instance.d"),
        blocks=(block("aws", region=const("us-east-1"), endpoints__s3=ENDPOINT),),
    ),
    "a cloud": stack(
        resource("azurerm_storage_account.s", {"location": "chinanorth"}),
        blocks=(block("azurerm", environment=const("china")),),
    ),
    "geo-redundancy": stack(
        resource("azurerm_storage_account.s", {"location": "westeurope", "account_replication_type": "GRS"}),
        blocks=(block("azurerm"),),
    ),
    "replicas": stack(
        resource(
            "aws_dynamodb_table.t", {"replica[0].region_name": "us-east-1", "replica[1].region_name": "eu-west-2"}
        ),
        blocks=(block("aws", region=const("eu-west-3")),),
    ),
    "replication": stack(
        resource("aws_s3_bucket.a", {"bucket": "a"}),
        resource("aws_s3_bucket.b", {"bucket": "b", "region": "us-east-1"}),
        resource("aws_s3_bucket_replication_configuration.r", {"bucket": "a", RULE: "arn:aws:s3:::b"}),
        blocks=(block("aws", region=const("eu-west-3")),),
    ),
    "a parent": stack(
        resource("azurerm_storage_account.s", {"location": "francecentral"}),
        resource("azurerm_storage_container.c", expressions=IN_ACCOUNT),
        blocks=(block("azurerm"),),
    ),
    "auth_url": stack(
        resource("openstack_objectstorage_container_v1.c"),
        blocks=(block("openstack", auth_url=const("https://auth.cloud.ovh.net/v3"), region=const("BHS5")),),
    ),
    "backups that leave": stack(
        resource("scaleway_rdb_instance.d", {"region": "fr-par", "backup_same_region": False}),
        blocks=(block("scaleway", region=const("nl-ams")),),
    ),
}


def blinded(found: Stack) -> Iterator[tuple[str, Stack]]:
    """The stack with each of its facts in turn replaced by an expression that nobody can evaluate."""
    replace = msgspec.structs.replace
    for number, item in enumerate(found.resources):
        for path in item.attributes:
            if (item.type, path) == ("aws_s3_bucket", "bucket"):
                continue  # what a bucket is called is no fact of its place
            others = {other: value for other, value in item.attributes.items() if other != path}
            blind = replace(
                item,
                attributes=others,
                expressions={**item.expressions, path: refs("local.unheard")},
                unknown=item.unknown | {path},
            )
            listed = (*found.resources[:number], blind, *found.resources[number + 1 :])
            yield f"{item.address}.{path}", replace(found, resources=listed)
        for path in item.expressions:
            blind = replace(item, expressions={**item.expressions, path: Unevaluated()})
            listed = (*found.resources[:number], blind, *found.resources[number + 1 :])
            yield f"{item.address}.{path}", replace(found, resources=listed)
    for key, config in found.providers.items():
        for path in config.expressions:
            blocks = {**found.providers, key: replace(config, expressions={**config.expressions, path: Unevaluated()})}
            yield f"{key}.{path}", replace(found, providers=blocks)
    for name in found.variables:
        yield f"var.{name}", replace(found, variables={})


BLINDED = {f"{name}: {what}": (found, blind) for name, found in STACKS.items() for what, blind in blinded(found)}


def countries(placed: Placed) -> frozenset[str]:
    return frozenset(placed.site.countries.value or ())


@pytest.mark.parametrize(("found", "blind"), BLINDED.values(), ids=BLINDED)
def test_an_unknown_makes_no_place_and_no_copy_vanishes(found: Stack, blind: Stack) -> None:
    before, after = places(found), places(blind)
    known = frozenset().union(*(countries(item) for listed in before.values() for item in listed))
    for address, listed in after.items():
        assert countries(listed[0]) in (frozenset(), countries(before[address][0]))
        assert frozenset().union(*map(countries, listed)) <= known
        if countries(listed[0]) == countries(before[address][0]):
            assert len(listed) >= len(before[address])


@pytest.mark.parametrize(("found", "blind"), BLINDED.values(), ids=BLINDED)
def test_an_unknown_makes_no_operator(found: Stack, blind: Stack) -> None:
    before, after = places(found), places(blind)
    for address, listed in after.items():
        assert listed[0].site.operator.value in (None, before[address][0].site.operator.value)


EVERYTHING = [
    msgspec.structs.replace(item, address=f"{item.address}{number}", name=f"{item.name}{number}", expressions={})
    for number, found in enumerate(STACKS.values())
    for item in found.resources
]


@given(st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_the_order_of_resources_changes_nothing(shuffle: random.Random) -> None:
    found = STACKS["replication"]
    resources = [*EVERYTHING, *found.resources, *STACKS["a parent"].resources]
    blocks = {**found.providers, **STACKS["a parent"].providers}
    ordered = msgspec.structs.replace(found, resources=tuple(resources), providers=blocks)
    shuffle.shuffle(resources)
    assert places(msgspec.structs.replace(ordered, resources=tuple(resources))) == places(ordered)


def test_equals_share_one_site_and_one_basis() -> None:
    buckets = [resource(f"aws_s3_bucket.b[{number}]", {"bucket": f"b{number}"}) for number in range(500)]
    children = [
        resource(
            f"azurerm_storage_container.c[{number}]",
            expressions={"storage_account_id": refs("azurerm_storage_account.s.id")},
        )
        for number in range(500)
    ]
    account = resource("azurerm_storage_account.s", {"location": "francecentral"})
    found = place(stack(*buckets, account, *children, blocks=(block("aws", region=const("eu-west-3")),)), MARKET)
    assert len({id(listed[0].site) for listed in found}) == 2
    assert len({id(listed[0].basis) for listed in found}) == 3


def test_the_answer_is_aligned_and_the_primary_place_comes_first() -> None:
    for found in STACKS.values():
        answers = place(found, MARKET)
        assert len(answers) == len(found.resources)
        assert all(listed[0].role == "primary" for listed in answers)
        assert all(item.role != "primary" for listed in answers for item in listed[1:])


def test_no_stack_no_places() -> None:
    assert place(stack(), MARKET) == ()


def test_a_hostile_stack_is_unknown_and_no_crash() -> None:
    odd: tuple[Resource, ...] = (
        resource("aws_s3_bucket.b", {"region": "../../etc"}),
        resource("aws_s3_bucket.c", {"arn": "arn:::::::"}),
        resource("google_compute_disk.d", {"zone": "https://["}),
        resource("azurerm_storage_account.s", {"location": "\u0000"}),
        resource("openstack_blockstorage_volume_v3.v"),
    )
    blocks = (block("aws"), block("openstack", auth_url=const("http://[::1]:5000/v3?x=1")))
    answers = place(stack(*odd, blocks=blocks), MARKET)
    assert not any(listed[0].site.countries.known for listed in answers)


@given(st.lists(st.sampled_from([True, 1, 1.0, False, 0]), min_size=2, max_size=4))
def test_settings_that_are_equal_and_not_the_same_are_read_each_for_itself(values: list[Scalar]) -> None:
    said = [{"location": "westeurope", "geo_redundant_backup_enabled": value} for value in values]
    servers = [resource(f"azurerm_postgresql_flexible_server.p[{n}]", one) for n, one in enumerate(said)]
    assert _copies(*servers) == [copies for server in servers for copies in _copies(server)]


def _copies(*servers: Resource) -> list[list[tuple[str, ...]]]:
    return [[told(copy) for copy in copies] for _, *copies in place(stack(*servers), MARKET)]
