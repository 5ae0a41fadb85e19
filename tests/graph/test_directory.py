"""References and values find the resources that they name, and only those."""

from __future__ import annotations

import pytest
from graph_cases import resource, stack

from souverain.graph.directory import Directory
from souverain.graph.links import Links
from souverain.graph.scopes import Target

SIBLINGS = (
    resource("aws_s3_bucket.one"),
    resource("aws_s3_bucket.many[0]"),
    resource("aws_s3_bucket.many[1]"),
    resource('module.a["x"].aws_s3_bucket.in'),
    resource('module.a["y"].aws_s3_bucket.in'),
    resource("data.aws_s3_bucket.one"),
)


@pytest.mark.parametrize(
    ("target", "origin", "expected"),
    [
        (Target("aws_s3_bucket.one.arn", ""), "aws_sns_topic.t", [0]),
        (Target("aws_s3_bucket.one", "", "each.key"), 'aws_sns_topic.t["k"]', [0]),
        (Target("aws_s3_bucket.many[1].arn", ""), "aws_sns_topic.t", [2]),
        (Target("aws_s3_bucket.many[7].arn", ""), "aws_sns_topic.t", []),
        (Target("aws_s3_bucket.many", "", "count.index"), "aws_sns_topic.t[1]", [2]),
        (Target("aws_s3_bucket.many", ""), "aws_sns_topic.t", [1, 2]),
        (Target("aws_s3_bucket.many", "", "each.value"), "aws_sns_topic.t", [1, 2]),
        (Target("aws_s3_bucket.in.arn", "module.a"), 'module.a["y"].aws_sns_topic.t', [4]),
        (Target("aws_s3_bucket.in.arn", "module.a"), "aws_sns_topic.t", [3, 4]),
        (Target("data.aws_s3_bucket.one.arn", ""), "aws_sns_topic.t", [5]),
        (Target("aws_s3_bucket.unheard.arn", ""), "aws_sns_topic.t", []),
    ],
    ids=[
        "plain",
        "no instances",
        "by index",
        "no such index",
        "same index",
        "splat",
        "any",
        "same instance",
        "output",
        "data",
        "none",
    ],
)
def test_references_find_their_instances(target: Target, origin: str, expected: list[int]) -> None:
    assert list(Directory(SIBLINGS).referred(target, resource(origin))) == expected


def test_values_find_resources_only_when_they_name_one() -> None:
    directory = Directory(
        (
            resource("aws_s3_bucket.a", {"bucket": "records", "arn": "arn:aws:s3:::records"}),
            resource("aws_s3_bucket.b", {"bucket": "twice"}),
            resource("aws_s3_bucket.c", {"bucket": "twice"}),
            resource("azurerm_storage_account.s", {"name": "acc", "id": "/subscriptions/1/acc"}),
            resource("azurerm_key_vault.acc", {"name": "acc"}),
            resource("data.azurerm_storage_account.d", {"name": "other"}),
        )
    )
    assert directory.identified("arn:aws:s3:::records") == 0
    assert directory.identified("arn:aws-cn:s3:::records") == 0
    assert directory.identified("arn:aws:s3:::twice") is None
    assert directory.identified("/subscriptions/1/acc") == 3
    assert directory.alike("storage_account_name", "acc", "azurerm_storage_container") == 3
    assert directory.alike("bucket", "twice", "aws_s3_bucket_policy") is None
    assert directory.alike("storage_account_name", "other", "azurerm_storage_container") is None
    assert directory.alike("storage_account_name", "acc", "google_storage_bucket") is None


def test_a_value_is_taken_when_all_that_is_meant_agree() -> None:
    same = (
        resource("data.aws_region.r[0]", {"name": "eu-west-3"}),
        resource("data.aws_region.r[1]", {"name": "eu-west-3"}),
    )
    other = (*same, resource("data.aws_region.r[2]", {"name": "us-east-1"}))
    assert Directory(same).value(Target("data.aws_region.r.name", "")) == "eu-west-3"
    assert Directory(other).value(Target("data.aws_region.r.name", "")) is None
    assert Directory(other).value(Target("data.aws_region.r[2].name", "")) == "us-east-1"
    assert Directory(other).value(Target("data.aws_region.r", "")) is None


def test_links_say_what_is_written_and_how_they_were_found() -> None:
    subnet = resource("azurerm_subnet.s", {"virtual_network_name": "net", "resource_group_name": "rg"})
    found = Links(stack(resource("azurerm_virtual_network.n", {"name": "net"}), subnet))
    (link,) = found.of(subnet, "virtual_network_name")
    assert (link.written, link.targets, link.by_name) == ("net", (0,), True)
    (outside,) = found.of(subnet, "resource_group_name")
    assert (outside.written, outside.targets) == ("rg", ())
    assert list(found.of(subnet, "delegation")) == []
