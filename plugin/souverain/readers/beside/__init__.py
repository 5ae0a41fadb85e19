"""The source of a plan, read beside it: a plan's stack and what is given in; the stack that both state together out.

A plan shows expressions without their values; its source has them. Source that does not agree with the plan in all that
both state is not what the plan was made of: it is left alone, and said so.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from souverain.errors import ReadError
from souverain.given import Given
from souverain.model import Gap, Reason, Stack
from souverain.readers.beside import openness, supplied
from souverain.readers.members import Members
from souverain.readers.source import STDIN

_EXTRA_MISSING = "source-extra-missing"
_NONE_THERE = frozenset({"no-source", "is-terragrunt", _EXTRA_MISSING})
"""What is no complaint about a folder that nobody named."""


def completed(plan: Stack, document: Members, given: Given) -> Stack:
    """A plan with what its source settles: the folder that is named, or the plan's own where something is open.

    `document` is the plan as it was written. Raises ReadError where the named source cannot be read, and for a value
    that is given to a variable which the plan does not have.
    """
    plan = supplied.values(plan, given)
    if given.source:
        return _with(plan, document, given.source, given)
    folder = Path(plan.input.path).parent
    if plan.input.path == STDIN or not _holds_source(folder) or not openness.any_open(plan):
        return plan
    try:
        return _with(plan, document, str(folder), given, found=True)
    except ReadError as error:
        if error.code in _NONE_THERE:
            return plan
        gap = Gap("", Reason("source-unreadable", {"source": str(folder), "error": error.code}))
        return msgspec.structs.replace(plan, gaps=(*plan.gaps, gap))


def _holds_source(folder: Path) -> bool:
    return any(any(folder.glob(f"*{ending}")) for ending in (".tf", ".tf.json", ".tofu", ".tofu.json"))


def _with(plan: Stack, document: Members, folder: str, given: Given, *, found: bool = False) -> Stack:
    """The plan completed, or with the gap that says in what the source differs; not of source that is of another."""
    from souverain.readers.beside import agreement, merging  # only a plan with source pays for them
    from souverain.readers.terraform_source import of_plan

    source = of_plan(folder, supplied.stated(document), given, agreement.blocks(plan) if found else None)
    if source is None:
        return plan
    differences = agreement.differences(plan, source)
    if not differences:
        return merging.merged(plan, source.stack)
    gaps = tuple(
        Gap(item.address, Reason("source-differs", {"source": folder, "what": item.what}), item.location)
        for item in differences
    )
    return msgspec.structs.replace(plan, gaps=(*plan.gaps, *gaps))
