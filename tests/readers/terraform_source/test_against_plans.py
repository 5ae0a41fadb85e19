"""Source is held against what the real tools plan of it: the same resources, and no value that differs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from roots import write

from souverain import knowledge, readers
from souverain.graph.scopes import text
from souverain.model import Resource, Stack
from souverain.placement import place

sys.path.append(str(Path(__file__).parents[2] / "stubs"))
stub = pytest.importorskip("terraform_stub", reason="the offline provider needs the packages tf, grpcio and msgpack")

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = sorted(path.parent for path in (ROOT / "samples").glob("*/main.tf"))


def stack(path: Path, data: bytes | None = None) -> Stack:
    found = readers.read(str(path), data)
    assert isinstance(found, Stack)
    return found


def by_address(found: Stack) -> dict[str, Resource]:
    return {item.address: item for item in found.resources if not item.data}


def assert_agreement(source: Stack, plan: Stack) -> None:
    ours, theirs = by_address(source), by_address(plan)
    assert ours.keys() == theirs.keys()
    for address, planned in theirs.items():
        for path in ours[address].attributes.keys() & planned.attributes.keys():
            # without a schema nobody knows that the values of a map are texts
            assert text(ours[address].attributes[path]) == text(planned.attributes[path]), (address, path)
        if planned.provider_key is not None:
            assert ours[address].provider_key == planned.provider_key, address


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_every_sample_reads_as_its_plan(folder: Path) -> None:
    source, plan = stack(folder), stack(folder / "plan.json")
    assert_agreement(source, plan)
    assert not source.gaps
    known = knowledge.load()
    planned = {item.address: places for item, places in zip(plan.resources, place(plan, known), strict=True)}
    for item, places in zip(source.resources, place(source, known), strict=True):
        for ours, theirs in zip(places, planned.get(item.address, ()), strict=False):
            if theirs.site.countries.known and ours.role == theirs.role:
                assert ours.site.countries == theirs.site.countries, item.address


FILES = {
    "main.tf": """
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
variable "area" { default = "eu" }
variable "regions" {
  type    = object({ eu = string, us = optional(string, "us-east-1") })
  default = { eu = "eu-west-3" }
}
variable "sites" { default = { lyon = "eu-west-3", nice = "eu-south-1" } }
variable "create" { default = false }
locals {
  prefix  = "${var.area}-west"
  regions = { for name, region in var.sites : name => region if region != "" }
  tags    = merge({ data = "health" }, { team = upper("x") })
}
provider "aws" { region = "${local.prefix}-3" }
provider "aws" {
  alias  = "us"
  region = var.regions.us
}
resource "aws_s3_bucket" "plain" {
  bucket = join("-", ["a", local.prefix])
  tags   = local.tags
}
resource "aws_s3_bucket" "each" {
  for_each = local.regions
  bucket   = "${each.key}-${each.value}"
  tags     = { region = each.value, n = length(each.key) }
}
resource "aws_s3_bucket" "counted" {
  count    = length(var.sites)
  provider = aws.us
  bucket   = keys(var.sites)[count.index]
}
resource "aws_s3_bucket" "none" { count = var.create ? 1 : 0 }
resource "aws_s3_bucket_versioning" "plain" {
  bucket = aws_s3_bucket.plain.id
  versioning_configuration { status = "Enabled" }
}
module "site" {
  source    = "./site"
  for_each  = var.sites
  region    = each.value
  providers = { aws = aws.us }
}
module "off" {
  source = "./site"
  count  = var.create ? 1 : 0
  region = "us-east-1"
}
output "names" { value = module.site["lyon"].name }
""",
    "site/main.tf": """
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
variable "region" {}
resource "aws_s3_bucket" "b" {
  bucket = "site-${var.region}"
  tags   = { own = try(var.region.nothing, "tried") }
}
module "inner" {
  source = "./inner"
  name   = aws_s3_bucket.b.bucket
}
output "name" { value = aws_s3_bucket.b.bucket }
""",
    "site/inner/main.tf": """
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
variable "name" {}
resource "aws_s3_bucket" "deep" {
  count  = 2
  bucket = "${var.name}-${count.index}"
}
""",
}


def planned(name: str, tool: Callable[[str], Path], folder: Path) -> Stack:
    """What a real tool plans of a folder."""
    program = str(tool(name))
    with stub.serve({"hashicorp/aws": stub.Provider(stub.schema("aws"))}, name) as attached:
        for command in ("init", "plan -out=plan.bin", "show -json plan.bin"):
            environment = {**os.environ, **attached}
            done = subprocess.run(
                [program, *command.split()], cwd=folder, env=environment, capture_output=True, check=True
            )
    return stack(folder / "plan.json", done.stdout)


@pytest.mark.parametrize("name", ["terraform", "tofu"])
def test_source_and_plan_of_the_real_tools_agree(name: str, tool: Callable[[str], Path], tmp_path: Path) -> None:
    write(tmp_path, FILES)
    plan = planned(name, tool, tmp_path)
    source = stack(tmp_path)
    assert_agreement(source, plan)
    assert not source.gaps
    found = by_address(source)
    assert found['aws_s3_bucket.each["nice"]'].attributes["tags.region"] == "eu-south-1"
    assert found["aws_s3_bucket.plain"].attributes["tags.data"] == "health"
