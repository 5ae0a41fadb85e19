"""Whether a dated record holds on a day: its bounds and the day come in, a `Phase` comes out.

Bounds are inclusive ISO dates; "" is no bound. A month or a year stands where the source gives no day.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

Phase = Literal["before", "within", "after", "unclear"]
"""`unclear`: the day is inside a month or year of which the source does not say the day."""


def phase(since: str, until: str, as_of: str) -> Phase:
    """Where `as_of` stands between two bounds.

    `2024-07` as a start counts from 2024-07-31 on, `2026-12` as an end to 2026-11-30; inside that month: unclear.
    """
    if since and as_of[: len(since)] < since:
        return "before"
    if until and as_of[: len(until)] > until:
        return "after"
    return "unclear" if _start_is_open(since, as_of) or _end_is_open(until, as_of) else "within"


def can_hold(since: str, until: str, as_of: str) -> bool:
    """Whether a record may hold on `as_of`: false only where its dates exclude it."""
    return phase(since, until, as_of) in ("within", "unclear")


def _start_is_open(since: str, as_of: str) -> bool:
    if len(since) == len(as_of) or not as_of.startswith(since) or not since:
        return False
    return str(date.fromisoformat(as_of) + timedelta(days=1)).startswith(since)


def _end_is_open(until: str, as_of: str) -> bool:
    return bool(until) and len(until) < len(as_of) and as_of.startswith(until)
