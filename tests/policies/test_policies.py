"""The policies as OPA and its linter see them, and what is built of them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

import rego_cases
from real_tools import Tool

sys.path.insert(0, str(rego_cases.ROOT / "tools/build"))

import policies  # a script beside the package

SOUVERAIN = rego_cases.POLICIES / "souverain"


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=rego_cases.ROOT, check=False, capture_output=True, text=True)


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["fmt", "--list", "--fail"], id="formatted"),
        pytest.param(["check", "--strict", "--schema", str(SOUVERAIN / "schemas")], id="strict"),
        pytest.param(["test"], id="tests"),
        pytest.param(["test", "--coverage", "--threshold", "95"], id="coverage"),
    ],
)
def test_opa_finds_nothing(tool: Tool, arguments: list[str]) -> None:
    done = run(tool("opa"), *arguments, rego_cases.POLICIES)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_the_linter_finds_nothing(tool: Tool) -> None:
    done = run(tool("regal"), "lint", rego_cases.POLICIES, rego_cases.ROOT / ".regal")
    assert done.returncode == 0, done.stdout


def code(files: Iterator[Path]) -> int:
    """Lines that are neither empty nor comments."""
    lines = (line.strip() for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return sum(1 for line in lines if line and not line.startswith("#"))


@pytest.mark.parametrize("folder", rego_cases.RULES)
def test_a_rule_has_twice_as_many_lines_of_test(folder: str) -> None:
    rule = SOUVERAIN / "rules" / folder
    assert code(rule.glob("*_test.rego")) >= 2 * code(path for path in rule.glob("*.rego") if "_test" not in path.name)


def test_what_is_shipped_is_what_the_sources_give(tool: Tool) -> None:
    tool("opa")
    assert [path for path, content in policies.built().items() if path.read_bytes() != content] == []


def test_a_check_says_what_drifted(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    stale = {rego_cases.ROOT / "stale": b"new", rego_cases.ROOT / "LICENSE": (rego_cases.ROOT / "LICENSE").read_bytes()}
    monkeypatch.setattr(policies, "built", lambda: stale)
    assert policies.main(check=True) == 1
    assert capsys.readouterr().err == "stale has drifted from the policies: run make build\n"
    assert not (rego_cases.ROOT / "stale").exists()


def test_building_writes_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policies, "built", lambda: {tmp_path / "new/file": b"content"})
    assert policies.main(check=False) == 0
    assert (tmp_path / "new/file").read_bytes() == b"content"
    assert policies.main(check=True) == 0


def test_a_rule_without_its_texts_stops_the_build(tool: Tool, tmp_path: Path) -> None:
    tool("opa")
    rule = tmp_path / "souverain/rules/bare/bare.rego"
    rule.parent.mkdir(parents=True)
    rule.write_text("# METADATA\n# custom:\n#   id: bare\npackage souverain.rules.bare\n")
    with pytest.raises(policies.msgspec.ValidationError):
        policies.rules(tmp_path)


def test_the_revision_changes_with_any_policy_but_no_test(tmp_path: Path) -> None:
    (tmp_path / "a.rego").write_text("package a")
    (tmp_path / "a_test.rego").write_text("package a_test")
    first = policies.revision(tmp_path)
    (tmp_path / "a_test.rego").write_text("package changed")
    assert policies.revision(tmp_path) == first
    (tmp_path / "a.rego").write_text("package  a")
    assert policies.revision(tmp_path) != first


def test_the_module_holds_no_test(tool: Tool) -> None:
    tool("opa")
    assert b"fixtures" not in policies.module(rego_cases.POLICIES)


def test_the_module_holds_the_revision_of_what_it_is_made_of(tool: Tool, tmp_path: Path) -> None:
    tool("opa")
    changed = tmp_path / "policies"
    shutil.copytree(rego_cases.POLICIES, changed)
    (changed / policies.REVISION).write_text(policies.REVISION_TEXT.format(revision="of yesterday"))
    assert policies.module(changed) == policies.module(rego_cases.POLICIES)


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft202012Validator:
    found = json.loads((SOUVERAIN / "schemas/facts.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(found)
    return jsonschema.Draft202012Validator(found)


def test_the_schema_says_which_it_is(schema: jsonschema.Draft202012Validator) -> None:
    assert schema.schema["$id"] == policies.SCHEMA_ID


def test_the_estate_follows_the_schema(schema: jsonschema.Draft202012Validator, tool: Tool) -> None:
    assert list(schema.iter_errors(rego_cases.estate(tool("opa")).facts)) == []


@pytest.mark.parametrize("missing", ["schema", "as_of", "profile", "zones", "places", "operators", "resources"])
def test_the_schema_refuses_a_document_that_lacks_a_part(
    schema: jsonschema.Draft202012Validator, tool: Tool, missing: str
) -> None:
    facts = {name: part for name, part in rego_cases.estate(tool("opa")).facts.items() if name != missing}
    assert schema.is_valid(facts) == (missing == "schema")  # a default: `souverain/facts/v1`
