"""Which attributes of a resource type say where data goes: a type in, its `FlowRow`s out.

The rows stand in `data/flows/*.toml`, which `make build` compiles into `compiled/flows.json`; `aws.toml` explains the
notation. A path that begins with `~` stands for whatever the attribute mentions, one with `$` is the provider block's.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from souverain.document import FlowKind
from souverain.errors import KnowledgeError

_COMPILED = Path(__file__).parent.parent / "compiled/flows.json"
MENTIONED, OF_PROVIDER = "~", "$"


class FlowRow(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True):
    """One flow that a type makes, in the direction of the data. An empty path stands for the resource itself."""

    kind: FlowKind
    source: str
    destinations: tuple[str, ...]
    """The first that is written counts."""
    through: str = ""
    """Names another resource, at which `destinations` are read: the plan of a backup selection."""
    only: str = ""
    """An attribute without which, or with false in which, there is no flow."""
    among: tuple[str, ...] = ()
    """The values of `only` with which there is one; () for all but false."""


def rows(type_: str) -> tuple[FlowRow, ...]:
    """The rows of one type, () when no table knows it. Raises KnowledgeError when the table is broken."""
    return table().get(type_, ())


@cache
def table() -> dict[str, tuple[FlowRow, ...]]:
    """Every type that has rows. Raises KnowledgeError when the table is broken."""
    try:
        return msgspec.json.decode(_COMPILED.read_bytes(), type=dict[str, tuple[FlowRow, ...]])
    except (OSError, msgspec.MsgspecError) as error:
        raise KnowledgeError("broken-table", table=_COMPILED.name, error=error) from error


def paths(type_: str) -> frozenset[str]:
    """Attributes of the type itself that its rows read, with their values; what they only mention is left out."""
    return frozenset(
        path
        for row in rows(type_)
        for path in (row.source, row.through, row.only, *(() if row.through else row.destinations))
        if path and path[0] not in (MENTIONED, OF_PROVIDER)
    )


def mentions(type_: str) -> frozenset[str]:
    """Attributes of which only what they refer to is read: their values may be secrets."""
    return frozenset(path[1:] for row in rows(type_) for path in (row.source,) if path.startswith(MENTIONED))
