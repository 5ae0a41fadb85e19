"""The page on rules of one's own: every file and every command on it, as a reader would type them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from real_tools import Tool
from souverain.wording.vocabulary import PLACEHOLDERS

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs/writing-rules.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^`(house/[^`]+)`:\n\n```\w+\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
BLOCKS = re.findall(r"^```console\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def here(tool: Tool, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of the page, the samples, and the programs."""
    folder = tmp_path_factory.mktemp("reader")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "samples").symlink_to(ROOT / "samples")
    (folder / "bin").mkdir()
    for name in ("opa", "regal"):
        (folder / "bin" / name).symlink_to(tool(name))
    (folder / "bin/souverain").write_text(f'#!/bin/sh\nexec {sys.executable} -m souverain "$@"\n', encoding="utf-8")
    (folder / "bin/souverain").chmod(0o755)
    return folder


def test_the_page_has_a_rule_its_test_a_regime_and_a_profile() -> None:
    assert [Path(name).name for name in FILES] == [
        "approved_regions.rego",
        "approved_regions_test.rego",
        "house.toml",
        "house.toml",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="a shell")
def test_every_command_prints_what_the_page_shows(here: Path) -> None:
    path = os.pathsep.join([str(here / "bin"), "/usr/bin", "/bin"])
    env = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT / "plugin"), "XDG_CACHE_HOME": str(here / "cache")}
    env |= {"LC_ALL": "C", "NO_COLOR": "1"}
    for block in BLOCKS:
        shown = ""
        for line in block.splitlines(keepends=True):
            if line.startswith("$ "):
                done = subprocess.run(
                    ["sh", "-c", line[2:]], cwd=here, env=env, capture_output=True, text=True, check=False
                )
                assert done.stderr == ""
                shown += line + done.stdout
        assert shown == block
    report = (here / "report.txt").read_text(encoding="utf-8")
    assert "error[approved-regions]" in report
    assert "which the house has not approved" in report


def test_every_word_that_fills_a_text_is_one() -> None:
    told = PAGE.partition("The texts of the METADATA")[2].partition("\n\n")[0]
    named = set(re.findall(r"`\{(\w+)\}`", told))
    assert named
    assert named <= PLACEHOLDERS
