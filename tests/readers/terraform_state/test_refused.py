from __future__ import annotations

import json

import pytest
from states import block, instance, shown, version3, version4

from souverain import readers
from souverain.errors import ReadError
from souverain.i18n import text

TWICE = version4(block("aws_s3_bucket.a", instance({"id": "a"}))).replace(
    b'"attributes": {', b'"attributes": {"region": "eu-west-3"}, "attributes": {'
)
REFUSED = {
    "version 2": (json.dumps({"version": 2, "serial": 1, "modules": []}).encode(), "state-too-old", "terraform-state"),
    "version 5": (version4(version=5), "state-too-new", "terraform-state"),
    "shown in a format of the future": (shown(format_version="2.0"), "state-too-new", "terraform-state"),
    "version that is none": (version4(version="four"), "malformed", "terraform-state"),
    "resources that are none": (version4(resources={}), "malformed", "terraform-state"),
    "instances that are none": (
        version4(block("aws_s3_bucket.a", instance({}, index_key=[]))),
        "malformed",
        "terraform-state",
    ),
    "marks that are none": (
        version4(block("aws_s3_bucket.a", instance({}, sensitive_attributes=[7]))),
        "malformed",
        "terraform-state",
    ),
    "attributes twice": (TWICE, "key-twice", "unknown"),
    "modules that are none": (version3({"aws_instance.a": []}), "malformed", "terraform-state"),  # type: ignore[dict-item]
    "encrypted": (
        b'{"serial": 1, "lineage": "x", "meta": {}, "encrypted_data": "eA==", "encryption_version": "v0"}',
        "is-encrypted",
        "unknown",
    ),
}


@pytest.mark.parametrize(("data", "code", "kind"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_state_that_can_be_read_is_refused_in_one_line(data: bytes, code: str, kind: str) -> None:
    with pytest.raises(ReadError) as refused:
        readers.read("a.tfstate", data)
    error = refused.value
    assert (error.code, error.args_["path"], error.args_["kind"]) == (code, "a.tfstate", kind)
    for lang in ("en", "fr"):
        line = text(f"errors.{code}", lang, **error.args_)
        assert "\n" not in line
        assert "a.tfstate" in line
        assert "{" not in line
