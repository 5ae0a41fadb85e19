"""What an attribute comes to: exact, or unknown, never made up."""

from __future__ import annotations

from pathlib import Path

import pytest
from roots import read, resources

from souverain.given import Given
from souverain.model import Constant, References

MODULE = 'variable "in" { default = "eu-south-1" }\noutput "out" { value = var.in }\n'
SETTLED = {
    "a literal": ('"eu-west-3"', "", {}),
    "a default": ("var.r", 'variable "r" { default = "eu-west-3" }', {}),
    "terraform.tfvars": ("var.r", 'variable "r" {}', {"terraform.tfvars": 'r = "eu-west-3"'}),
    "a file of values over a default": (
        "var.r",
        'variable "r" { default = "us-east-1" }',
        {"terraform.tfvars.json": '{"r": "eu-west-3"}'},
    ),
    "an automatic file over terraform.tfvars": (
        "var.r",
        'variable "r" {}',
        {"terraform.tfvars": 'r = "us-east-1"', "z.auto.tfvars": 'r = "eu-west-3"'},
    ),
    "a member of an object": ("var.r.eu", 'variable "r" { default = { eu = "eu-west-3", us = "us-east-1" } }', {}),
    "a member by key": ('var.r["eu"]', 'variable "r" { default = { eu = "eu-west-3" } }', {}),
    "a local": ("local.r", 'locals {\n  r = "${local.a}-west-3"\n  a = "eu"\n}', {}),
    "a module's output": (
        "module.m.out",
        'module "m" {\n  source = "./m"\n  in = "eu-west-3"\n}',
        {"m/main.tf": MODULE},
    ),
    "a function": ('lookup(local.m, "eu", "us-east-1")', 'locals { m = { eu = "eu-west-3" } }', {}),
    "a conditional": ('var.p ? "eu-west-3" : "us-east-1"', 'variable "p" { default = true }', {}),
    "a template": ('"${var.a}-3"', 'variable "a" { default = "eu-west" }', {}),
    "a for expression": ('[for x in ["eu-west-3"] : x][0]', "", {}),
    "a settled member beside one that is not": (
        "local.m.eu",
        'locals { m = { eu = "eu-west-3", id = aws_s3_bucket.x.id } }\nresource "aws_s3_bucket" "x" {}',
        {},
    ),
}


@pytest.mark.parametrize(("expression", "source", "files"), SETTLED.values(), ids=SETTLED)
def test_what_is_settled_is_known(tmp_path: Path, expression: str, source: str, files: dict[str, str]) -> None:
    found = resources(
        tmp_path, {"main.tf": f'{source}\nresource "aws_s3_bucket" "b" {{ region = {expression} }}\n', **files}
    )
    assert found["aws_s3_bucket.b"].attributes == {"region": "eu-west-3"}
    assert not found["aws_s3_bucket.b"].unknown


DATA = 'data "aws_region" "here" {}'
OPEN = {
    "a variable without value": ("var.r", 'variable "r" {}', References(("var.r",), bare=True)),
    "a sensitive variable": (
        "var.r",
        'variable "r" {\n  default = "eu-west-3"\n  sensitive = true\n}',
        References(("var.r",), bare=True),
    ),
    "a local on it": ("local.r", 'variable "r" {}\nlocals { r = var.r }', References(("var.r",), bare=True)),
    "a template on it": ('"${var.r}-west-3"', 'variable "r" {}', References(("var.r",))),
    "a conditional on it": ('var.r == "" ? "eu-west-3" : "us-east-1"', 'variable "r" {}', References(("var.r",))),
    "a data source": ("data.aws_region.here.name", DATA, References(("data.aws_region.here.name",), bare=True)),
    "a template on a data source": ('"${data.aws_region.here.name}a"', DATA, None),
    "another resource": (
        "aws_s3_bucket.x.region",
        'resource "aws_s3_bucket" "x" {}',
        References(("aws_s3_bucket.x.region",), bare=True),
    ),
    "a function on a resource": ("lower(aws_s3_bucket.x.region)", 'resource "aws_s3_bucket" "x" {}', None),
    "what a module gives of a resource": (
        "module.m.id",
        'module "m" { source = "./m" }',
        References(("module.m.id",), bare=True),
    ),
    "the workspace": ('terraform.workspace == "prod" ? "eu-west-3" : "us-east-1"', "", None),
    "a function of the moment": ('timestamp() > "2020" ? "eu-west-3" : "us-east-1"', "", None),
    "a value that is hidden": ('sensitive("eu-west-3")', "", None),
    "a module that is not there": (
        "module.far.region",
        'module "far" { source = "git::https://x.test/m" }',
        References(("module.far.region",), bare=True),
    ),
    "a local of itself": ("local.a", "locals {\n  a = local.b\n  b = local.a\n}", None),
    "a file that is not there": ('file("region.txt")', "", None),
}


@pytest.mark.parametrize(("expression", "source", "expected"), OPEN.values(), ids=OPEN)
def test_what_is_not_settled_is_unknown(
    tmp_path: Path, expression: str, source: str, expected: References | None
) -> None:
    module = 'resource "aws_s3_bucket" "y" {}\noutput "id" { value = aws_s3_bucket.y.id }\n'
    root = f'{source}\nresource "aws_s3_bucket" "b" {{ region = {expression} }}\n'
    found = resources(tmp_path, {"main.tf": root, "m/main.tf": module})["aws_s3_bucket.b"]
    assert (found.attributes, found.unknown) == ({}, {"region"})
    if expected is not None:
        assert found.expressions == {"region": expected}
    else:
        assert not isinstance(found.expressions["region"], (Constant, References))


def test_variables_of_the_environment_do_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TF_VAR_r", "us-east-1")
    found = resources(tmp_path, 'variable "r" {}\nresource "aws_s3_bucket" "b" { region = var.r }')
    assert found["aws_s3_bucket.b"].unknown == {"region"}


def test_what_the_command_line_gives_wins(tmp_path: Path) -> None:
    prod = tmp_path / "prod.tfvars"
    prod.write_text('a = "eu-west-3"\nb = "us-east-1"\n')
    source = """
    variable "a" {}
    variable "b" {}
    resource "aws_s3_bucket" "a" { region = var.a }
    resource "aws_s3_bucket" "b" { region = var.b }
    resource "aws_s3_bucket" "w" { region = terraform.workspace == "prod" ? "eu-west-3" : "us-east-1" }
    """
    stack = read(tmp_path / "root", source, Given(files=(str(prod),), values={"b": "eu-west-1"}, workspace="prod"))
    assert [item.attributes["region"] for item in stack.resources] == ["eu-west-3", "eu-west-1", "eu-west-3"]
    assert stack.variables == {} or set(stack.variables) <= {"a", "b"}


def test_members_are_settled_one_by_one(tmp_path: Path) -> None:
    source = 'variable "x" {}\nresource "aws_s3_bucket" "b" { tags = { data = "health", team = var.x } }'
    found = resources(tmp_path, source)["aws_s3_bucket.b"]
    assert (found.attributes, found.unknown) == ({"tags.data": "health"}, {"tags.team"})


UNSET = {
    "null": ("null", ""),
    "a default that is null": ("var.r", 'variable "r" { default = null }'),
    "a local of it": ("local.r", 'variable "r" { default = null }\nlocals { r = var.r }'),
}


@pytest.mark.parametrize(("expression", "source"), UNSET.values(), ids=UNSET)
@pytest.mark.parametrize("within", [False, True], ids=["in the root", "handed to a module"])
def test_what_is_null_is_not_set(tmp_path: Path, expression: str, source: str, *, within: bool) -> None:
    if within:
        root = f'{source}\nmodule "m" {{\n  source = "./m"\n  in = {expression}\n}}\n'
        inner = 'variable "in" { default = "us-east-1" }\nresource "aws_s3_bucket" "b" { region = var.in }\n'
        (found,) = read(tmp_path, {"main.tf": root, "m/main.tf": inner}).resources
    else:
        (found,) = read(tmp_path, f'{source}\nresource "aws_s3_bucket" "b" {{ region = {expression} }}\n').resources
    assert (found.attributes, found.unknown) == ({}, frozenset())


def test_null_is_the_default_of_what_is_not_nullable(tmp_path: Path) -> None:
    inner = 'variable "in" {\n  default = "us-east-1"\n  nullable = false\n}\n'
    inner += 'resource "aws_s3_bucket" "b" { region = var.in }\n'
    (found,) = read(
        tmp_path, {"main.tf": 'module "m" {\n  source = "./m"\n  in = null\n}\n', "m/main.tf": inner}
    ).resources
    assert found.attributes.get("region", "us-east-1") == "us-east-1"
    assert found.attributes or found.unknown == {"region"}


def test_secrets_are_not_kept(tmp_path: Path) -> None:
    source = """
    variable "password" { default = "s3cr3t" }
    provider "aws" {
      region     = "eu-west-3"
      secret_key = "s3cr3t"
    }
    terraform {
      backend "s3" {
        region     = "eu-west-3"
        secret_key = "s3cr3t"
      }
    }
    resource "aws_db_instance" "d" { password = var.password }
    """
    stack = read(tmp_path, source)
    assert "s3cr3t" not in repr(stack)
    assert stack.backend is not None
    assert (stack.backend.type, stack.backend.settings) == ("s3", {"region": "eu-west-3"})


NESTED = """
variable "n" { default = ["us-east-1"] }
variable "m" {}
resource "aws_secretsmanager_secret" "s" {
  %s
}
"""
BLOCKS = {
    "written": ('replica { region = "us-east-1" }', {"replica[0].region": "us-east-1"}, set()),
    "several": (
        'replica { region = "us-east-1" }\n  replica { region = var.m }',
        {"replica[0].region": "us-east-1"},
        {"replica[1].region"},
    ),
    "made of what is settled": (
        'dynamic "replica" {\n    for_each = var.n\n    content { region = replica.value }\n  }',
        {"replica[0].region": "us-east-1"},
        set(),
    ),
    "under another name": (
        'dynamic "replica" {\n    for_each = var.n\n    iterator = it\n    content { region = it.value }\n  }',
        {"replica[0].region": "us-east-1"},
        set(),
    ),
    "made of nothing": (
        'dynamic "replica" {\n    for_each = []\n    content { region = replica.value }\n  }',
        {},
        set(),
    ),
    "made of what is not settled": (
        'dynamic "replica" {\n    for_each = var.m\n    content { region = replica.value }\n  }',
        {},
        {"replica"},
    ),
    "written and made": (
        """replica { region = "us-east-1" }
        dynamic "replica" {
          for_each = var.n
          content { region = replica.value }
        }""",
        {},
        {"replica"},
    ),
}


@pytest.mark.parametrize(("written", "attributes", "unknown"), BLOCKS.values(), ids=BLOCKS)
def test_nested_blocks(tmp_path: Path, written: str, attributes: dict[str, str], unknown: set[str]) -> None:
    found = resources(tmp_path, NESTED % written)["aws_secretsmanager_secret.s"]
    assert (found.attributes, found.unknown) == (attributes, unknown)
