"""Tiny states for tests of their reader."""

from __future__ import annotations

import json
from typing import Any

from souverain import readers
from souverain.model import Resource, Stack

AWS = 'provider["registry.terraform.io/hashicorp/aws"]'


def block(address: str, *instances: dict[str, Any], provider: str = AWS, **more: Any) -> dict[str, Any]:
    """A block of version 4; `address` is `[data.]type.name`, with its module before it or not."""
    *module, kind, name = address.split(".")
    mode = "data" if module[-1:] == ["data"] else "managed"
    inside = ".".join(module).removesuffix("data").removesuffix(".")
    found = {"mode": mode, "type": kind, "name": name, "provider": provider, "instances": list(instances), **more}
    return {"module": inside, **found} if inside else found


def instance(attributes: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return {"schema_version": 0, "attributes": attributes or {}, **more}


def version4(*blocks: dict[str, Any], **more: Any) -> bytes:
    head = {"version": 4, "terraform_version": "1.11.4", "serial": 3, "lineage": "0b0b", "outputs": {}}
    return json.dumps({**head, "resources": list(blocks), **more}).encode()


def version3(resources: dict[str, Any], path: tuple[str, ...] = ("root",), **more: Any) -> bytes:
    head = {"version": 3, "terraform_version": "0.11.14", "serial": 3, "lineage": "0b0b"}
    return json.dumps({**head, "modules": [{"path": list(path), "resources": resources}], **more}).encode()


def shown(*resources: dict[str, Any], **more: Any) -> bytes:
    head = {"format_version": "1.0", "terraform_version": "1.11.4"}
    return json.dumps({**head, "values": {"root_module": {"resources": list(resources)}}, **more}).encode()


def read(data: bytes) -> Stack:
    found = readers.read("terraform.tfstate", data)
    assert isinstance(found, Stack)
    return found


def resources(data: bytes) -> dict[str, Resource]:
    return {resource.address: resource for resource in read(data).resources}
