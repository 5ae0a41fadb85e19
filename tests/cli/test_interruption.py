"""What stops a run from outside: Ctrl-C while it works, and a reader that has seen enough."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENV = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "LC_ALL": "C", "TERM": "xterm"}
CHECK = [sys.executable, "-m", "souverain", "check"]
PATIENCE = 60.0

if sys.platform == "win32":
    pytest.skip("Ctrl-C and pipes of Windows are others", allow_module_level=True)

import pty  # noqa: E402  # not on Windows


def heed_interrupts() -> None:
    """Tests that run in the background of a shell inherit that Ctrl-C is ignored, and so would what they start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan that takes a while, in a folder of its own: 12,000 resources, 20 MB."""
    path = tmp_path_factory.mktemp("estate") / "plan.json"
    with path.open("wb") as file:
        subprocess.run([sys.executable, ROOT / "benchmarks/make_plan.py", "12000"], stdout=file, check=True)
    return path


def test_ctrl_c_during_a_long_check_is_130_and_leaves_nothing(estate: Path) -> None:
    """Standard error is a terminal: the first sign of the progress bar says that the work has begun."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*CHECK, estate.name, "-o", "report.txt"],
        cwd=estate.parent,
        env=ENV,
        stdout=subprocess.PIPE,
        stderr=theirs,
        preexec_fn=heed_interrupts,
    ) as process:
        os.close(theirs)
        said = os.read(ours, 4096)
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        said += _rest(ours)
        out, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert out == b""
    assert b"Traceback" not in said
    assert [path.name for path in estate.parent.iterdir()] == [estate.name]


def test_ctrl_c_while_waiting_for_standard_input_is_130() -> None:
    with subprocess.Popen(
        [*CHECK, "-"],
        env=ENV,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heed_interrupts,
    ) as process:
        assert process.stdin
        # More than a pipe holds: once all of it is written, the process reads, and waits for the rest.
        process.stdin.write(b'{"format_version": "1.2", "terraform_version": "' + b"1" * 200_000)
        process.stdin.flush()
        assert process.stdout
        assert process.stderr
        assert _interrupted(process) == 130
        assert process.stdout.read() == b""
        assert b"Traceback" not in process.stderr.read()


@pytest.mark.parametrize("format_", ["json", "sarif", "text"])
def test_a_reader_that_leaves_after_one_line_changes_no_verdict(format_: str, estate: Path) -> None:
    """As `souverain check plan.json | head -1`: far more is written than a pipe holds."""
    asked = [*CHECK, estate.name, "--format", format_, "--verbose", "--include-passes"]
    with subprocess.Popen(asked, cwd=estate.parent, env=ENV, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline()
        process.stdout.close()
        assert process.wait(timeout=PATIENCE) == 1
        assert process.stderr.read() == b""


def _interrupted(process: subprocess.Popen[bytes]) -> int:
    """The exit code after Ctrl-C; pressed again when it came between two calls of the system, where it waits."""
    for _ in range(10):
        process.send_signal(signal.SIGINT)
        try:
            return process.wait(timeout=PATIENCE / 10)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError("Ctrl-C did not stop it")


def _rest(descriptor: int) -> bytes:
    """What a terminal still gets, until nobody writes to it any more."""
    said = b""
    try:
        while piece := os.read(descriptor, 4096):
            said += piece
    except OSError:  # Linux's way to say that the other side has closed
        pass
    finally:
        os.close(descriptor)
    return said
