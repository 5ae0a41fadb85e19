"""Every sample does what its folder says: exit code and output of each command, approved by `UPDATE_GOLDEN=1`."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import samples
from samples import FOLDERS, ROOT, Case
from souverain.cli import main

PLANS = ("plan.json", "preview.json")
PROFILES = ("health", "hds", "secnumcloud")
AS_OF = "2026-11-24"
CASES = samples.cases()
NAMED = {f"{folder.name}: {' '.join(case.arguments)}": (folder, case) for folder, case in CASES}
each_sample = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


class Ran:
    """What a command in this process came to."""

    def __init__(self, code: int, out: str) -> None:
        self.code, self.out = code, out

    @property
    def words(self) -> str:
        """The text on one line, since reports break lines."""
        return " ".join(self.out.split())

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs a command at the root of the repository, in English unless it says otherwise, silent on standard error."""
    monkeypatch.chdir(ROOT)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "SOUVERAIN_DEBUG"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: str) -> Ran:
        code = main(arguments)
        out, err = capfd.readouterr()
        assert err == ""
        return Ran(code, out)

    return call


def plan(name: str) -> str:
    """The plan of a sample; a Pulumi program has a preview."""
    return next(f"samples/{name}/{file}" for file in PLANS if (ROOT / "samples" / name / file).is_file())


# --- As approved --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("folder", "case"), NAMED.values(), ids=NAMED)
def test_as_the_folder_says(folder: Path, case: Case, run: Any) -> None:
    ran = run(*case.arguments)
    path = folder / case.prints
    printed = samples.still(ran.out)
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(printed, encoding="utf-8", newline="\n")
    assert ran.code == case.exit
    assert printed == path.read_text(encoding="utf-8")


@each_sample
def test_what_a_folder_expects_is_all_in_use_and_in_its_page(folder: Path) -> None:
    cases = samples.sample(folder).cases
    page = (folder / "README.md").read_text(encoding="utf-8")
    assert {path.name for path in folder.glob("expected*")} == {case.prints for case in cases}
    for case in cases:
        assert f"    {case.run}\n\nExit {case.exit}, [{case.prints}]({case.prints}): " in page
        assert "--as-of" in case.arguments


def test_every_plan_is_a_sample() -> None:
    assert {path.parent for file in PLANS for path in ROOT.glob(f"samples/*/{file}")} == set(FOLDERS)
    assert len(FOLDERS) >= 5


# --- What must hold whatever is approved --------------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "refusal"), [("en", "error[extra-eu-"), ("fr", "erreur[extra-eu-")])
def test_a_bucket_in_paris_is_refused_for_the_parent_of_its_operator(lang: str, refusal: str, run: Any) -> None:
    ran = run("check", plan("paris-bucket"), "--as-of", AS_OF, "--lang", lang)
    assert ran.code == 1
    for said in (refusal, "eu-west-3, Paris FR", "Amazon.com, Inc. (US", "CLOUD Act"):
        assert said in ran.words


def test_a_platform_on_azure_is_refused_for_each_of_its_stores(run: Any) -> None:
    report = run("check", plan("azure-platform"), "--as-of", AS_OF, "--format", "json").json
    assert report["exit_code"] == 1
    assert {finding["status"] for finding in report["findings"]} == {"fail"}
    refused = {finding["address"] for finding in report["findings"]}
    assert refused >= {"azurerm_storage_account.documents", "azurerm_postgresql_flexible_server.record"}


@pytest.mark.parametrize(
    ("profile", "as_of", "code", "said"),
    [
        ("secnumcloud", "2026-11-30", 0, "secnumcloud: pass"),
        ("secnumcloud", "2026-12-01", 4, "decision ended on 2026-11-30, renewal not known"),
        ("health", "2026-11-30", 0, "health: pass"),
        ("health", "2026-12-01", 0, "health: pass"),
        ("hds", "2026-11-30", 4, "the sites that the HDS certificate covers are not published"),
    ],
)
def test_a_qualification_holds_on_its_last_day_and_not_on_the_next(
    profile: str, as_of: str, code: int, said: str, run: Any
) -> None:
    ran = run("check", plan("outscale-platform"), "--profile", profile, "--as-of", as_of)
    assert ran.code == code
    assert said in ran.words
    assert "fail" not in ran.words


def test_an_estate_keeps_its_providers_apart(run: Any) -> None:
    found = run("inventory", plan("hospital-estate"), "--as-of", AS_OF, "--format", "json").json
    at = {entry["address"]: (entry["operator"]["id"], entry["country"]) for entry in found["resources"]}
    assert at["aws_s3_bucket.exports"] == ("ovh-sas", "FR")
    assert at["scaleway_object_bucket.site"] == ("scaleway-sas", "NL")
    assert at["module.records.aws_db_instance.record"] == ("aws-emea-sarl", "FR")
    assert at["module.records.aws_db_instance.record_replica"] == ("aws-emea-sarl", "DE")
    assert at["module.records.aws_s3_bucket.documents_archive"] == ("aws-emea-sarl", "US")
    assert at['module.imaging.scaleway_object_bucket.images["cardiology"]'] == ("scaleway-sas", "PL")


@pytest.mark.parametrize("profile", PROFILES)
def test_day_one_is_one_question_for_each_input(profile: str, run: Any, tmp_path: Path) -> None:
    inputs = [plan("day-one"), str(tmp_path / "copy.json")]
    Path(inputs[1]).write_bytes((ROOT / inputs[0]).read_bytes())
    for number in (1, 2):
        arguments = ["check", *inputs[:number], "--profile", profile, "--as-of", AS_OF]
        ran = run(*arguments)
        assert ran.code == 4
        assert ran.out.count("unproven[") == number
        statuses = [finding["status"] for finding in run(*arguments, "--format", "json").json["findings"]]
        assert statuses.count("unproven") == number
        assert set(statuses) == {"unproven", "question"}


# --- For all samples ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", PROFILES)
@each_sample
def test_facts_give_the_findings_of_the_plan(folder: Path, profile: str, run: Any, tmp_path: Path) -> None:
    kept = str(tmp_path / "facts.json")
    assert run("facts", plan(folder.name), "--profile", profile, "--as-of", AS_OF, "-o", kept).code == 0
    asked = ("--profile", profile, "--include-passes", "--format", "json")
    first, second = (run("check", *given, *asked).json for given in ([plan(folder.name), "--as-of", AS_OF], [kept]))
    assert first["findings"] == second["findings"] != []
    for same in ("exit_code", "verdicts", "coverage", "overview", "summary", "as_of"):
        assert first[same] == second[same]


@each_sample
def test_documents_follow_their_published_schemas(folder: Path, run: Any) -> None:
    given, shapes = (plan(folder.name), "--as-of", AS_OF), "plugin/souverain/reports/schemas"
    written = {
        f"{shapes}/report.json": run("check", *given, "--format", "json"),
        f"{shapes}/inventory.json": run("inventory", *given, "--format", "json"),
        "policies/souverain/schemas/facts.json": run("facts", *given),
    }
    for schema, ran in written.items():
        Draft202012Validator(json.loads((ROOT / schema).read_text(encoding="utf-8"))).validate(ran.json)


@pytest.mark.parametrize("format_", ["text", "json", "sarif"])
@each_sample
def test_the_same_input_and_date_give_the_same_bytes(folder: Path, format_: str) -> None:
    """In two processes that order their sets differently. Only the moment of the run may differ."""
    command = [sys.executable, "-m", "souverain", "check", plan(folder.name), "--as-of", AS_OF, "--format", format_]
    asked = [*command, *(f"--profile={profile}" for profile in PROFILES), "--include-passes", "--verbose"]
    written = []
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": seed}
        ran = subprocess.run(asked, cwd=ROOT, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
        assert ran.stderr == ""
        written.append(re.sub(r'("(?:run_at|endTimeUtc)": ?)"[^"]*"', r'\1""', ran.stdout))
    assert written[0] == written[1] != ""
