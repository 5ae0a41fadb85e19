"""A progress bar when work is long and somebody watches; nothing otherwise."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from souverain.cli import progress


@pytest.fixture
def plan(tmp_path: Path) -> str:
    path = tmp_path / "plan.json"
    path.write_bytes(b" " * 100)
    return str(path)


@pytest.mark.parametrize(
    ("terminal", "long", "shown"),
    [(True, 100, True), (True, 101, False), (False, 100, False)],
    ids=["long and watched", "short", "not watched"],
)
def test_when_a_bar_is_shown(
    terminal: bool,
    long: int,
    shown: bool,
    plan: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    monkeypatch.setattr(progress, "_LONG", long)
    with progress.shown([plan, "absent.json", "-"], "fr") as tell:
        for step in ("read", "establish", "judge", "done"):
            tell(step, 0, 1)
    out, err = capsys.readouterr()
    assert out == ""
    assert ("écriture" in err) is shown
    assert bool(err) is shown
