"""Documents that cannot drift: what is generated, and what shows commands."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from real_tools import Tool
from souverain import knowledge
from souverain.document import Document
from souverain.engine import rules
from souverain.i18n import text

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "tools/build/docs.py"
FACTS = (ROOT / "docs/facts.md").read_text(encoding="utf-8")
RULES = [rule.id for rule in rules.load().values()]
SECTIONS = ("What it checks", "Legal basis", "Asked for by", "What the tool cannot know", "Configuration")


# --- Rules and regimes --------------------------------------------------------------------------------------------


def test_pages_are_as_generated(tool: Tool) -> None:
    tool("opa")
    done = subprocess.run([sys.executable, BUILD, "--check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_page_that_drifts_or_stays_behind_is_noticed(tool: Tool, tmp_path: Path) -> None:
    """In a copy of what the script reads and writes."""
    tool("opa")
    for name in ("plugin", "policies", "docs", "tools/build", ".tools/bin/opa"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        ignored = shutil.ignore_patterns("__pycache__", "data")
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
        else:
            (tmp_path / name).symlink_to(tool("opa"))
    changed, stale = tmp_path / "docs/rules/unknown-location.md", tmp_path / "docs/regimes/gone.md"
    approved = changed.read_text(encoding="utf-8")
    changed.write_text("changed", encoding="utf-8")
    stale.write_text("stale", encoding="utf-8")
    script = tmp_path / "tools/build/docs.py"
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert [line.split()[0] for line in done.stderr.splitlines()] == [
        "docs/regimes/gone.md",
        "docs/rules/unknown-location.md",
    ]
    subprocess.run([sys.executable, script], check=True)
    assert changed.read_text(encoding="utf-8") == approved
    assert not stale.exists()


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_page_has_its_sections(rule: str) -> None:
    page = (ROOT / f"docs/rules/{rule}.md").read_text(encoding="utf-8")
    assert [section for section in SECTIONS if f"\n## {section}\n\n" not in page] == []
    assert page.count("\n> ") == 2


@pytest.mark.parametrize("regime", knowledge.load().regimes)
def test_a_regime_page_has_every_requirement_with_its_rules_or_why_not(regime: str) -> None:
    page = (ROOT / f"docs/regimes/{regime}.md").read_text(encoding="utf-8")
    for requirement in knowledge.load().regimes[regime].requirements:
        (row,) = [line for line in page.splitlines() if line.startswith(f"| {requirement.id} |")]
        assert requirement.text["fr"] in row
        said = [f"[{rule}]" for rule in requirement.rules] or [
            f"| with {requirement.part_of}" if requirement.part_of else "| no: "
        ]
        assert [words for words in said if words not in row] == []
        assert "no: no rule" not in row


# --- The facts document -------------------------------------------------------------------------------------------


def test_the_example_of_facts_runs(tool: Tool, tmp_path: Path) -> None:
    """Every command of the block, in a folder that looks like the root of the repository."""
    (block,) = re.findall(r"^```console\n(.*?)^```$", FACTS, re.MULTILINE | re.DOTALL)
    programs = {"souverain": [sys.executable, "-m", "souverain"], "opa": [str(tool("opa"))]}
    for name in ("policies", "samples"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shown = ""
    for line in block.splitlines(keepends=True):
        if line.startswith("$ "):
            program, *arguments = shlex.split(line[2:])
            command = [*programs[program], *arguments]
            shown += line + subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    assert shown == block


def test_every_field_of_facts_is_told() -> None:
    table = FACTS.partition("| field | holds |")[2].partition("\n\n")[0]
    told = {name for row in table.splitlines()[2:] for name in re.findall(r"`(\w+)(?:\[\]|\{\})?`", row.split("|")[1])}
    assert told == {field.encode_name for field in msgspec.structs.fields(Document)}


def test_the_example_of_an_unknown_is_one_that_there_is() -> None:
    (block,) = re.findall(r"^```json\n(.*?)^```$", FACTS, re.MULTILINE | re.DOTALL)
    known, unknown = (json.loads(line) for line in block.splitlines())
    assert set(known) == {"known", "value", "grade", "source", "as_of"}
    assert unknown["args"]["name"] in text(f"reasons.{unknown['reason']}", "en", **unknown["args"])


@pytest.mark.parametrize("field", ["channel", "certainty"])
def test_every_word_of_a_reach_is_told(field: str) -> None:
    schema: dict[str, Any] = json.loads((ROOT / "policies/souverain/schemas/facts.json").read_text(encoding="utf-8"))
    words = [word for definition in _objects(schema) for word in definition.get(field, {}).get("enum", ())]
    assert words
    assert [word for word in words if f"`{word}`" not in FACTS] == []


def _objects(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from (definition.get("properties", {}) for definition in schema["$defs"].values())
