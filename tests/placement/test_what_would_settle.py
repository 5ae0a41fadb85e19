"""Every reason for which a place can be unknown comes with what would settle it."""

from __future__ import annotations

import re
from pathlib import Path

import souverain
from souverain.i18n import text
from souverain.model import Reason
from souverain.placement.spots import nowhere
from souverain.reports import coverage

PACKAGE = Path(souverain.__file__).parent
REASONS = re.compile(r'(?:nowhere\(\s*|reason=|reason = )Reason\(\s*"([a-z-]+)"')
OF_COPIES = re.compile(r"copy-|no-pair|pair-of-unknown-region")
"""Where copies go: told beside the place, not in its stead."""


def codes() -> set[str]:
    found = (REASONS.findall(path.read_text("utf-8")) for path in (PACKAGE / "placement").glob("*.py"))
    return {code for listed in found for code in listed if not OF_COPIES.match(code)}


def test_each_unknown_place() -> None:
    assert len(codes()) > 15
    open_ = {code for code in codes() if not any(s.code.startswith("settle-") for s in nowhere(Reason(code)).basis.why)}
    assert open_ == set()


def test_each_assumption() -> None:
    for settle in coverage.SETTLED_BY.values():
        assert text(f"reasons.{settle}", "en")
