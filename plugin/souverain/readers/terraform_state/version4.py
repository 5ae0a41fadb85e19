"""State files of version 4 (Terraform 0.12 and later, OpenTofu): `resources` in, objects out."""

from __future__ import annotations

import json
from collections.abc import Iterator

import msgspec
from msgspec import Raw

from souverain.readers.members import value
from souverain.readers.terraform_plan.pieces import is_null
from souverain.readers.terraform_plan.repeated import Search
from souverain.readers.terraform_plan.resources import Object
from souverain.readers.terraform_plan.sections import Sections
from souverain.readers.terraform_state import providers, shapes
from souverain.readers.terraform_state.flatmap import nested
from souverain.readers.terraform_state.marks import marks
from souverain.readers.terraform_state.objects import Stated

_ONCE = tuple(
    b'"%s"' % key for key in (b"attributes", b"attributes_flat", b"deposed", b"index_key", b"sensitive_attributes")
)
"""Keys that an instance holds once, and that would turn its meaning."""


def objects(sections: Sections) -> Iterator[Stated]:
    """Every object of every instance. Raises RepeatedKeyError."""
    search: Search[shapes.Resource4] = Search(("instances",))
    for block in sections.entries("resources", shapes.Resource4, search):
        for written in block.instances:
            yield _object(block, _instance(bytes(written)))


def _instance(written: bytes) -> shapes.Instance4:
    if any(written.count(key) > 1 for key in _ONCE):
        value(written)
    return msgspec.json.decode(written, type=shapes.Instance4)


def _object(block: shapes.Resource4, instance: shapes.Instance4) -> Stated:
    provider = providers.parse(instance.provider or block.provider)
    return Stated(
        Object(
            address=_address(block, instance.index_key),
            type=block.type,
            name=block.name,
            mode=block.mode,
            provider=provider.source,
            action="read" if block.mode == "data" else "exists",
            values=_values(instance),
            sensitive=marks(instance.sensitive_attributes),
            module=block.module,
            deposed=instance.deposed,
        ),
        provider.key,
        (*(instance.dependencies or ()), *(instance.depends_on or ())),
    )


def _values(instance: shapes.Instance4) -> Raw:
    return instance.attributes if is_null(instance.attributes_flat) else nested(instance.attributes_flat)


def _address(block: shapes.Resource4, key: float | str | None) -> str:
    data = "data." if block.mode == "data" else ""
    module = f"{block.module}." if block.module else ""
    index = "" if key is None else f"[{json.dumps(key, ensure_ascii=False)}]"
    return f"{module}{data}{block.type}.{block.name}{index}"
