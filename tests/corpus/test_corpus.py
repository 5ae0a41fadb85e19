"""The tool that reads a folder of inputs notices what is broken and what is wrong."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from plans import PLAN

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import corpus  # noqa: E402  # a script that no package holds

PARIS = {
    "region": "eu-west-3",
    "countries": ["FR"],
    "ultimate_parent": {"name": "Amazon.com, Inc."},
    "places": [{"role": "primary", "countries": ["FR"]}, {"role": "replica", "countries": ["US"]}],
}
RIGHT = {
    "exact": ("eu-west-3", "FR", "Amazon.com, Inc.", "US"),
    "in another case": ("EU-WEST-3", "fr", "amazon.com, inc.", "us"),
    "one of two": ("unknown|eu-west-3", "DE|FR", "Amazon.com, Inc.", "-"),
    "anything": ("?", "?", "?", "?"),
}
WRONG = {
    "region": ("eu-west-1", "FR", "Amazon.com, Inc.", "US"),
    "country": ("eu-west-3", "DE", "Amazon.com, Inc.", "US"),
    "parent": ("eu-west-3", "FR", "OVH Groupe SA", "US"),
    "copies": ("eu-west-3", "FR", "Amazon.com, Inc.", ""),
    "a part of a word": ("eu-west-3a", "F", "Amazon.com, Inc.", "-"),
}


@pytest.mark.parametrize("label", RIGHT.values(), ids=RIGHT)
def test_right(label: tuple[str, str, str, str]) -> None:
    assert corpus.wrong(corpus.Label("x", "a.b", *label), PARIS) == ""


@pytest.mark.parametrize("label", WRONG.values(), ids=WRONG)
def test_wrong(label: tuple[str, str, str, str]) -> None:
    assert corpus.wrong(corpus.Label("x", "a.b", *label), PARIS)


def test_a_resource_that_is_not_there_is_wrong() -> None:
    assert corpus.wrong(corpus.Label("x", "a.b", "?", "?", "?", "?"), None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "inputs").mkdir()
    (tmp_path / "inputs" / "plan.json").write_text(json.dumps(PLAN))
    (tmp_path / "inputs" / "notes.md").write_text("no input at all")
    return tmp_path


def run(folder: Path, *labels: str) -> tuple[int, str]:
    (folder / "labels.tsv").write_text("# a comment\n\n" + "\n".join(labels))
    command = [sys.executable, ROOT / "tools/corpus.py", folder / "inputs", "--labels", folder / "labels.tsv"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def label(input_: str, region: str) -> str:
    return "\t".join((input_, "aws_s3_bucket.records", region, "FR", "Amazon.com, Inc.", "-"))


def test_inputs_are_known_by_digest_and_by_name(folder: Path) -> None:
    digest = hashlib.sha256((folder / "inputs" / "plan.json").read_bytes()).hexdigest()
    code, said = run(folder, label(digest, "eu-west-3"), label("plan.json", "eu-west-3"))
    assert (code, said.splitlines()[-1]) == (0, "labels: 2 of 2 right")
    assert "provider: hashicorp/aws: observed 0  derived 1" in said
    assert "unreadable:     1 is-no-json" in said


def test_a_wrong_answer_fails(folder: Path) -> None:
    code, said = run(folder, label("plan.json", "eu-west-1"))
    assert code == 1
    assert "WRONG aws_s3_bucket.records: region is 'eu-west-3', not eu-west-1" in said


def test_an_empty_folder_proves_nothing(tmp_path: Path) -> None:
    (tmp_path / "inputs").mkdir()
    assert run(tmp_path)[0] == 1


def test_a_label_of_another_form_is_refused(folder: Path) -> None:
    assert run(folder, "plan.json\taws_s3_bucket.records")[0] == 1
