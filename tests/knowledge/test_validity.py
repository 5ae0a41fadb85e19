from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from souverain.knowledge.validity import can_hold, phase

CASES = [
    ("", "", "2026-11-21", "within"),
    ("2023-11-30", "2026-11-30", "2023-11-29", "before"),
    ("2023-11-30", "2026-11-30", "2023-11-30", "within"),
    ("2023-11-30", "2026-11-30", "2026-11-30", "within"),
    ("2023-11-30", "2026-11-30", "2026-12-01", "after"),
    ("", "2026-12", "2026-11-30", "within"),
    ("", "2026-12", "2026-12-01", "unclear"),
    ("", "2026-12", "2026-12-31", "unclear"),
    ("", "2026-12", "2027-01-01", "after"),
    ("2024-07", "", "2024-06-30", "before"),
    ("2024-07", "", "2024-07-30", "unclear"),
    ("2024-07", "", "2024-07-31", "within"),
    ("2024-02", "", "2024-02-28", "unclear"),
    ("2024-02", "", "2024-02-29", "within"),
    ("2024", "", "2024-12-30", "unclear"),
    ("2024", "", "2024-12-31", "within"),
    ("", "2026", "2025-12-31", "within"),
    ("", "2026", "2026-01-01", "unclear"),
]


@pytest.mark.parametrize(("since", "until", "as_of", "expected"), CASES)
def test_phase(since: str, until: str, as_of: str, expected: str) -> None:
    assert phase(since, until, as_of) == expected


@pytest.mark.parametrize(("since", "until", "as_of", "expected"), CASES)
def test_what_may_hold(since: str, until: str, as_of: str, expected: str) -> None:
    assert can_hold(since, until, as_of) == (expected in ("within", "unclear"))


@given(st.dates(), st.dates(), st.dates())
def test_whole_days_are_never_unclear(since: object, until: object, as_of: object) -> None:
    assert phase(str(since), str(until), str(as_of)) != "unclear"
