"""Options that say what is given beside the inputs, from the command line to the inventory."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_run import Run

SOURCE = """
variable "r" {}
variable "zones" {
  type    = list(string)
  default = ["eu-south-1"]
}
resource "aws_s3_bucket" "b" { region = var.r }
resource "aws_s3_bucket" "z" { region = var.zones[0] }
resource "aws_s3_bucket" "w" { region = terraform.workspace == "prod" ? "eu-west-3" : "us-east-1" }
"""
Places = Callable[..., dict[str, tuple[str, str]]]


@pytest.fixture
def places(run: Run, tmp_path: Path) -> Places:
    """Region and confidence of each resource of the source, with these options."""
    (tmp_path / "infra").mkdir()
    (tmp_path / "infra" / "main.tf").write_text(SOURCE)

    def call(*options: str) -> dict[str, tuple[str, str]]:
        ran = run("inventory", "infra", "--format", "json", *options)
        assert ran.code == 0, ran.err
        found = json.loads(ran.out)["resources"]
        return {item["address"][-1]: (item["region"], item["confidence"]) for item in found}

    return call


def test_without_options(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TF_VAR_r", "eu-west-3")
    monkeypatch.setenv("TF_WORKSPACE", "prod")
    assert places() == {
        "b": ("unknown", "unknown"),
        "z": ("eu-south-1", "observed"),
        "w": ("unknown", "unknown"),
    }


def test_values_win_over_files_and_files_over_the_environment(
    places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TF_VAR_r", "us-east-1")
    (tmp_path / "weak.tfvars").write_text('r = "us-east-1"\n')
    (tmp_path / "prod.tfvars").write_text('r = "eu-west-1"\n')
    files = ("--var-file", "weak.tfvars", "--var-file", "prod.tfvars")
    assert places("--env", *files)["b"] == ("eu-west-1", "observed")
    assert places(*files, "--var", "r=eu-west-3")["b"] == ("eu-west-3", "observed")


def test_a_value_is_an_expression_where_its_type_asks_for_one(places: Places, run: Run) -> None:
    assert places("--var", 'zones=["eu-west-3", "x"]')["z"] == ("eu-west-3", "observed")
    for value in ("[", '["a"]\nr = "eu-west-3"'):
        ran = run("check", "infra", "--var", f"zones={value}")
        assert (ran.code, "zones is no expression of HCL" in ran.out + ran.err) == (3, True)


def test_a_text_is_a_text(places: Places) -> None:
    assert places("--var", "r=${var.zones[0]}")["b"] == ("${var.zones[0]}", "unknown")


def test_the_environment_counts_when_it_may_as_assumed(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TF_VAR_r", "eu-west-3")
    monkeypatch.setenv("TF_VAR_zones", '["eu-west-1"]')
    monkeypatch.setenv("TF_VAR_unheard", "x")
    monkeypatch.setenv("TF_WORKSPACE", "prod")
    assert places("--env") == {
        "b": ("eu-west-3", "assumed"),
        "z": ("eu-west-1", "assumed"),
        "w": ("eu-west-3", "assumed"),
    }


def test_the_workspace(places: Places, tmp_path: Path) -> None:
    assert places("--workspace", "prod")["w"] == ("eu-west-3", "observed")
    (tmp_path / "infra" / ".terraform").mkdir()
    (tmp_path / "infra" / ".terraform" / "environment").write_text("prod")
    assert places()["w"] == ("eu-west-3", "assumed")
    assert places("--workspace", "dev")["w"] == ("us-east-1", "observed")


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--source", "nowhere"), 2, "--source nowhere"),
        (("--var-file", "nowhere.tfvars"), 2, "--var-file nowhere.tfvars"),
        (("--var", "r"), 2, "--var r says nothing"),
        (("--var", "=x"), 2, "--var =x says nothing"),
        (("--var", "unheard=x"), 3, "declares no variable"),
    ],
    ids=lambda case: " ".join(case) if isinstance(case, tuple) else "",
)
def test_what_is_wrong_is_said_in_one_line(options: tuple[str, ...], code: int, said: str, run: Run) -> None:
    ran = run("check", "infra", *options)
    assert ran.code == code
    assert said in " ".join((ran.out + ran.err).split())
