"""One owner's holding in one company: all records of the pair that count on a date in, their meaning out.

Records that contradict each other are kept side by side: the strongest control that one of them states counts, and
numbers become the interval that holds them all.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from souverain.knowledge.records import Ownership
from souverain.knowledge.validity import phase

Stated = Literal["full", "controlling", "joint", "minority", "none", "unknown"]

_STRONGEST: tuple[Stated, ...] = ("full", "controlling", "joint", "minority", "none", "unknown")
SOLE: tuple[Stated, ...] = ("full", "controlling")
BELOW: tuple[Stated, ...] = ("minority", "none")
"""Stated to be no control; `none` are dispersed holders, none of whom is named."""


class Interval(msgspec.Struct, frozen=True):
    """Bounds in percent between which a share lies."""

    low: float
    high: float


class Holding(msgspec.Struct, frozen=True):
    """What `owner` holds in `owned`."""

    owner: str
    owned: str
    records: tuple[Ownership, ...]

    @property
    def stated(self) -> Stated:
        """The control that the records state."""
        return min((record.control for record in self.records), key=_STRONGEST.index)

    @property
    def capital(self) -> Interval | None:
        """Published share of the capital; capital follows votes where only votes are published."""
        return _span(record.share for record in self.records) or _span(record.votes for record in self.records)

    @property
    def votes(self) -> Interval | None:
        """Published share of the votes; votes follow capital where only capital is published."""
        return _span(record.votes for record in self.records) or _span(record.share for record in self.records)


def on(records: Iterable[Ownership], as_of: str) -> tuple[Holding, ...]:
    """The holdings that records state for a date, in the order of (owned, owner).

    Of a record that starts or ends inside a month without a day, only that there is a holding counts. A company's
    own shares are no holding.
    """
    pairs: dict[tuple[str, str], list[Ownership]] = {}
    for record in records:
        where = phase(record.since, record.until, as_of)
        if where in ("before", "after") or record.owner == record.owned:
            continue
        pairs.setdefault((record.owned, record.owner), []).append(record if where == "within" else _blurred(record))
    return tuple(
        Holding(owner=owner, owned=owned, records=tuple(sorted(pairs[owned, owner], key=_order)))
        for owned, owner in sorted(pairs)
    )


def _blurred(record: Ownership) -> Ownership:
    return msgspec.structs.replace(record, share=None, votes=None, control="unknown")


def _order(record: Ownership) -> bytes:
    return msgspec.json.encode(record)


def _span(values: Iterable[float | None]) -> Interval | None:
    published = [value for value in values if value is not None]
    return Interval(min(published), max(published)) if published else None
