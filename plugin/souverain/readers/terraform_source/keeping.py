"""The block that says where the state is kept, `backend` or `cloud`: blocks `terraform` in, a `Backend` out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from souverain.errors import ReadError
from souverain.model import Backend, Location, Scalar
from souverain.readers import backends
from souverain.readers.terraform_source import folders, overriding
from souverain.readers.terraform_source.blocks import Block, walk

HERE = Backend(type=backends.LOCAL)
_BLOCKS = ("backend", "cloud")
_MAKING: Mapping[str, tuple[str, ...]] = {"resource": (), "data": ("data",), "module": ("module",)}


def written(settings: Iterable[Block], place: Callable[[Block], Location]) -> Backend | None:
    """The backend of a root, by its blocks `terraform`; None where they name none."""
    for terraform in settings:
        for block in terraform.blocks:
            if block.type in _BLOCKS:
                kind = block.labels[0] if block.labels else block.type
                return backends.backend(kind, dict(_values(block)), place(block))
    return None


def beside(folder: Path, blocks: Iterable[str]) -> Backend | None:
    """The backend of the root in a folder that is not read as a whole; None where there is no source of any block.

    `blocks` are the addresses of blocks and calls of a plan or a state, in its root module: source that declares none
    of them is of something else.
    """
    try:
        found = overriding.source(folders.sources(folder)).blocks
    except (ReadError, OSError):
        return None
    declared = {_address(block) for block in found} - {""}
    if not declared or declared.isdisjoint(blocks):
        return None
    settings = (block for block in found if block.type == "terraform")
    return written(settings, lambda block: Location(block.file, block.line)) or HERE


def _address(block: Block) -> str:
    """The address of a block of the root; "" for one that makes no resource."""
    if block.type not in _MAKING:
        return ""
    return ".".join((*_MAKING[block.type], *block.labels))


def _values(block: Block, prefix: str = "") -> Iterator[tuple[str, Scalar | None]]:
    for path, expression in walk(block.attributes, prefix):
        if not expression.null:
            yield path, expression.literal
    for inner in block.blocks:
        yield from _values(inner, f"{prefix}{inner.type}.")
