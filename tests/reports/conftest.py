"""Reports as they were last approved: `golden(name, text)` compares; `UPDATE_GOLDEN=1` approves what is written now."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from report_cases import Golden

import estate
from souverain.engine import rules as rule_book

FOLDER = Path(__file__).parent / "golden"


@pytest.fixture(autouse=True)
def rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules of the estate, so that a better text in a shipped rule changes no approved report."""
    monkeypatch.setattr(rule_book, "load", lambda: estate.RULES)


@pytest.fixture
def golden() -> Golden:
    def compare(name: str, text: str) -> None:
        path = FOLDER / name
        if os.environ.get("UPDATE_GOLDEN"):
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8")

    return compare
