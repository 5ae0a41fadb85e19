"""Plans made by the real Terraform and OpenTofu, with providers that need no account, are read as they were written.

First what differs between the two tools and between a first and a later plan, then the plans of the samples.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from souverain import readers
from souverain.errors import ReadError
from souverain.model import Constant, References, Resource, Stack

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "stubs"), str(ROOT / "tools" / "samples")]

try:
    import make_plans
    import terraform_stub as stub
except ImportError as missing:
    if os.environ.get("SOUVERAIN_REQUIRE_TOOLS") == "1":
        raise
    pytest.skip(f"the provider stub needs the packages tf, grpcio and msgpack: {missing}", allow_module_level=True)

BEFORE = """
terraform {
  required_providers {
    aws      = { source = "hashicorp/aws" }
    scaleway = { source = "scaleway/scaleway" }
  }
}
variable "region" { default = "eu-west-3" }
variable "password" {
  default   = "hush-7f3a"
  sensitive = true
}
provider "aws" { region = var.region }
provider "aws" {
  alias  = "dr"
  region = "eu-central-1"
}
provider "scaleway" { region = "fr-par" }
resource "aws_s3_bucket" "kept" {
  for_each = toset(["a.b", "c]d"])
  bucket   = "kept-${each.key}"
  tags     = { data-class = "health" }
}
resource "aws_s3_bucket" "replaced" { bucket = "one" }
resource "aws_s3_bucket" "gone" {
  provider = aws.dr
  bucket   = "gone"
}
resource "aws_s3_bucket" "old" { bucket = "moved" }
resource "aws_db_instance" "updated" {
  identifier     = "db"
  instance_class = "db.t4g.medium"
  password       = var.password
}
resource "scaleway_object_bucket" "copy" {
  name   = "copy"
  region = "nl-ams"
}
data "aws_region" "here" {}
"""
AFTER = (
    BEFORE.replace('bucket = "one"', 'bucket = "two"')
    .replace('"old"', '"new"')
    .replace("db.t4g.medium", "db.r6g.large")
    .replace('resource "aws_s3_bucket" "gone" {\n  provider = aws.dr\n  bucket   = "gone"\n}\n', "")
    + """
moved {
  from = aws_s3_bucket.old
  to   = aws_s3_bucket.new
}
import {
  to = aws_s3_bucket.adopted
  id = "adopted"
}
resource "aws_s3_bucket" "adopted" { bucket = "adopted" }
"""
)


class Workspace:
    """A folder in which one tool plans and applies."""

    def __init__(self, program: Path, folder: Path, attached: dict[str, str]) -> None:
        self._program = program
        self._folder = folder
        self._environment = {**os.environ, **attached}

    def write(self, source: str) -> None:
        (self._folder / "main.tf").write_text(source, encoding="utf-8")

    def run(self, *arguments: str) -> bytes:
        done = subprocess.run(
            [str(self._program), *arguments], cwd=self._folder, env=self._environment, check=False, capture_output=True
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    def plan(self) -> bytes:
        self.run("plan", "-out=plan.bin")
        return self.run("show", "-json", "plan.bin")


@pytest.fixture(params=["terraform", "tofu"])
def workspace(request: pytest.FixtureRequest, tool: Any, tmp_path: Path) -> Iterator[Workspace]:
    name: str = request.param
    providers = {
        "hashicorp/aws": stub.Provider(stub.schema("aws"), {"aws_region": {"name": "eu-west-3", "id": "eu-west-3"}}),
        "scaleway/scaleway": stub.Provider(stub.schema("scaleway")),
    }
    program = tool(name)
    with stub.serve(providers, name) as attached:
        made = Workspace(program, tmp_path, attached)
        made.write(BEFORE)
        made.run("init")
        yield made


def by_address(data: bytes) -> tuple[Stack, dict[str, Resource]]:
    found = readers.read("plan.json", data)
    assert isinstance(found, Stack)
    return found, {resource.address: resource for resource in found.resources}


def test_a_first_plan(workspace: Workspace) -> None:
    stack, found = by_address(workspace.plan())
    assert {resource.action for resource in stack.resources if not resource.data} == {"create"}
    assert stack.input.tool.partition(" ")[0] in ("terraform", "tofu")
    assert stack.variables == {"region": "eu-west-3"}
    kept = found['aws_s3_bucket.kept["c]d"]']
    assert kept.identity == "aws_s3_bucket.kept"
    assert kept.attributes == {"bucket": "kept-c]d", "tags.data-class": "health"}
    assert {"arn", "region"} <= kept.unknown
    assert stack.providers[kept.provider_key or ""].expressions["region"] == References(("var.region",))
    assert stack.providers[found["aws_s3_bucket.gone"].provider_key or ""].expressions["region"] == Constant(
        "eu-central-1"
    )
    assert "hush-7f3a" not in repr(stack)


def test_a_configured_region_that_is_planned_as_unknown(workspace: Workspace) -> None:
    _, found = by_address(workspace.plan())
    copy = found["scaleway_object_bucket.copy"]
    assert "region" in copy.unknown
    assert copy.expressions["region"] == Constant("nl-ams")


def test_a_later_plan(workspace: Workspace) -> None:
    workspace.run("apply", "-auto-approve")
    workspace.write(AFTER)
    stack, found = by_address(workspace.plan())
    assert {address: resource.action for address, resource in found.items()} == {
        'aws_s3_bucket.kept["a.b"]': "no-op",
        'aws_s3_bucket.kept["c]d"]': "no-op",
        "aws_s3_bucket.replaced": "replace",
        "aws_s3_bucket.gone": "delete",
        "aws_s3_bucket.new": "move",
        "aws_s3_bucket.adopted": "import",
        "aws_db_instance.updated": "update",
        "scaleway_object_bucket.copy": "no-op",
        "data.aws_region.here": "read",
    }
    assert found["aws_s3_bucket.gone"].attributes["bucket"] == "gone"
    assert found["aws_s3_bucket.new"].previous_address == "aws_s3_bucket.old"
    assert found["data.aws_region.here"].attributes["name"] == "eu-west-3"
    assert found["scaleway_object_bucket.copy"].attributes["region"] == "nl-ams"
    assert "hush-7f3a" not in repr(stack)


def test_a_targeted_plan_still_shows_the_rest(workspace: Workspace) -> None:
    workspace.run("apply", "-auto-approve")
    workspace.write(BEFORE.replace("db.t4g.medium", "db.r6g.large").replace('bucket   = "gone"', 'bucket   = "else"'))
    workspace.run("plan", "-target=aws_db_instance.updated", "-out=plan.bin")
    _, found = by_address(workspace.run("show", "-json", "plan.bin"))
    assert found["aws_db_instance.updated"].action == "update"
    assert found["aws_s3_bucket.gone"].action == "no-op"
    assert found["aws_s3_bucket.gone"].attributes["bucket"] == "gone"


def test_a_binary_plan_is_named_as_one(workspace: Workspace, tmp_path: Path) -> None:
    workspace.run("plan", "-out=plan.bin")
    with pytest.raises(ReadError) as refused:
        readers.read(str(tmp_path / "plan.bin"))
    assert refused.value.code == "binary-plan"


@pytest.mark.parametrize("sample", sorted(make_plans.TOOLS))
def test_the_plan_of_a_sample_is_the_plan_of_its_source(sample: str, tool: Any) -> None:
    kept = json.loads((make_plans.SAMPLES / sample / "plan.json").read_text(encoding="utf-8"))
    made = make_plans.plan(make_plans.SAMPLES / sample, tool(make_plans.TOOLS[sample]))
    assert unversioned(made) == unversioned(kept)


def unversioned(plan: dict[str, Any]) -> dict[str, Any]:
    """A plan without what another version of the tool writes differently."""
    return {name: item for name, item in plan.items() if name not in ("terraform_version", "format_version")}
