"""Blocks and expressions as the source writes them, whichever of its two syntaxes it uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import msgspec

from souverain.model import Scalar

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

META = frozenset({"count", "for_each", "provider", "depends_on"})
"""Arguments of the language itself, of resources."""
META_OF_CALLS = META | {"alias", "providers", "source", "version"}
"""The same of module calls and provider blocks."""


class Expression(msgspec.Struct, frozen=True, kw_only=True):
    """One expression, not evaluated."""

    text: str
    """As HCL writes it."""
    names: tuple[str, ...] = ()
    """What it refers to, each as far as it can be followed: `var.a`, `aws_s3_bucket.b[0].arn`; impure functions too."""
    bare: bool = False
    """Whether it is one reference and nothing else."""
    literal: Scalar | None = None
    null: bool = False
    members: Mapping[str, Expression] | None = None
    """Of an object whose keys all stand in the source."""


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """One block, with what stands in it."""

    type: str
    labels: tuple[str, ...] = ()
    attributes: Mapping[str, Expression]
    blocks: tuple[Block, ...] = ()
    file: str
    """Path of the file that it stands in."""
    line: int

    def named(self, type_: str) -> Iterator[Block]:
        """The nested blocks of one type."""
        return (block for block in self.blocks if block.type == type_)

    def literal(self, name: str) -> Scalar | None:
        """The value of an attribute that is written out."""
        found = self.attributes.get(name)
        return found.literal if found else None


def walk(expressions: Mapping[str, Expression], prefix: str = "") -> Iterator[tuple[str, Expression]]:
    """Attributes by path, the members of written objects one by one."""
    for name, expression in expressions.items():
        path = f"{prefix}{name}"
        if expression.members:
            yield from walk(expression.members, f"{path}.")
        else:
            yield path, expression


def leaves(block: Block, prefix: str = "") -> Iterator[tuple[str, Expression]]:
    """All that is written in a block and those in it, by path without indices; of dynamic blocks what they make."""
    yield from walk(block.attributes, prefix)
    for inner in block.blocks:
        if inner.type == "dynamic" and inner.labels:
            path = f"{prefix}{inner.labels[0]}"
            yield from ((path, expression) for name, expression in inner.attributes.items() if name == "for_each")
            for content in inner.named("content"):
                yield from leaves(content, f"{path}.")
        else:
            yield from leaves(inner, f"{prefix}{inner.type}.")
