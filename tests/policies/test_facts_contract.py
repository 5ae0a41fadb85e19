"""What was published in the schema of the facts stays: fields and words are added, never taken away."""

from __future__ import annotations

import sys

import rego_cases

sys.path.insert(0, str(rego_cases.ROOT / "tools/build"))

import policies  # a script beside the package


def test_nothing_that_was_published_is_gone() -> None:
    """The build adds to the list what is new. What is gone must be put back, or be another version."""
    now = {line for shape, definition in policies._shapes().items() for line in policies._stated(shape, definition)}
    published = set(policies.PUBLISHED.read_text(encoding="utf-8").splitlines())
    assert sorted(published - now) == []
    assert sorted(now - published) == []
    assert {"Place.countries", "Reach.channel = parent"} <= published
