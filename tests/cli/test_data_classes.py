"""Classes of one's own at the command line: judged as what they are, shown by their own name, never weaker."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_run import Run

AS_OF = ("--as-of", "2026-11-24")
Write = Callable[[str, str], str]
OWN = "data_classes:\n  imaging: {is: health, words: [PACS, dicom]}\n  payroll: {is: personal}\n  mri: {is: imaging}\n"


def plan(**labels: str) -> str:
    """Buckets in Paris, by name and label."""
    base = {"mode": "managed", "type": "aws_s3_bucket", "provider_name": "registry.terraform.io/hashicorp/aws"}
    values = {name: {"bucket": name, "region": "eu-west-3", "tags": {"data-class": labels[name]}} for name in labels}
    changes = [
        {
            **base,
            "address": f"aws_s3_bucket.{name}",
            "name": name,
            "change": {"actions": ["create"], "before": None, "after": after},
        }
        for name, after in values.items()
    ]
    whole = {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "planned_values": {"root_module": {}},
        "resource_changes": changes,
        "configuration": {"root_module": {}},
    }
    return json.dumps(whole)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def file(name: str, content: str) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return name

    return file


def refused(run: Run, *arguments: str) -> list[str]:
    """Addresses within reach of a foreign law, under one profile."""
    found = json.loads(run("check", *arguments, *AS_OF, "--format", "json").out)["findings"]
    return [one["address"].rpartition(".")[2] for one in found if one["rule"] == "extra-eu-jurisdiction"]


BUCKETS = {"scans": "pacs", "heads": "mri", "pay": "payroll", "site": "none"}


@pytest.mark.parametrize(
    ("profile", "expected"),
    [("health", ["scans", "heads"]), ("snds", []), ("cnil-eds", [])],
)
def test_what_binds_a_class_binds_what_is_of_it(run: Run, write: Write, profile: str, expected: list[str]) -> None:
    write("souverain.yaml", OWN)
    assert refused(run, write("plan.json", plan(**BUCKETS)), "--profile", profile) == expected


def test_a_regime_of_personal_data_binds_a_class_of_personal_data(run: Run, write: Write) -> None:
    write("souverain.yaml", OWN)
    report = run("check", write("plan.json", plan(pay="payroll")), "--profile", "gdpr", *AS_OF, "--format", "json")
    assert json.loads(report.out)["verdicts"][0]["verdict"] != "not-applicable"


def test_it_is_shown_by_its_own_name(run: Run, write: Write) -> None:
    write("souverain.yaml", OWN)
    made = write("plan.json", plan(**BUCKETS))
    assert "Imaging (health data) in Paris" in run("check", made, *AS_OF).out
    assert "Imaging (données de santé)" in run("check", made, *AS_OF, "--lang", "fr").out
    listed = json.loads(run("inventory", made, *AS_OF, "--format", "json").out)["resources"]
    assert {one["address"].rpartition(".")[2]: one["data_class"] for one in listed} == {
        "scans": "imaging",
        "heads": "mri",
        "pay": "payroll",
        "site": "none",
    }
    assert "scans<br/>imaging (health data)" in run("graph", made, *AS_OF).out
    assert "payroll (personal data)" in run("explain", "aws_s3_bucket.pay", made, *AS_OF).out


def test_facts_carry_what_it_is_to_where_nobody_declares_it(run: Run, write: Write, tmp_path: Path) -> None:
    write("souverain.yaml", OWN)
    facts = run("facts", write("plan.json", plan(**BUCKETS)), *AS_OF).out
    (tmp_path / "souverain.yaml").unlink()
    made = write("facts.json", facts)
    assert refused(run, made) == ["scans", "heads"]
    assert "Imaging (health data)" in run("check", made, *AS_OF).out


def test_it_can_be_assumed_and_given_by_rules_and_labels(run: Run, write: Write) -> None:
    made = write("plan.json", plan(scans="C4", other="elsewhere"))
    write(
        "souverain.yaml",
        OWN + "labels: {values: {C4: imaging}}\nclasses: [{data: mri, address: '*.other', author: DPO}]\n",
    )
    assert refused(run, made) == ["scans", "other"]
    bare = write("bare.json", plan(scans="x").replace('"data-class"', '"team"'))
    assert refused(run, bare, "--assume-class", "mri") == ["scans"]
    assert refused(run, bare, "--assume-class", "payroll") == []
    ran = run("check", bare, "--assume-class", "genomics", *AS_OF)
    assert ran.code == 2
    assert "no class genomics to assume" in ran.err


def test_two_classes_of_which_neither_is_the_other_are_both_judged(run: Run, write: Write) -> None:
    made = write("plan.json", plan(both="eds, snds"))
    assert refused(run, made, "--profile", "cnil-eds") == ["both"]
    assert refused(run, made, "--profile", "health") == ["both"]
    report = json.loads(run("check", made, "--profile", "snds", *AS_OF, "--format", "json").out)
    assert report["verdicts"][0]["verdict"] != "not-applicable"
    (listed,) = json.loads(run("inventory", made, *AS_OF, "--format", "json").out)["resources"]
    assert (listed["data_class"], listed["data_class_also"]) == ("snds", ["eds"])
    assert "SNDS data and health data warehouse" in run("graph", made, *AS_OF).out


def test_a_repository_uses_and_completes_the_classes_of_its_organisation(run: Run, write: Write) -> None:
    write("org.yaml", "data_classes: {imaging: {is: health}}\n")
    write("souverain.yaml", "extends: org.yaml\ndata_classes: {mri: {is: imaging}}\nlabels: {values: {C4: imaging}}\n")
    assert refused(run, write("plan.json", plan(a="C4", b="mri"))) == ["a", "b"]


WEAKENED = {
    "what the organisation says": (
        "extends: org.yaml\ndata_classes: {imaging: {is: personal}}",
        "souverain.yaml: data_classes.imaging",
    ),
    "a shipped class": ("data_classes: {health: {is: none}}", "data_classes.health"),
    "a word": ("data_classes: {payroll: {is: personal, words: [patients]}}", "patients names health already"),
    "a circle": ("data_classes: {a: {is: b}, b: {is: a}}", "comes back to the class itself"),
    "nothing": ("data_classes: {imaging: {is: helth}}", "data_classes.imaging.is must be one of health"),
    "a class that nobody declares": ("{data: imagin, author: a}", "data must be one of health"),
}


@pytest.mark.parametrize(("content", "said"), WEAKENED.values(), ids=WEAKENED)
@pytest.mark.parametrize("command", ["check", "config"])
def test_what_makes_no_sense_or_weakens_is_no_verdict(
    run: Run, write: Write, content: str, said: str, command: str
) -> None:
    write("org.yaml", "data_classes: {imaging: {is: health}}\n")
    write("souverain.yaml", content)
    arguments = (command, write("plan.json", plan(a="health")), *AS_OF) if command == "check" else (command,)
    ran = run(*arguments)
    assert ran.code == 3
    assert said in ran.err
    assert ran.err.count("\n") == 1
