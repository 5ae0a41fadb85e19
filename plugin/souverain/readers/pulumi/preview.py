"""Previews: `pulumi preview --json`, and plans that `pulumi preview --save-plan` writes; a `Stack` out.

A preview leaves out what does not change, unless `--show-sames` asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import msgspec
from msgspec import Raw

from souverain.errors import ReadError
from souverain.model import InputKind, Stack
from souverain.readers.members import Members, members
from souverain.readers.pulumi import plan, shapes, stacks, steps
from souverain.readers.pulumi.shapes import NOTHING, PreviewStep, is_null, strict
from souverain.readers.pulumi.steps import Step
from souverain.readers.source import Source

T = TypeVar("T")

_MARKS = frozenset({"steps", "changeSummary", "diagnostics", "duration"})
_KIND: InputKind = "pulumi-preview"


def recognises(found: Members) -> bool:
    """Whether the document is a preview or a plan."""
    marks = len(_MARKS & found.keys())
    return plan.recognises(found) or marks > 1 or (marks == 1 and "config" in found)


def read(source: Source, found: Members) -> Stack:
    """What the preview states. Raises ReadError for one that failed: it lists what came before the failure, no more."""
    if plan.recognises(found):
        return plan.read(source, found)
    messages = _decode(found, "diagnostics", tuple[shapes.Diagnostic, ...], ())
    if any(message.severity == "error" for message in messages) or not _MARKS & (found.keys() - {"diagnostics"}):
        raise ReadError("pulumi-failed", path=source.path, kind=_KIND)
    written = [_step(raw) for raw in _decode(found, "steps", list[Raw], [])]
    missing = steps.unseen(_decode(found, "changeSummary", dict[str, int], {}), written)
    steps.refuse_missing(source.path, missing)
    return stacks.stack(
        source,
        _KIND,
        steps.objects(written),
        configuration=_configuration(found),
        gaps=steps.left_out(missing),
        has_actions=True,
    )


def _step(raw: Raw) -> Step:
    found = strict(raw, PreviewStep)
    return steps.step(found.op, found.urn, found.provider, found.old_state, found.new_state)


def _configuration(found: Members) -> Mapping[str, Raw]:
    written = found.get("config", NOTHING)
    return stacks.NO_CONFIGURATION if is_null(written) else members(written)


def _decode(found: Members, name: str, shape: type[T], default: T) -> T:
    return default if is_null(found.get(name, NOTHING)) else msgspec.json.decode(found[name], type=shape)
