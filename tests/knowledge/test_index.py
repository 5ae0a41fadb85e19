"""The ends by which host patterns are found."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from souverain.knowledge.index import build, literal_end
from souverain.knowledge.records import Endpoint, Provider

PROOF = {"source": ("s",), "as_of": "2026-01-02", "grade": "primary"}


@pytest.mark.parametrize(
    ("pattern", "end"),
    [
        (r"^s3\.amazonaws\.com$", "s3.amazonaws.com"),
        (r"^(?:.+\.)?amazonaws\.com$", "amazonaws.com"),
        (r"^(?:.+[.-])?amazonaws\.com$", "com"),
        (r"^.+\.amazonaws\.com$", "amazonaws.com"),
        (r"^x-(?P<region>[a-z]+)\.exo\.io$", "exo.io"),
        (r"^a\.(?:b|c)\.example\.org$", "example.org"),
        (r"^a(?:b|c)$", ""),
        (r"^a\.example|b\.example$", ""),
        (r"^[a-z]+example\.org$", "org"),
        (r"^.+\.your-storage\.de$", "your-storage.de"),
    ],
)
def test_literal_end(pattern: str, end: str) -> None:
    assert literal_end(pattern) == end


LABEL = st.from_regex(r"[a-z][a-z0-9-]{0,5}", fullmatch=True)


@given(st.lists(LABEL, min_size=1, max_size=4), st.lists(LABEL, max_size=3))
def test_every_host_that_matches_is_found(end: list[str], start: list[str]) -> None:
    pattern = r"^(?:.+\.)?" + re.escape(".".join(end)).replace(r"\-", "-") + "$"
    index = build([Provider(id="p", name="P", endpoints=(Endpoint(pattern=pattern, **PROOF),), **PROOF)])
    host = ".".join([*start, *end])
    assert [entry.provider for entry in index.by_host(host)] == ["p"]
