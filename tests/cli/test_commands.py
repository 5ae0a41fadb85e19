"""The commands beside `check`: what they print, and their exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli_run import Facts, Run

from estate import document, resource
from souverain import __version__
from souverain.cli import COMMANDS

ESTATE = document(resource(), resource("aws_s3_bucket.copies[0]"), resource("a.lost", at="nowhere"))


def test_version_is_printed_and_nothing_but_click_is_imported() -> None:
    code = (
        "import sys; from souverain.cli import main; code = main(['--version'])\n"
        "heavy = {'msgspec', 'rich', 'wasmtime', 'yaml', 'importlib.metadata'} & set(sys.modules)\n"
        "sys.exit(code or (str(heavy) if heavy else 0))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, f"souverain {__version__}\n", "")


@pytest.mark.parametrize("arguments", [["--help"], *([name, "--help"] for name in COMMANDS)], ids=" ".join)
def test_every_command_has_help(arguments: list[str], run: Run) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.err) == (0, "")
    assert "Usage: souverain" in ran.out


# --- inventory and facts ------------------------------------------------------------------------------------------


def test_inventory_as_text(run: Run, facts: Facts) -> None:
    ran = run("inventory", facts(ESTATE))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == "plan.json: resources: 3, not read: 0"
    assert any(line.startswith("AWS EMEA SARL (LU)") and line.endswith(" 2") for line in ran.out.splitlines())


def test_inventory_as_json(run: Run, facts: Facts) -> None:
    found = json.loads(run("inventory", facts(ESTATE), "--format", "json").out)
    first, _, lost = found["resources"]
    assert (first["region"], first["country"], first["operator"]["id"]) == ("eu-west-3", "FR", "aws-emea-sarl")
    assert first["ultimate_parent"] == {"id": "amazon", "name": "Amazon.com, Inc.", "country": "US"}
    assert (lost["region"], lost["country"], lost["confidence"]) == ("unknown", "unknown", "unknown")
    assert lost["why"][-1] == "no table knows the resource type x"


@pytest.mark.parametrize("command", ["inventory", "facts"])
def test_an_unreadable_input_is_3_and_the_rest_is_printed(command: str, run: Run, facts: Facts) -> None:
    ran = run(command, "absent.json", facts(ESTATE))
    assert ran.code == 3
    assert "aws_s3_bucket" in ran.out or "AWS EMEA SARL" in ran.out


@pytest.mark.parametrize("profile", ["health", "hds", "secnumcloud"])
def test_facts_give_the_same_findings_as_the_input_they_were_made_from(profile: str, run: Run, facts: Facts) -> None:
    name = facts(ESTATE)
    assert run("facts", name, "--profile", profile, "-o", "kept.json").code == 0
    first, second = (
        json.loads(run("check", path, "--profile", profile, "--format", "json").out) for path in (name, "kept.json")
    )
    assert first["findings"] == second["findings"] != []


def test_facts_are_for_one_profile(run: Run, facts: Facts) -> None:
    assert run("facts", facts(ESTATE), "--profile", "hds", "--profile", "health").code == 2


# --- explain ------------------------------------------------------------------------------------------------------


def test_explain_a_rule(run: Run) -> None:
    ran = run("explain", "extra-eu-jurisdiction")
    assert (ran.code, ran.err) == (0, "")
    assert "GDPR" in ran.out


def test_explain_an_address(run: Run, facts: Facts) -> None:
    ran = run("explain", "aws_s3_bucket.records", facts(ESTATE))
    assert (ran.code, ran.err) == (0, "")
    for said in (
        "eu-west-3, Paris FR",
        "Amazon.com, Inc. (US): control, 100% of the capital",
        "CLOUD Act",
        "HDS: claimed",
    ):
        assert said in " ".join(ran.out.split())
    assert max(map(len, ran.out.splitlines())) <= 80


def test_explain_an_address_without_index_is_all_its_instances(run: Run, facts: Facts) -> None:
    assert run("explain", "aws_s3_bucket.copies", facts(ESTATE)).out.startswith("aws_s3_bucket.copies[0]")


def test_explain_what_is_not_known(run: Run, facts: Facts) -> None:
    assert "no table knows the resource type x" in run("explain", "a.lost", facts(ESTATE)).out


def test_explain_nothing(run: Run, facts: Facts) -> None:
    assert run("explain", "aws_s3_bucket.absent", facts(ESTATE)).code == 2
    assert run("explain", "aws_s3_bucket.records", "absent.json").code == 3


# --- show and rules -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "id_", "said"),
    [
        ("providers", "aws", "terraform: hashicorp/aws"),
        ("offers", "outscale/outscale", "scheme: SecNumCloud"),
        ("laws", "us-cloud-act", "article: 18 USC 2713"),
        ("regimes", "hds", "binding: certification"),
        ("entities", "amazon-com-inc", "owns Amazon Web Services, Inc. (US)"),
    ],
)
def test_show_a_list_and_one_of_it_with_its_sources(what: str, id_: str, said: str, run: Run) -> None:
    assert any(line.split()[0] == id_ for line in run("show", what).out.splitlines())
    ran = run("show", what, id_)
    assert (ran.code, ran.err) == (0, "")
    assert said in ran.out
    assert "grade: " in ran.out
    assert "title: " in ran.out


def test_show_knowledge(run: Run) -> None:
    ran = run("show", "knowledge")
    assert ran.code == 0
    assert "SHA-256" in ran.out
    assert "providers: " in ran.out


@pytest.mark.parametrize(("lang", "word"), [("en", "error"), ("fr", "erreur")])
def test_rules(lang: str, word: str, run: Run) -> None:
    lines = run("rules", "--lang", lang).out.splitlines()
    assert "extra-eu-jurisdiction" in [line.split()[0] for line in lines]
    assert any(word in line for line in lines)


def test_python_m_souverain() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "souverain", "--version"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2] / "plugin")},
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (0, f"souverain {__version__}\n")
