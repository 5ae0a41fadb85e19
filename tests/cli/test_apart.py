"""Where reports may go: never onto what is read, never two to one place; and what becomes of closed streams."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from cli_run import Run

SAMPLE = Path(__file__).resolve().parents[2] / "samples/paris-bucket"
DAY = ("--as-of", "2026-11-24")


@pytest.fixture
def here(run: Run, tmp_path: Path) -> Path:  # noqa: ARG001  # in the folder of the command line
    """A folder of source with its plan, a link to that, a configuration, and a folder of plans."""
    shutil.copy(SAMPLE / "plan.json", tmp_path)
    shutil.copy(SAMPLE / "main.tf", tmp_path)
    (tmp_path / "plans").mkdir()
    shutil.copy(SAMPLE / "plan.json", tmp_path / "plans")
    (tmp_path / "link.json").symlink_to("plan.json")
    os.link(tmp_path / "plan.json", tmp_path / "hard.json")
    (tmp_path / "souverain.yaml").write_text("lang: en\n", encoding="utf-8")
    (tmp_path / "prod.tfvars").write_text("", encoding="utf-8")
    return tmp_path


def sums(folder: Path) -> Mapping[str, str]:
    return {str(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.rglob("*") if file.is_file()}


OVER_AN_INPUT = {
    "the plan": ("check", "plan.json", "-o", "plan.json"),
    "by another path": ("check", "plan.json", "-o", "./plans/../plan.json"),
    "a link to it": ("check", "plan.json", "--report", "json=link.json"),
    "the same file under another name": ("check", "plan.json", "--report", "json=hard.json"),
    "source in a folder": ("check", ".", "-o", "main.tf"),
    "source of the current folder": ("inventory", "-o", "main.tf"),
    "a plan in a folder": ("check", "plans", "-o", "plans/plan.json"),
    "the base": ("check", "plans", "--base", "plan.json", "-o", "plan.json"),
    "the configuration": ("check", "plan.json", "-o", "souverain.yaml"),
    "values": ("check", ".", "--var-file", "prod.tfvars", "-o", "prod.tfvars"),
    "a file for support": ("check", "plan.json", "--debug", "plan.json"),
    "facts": ("facts", "plan.json", "-o", "plan.json"),
    "a drawing": ("graph", "plan.json", "-o", "plan.json"),
    "a difference": ("diff", "plan.json", "plans", "-o", "plans/plan.json"),
    "a baseline": ("baseline", "plan.json", "-o", "plan.json"),
}
TWICE = {
    "two reports": ("check", "plan.json", "--report", "json=a", "--report", "sarif=./a"),
    "a report and the other": ("check", "plan.json", "--report", "json=a", "-o", "a"),
    "a file in a folder of evidence": ("check", "plan.json", "--report", "evidence=e", "--report", "html=e/x.html"),
    "a file and a folder": ("check", "plan.json", "--report", "evidence=e", "--report", "html=e"),
}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        *(pytest.param(asked, "no input is ever written to", id=name) for name, asked in OVER_AN_INPUT.items()),
        *(pytest.param(asked, "would be written twice", id=name) for name, asked in TWICE.items()),
    ],
)
def test_a_place_that_is_taken_is_wrong_usage(run: Run, here: Path, arguments: tuple[str, ...], said: str) -> None:
    before = sums(here)
    ran = run(*arguments)
    assert ran.code == 2
    assert said in " ".join(ran.err.split())
    assert sums(here) == before


def test_beside_what_is_read_there_is_room(run: Run, here: Path) -> None:
    asked = ("--report", "json=plans/report.json", "--report", f"html={os.devnull}", "-o", os.devnull)
    assert run("check", "plan.json", *asked, *DAY).code == 1
    assert (here / "plans/report.json").is_file()


# --- Streams ----------------------------------------------------------------------------------------------------------


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    line = command.replace("souverain", f"{sys.executable} -m souverain")
    return subprocess.run(["sh", "-c", line], cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_is_closed_changes_no_verdict(closed: str, here: Path) -> None:
    done = shell(f"souverain check plan.json --as-of 2026-11-24 --report json=r.json {closed}", here)
    assert (done.returncode, done.stderr) == (1, "")
    assert (here / "r.json").is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
@pytest.mark.parametrize(
    "command", ["check plan.json", "inventory plan.json", "facts plan.json", "rules", "graph plan.json"]
)
def test_what_cannot_be_written_is_no_verdict(command: str, here: Path) -> None:
    done = shell(f"souverain {command} > /dev/full", here)
    assert done.returncode == 3
    assert done.stderr.startswith("souverain: ")
    assert "stdout" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
def test_a_report_on_a_full_disk_is_no_verdict(here: Path) -> None:
    done = shell("souverain check plan.json --report json=/dev/full", here)
    assert (done.returncode, done.stdout) == (3, "")
    assert "/dev/full" in done.stderr


# --- Terminals --------------------------------------------------------------------------------------------------------


def on_a_terminal(columns: int, folder: Path) -> list[str]:
    """The report as a terminal of so many columns shows it."""
    run = "[sys.executable, '-m', 'souverain', 'check', 'plan.json', *sys.argv[1:]]"
    script = f"import pty, sys; sys.exit(pty.spawn({run}) >> 8)"
    env = {**os.environ, "NO_COLOR": "1", "COLUMNS": str(columns), "LINES": "24"}
    done = subprocess.run(
        [sys.executable, "-c", script, *DAY],
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    return done.stdout.decode().replace("\r", "").splitlines()


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
@pytest.mark.parametrize(("columns", "most"), [(40, 40), (80, 80), (200, 80)])
def test_lines_fit_the_terminal_up_to_80_columns(columns: int, most: int, here: Path) -> None:
    lines = on_a_terminal(columns, here)
    assert max(map(len, lines)) <= most
    assert max(map(len, lines)) > most - 10
    words = " ".join(" ".join(lines).split())
    assert "Health data in Paris, within reach of US law." in words


# --- Consoles ---------------------------------------------------------------------------------------------------------

SAYING = {
    "help": ("--help",),
    "a report": ("check", "plan.json"),
    "an input that is not there": ("check", "né-😀.json"),
    "an error": ("config", "né-😀.yaml"),
    "a question": ("init",),
}


@pytest.mark.parametrize("encoding", ["cp850:strict", "cp1252:strict", "ascii:strict"])
@pytest.mark.parametrize("arguments", SAYING.values(), ids=SAYING)
def test_a_console_that_lacks_letters_gets_others(encoding: str, arguments: tuple[str, ...], here: Path) -> None:
    """As on Windows: reports are UTF-8 whatever the console, all else in its letters, and nothing breaks."""
    env = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LANG": "fr_FR.UTF-8"}
    command = [sys.executable, "-m", "souverain", *arguments]
    told = [
        subprocess.run(
            command, cwd=here, env={**env, **more}, stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
        for more in ({}, {"PYTHONIOENCODING": "utf-8"})
    ]
    assert told[0].returncode == told[1].returncode
    assert b"Traceback" not in told[0].stderr + told[0].stdout
    assert b"interne" not in told[0].stderr
    assert told[0].stderr.count(b"\n") == told[1].stderr.count(b"\n")
