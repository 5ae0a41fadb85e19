"""Documents as Pulumi writes them, as short as a case needs, and the stack that is read from one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from souverain import readers
from souverain.model import Resource, Stack

RECORDED = Path(__file__).parent / "recorded"
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET = {SIGNATURE: "1b47061264138c4ac30d75fd1eb44270", "ciphertext": "v1:abc"}
BUCKET = "aws:s3/bucket:Bucket"

Json = dict[str, Any]


def urn(token: str, name: str) -> str:
    return f"urn:pulumi:dev::clinic::{token}::{name}"


def provider(name: str = "default", package: str = "aws") -> str:
    """The reference by which resources name a provider."""
    return f"{urn(f'pulumi:providers:{package}', name)}::{UNKNOWN}"


def state(token: str, name: str, **fields: Any) -> Json:
    return {"urn": urn(token, name), "type": token, "custom": True, **fields}


def step(op: str, token: str, name: str, *, old: Json | None = None, **fields: Any) -> Json:
    """A step of a preview; `fields` are those of the state after it."""
    found: Json = {"op": op, "urn": urn(token, name)}
    if old is not None:
        found["oldState"] = state(token, name, **old)
    if op != "delete":
        found["newState"] = state(token, name, **fields)
    return found


def preview(*steps: Json, config: Json | None = None, **fields: Any) -> Json:
    return {"config": config or {}, "steps": list(steps), "changeSummary": {}, **fields}


def export(*resources: Json, version: int = 3, **fields: Any) -> Json:
    deployment = {"manifest": {"version": "3.259.0"}, "resources": list(resources)}
    return {"version": version, **fields, "deployment": deployment}


def read(document: Json | bytes | str) -> Stack:
    """What is read from a document, through the door that all inputs use."""
    data = (
        document
        if isinstance(document, bytes)
        else document.encode()
        if isinstance(document, str)
        else encode(document)
    )
    found = readers.read("in.json", data)
    assert isinstance(found, Stack)
    return found


def encode(document: Json) -> bytes:
    return json.dumps(document).encode()


def recorded(name: str) -> Stack:
    return read((RECORDED / name).read_bytes())


def only(stack: Stack) -> Resource:
    """The one resource of a stack."""
    (found,) = stack.resources
    return found


def named(stack: Stack, name: str) -> Resource:
    (found,) = (resource for resource in stack.resources if resource.name == name)
    return found
