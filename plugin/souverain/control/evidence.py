"""What an answer about control rests on: ownership records in, edges of the facts document and their grade out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from souverain.document import Edge
from souverain.knowledge.records import Ownership
from souverain.model import Grade

_ORDER: tuple[Grade, ...] = get_args(Grade)


def weakest(grades: Iterable[Grade]) -> Grade:
    """The grade of something that rests on all of these: primary first, declared last."""
    return max(grades, key=_ORDER.index)


def edge(record: Ownership) -> Edge:
    """One link of a chain as policies and reports see it."""
    return Edge(
        owner=record.owner,
        owned=record.owned,
        control=record.control,
        share=record.share,
        votes=record.votes,
        grade=record.grade,
        as_of=record.as_of,
        source=record.source,
    )
