from __future__ import annotations

import pytest
from states import block, instance, read, resources, version4

from souverain.model import References


def test_what_a_state_says_of_itself() -> None:
    stack = read(version4(block("aws_s3_bucket.records", instance({"bucket": "records", "region": "eu-west-3"}))))
    assert (stack.input.kind, stack.input.tool, stack.input.path) == (
        "terraform-state",
        "terraform 1.11.4",
        "terraform.tfstate",
    )
    assert not stack.has_actions
    assert not stack.shows_configuration
    assert (stack.providers, stack.backend, stack.gaps) == ({}, None, ())
    (found,) = stack.resources
    assert (found.action, found.state, found.provider_key) == ("exists", "introduced", "aws")
    assert found.provider == "registry.terraform.io/hashicorp/aws"
    assert found.attributes == {"bucket": "records", "region": "eu-west-3"}


def test_a_state_of_opentofu_is_told_by_its_registry() -> None:
    tofu = 'provider["registry.opentofu.org/hashicorp/aws"]'
    assert read(version4(block("aws_s3_bucket.a", instance(), provider=tofu))).input.tool == "tofu 1.11.4"


def test_an_empty_state_holds_nothing() -> None:
    assert read(version4()).resources == ()


def test_every_instance_is_a_resource() -> None:
    found = resources(
        version4(
            block("aws_s3_bucket.one", instance()),
            block("aws_s3_bucket.counted", instance(index_key=0), instance(index_key=1)),
            block('module.site["a.b"].aws_s3_bucket.named'.replace('["a.b"]', ""), instance(index_key='x"é.y')),
            block("data.aws_region.here", instance({"name": "eu-west-3"})),
        )
    )
    assert list(found) == [
        "aws_s3_bucket.one",
        "aws_s3_bucket.counted[0]",
        "aws_s3_bucket.counted[1]",
        'module.site.aws_s3_bucket.named["x\\"é.y"]',
        "data.aws_region.here",
    ]
    assert {item.identity for item in found.values()} == {
        "aws_s3_bucket.one",
        "aws_s3_bucket.counted",
        "module.site.aws_s3_bucket.named",
        "data.aws_region.here",
    }
    assert found["data.aws_region.here"].state == "read"


def test_a_module_instance_keeps_its_key() -> None:
    written = {**block("aws_s3_bucket.a", instance()), "module": 'module.site["fr"].module.db[0]'}
    (found,) = read(version4(written)).resources
    assert found.address == 'module.site["fr"].module.db[0].aws_s3_bucket.a'
    assert found.module == 'module.site["fr"].module.db[0]'
    assert found.identity == "module.site.module.db.aws_s3_bucket.a"


def test_a_deposed_object_stands_beside_the_one_that_replaces_it() -> None:
    found = resources(
        version4(
            block(
                "aws_s3_bucket.a",
                instance({"region": "eu-west-3"}),
                instance({"region": "us-east-1"}, deposed="0a1b2c3d"),
            )
        )
    )
    assert {address: item.attributes["region"] for address, item in found.items()} == {
        "aws_s3_bucket.a": "eu-west-3",
        "aws_s3_bucket.a (deposed object 0a1b2c3d)": "us-east-1",
    }


def test_an_instance_may_have_a_provider_of_its_own() -> None:
    tofu = 'provider["registry.opentofu.org/hashicorp/aws"].by["{}"]'
    keyed = [instance(index_key=key, provider=tofu.format(key)) for key in ("eu", "us")]
    found = resources(version4(block("aws_s3_bucket.a", *keyed, provider="")))
    assert [item.provider_key for item in found.values()] == ['aws.by["eu"]', 'aws.by["us"]']


def test_what_is_marked_sensitive_is_unknown() -> None:
    path = [{"type": "get_attr", "value": "tags"}, {"type": "index", "value": {"value": "data", "type": "string"}}]
    tagged = instance({"tags": {"data": "health", "team": "x"}, "region": "eu-west-3"}, sensitive_attributes=[path])
    (found,) = read(version4(block("aws_s3_bucket.a", tagged))).resources
    assert found.attributes == {"tags.team": "x", "region": "eu-west-3"}
    assert found.unknown == {"tags.data"}


def test_nothing_but_what_is_wanted_is_kept() -> None:
    secret = {"password": "s3cr3t", "user_data": "s3cr3t", "username": "root", "endpoint": "https://u:s3cr3t@db.x.fr/y"}
    (found,) = read(version4(block("aws_db_instance.a", instance({"id": "db", **secret}, private="s3cr3t")))).resources
    assert "s3cr3t" not in repr(found)
    assert found.attributes["id"] == "db"


BUCKETS = block(
    "aws_s3_bucket.b", instance({"id": "eu", "bucket": "eu"}, index_key="x"), instance({"id": "us"}, index_key="y")
)
VERSIONING = "aws_s3_bucket_versioning.v"
DEPENDENCIES = {
    "by id and key": ((BUCKETS,), VERSIONING, "eu", ["aws_s3_bucket.b"], 'aws_s3_bucket.b["x"].id'),
    "as 0.12 writes it": ((BUCKETS,), VERSIONING, "eu", ["var.x", "aws_s3_bucket.b"], 'aws_s3_bucket.b["x"].id'),
    "no object has this value": ((BUCKETS,), VERSIONING, "other", ["aws_s3_bucket.b"], None),
    "not recorded": ((BUCKETS,), VERSIONING, "eu", ["aws_kms_key.k"], None),
    "several have this value": (
        (BUCKETS, block("aws_kms_key.k", instance({"id": "eu"}))),
        VERSIONING,
        "eu",
        ["aws_s3_bucket.b", "aws_kms_key.k"],
        None,
    ),
    "in its module": (
        (block("module.m.aws_s3_bucket.b", instance({"id": "eu"})),),
        f"module.m.{VERSIONING}",
        "eu",
        ["module.m.aws_s3_bucket.b"],
        "aws_s3_bucket.b.id",
    ),
    "in its module, as 0.12 writes it": (
        (block("module.m.aws_s3_bucket.b", instance({"id": "eu"})),),
        f"module.m.{VERSIONING}",
        "eu",
        ["aws_s3_bucket.b"],
        "aws_s3_bucket.b.id",
    ),
    "in another module": (
        (block("module.m.aws_s3_bucket.b", instance({"id": "eu"})),),
        VERSIONING,
        "eu",
        ["module.m.aws_s3_bucket.b"],
        None,
    ),
}


@pytest.mark.parametrize(("others", "address", "value", "names", "expected"), DEPENDENCIES.values(), ids=DEPENDENCIES)
def test_a_dependency_whose_value_an_attribute_holds_is_what_it_refers_to(
    others: tuple[dict[str, object], ...], address: str, value: str, names: list[str], expected: str | None
) -> None:
    found = resources(version4(*others, block(address, instance({"bucket": value}, dependencies=names))))[address]
    assert found.expressions == ({} if expected is None else {"bucket": References((expected,))})


def test_flat_attributes_of_an_upgraded_state_are_read() -> None:
    flat = {"id": "b", "tags.%": "1", "tags.data-class": "health", "region": "eu-west-3"}
    (found,) = read(version4(block("aws_s3_bucket.a", {"attributes_flat": flat}, provider="provider.aws"))).resources
    assert found.attributes == {"id": "b", "tags.data-class": "health", "region": "eu-west-3"}
    assert (found.provider, found.provider_key) == ("aws", "aws")
