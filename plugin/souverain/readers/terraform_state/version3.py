"""State files of version 3 (Terraform 0.11 and before): `modules` in, objects out."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from msgspec import Raw

from souverain.errors import ReadError
from souverain.readers.members import value
from souverain.readers.terraform_plan.resources import Object
from souverain.readers.terraform_plan.sections import Sections
from souverain.readers.terraform_state import providers, shapes
from souverain.readers.terraform_state.flatmap import nested
from souverain.readers.terraform_state.objects import Stated

_KEY = re.compile(r"(?P<data>data\.)?(?P<block>(?P<type>[^.]+)\.(?P<name>[^.]+))(?:\.(?P<index>\d+))?")
"""`aws_instance.web.0`: neither a type nor a name holds a dot."""


def objects(sections: Sections) -> Iterator[Stated]:
    """Every object of every instance. Raises RepeatedKeyError, and ReadError where the state is none of resources."""
    modules = [_module(written) for written in sections.read("modules", list[Raw], [])]
    if sections.has("backend") and not any(module.resources for module in modules):
        raise ReadError("is-a-backend-cache", kind="terraform-state")
    for module in modules:
        address = ".".join(f"module.{name}" for name in module.path[1:])
        for key, resource in module.resources.items():
            yield from _instances(address, key, resource)


def _module(written: Raw) -> shapes.Module3:
    value(bytes(written))  # refuses keys that stand twice
    return msgspec.json.decode(written, type=shapes.Module3)


def _instances(module: str, key: str, resource: shapes.Resource3) -> Iterator[Stated]:
    found = _KEY.fullmatch(key)
    if found is None:
        raise ReadError("malformed", cause=f"modules: resources: {key}", kind="terraform-state")
    if resource.primary is not None:
        yield _object(module, found, resource, resource.primary)
    for number, deposed in enumerate(resource.deposed or ()):
        yield _object(module, found, resource, deposed, str(number))


def _object(
    module: str, key: re.Match[str], resource: shapes.Resource3, instance: shapes.Instance3, deposed: str = ""
) -> Stated:
    provider = providers.parse(resource.provider or resource.type.partition("_")[0])
    index = f"[{key['index']}]" if key["index"] else ""
    return Stated(
        Object(
            address=".".join(filter(None, (module, f"{key['data'] or ''}{key['block']}{index}"))),
            type=resource.type,
            name=key["name"],
            mode="data" if key["data"] else "managed",
            provider=provider.source,
            action="read" if key["data"] else "exists",
            values=nested(instance.attributes, instance.id),
            module=module,
            deposed=deposed,
        ),
        provider.key,
        tuple(resource.depends_on or ()),
    )
