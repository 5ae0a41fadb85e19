"""The JSON syntax of Terraform (`.tf.json`): the text of a file in, the same blocks as from HCL out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import msgspec

from souverain.errors import ReadError
from souverain.readers.members import RepeatedKeyError, value
from souverain.readers.terraform_source.blocks import Block, Expression
from souverain.readers.terraform_source.syntax import template

_LABELS = {"resource": 2, "data": 2, "ephemeral": 2, "provider": 1, "variable": 1, "output": 1, "module": 1}
_LABELS |= {"backend": 1, "dynamic": 1, "provisioner": 1, "check": 1}
_NESTED = {"terraform": ("backend", "cloud", "required_providers")}
"""Which members of a block are blocks, where that is known; those of a resource are told by their form."""
_LINE = 0
"""The positions of what JSON holds are not known."""


def blocks(file: str, text: bytes) -> tuple[Block, ...]:
    """The blocks of a file. Raises ReadError where it is no such file."""
    try:
        written = value(text)
    except (msgspec.DecodeError, RepeatedKeyError) as error:
        raise ReadError("source-malformed", file=file, line=_LINE) from error
    if not isinstance(written, dict):
        raise ReadError("source-malformed", file=file, line=_LINE)
    return tuple(
        block for type_, body in written.items() if type_ != "//" for block in _labelled(file, type_, _LABELS, body)
    )


def expression(written: object) -> Expression:
    """A value of the JSON syntax."""
    if isinstance(written, str):
        return template(written)
    if isinstance(written, (bool, int, float)):
        return Expression(text=json.dumps(written), literal=written)
    if isinstance(written, dict):
        members = {str(key): expression(item) for key, item in written.items() if key != "//"}
        return Expression(text=_joined(members), names=_names(members), members=members or None)
    if isinstance(written, list):
        items = {str(position): expression(item) for position, item in enumerate(written)}
        return Expression(text=f"[{', '.join(item.text for item in items.values())}]", names=_names(items))
    return Expression(text="null", null=True)


def _labelled(
    file: str, type_: str, counts: Mapping[str, int], body: object, labels: tuple[str, ...] = ()
) -> Iterator[Block]:
    if len(labels) < counts.get(type_, 0):
        for item in body if isinstance(body, list) else [body]:
            for label, inner in item.items() if isinstance(item, dict) else ():
                if label != "//":
                    yield from _labelled(file, type_, counts, inner, (*labels, label))
        return
    for item in body if isinstance(body, list) else [body]:
        if isinstance(item, dict):
            yield _block(file, type_, labels, item)


def _block(file: str, type_: str, labels: tuple[str, ...], body: Mapping[str, object]) -> Block:
    attributes: dict[str, Expression] = {}
    nested: list[Block] = []
    for name, item in body.items():
        if name == "//":
            continue
        if _is_block(type_, name, item):
            nested += _labelled(file, name, _LABELS, item)
        else:
            attributes[name] = expression(item)
    return Block(type=type_, labels=labels, attributes=attributes, blocks=tuple(nested), file=file, line=_LINE)


def _is_block(type_: str, name: str, item: object) -> bool:
    """Lists of objects are blocks in resources; a single object may be a map, and is read as one."""
    if type_ in _NESTED:
        return name in _NESTED[type_]
    if type_ in ("locals", "variable", "output", "module", "required_providers"):
        return False
    return name == "dynamic" or (isinstance(item, list) and bool(item) and all(isinstance(x, dict) for x in item))


def _joined(members: Mapping[str, Expression]) -> str:
    return "{" + ", ".join(f"{json.dumps(name)} = {item.text}" for name, item in members.items()) + "}"


def _names(members: Mapping[str, Expression]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for item in members.values() for name in item.names))
