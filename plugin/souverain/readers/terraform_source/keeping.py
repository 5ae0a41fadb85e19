"""The block that says where the state is kept, `backend` or `cloud`: blocks `terraform` in, a `Backend` out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from souverain.errors import ReadError
from souverain.model import Backend, Location, Scalar
from souverain.readers import backends
from souverain.readers.terraform_source import folders
from souverain.readers.terraform_source.blocks import Block, walk

HERE = Backend(type=backends.LOCAL)
_BLOCKS = ("backend", "cloud")
_WORDS = (b"backend", b"cloud")


def written(settings: Iterable[Block], place: Callable[[Block], Location]) -> Backend | None:
    """The backend of a root, by its blocks `terraform`; None where they name none."""
    for terraform in settings:
        for block in terraform.blocks:
            if block.type in _BLOCKS:
                kind = block.labels[0] if block.labels else block.type
                return backends.backend(kind, dict(_values(block)), place(block))
    return None


def beside(folder: Path) -> Backend | None:
    """The backend of the root in a folder that is not read as a whole; None where there is no source."""
    try:
        files = folders.sources(folder)
        asked = [file for file in files if any(word in file.text for word in _WORDS)]
        settings = [block for file in asked for block in file.blocks() if block.type == "terraform"]
    except (ReadError, OSError):
        return None
    found = written(settings, lambda block: Location(block.file, block.line))
    return found or (HERE if files else None)


def _values(block: Block, prefix: str = "") -> Iterator[tuple[str, Scalar | None]]:
    for path, expression in walk(block.attributes, prefix):
        if not expression.null:
            yield path, expression.literal
    for inner in block.blocks:
        yield from _values(inner, f"{prefix}{inner.type}.")
