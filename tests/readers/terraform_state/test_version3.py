from __future__ import annotations

from typing import Any

import pytest
from states import read, resources, version3

from souverain import readers
from souverain.errors import ReadError
from souverain.model import References


def primary(kind: str, attributes: dict[str, str], provider: str = "provider.aws", **more: Any) -> dict[str, Any]:
    object_ = {"id": attributes.get("id", "i"), "attributes": attributes, "meta": {}, "tainted": False}
    return {"type": kind, "primary": object_, "deposed": [], "provider": provider, **more}


def test_every_object_of_every_module_is_read() -> None:
    old = {"id": "o", "attributes": {"id": "o", "availability_zone": "us-east-1a"}}
    found = resources(
        version3(
            {
                "aws_instance.web.1": primary("aws_instance", {"id": "w", "availability_zone": "eu-west-3a"}),
                "aws_instance.db": primary("aws_instance", {"id": "d"}, "provider.aws.west", deposed=[old]),
                "data.aws_region.here": primary("aws_region", {"name": "eu-west-3"}, ""),
            },
            ("root", "site", "inner"),
        )
    )
    module = "module.site.module.inner"
    assert list(found) == [
        f"{module}.aws_instance.web[1]",
        f"{module}.aws_instance.db",
        f"{module}.aws_instance.db (deposed object 0)",
        f"{module}.data.aws_region.here",
    ]
    assert [item.provider_key for item in found.values()] == ["aws", "aws.west", "aws.west", "aws"]
    assert found[f"{module}.aws_instance.web[1]"].attributes == {"id": "w", "availability_zone": "eu-west-3a"}
    assert found[f"{module}.aws_instance.db (deposed object 0)"].attributes["availability_zone"] == "us-east-1a"
    assert found[f"{module}.data.aws_region.here"].state == "read"


def test_an_instance_that_is_gone_leaves_what_is_deposed() -> None:
    gone = {"type": "aws_instance", "primary": None, "deposed": [{"id": "o", "attributes": {}}], "provider": ""}
    assert list(resources(version3({"aws_instance.a": gone}))) == ["aws_instance.a (deposed object 0)"]


def test_the_id_stands_beside_the_attributes() -> None:
    (found,) = read(version3({"aws_instance.a": primary("aws_instance", {})})).resources
    assert found.attributes == {"id": "i"}


def test_dependencies_are_those_of_the_module() -> None:
    versioning = primary("aws_s3_bucket_versioning", {"bucket": "records"}, depends_on=["aws_s3_bucket.b"])
    bucket = primary("aws_s3_bucket", {"id": "records"})
    found = resources(version3({"aws_s3_bucket.b": bucket, "aws_s3_bucket_versioning.v": versioning}, ("root", "m")))
    assert found["module.m.aws_s3_bucket_versioning.v"].expressions == {"bucket": References(("aws_s3_bucket.b.id",))}


def test_the_cache_of_a_backend_is_no_state() -> None:
    with pytest.raises(ReadError) as refused:
        readers.read("x", version3({}, backend={"type": "s3", "config": {"secret_key": "x"}}))
    assert (refused.value.code, refused.value.args_["kind"]) == ("is-a-backend-cache", "terraform-state")


def test_a_name_that_is_none_is_refused() -> None:
    with pytest.raises(ReadError) as refused:
        readers.read("x", version3({"what is this": primary("aws_instance", {})}))
    assert refused.value.code == "malformed"
