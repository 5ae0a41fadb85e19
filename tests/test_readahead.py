"""A large file that the command line names is read once, ahead, and what is read is what stands there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from souverain import readahead
from souverain.cli import main
from souverain.errors import ReadError
from souverain.readers.source import load

LARGE = b'{"a": "' + b"x" * (1 << 22) + b'"}'


@pytest.fixture(autouse=True)
def nothing_begun() -> Iterator[None]:
    yield
    readahead.forget()


@pytest.fixture
def large(tmp_path: Path) -> str:
    (tmp_path / "plan.json").write_bytes(LARGE)
    return str(tmp_path / "plan.json")


def test_a_large_file_is_taken_once(large: str) -> None:
    readahead.begin(["check", "--verbose", "--", large])
    assert readahead.taken(large) is None, "what follows a dash may be written"
    readahead.begin(["check", large, "--verbose"])
    assert readahead.taken(large) == LARGE
    assert readahead.taken(large) is None


@pytest.mark.parametrize(
    "arguments", [["check"], ["check", "-"], ["check", "."], ["check", "\0"], ["check", "no.json"]]
)
def test_nothing_else_is_begun(arguments: list[str]) -> None:
    readahead.begin(arguments)
    assert all(readahead.taken(argument) is None for argument in arguments)


def test_small_files_and_files_to_write_are_not_begun(large: str, tmp_path: Path) -> None:
    small = tmp_path / "small.json"
    small.write_bytes(LARGE[1:4096])
    readahead.begin(["check", str(small), "-o", large])
    assert readahead.taken(str(small)) is None
    assert readahead.taken(large) is None


def test_one_file_is_read_however_often_the_program_begins(large: str, monkeypatch: pytest.MonkeyPatch) -> None:
    readahead.begin(["check", large])
    monkeypatch.setattr(readahead, "_is_large", None)
    readahead.begin(["check", large])
    assert readahead.taken(large) == LARGE


def test_what_was_begun_is_what_is_loaded(large: str) -> None:
    readahead.begin(["check", large])
    assert load(large).sha256 == hashlib.sha256(LARGE).hexdigest()
    Path(large).write_bytes(LARGE + b"\n")
    assert load(large).text == LARGE + b"\n", "it is taken once"


def test_a_file_that_cannot_be_read_is_said_by_who_reads_it(large: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", broken)
    readahead.begin(["check", large])
    with pytest.raises(ReadError) as refused:
        load(large)
    assert refused.value.code == "cannot-open"


def test_a_command_leaves_nothing_behind(large: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", large, "--no-such-option"]) == 2
    assert readahead.taken(large) is None
    assert main(["check", large]) == 3
    capsys.readouterr()
