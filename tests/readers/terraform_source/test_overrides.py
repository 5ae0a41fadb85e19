"""Files that override others are merged as the real tools merge them, block by block, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from roots import read, resources, write
from test_against_plans import assert_agreement, planned, stack

from souverain.errors import ReadError
from souverain.model import Constant
from souverain.readers.terraform_source import folders, keeping

BASE = """
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
variable "region" {
  type    = string
  default = "us-east-1"
}
locals {
  name  = "base"
  other = "kept"
}
provider "aws" {
  region = var.region
}
resource "aws_s3_bucket" "b" {
  bucket = "${local.name}-${local.other}"
  tags   = { data-class = "none" }
}
resource "aws_s3_bucket" "c" {
  bucket = "untouched"
}
module "m" {
  source = "./m"
  region = "us-east-1"
}
"""
MODULE = """
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
variable "region" {}
resource "aws_s3_bucket" "m" { bucket = "m-${var.region}" }
"""
OVER = """
variable "region" { default = "eu-west-3" }
locals { name = "over" }
resource "aws_s3_bucket" "b" {
  count = 2
  tags  = { data-class = "health" }
}
module "m" { region = "eu-south-1" }
"""
LATER = """{
  "locals": {"name": "later"},
  "resource": {"aws_s3_bucket": {"c": {"bucket": "json-${var.region}"}}}
}"""
FILES = {"main.tf": BASE, "m/main.tf": MODULE, "override.tf": OVER, "z_override.tf.json": LATER}


@pytest.mark.parametrize("name", ["terraform", "tofu"])
def test_the_real_tools_merge_alike(name: str, tool: object, tmp_path: Path) -> None:
    write(tmp_path, FILES)
    plan = planned(name, tool, tmp_path)  # type: ignore[arg-type]
    source = stack(tmp_path)
    assert_agreement(source, plan)
    assert not source.gaps
    assert {item.address for item in source.resources} == {
        "aws_s3_bucket.b[0]", "aws_s3_bucket.b[1]", "aws_s3_bucket.c", "module.m.aws_s3_bucket.m",
    }  # fmt: skip


def test_each_argument_of_an_override_replaces_its_own(tmp_path: Path) -> None:
    found = resources(tmp_path, FILES)
    assert found["aws_s3_bucket.b[1]"].attributes == {"bucket": "later-kept", "tags.data-class": "health"}
    assert found["aws_s3_bucket.c"].attributes == {"bucket": "json-eu-west-3"}
    assert found["module.m.aws_s3_bucket.m"].attributes == {"bucket": "m-eu-south-1"}


def test_the_provider_block_is_the_merged_one(tmp_path: Path) -> None:
    over = 'provider "aws" { region = "eu-west-3" }'
    for files in ({"main.tf": BASE, "m/main.tf": MODULE}, {"main.tf": 'resource "aws_s3_bucket" "b" {}'}):
        found = read(tmp_path / str(len(files)), {**files, "a_override.tf": over})
        assert found.providers["aws"].expressions["region"] == Constant("eu-west-3")


NESTED: dict[str, tuple[str, str, dict[str, object]]] = {
    "blocks of the same type go": (
        'replica { region = "us-east-1" }\n replica { region = "us-west-2" }\n x { y = 1 }',
        'replica { region = "eu-west-3" }',
        {"replica[0].region": "eu-west-3"},
    ),
    "a dynamic block too": (
        'dynamic "replica" {\n for_each = ["us-east-1"]\n content { region = replica.value }\n }',
        'replica { region = "eu-west-3" }',
        {"replica[0].region": "eu-west-3"},
    ),
    "and by one": (
        'replica { region = "us-east-1" }',
        'dynamic "replica" {\n for_each = ["eu-west-3"]\n content { region = replica.value }\n }',
        {"replica[0].region": "eu-west-3"},
    ),
    "lifecycle is merged": (
        "lifecycle { prevent_destroy = true }", "lifecycle { create_before_destroy = true }\n region = \"eu-west-3\"",
        {"region": "eu-west-3"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("base", "over", "expected"), NESTED.values(), ids=NESTED)
def test_nested_blocks_replace_all_of_their_type(
    tmp_path: Path, base: str, over: str, expected: dict[str, object]
) -> None:
    head = 'resource "aws_dynamodb_table" "t" {'
    files = {"main.tf": f"{head}\n {base}\n}}", "a_override.tf": f"{head}\n {over}\n}}"}
    found = resources(tmp_path, files)["aws_dynamodb_table.t"].attributes
    places = {path: value for path, value in found.items() if "region" in path}
    assert places == expected


def test_json_blocks_replace_those_of_the_same_name(tmp_path: Path) -> None:
    over = '{"resource": {"aws_dynamodb_table": {"t": {"replica": {"region": "eu-west-3"}}}}}'
    base = 'resource "aws_dynamodb_table" "t" {\n replica { region_name = "us-east-1" }\n}'
    found = resources(tmp_path, {"main.tf": base, "a_override.tf.json": over})["aws_dynamodb_table.t"]
    assert dict(found.attributes) == {"replica[0].region": "eu-west-3"}


STATES = {
    "another backend": ('backend "s3" { region = "eu-west-3" }', "s3"),
    "the cloud": ('cloud { organization = "o" }', "cloud"),
    "the same": ('backend "gcs" { bucket = "b" }', "gcs"),
    "none": ('required_version = ">= 1.5"', "gcs"),
}


@pytest.mark.parametrize(("over", "expected"), STATES.values(), ids=STATES)
def test_a_backend_replaces_what_says_where_the_state_is_kept(tmp_path: Path, over: str, expected: str) -> None:
    base = 'terraform {\n backend "gcs" { bucket = "a" }\n}\nresource "aws_s3_bucket" "b" {}'
    files = {"main.tf": base, "override.tf": f"terraform {{\n {over}\n}}"}
    found = read(tmp_path, files).backend
    assert found is not None
    assert found.type == expected
    beside = keeping.beside(tmp_path, ["aws_s3_bucket.b"])
    assert beside is not None
    assert beside.type == expected


NAMES = {
    "override.tf": True,
    "a_override.tf": True,
    "override.tf.json": True,
    "a.b_override.tofu": True,
    "override.tofu.json": True,
    "overrides.tf": False,
    "override_a.tf": False,
    "myoverride.tf": False,
    "override.b.tf": False,
}


@pytest.mark.parametrize(("name", "overrides"), NAMES.items(), ids=NAMES)
def test_which_files_override(name: str, overrides: bool) -> None:
    assert folders.SourceFile(Path(name), b"").overrides is overrides


def test_a_file_of_opentofu_overrides_in_place_of_the_one_of_terraform(tmp_path: Path) -> None:
    head = 'resource "aws_s3_bucket" "b"'
    files = {
        "main.tf": f"{head} {{}}",
        "override.tf": f'{head} {{ region = "us-east-1" }}',
        "override.tofu": f'{head} {{ region = "eu-west-3" }}',
    }
    assert resources(tmp_path, files)["aws_s3_bucket.b"].attributes == {"region": "eu-west-3"}


MISSING = {
    "a resource": 'resource "aws_s3_bucket" "other" {}',
    "a variable": 'variable "other" { default = 1 }',
    "a value": "locals { other = 1 }",
    "a module": 'module "other" { source = "./m" }',
    "an alias": 'provider "aws" { alias = "other" }',
}


@pytest.mark.parametrize("over", MISSING.values(), ids=MISSING)
def test_what_overrides_nothing_is_refused_as_the_tools_refuse_it(tmp_path: Path, over: str) -> None:
    with pytest.raises(ReadError) as refused:
        read(tmp_path, {"main.tf": 'resource "aws_s3_bucket" "b" {}', "override.tf": f"\n{over}"})
    assert refused.value.code == "source-overrides-nothing"
    assert (Path(refused.value.args_["file"]).name, refused.value.args_["line"]) == ("override.tf", "2")


def test_overrides_are_a_part_of_the_digest_and_nothing_is_written(tmp_path: Path) -> None:
    base = {"main.tf": 'resource "aws_s3_bucket" "b" {}'}
    one = read(tmp_path / "a", base).input.sha256
    other = read(tmp_path / "b", {**base, "override.tf": 'resource "aws_s3_bucket" "b" { region = "x" }'}).input.sha256
    assert one != other
    assert sorted(item.name for item in (tmp_path / "b").iterdir()) == ["main.tf", "override.tf"]
