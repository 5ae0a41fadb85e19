"""What every report says of its inputs and of how sure the places are: the facts of a run in, plain values out."""

from __future__ import annotations

from typing import Literal

import msgspec

from souverain.document import Established, PlaceRef, ResourceFacts
from souverain.i18n import Lang, told
from souverain.model import Confidence, InputKind, Reason


class GapSeen(msgspec.Struct, frozen=True, kw_only=True):
    """Something that an input holds and that was not read, and why."""

    address: str
    reason: str


class ErrorSeen(msgspec.Struct, frozen=True, kw_only=True):
    """Why an input, or the whole run, has no verdict."""

    code: str
    text: str


class InputSeen(msgspec.Struct, frozen=True, kw_only=True):
    """One input and what became of it."""

    path: str
    sha256: str
    kind: InputKind
    tool: str
    status: Literal["judged", "unreadable"]
    resources: int
    gaps: tuple[GapSeen, ...]
    error: ErrorSeen | None
    source: str
    """Folder of the source that completed a plan, with the digest of what was read of it; "" for none."""
    source_sha256: str


def inputs_seen(established: Established, lang: Lang) -> tuple[InputSeen, ...]:
    """The inputs in the order in which they were given."""
    return tuple(
        InputSeen(
            path=item.path,
            sha256=item.sha256,
            kind=item.kind,
            tool=item.tool,
            status=item.status,
            resources=item.resources,
            gaps=tuple(
                GapSeen(address=gap.address, reason=told(f"reasons.{gap.reason}", lang, gap.args)) for gap in item.gaps
            ),
            error=error_seen(item.error, lang) if item.error else None,
            source=item.source,
            source_sha256=item.source_sha256,
        )
        for item in established.inputs
    )


def error_seen(error: Reason, lang: Lang) -> ErrorSeen:
    """An error in words."""
    return ErrorSeen(code=error.code, text=told(f"errors.{error.code}", lang, error.args))


def confidence(resource: ResourceFacts, established: Established) -> Confidence:
    """How sure the place of a resource is; that it has none by its nature is derived from its type."""
    ref = primary(resource)
    return established.bases[ref.basis].confidence if ref else "derived"


def primary(resource: ResourceFacts) -> PlaceRef | None:
    """The place of the data itself."""
    for ref in resource.places:
        if ref.role == "primary":
            return ref
    return resource.places[0] if resource.places else None
