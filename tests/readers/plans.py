"""Tiny plans for tests of the readers."""

from __future__ import annotations

import json
from typing import Any

from souverain import readers
from souverain.document import Document
from souverain.model import Resource, Stack

AWS = "registry.terraform.io/hashicorp/aws"

BUCKET: dict[str, Any] = {
    "address": "aws_s3_bucket.records",
    "mode": "managed",
    "type": "aws_s3_bucket",
    "name": "records",
    "provider_name": AWS,
    "change": {
        "actions": ["create"],
        "before": None,
        "after": {"bucket": "records", "tags": {"data-class": "health", "service": "cardiologie é"}},
        "after_unknown": {"id": True, "region": True},
        "before_sensitive": False,
        "after_sensitive": {},
    },
}
PLAN: dict[str, Any] = {
    "format_version": "1.2",
    "terraform_version": "1.11.4",
    "resource_changes": [BUCKET],
    "configuration": {
        "provider_config": {
            "aws": {"name": "aws", "full_name": AWS, "expressions": {"region": {"constant_value": "eu-west-3"}}}
        },
        "root_module": {
            "resources": [
                {
                    "address": "aws_s3_bucket.records",
                    "mode": "managed",
                    "type": "aws_s3_bucket",
                    "name": "records",
                    "provider_config_key": "aws",
                    "expressions": {"bucket": {"constant_value": "records"}},
                }
            ]
        },
    },
    "errored": False,
}
TEXT = json.dumps(PLAN, ensure_ascii=False)


def change(actions: list[str], *, after: object, before: object = None, **more: Any) -> dict[str, Any]:
    """A change of the bucket; `more` are further members of the change."""
    return {**BUCKET, "change": {"actions": actions, "before": before, "after": after, **more}}


def plan(*changes: dict[str, Any], **sections: Any) -> bytes:
    """A plan of these changes, without configuration unless a section says otherwise."""
    return json.dumps({"format_version": "1.2", "resource_changes": list(changes), **sections}).encode()


def stack(data: bytes | str) -> Stack:
    """The stack of a plan."""
    found = readers.read("plan.json", data.encode() if isinstance(data, str) else data)
    assert isinstance(found, Stack)
    return found


def document(data: bytes) -> Document:
    """The facts document in the bytes."""
    found = readers.read("facts.json", data)
    assert isinstance(found, Document)
    return found


def only(data: bytes | str) -> Resource:
    """The one resource of a plan."""
    (resource,) = stack(data).resources
    return resource
