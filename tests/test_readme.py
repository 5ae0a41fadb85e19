"""What the README shows is what the tool does: its example, its commands, its options, its exit codes, its paths."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path
from typing import get_args

import click
import pytest
import yaml

from souverain import __version__, gate
from souverain.cli import COMMANDS, commands, main
from souverain.model import InputKind

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PARIS = ROOT / "samples/paris-bucket"
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("samples/*/*.md")])


def block(language: str, number: int = 0) -> str:
    """A fenced block of this language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)[number]


def table(head: str) -> list[list[str]]:
    """The cells of the table whose first head is this one."""
    after = README.partition(f"| {head} |")[2].partition("\n\n")[0]
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in after.splitlines()[2:]]
    return [[cell.strip() for cell in row] for row in rows]


def options() -> set[str]:
    """Every long option of every command."""
    context = click.Context(commands)
    found = [commands.get_command(context, name) for name in COMMANDS]
    parameters = [parameter for command in (commands, *found) if command for parameter in command.get_params(context)]
    return {name for parameter in parameters for name in parameter.opts if name.startswith("--")}


# --- The first screen ---------------------------------------------------------------------------------------------


def test_the_source_shown_is_that_of_the_sample() -> None:
    assert block("hcl") == (PARIS / "main.tf").read_text(encoding="utf-8")
    assert len(block("hcl").splitlines()) == 12


def test_the_finding_shown_is_what_the_command_shown_prints(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    Path("plan.json").write_bytes((PARIS / "plan.json").read_bytes())
    program, *arguments = shlex.split(block("console").splitlines()[-1].removeprefix("$ "))
    assert program == "souverain"
    assert main(arguments) == 1
    assert "exit code is 1" in README
    shown = block("text")
    assert capfd.readouterr().out.startswith(shown)
    assert "CLOUD Act" in shown
    assert shown.splitlines()[-1].startswith("health: fail")


def test_the_example_is_on_the_first_screen() -> None:
    assert README[: README.index("exit code is 1")].count("\n") <= 50


# --- Set-up -------------------------------------------------------------------------------------------------------


def test_the_two_commands_are_those_of_ci() -> None:
    shown = re.findall(r"^\$ (python3 tools/dev\.py \w+)", block("console", 1), re.MULTILINE)
    assert shown == ["python3 tools/dev.py sample", "python3 tools/dev.py test"]
    ran = (ROOT / ".ci/run").read_text(encoding="utf-8")
    for command in shown:
        assert re.search(rf"^{re.escape(command)}\b", ran, re.MULTILINE)


def test_the_hooks_shown_are_those_there_are() -> None:
    (repository,) = yaml.safe_load(block("yaml"))["repos"]
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert repository["hooks"] == [{"id": hook["id"]} for hook in hooks]
    assert repository["rev"] == f"v{__version__}"


def test_the_python_asked_for_is_that_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    least = project["requires-python"].removeprefix(">=")
    assert f"Python {least} or later" in README
    assert f"PYTHON = ({least.replace('.', ', ')})" in (ROOT / "tools/dev.py").read_text(encoding="utf-8")


# --- Tables -------------------------------------------------------------------------------------------------------


def test_every_command_is_in_the_table_and_no_other() -> None:
    shown = [shlex.split(row[0].strip("`").replace("\\|", "|"))[1] for row in table("command")]
    assert sorted(shown) == sorted(COMMANDS)


def test_every_exit_code_is_in_the_table_and_no_other() -> None:
    codes = {gate.JUDGED, gate.REFUSED, gate.WRONG_USAGE, gate.NO_VERDICT, gate.UNPROVEN, gate.INTERRUPTED}
    assert {int(row[0]) for row in table("exit code")} == codes


def test_every_kind_of_input_is_in_the_table_and_no_other() -> None:
    shown = {kind for row in table("input") for kind in re.findall(r"`([\w-]+)`", row[0])}
    assert shown == {*get_args(InputKind)} - {"unknown"}


def test_every_option_that_is_named_exists() -> None:
    pages = [README, *(page.read_text(encoding="utf-8") for page in ROOT.glob("docs/rules/*.md"))]
    named = {option for page in pages for option in re.findall(r"`[^`]*?(--[a-z][a-z-]+)", page)}
    assert {"--profile", "--fail-on", "--exit-zero"} <= named
    assert named - options() == set()


# --- Paths --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_tree_is_there() -> None:
    tree = block("text", 1)
    paths = re.findall(r"(?:^|, )([\w/.]+(?:/|\.py))(?=[ ,])", tree, re.MULTILINE)
    package = ROOT / "plugin/souverain"
    assert len(paths) >= 10
    assert [path for path in paths if not ((ROOT / path).exists() or (package / path).exists())] == []
