from __future__ import annotations

from states import read, resources, shown

from souverain.model import References

AWS = "registry.terraform.io/hashicorp/aws"


def bucket(address: str, **more: object) -> dict[str, object]:
    *_, kind, name = address.split(".")
    head = {
        "address": address,
        "mode": "managed",
        "type": kind,
        "name": name,
        "provider_name": AWS,
        "schema_version": 0,
    }
    return {**head, "values": {}, **more}


def test_a_shown_state_is_a_state() -> None:
    stack = read(shown(bucket("aws_s3_bucket.a", values={"region": "eu-west-3", "id": "a"})))
    assert (stack.input.kind, stack.input.tool, stack.has_actions) == ("terraform-state", "terraform 1.11.4", False)
    (found,) = stack.resources
    assert (found.action, found.provider, found.provider_key) == ("exists", AWS, None)
    assert found.attributes == {"region": "eu-west-3", "id": "a"}


def test_modules_instances_and_deposed_objects_are_read() -> None:
    inside = {"address": "module.m[0]", "resources": [bucket('module.m[0].aws_s3_bucket.a["k"]')]}
    top = [bucket("aws_s3_bucket.a"), bucket("aws_s3_bucket.a", deposed_key="00ff")]
    data = {**bucket("data.aws_region.here"), "mode": "data"}
    found = resources(shown(values={"root_module": {"resources": [*top, data], "child_modules": [inside]}}))
    assert list(found) == [
        "aws_s3_bucket.a",
        "aws_s3_bucket.a (deposed object 00ff)",
        "data.aws_region.here",
        'module.m[0].aws_s3_bucket.a["k"]',
    ]
    assert found["data.aws_region.here"].state == "read"


def test_what_is_sensitive_is_unknown() -> None:
    tags = {"data": "health", "team": "x"}
    (found,) = read(
        shown(bucket("aws_s3_bucket.a", values={"tags": tags}, sensitive_values={"tags": {"data": True}}))
    ).resources
    assert (found.attributes, found.unknown) == ({"tags.team": "x"}, {"tags.data"})


def test_dependencies_are_read() -> None:
    versioning = bucket("aws_s3_bucket_versioning.v", values={"bucket": "a"}, depends_on=["aws_s3_bucket.a"])
    found = resources(shown(bucket("aws_s3_bucket.a", values={"id": "a"}), versioning))
    assert found["aws_s3_bucket_versioning.v"].expressions == {"bucket": References(("aws_s3_bucket.a.id",))}


def test_a_state_without_resources_holds_nothing() -> None:
    assert read(shown(values={"outputs": {}})).resources == ()
