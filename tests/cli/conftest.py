"""The command line in this process: `run(...)` gives exit code, standard output and standard error."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from cli_run import Facts, Ran, Run

from souverain.cli import main
from souverain.document import Document


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """In an empty folder, in English, without colours."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "SOUVERAIN_DEBUG"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: str) -> Ran:
        code = main(arguments)
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    return call


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    """Write a facts document, the input that needs no provider."""

    def write(made: Document, name: str = "facts.json") -> str:
        (tmp_path / name).write_bytes(msgspec.json.encode(made))
        return name

    return write
