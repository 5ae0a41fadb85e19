"""A report that is a folder: whole or not there, and nothing of anybody else's touched."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pytest
from cli_run import Run

from souverain.cli import folder

PLAN = str(Path(__file__).resolve().parents[2] / "samples/paris-bucket/plan.json")
DAY = ("--as-of", "2026-11-24")
MARKED = gzip.compress(b'{\n  "schema": "souverain/report/v1"}')
FILES = [("fr/a.csv", [b"a", b"\n"]), ("check.json.gz", [MARKED])]


def held(path: Path) -> dict[str, bytes]:
    return {item.relative_to(path).as_posix(): item.read_bytes() for item in path.rglob("*") if item.is_file()}


def test_every_file_is_listed_with_its_sum(run: Run, tmp_path: Path) -> None:
    ran = run("check", PLAN, *DAY, "--report", f"evidence={tmp_path}/e/")
    assert ran.code == 1
    files = held(tmp_path / "e")
    listed = dict(reversed(line.split("  ")) for line in files.pop("SHA256SUMS").decode().splitlines())
    assert listed == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert [*tmp_path.iterdir()] == [tmp_path / "e"]


def test_the_facts_of_the_folder_come_to_the_same_verdicts(run: Run, tmp_path: Path) -> None:
    asked = ("--profile", "health", "--profile", "hds", *DAY)
    run("check", PLAN, *asked, "--report", f"evidence={tmp_path}/e")
    again = run("check", str(tmp_path / "e/facts.json"), *asked, "--format", "json")
    first = json.loads(gzip.decompress((tmp_path / "e/check.json.gz").read_bytes()))
    assert json.loads(again.out)["verdicts"] == first["verdicts"]
    assert again.code == first["exit_code"]


def test_passes_are_in_the_folder_and_only_there(run: Run, tmp_path: Path) -> None:
    ran = run("check", PLAN, *DAY, "--format", "json", "--report", f"evidence={tmp_path}/e")
    statuses = {item["status"] for item in json.loads(ran.out)["findings"]}
    whole = {
        item["status"] for item in json.loads(gzip.decompress((tmp_path / "e/check.json.gz").read_bytes()))["findings"]
    }
    assert "pass" not in statuses
    assert "pass" in whole


def test_a_run_without_verdict_leaves_a_folder_that_says_so(run: Run, tmp_path: Path) -> None:
    ran = run("check", str(tmp_path / "absent.json"), *DAY, "--report", f"evidence={tmp_path}/e")
    assert ran.code == 3
    assert "absent.json" in (tmp_path / "e/fr/preuves.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("before", ["absent", "empty", "ours"])
def test_what_may_be_replaced(tmp_path: Path, before: str) -> None:
    place = tmp_path / "e"
    if before != "absent":
        place.mkdir()
    if before == "ours":
        folder.write([("old.csv", [b"old"]), ("check.json.gz", [MARKED])], str(place))
    folder.write(FILES, str(place))
    assert sorted(held(place)) == ["SHA256SUMS", "check.json.gz", "fr/a.csv"]
    assert [*tmp_path.iterdir()] == [place]


def _beside(place: Path) -> None:
    (place / "notes.txt").write_text("mine")


def _changed(place: Path) -> None:
    (place / "fr/a.csv").write_text("mine")


def _another(place: Path) -> None:
    (place / "check.json.gz").write_text("{}")


def _linked(place: Path) -> None:
    (place / "linked").symlink_to("/", target_is_directory=True)


def _kept(place: Path) -> None:
    (place / "kept").mkdir()


@pytest.mark.parametrize("touch", [_beside, _changed, _another, _linked, _kept])
def test_what_is_not_ours_stays(run: Run, tmp_path: Path, touch: object) -> None:
    place = tmp_path / "e"
    folder.write(FILES, str(place))
    assert callable(touch)
    touch(place)
    before = held(place)
    ran = run("check", PLAN, *DAY, "--report", f"evidence={place}")
    assert ran.code == 2
    assert "name another folder" in ran.err
    assert ran.out == ""
    assert held(place) == before


def test_sums_of_something_else_are_no_mark(run: Run, tmp_path: Path) -> None:
    (tmp_path / "image.iso").write_bytes(b"x")
    (tmp_path / "SHA256SUMS").write_text(f"{hashlib.sha256(b'x').hexdigest()}  image.iso\n")
    assert run("check", PLAN, *DAY, "--report", f"evidence={tmp_path}").code == 2
    assert (tmp_path / "image.iso").read_bytes() == b"x"


@pytest.mark.parametrize(
    ("target", "code"), [("file", 2), ("absent/e", 3)], ids=["a file", "below a folder that is not there"]
)
def test_where_no_folder_can_be(run: Run, tmp_path: Path, target: str, code: int) -> None:
    (tmp_path / "file").write_text("mine")
    ran = run("check", PLAN, *DAY, "--report", f"evidence={tmp_path / target}")
    assert ran.code == code
    assert len(ran.err.strip().splitlines()) <= 4
    assert (tmp_path / "file").read_text() == "mine"


def test_a_run_that_breaks_on_the_way_leaves_nothing(tmp_path: Path) -> None:
    def files() -> object:
        yield from FILES
        raise RuntimeError

    with pytest.raises(RuntimeError):
        folder.write(files(), str(tmp_path / "e"))  # type: ignore[arg-type]
    assert [*tmp_path.iterdir()] == []


def test_a_folder_is_no_format_of_standard_output(run: Run) -> None:
    assert run("check", PLAN, "--format", "evidence").code == 2
