"""Findings of one cause as one: which of them speaks for all."""

from __future__ import annotations

import msgspec
import pytest
from report_cases import mixed

from souverain.findings import Finding
from souverain.reports.groups import groups
from souverain.wording import Line

FOUND = next(finding for finding in mixed().findings if finding.status == "fail")


def finding(address: str, *, followed: bool) -> Finding:
    """A refusal of one cause, whose class a flow may have brought."""
    way = (Line(about="class", text="x is read by y"),) if followed else ()
    return msgspec.structs.replace(FOUND, address=address, evidence=(*FOUND.evidence, *way))


@pytest.mark.parametrize(
    ("followed", "speaks"),
    [((True, False, False), "b"), ((False, True, False), "a"), ((True, True, True), "a")],
    ids=["what says its class itself", "the first of those", "the first, where none does"],
)
def test_who_speaks_for_all(followed: tuple[bool, ...], speaks: str) -> None:
    found = [finding(address, followed=came) for address, came in zip("abc", followed, strict=True)]
    (group,) = groups(found)
    assert (group.first.address, group.size) == (speaks, 3)
