"""A root read for a plan that was made of it: its stack, and what its blocks say without being evaluated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from souverain.model import Scalar, Stack
from souverain.readers.beside.mentions import Written, heads
from souverain.readers.terraform_source.blocks import META_OF_CALLS, Block, Expression
from souverain.readers.terraform_source.modules import Finder, Tree
from souverain.readers.terraform_source.providers import name_of

_IMPURE = "function."
_NO_ARGUMENTS = frozenset({"lifecycle", "provisioner", "connection", "timeouts", "dynamic"})


class OfPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What the source of a plan says: evaluated with the plan's values, and as it is written."""

    stack: Stack
    providers: Mapping[str, Written]
    """By the key of the block."""
    resources: Mapping[str, Written]
    """By the address without instance keys."""


def of_plan(stack: Stack, tree: Tree, finder: Finder) -> OfPlan:
    """What the tree says, beside its stack."""
    providers, resources = {}, {}
    for address, called in tree.modules.items():
        for block in called.source.providers:
            providers[f"{address}:{name_of(block)}" if address else name_of(block)] = _written(block, finder)
        for block in called.source.resources:
            resources[_address(block, address)] = _written(block, finder)
    return OfPlan(stack=stack, providers=providers, resources=resources)


def declared(tree: Tree) -> Iterator[str]:
    """The addresses of all resources, without keys."""
    for address, called in tree.modules.items():
        yield from (_address(block, address) for block in called.source.resources)


def _address(block: Block, module: str) -> str:
    return ".".join(filter(None, (module, "data" * (block.type == "data"), *block.labels)))


def _written(block: Block, finder: Finder) -> Written:
    constants: dict[str, set[Scalar]] = {}
    mentions: dict[str, set[str]] = {}
    for path, expression in _arguments(block):
        mentions.setdefault(path, set()).update(_names(expression))
        for below, literal in _literals(path, expression):
            constants.setdefault(below, set()).add(literal)
    return Written(
        constants={path: frozenset(values) for path, values in constants.items()},
        mentions={path: frozenset(names) for path, names in mentions.items()},
        location=finder.place(block),
    )


def _arguments(block: Block, prefix: str = "") -> Iterator[tuple[str, Expression]]:
    for name, expression in block.attributes.items():
        if name not in META_OF_CALLS and not expression.null:
            yield f"{prefix}{name}", expression
    for inner in block.blocks:
        if inner.type not in _NO_ARGUMENTS:
            yield from _arguments(inner, f"{prefix}{inner.type}.")


def _names(expression: Expression) -> frozenset[str]:
    return heads(name for name in expression.names if not name.startswith(_IMPURE))


def _literals(path: str, expression: Expression) -> Iterator[tuple[str, Scalar]]:
    if expression.literal is not None:
        yield path, expression.literal
    for name, member in (expression.members or {}).items():
        yield from _literals(f"{path}.{name}", member)
