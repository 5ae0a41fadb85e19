"""A newcomer's first day: an empty repository in, a page that a DPO reads out; with git, pre-commit and Chromium."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import sync_playwright
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Log

from real_tools import absent, find
from souverain.reports import CHECK_FORMATS

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
AS_OF = "--as-of=2026-11-24"
PARIS = """
provider "aws" {
  region = "eu-west-3"
}
resource "aws_s3_bucket" "records" {
  bucket = "records"
  tags   = { data-class = "health" }
}
"""
SECNUM = """
provider "outscale" {
  region = "cloudgouv-eu-west-1"
}
resource "outscale_volume" "records" {
  subregion_name = "cloudgouv-eu-west-1a"
  size           = 10
  tags {
    key   = "data-class"
    value = "health"
  }
}
"""


class Newcomer:
    """Somebody in a fresh repository."""

    def __init__(self, folder: Path, env: Mapping[str, str]) -> None:
        self.folder, self.env = folder, env
        self.run("git", "init", "--quiet", "-b", "main", ".")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    def done(self, *command: str) -> str:
        ran = self.run(*command)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout + ran.stderr

    def commits(self, message: str) -> subprocess.CompletedProcess[str]:
        self.done("git", "add", ".")
        return self.run("git", "commit", "-m", message)


@pytest.fixture
def newcomer(tmp_path: Path) -> Newcomer:
    if not (BIN / "souverain").is_file():
        absent("souverain is not installed beside this Python")
    hidden = ("GIT_", "PRE_COMMIT", "GITHUB_", "SOUVERAIN_", "LC_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    named = {f"GIT_{who}_{what}": "test" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    home = tmp_path / "home"
    path = os.pathsep.join([str(BIN), str(find("git").parent), kept.get("PATH", "")])
    moved = {"HOME": str(home), "PRE_COMMIT_HOME": str(home / "pc"), "GIT_CONFIG_GLOBAL": os.devnull, "LANG": "C"}
    folder = tmp_path / "repository"
    folder.mkdir()
    home.mkdir()
    return Newcomer(folder, {**kept, **named, **moved, "PATH": path})


def test_a_first_day(newcomer: Newcomer, tmp_path: Path) -> None:
    newcomer.done(
        *("souverain", "init", "--author", "A. Martin", "--profile", "health", "--answer", "data=health"),
        *("--pipeline", "pre-commit", "--pipeline", "github"),
    )
    said = yaml.safe_load((newcomer.folder / "souverain.yaml").read_text(encoding="utf-8"))
    assert said["gate"] == "introduced"
    newcomer.done("pre-commit", "install", "--install-hooks")
    first = newcomer.commits("Begin")
    assert first.returncode == 0, first.stdout + first.stderr

    source = newcomer.folder / "main.tf"
    source.write_text(PARIS, encoding="utf-8")
    refused = newcomer.commits("Keep records in Paris")
    told = refused.stdout + refused.stderr
    assert refused.returncode != 0
    assert "error[extra-eu-jurisdiction] aws_s3_bucket.records" in told
    assert "Amazon.com, Inc. (US" in told
    assert re.search(r"main\.tf:\d+", told)

    source.write_text(SECNUM, encoding="utf-8")
    accepted = newcomer.commits("Keep records where no foreign law reaches them")
    assert accepted.returncode == 0, accepted.stdout + accepted.stderr
    _pipeline(newcomer, tmp_path)


def _pipeline(newcomer: Newcomer, tmp_path: Path) -> None:
    """The steps of the action, on the plan that the pipeline makes."""
    shutil.copy(ROOT / "samples/paris-bucket/plan.json", newcomer.folder / "plan.json")
    env = {
        **newcomer.env,
        "SOUVERAIN_ARGUMENTS": "plan.json\n--trust-config=main",
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
    }
    pipeline = Newcomer.__new__(Newcomer)
    pipeline.folder, pipeline.env = newcomer.folder, env
    pipeline.done("bash", str(ROOT / "ci/check.sh"))
    pipeline.done("bash", str(ROOT / "ci/github.sh"))
    assert pipeline.run("bash", str(ROOT / "ci/verdict.sh")).returncode == 1
    reports = newcomer.folder / "souverain-reports"
    log = Log.model_validate_json((reports / "code-scanning.sarif").read_text(encoding="utf-8"))
    assert [result.ruleId for result in log.runs[0].results or []][:1] == ["extra-eu-jurisdiction"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(find("chromium")), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.goto((reports / "report.html").as_uri())
        assert page.locator(".verdict:visible .word").all_inner_texts() == ["fail"]
        page.screenshot(path=str(tmp_path / "report.png"), full_page=True)
        browser.close()
    assert (tmp_path / "report.png").stat().st_size > 10_000


def test_forty_plans_one_of_them_cut(newcomer: Newcomer) -> None:
    plan = (ROOT / "samples/paris-bucket/plan.json").read_bytes()
    names = [f"unit-{number:02}.json" for number in range(40)]
    for name in names:
        (newcomer.folder / name).write_bytes(plan)
    (newcomer.folder / names[7]).write_bytes(plan[: len(plan) // 2])
    ran = newcomer.run("souverain", "check", *names, "--format", "json", AS_OF)
    assert ran.returncode == 3
    told = json.loads(ran.stdout)
    assert [item["path"] for item in told["inputs"] if item["status"] == "unreadable"] == [names[7]]
    assert {finding["input"] for finding in told["findings"]} == set(names) - {names[7]}


SECRETS = ("hunter2-master", "hunter2-tag", "hunter2-user-data", "hunter2-variable", "hunter2-before")


def test_planted_secrets_are_in_no_output_of_any_format(newcomer: Newcomer) -> None:
    """A database with a password, a sensitive tag, a variable and a former value, all of them secret."""
    plan = json.loads((ROOT / "samples/paris-bucket/plan.json").read_text(encoding="utf-8"))
    plan["variables"] = {"password": {"value": "hunter2-variable"}}
    bucket = plan["resource_changes"][0]
    database = json.loads(json.dumps(bucket))
    database |= {"address": "aws_db_instance.record", "type": "aws_db_instance", "name": "record"}
    database["change"] |= {
        "actions": ["update"],
        "before": {"password": "hunter2-before", "identifier": "record"},
        "after": {
            "identifier": "record",
            "password": "hunter2-master",
            "user_data": "hunter2-user-data",
            "tags": {"data-class": "health", "owner": "hunter2-tag"},
        },
        "after_sensitive": {"password": True, "tags": {"owner": True}},
    }
    plan["resource_changes"].append(database)
    (newcomer.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    shutil.copy(ROOT / "samples/outscale-platform/plan.json", newcomer.folder / "other.json")
    commands = [["check", "plan.json", "--verbose", "--include-passes", f"--format={name}"] for name in CHECK_FORMATS]
    commands += [["check", "plan.json", "--debug", "support.json"], ["diff", "plan.json", "other.json"]]
    commands += [["check", "plan.json", "--base", "other.json", f"--format={name}"] for name in ("text", "markdown")]
    commands += [["facts", "plan.json"], ["inventory", "plan.json", "--verbose"], ["explain", "aws_db_instance.record"]]
    commands += [["inventory", "plan.json", "--format=json"], ["graph", "plan.json"], ["baseline", "plan.json"]]
    for arguments in commands:
        ran = newcomer.run("souverain", *arguments, *(["plan.json"] if arguments[0] == "explain" else []), AS_OF)
        assert ran.returncode in (0, 1, 4), ran.stderr
        files = [newcomer.folder / name for name in ("souverain-baseline.json", "support.json")]
        told = ran.stdout + ran.stderr + "".join(kept.read_text(encoding="utf-8") for kept in files if kept.exists())
        assert not [secret for secret in SECRETS if secret in told], arguments
    newcomer.run("souverain", "check", "plan.json", AS_OF, "--report", "evidence=kept")
    files = [path for path in (newcomer.folder / "kept").rglob("*") if path.is_file()]
    assert len(files) > 30
    for path in files:
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        assert not [secret for secret in SECRETS if secret.encode() in content], path
