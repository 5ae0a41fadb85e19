"""A plan with its source beside it: what the source settles, and source that is not what the plan was made of."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from souverain import knowledge, readers
from souverain.errors import ReadError
from souverain.given import NOTHING, Given
from souverain.model import Stack
from souverain.placement import place
from souverain.readers.terraform_source import root

sys.path.append(str(Path(__file__).parents[1] / "stubs"))
stub = pytest.importorskip("terraform_stub", reason="the offline provider needs the packages tf, grpcio and msgpack")

AWS = 'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws" }\n  }\n}\n'
FILES = {
    "main.tf": AWS
    + """
variable "site" { default = "paris" }
variable "secret" {
  default   = "eu-west-3"
  sensitive = true
}
variable "home" { default = "eu-west-3" }
locals {
  regions = { paris = "eu-west-3", virginia = "us-east-1" }
  region  = local.regions[var.site]
  bucket  = "records-${var.site}"
}
provider "aws" { region = local.region }
provider "aws" {
  alias  = "away"
  region = var.home == "eu-west-3" ? "us-east-1" : "eu-west-3"
}
provider "aws" {
  alias  = "constant"
  region = "eu-central-1"
}
provider "aws" {
  alias  = "hidden"
  region = var.secret
}
resource "aws_s3_bucket" "local" {
  bucket = local.bucket
  tags   = { data = "health", site = var.site }
}
resource "aws_s3_bucket" "away" {
  provider = aws.away
  bucket   = "away"
}
resource "aws_s3_bucket" "hidden" {
  provider = aws.hidden
  bucket   = "hidden"
}
resource "aws_s3_bucket" "constant" {
  provider = aws.constant
  for_each = toset(["a", "b"])
  bucket   = each.key
}
module "inner" {
  source = "./inner"
  bucket = aws_s3_bucket.local.bucket
}
""",
    "inner/main.tf": AWS
    + """
variable "bucket" {}
resource "aws_s3_bucket" "b" {
  bucket = "${var.bucket}-copy"
  dynamic "lifecycle_rule" {
    for_each = ["x"]
    content { prefix = lifecycle_rule.value }
  }
}
""",
}


@pytest.fixture(scope="module", params=["terraform", "tofu"])
def planned(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with the plan that the real tool made of it."""
    folder: Path = tmp_path_factory.mktemp(request.param)
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    program = request.getfixturevalue("tool")(request.param)
    schema = dict(stub.schema("aws"))
    bucket = {**schema["resources"]["aws_s3_bucket"], "lifecycle_rule": ["list", {"prefix": "O string"}]}
    schema["resources"] = {"aws_s3_bucket": bucket}
    with stub.serve({"hashicorp/aws": stub.Provider(schema)}, request.param) as attached:
        for command in ("init", "plan -out=plan.bin", "show -json plan.bin"):
            environment = {**os.environ, **attached}
            done = subprocess.run(
                [str(program), *command.split()], cwd=folder, env=environment, capture_output=True, check=True
            )
    (folder / "plan.json").write_bytes(done.stdout)
    return folder


def stack(path: Path, given: Given = NOTHING) -> Stack:
    found = readers.read(str(path), given=given)
    assert isinstance(found, Stack)
    return found


def regions(found: Stack) -> dict[str, tuple[str, str]]:
    """Region (or why there is none) and confidence by address."""
    told = {}
    for resource, places in zip(found.resources, place(found, knowledge.load()), strict=True):
        region = places[0].site.region
        told[resource.address] = (region.value or f"?{region.reason}", places[0].basis.confidence)
    return told


ALONE = {
    "aws_s3_bucket.away": ("eu-west-3", "assumed"),  # what the plan shows of it, it shows of var.home alone too
    'aws_s3_bucket.constant["a"]': ("eu-central-1", "derived"),
    'aws_s3_bucket.constant["b"]': ("eu-central-1", "derived"),
    "aws_s3_bucket.hidden": ("?variable-without-value", "unknown"),
    "aws_s3_bucket.local": ("?needs-source", "unknown"),
    "module.inner.aws_s3_bucket.b": ("?needs-source", "unknown"),
}
WITH_SOURCE = {
    **ALONE,
    "aws_s3_bucket.away": ("us-east-1", "derived"),
    "aws_s3_bucket.local": ("eu-west-3", "derived"),
    "module.inner.aws_s3_bucket.b": ("eu-west-3", "derived"),
}


def test_a_plan_alone(planned: Path, tmp_path: Path) -> None:
    shutil.copy(planned / "plan.json", tmp_path)
    found = stack(tmp_path / "plan.json")
    assert regions(found) == ALONE
    assert (found.gaps, found.input.source) == ((), "")


def test_source_beside_a_plan_is_found(planned: Path) -> None:
    found = stack(planned / "plan.json")
    assert regions(found) == WITH_SOURCE
    assert found.gaps == ()
    assert found.input.source == str(planned)
    assert len(found.input.source_sha256) == 64
    local = next(item for item in found.resources if item.address == "aws_s3_bucket.local")
    assert local.location is not None
    assert Path(local.location.file).name == "main.tf"


def test_source_that_is_named(planned: Path, tmp_path: Path) -> None:
    shutil.copy(planned / "plan.json", tmp_path)
    assert regions(stack(tmp_path / "plan.json", Given(source=str(planned)))) == WITH_SOURCE


def test_a_plan_says_which_values_it_was_made_with(planned: Path, tmp_path: Path) -> None:
    """Files of values beside the source are those of today."""
    shutil.copytree(planned, tmp_path, dirs_exist_ok=True)
    (tmp_path / "terraform.tfvars").write_text('site = "virginia"\n')
    assert regions(stack(tmp_path / "plan.json")) == WITH_SOURCE


DIFFERENT: dict[str, tuple[str, str, str, str]] = {
    "a constant of a provider": ("main.tf", '"eu-central-1"', '"us-east-1"', "provider aws.constant region"),
    "a name in a provider": ("main.tf", "region = local.region", "region = local.other", "provider aws region"),
    "a constant for a name": ("main.tf", "region = local.region", 'region = "eu-west-3"', "provider aws region"),
    "a constant of a resource": ("main.tf", 'bucket   = "away"', 'bucket   = "x"', "bucket"),
    "a value that was planned": ("main.tf", '"records-', '"others-', "bucket"),
    "an instance": ("main.tf", 'toset(["a", "b"])', 'toset(["a", "c"])', "instance"),
    "a block": ("main.tf", 'resource "aws_s3_bucket" "away"', 'resource "aws_s3_bucket" "gone"', "block"),
    "a module": ("main.tf", 'module "inner"', 'module "other"', "module module.inner"),
    "a provider": ("main.tf", 'alias  = "away"', 'alias  = "far"', "provider aws.away"),
    "a name in a module": ("inner/main.tf", "${var.bucket}-copy", "${local.other}-copy", "bucket"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "before", "after", "what"), DIFFERENT.values(), ids=DIFFERENT)
def test_source_that_differs_is_left_alone_and_said_so(
    planned: Path, tmp_path: Path, file: str, before: str, after: str, what: str
) -> None:
    shutil.copytree(planned, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".terraform*"))
    text = (tmp_path / file).read_text()
    assert before in text
    (tmp_path / file).write_text(text.replace(before, after, 1) + 'locals {\n  other = "eu-west-3"\n}\n')
    found = stack(tmp_path / "plan.json")
    assert regions(found) == ALONE
    assert found.input.source == ""
    assert {gap.reason.code for gap in found.gaps} == {"source-differs"}
    assert what in [gap.reason.args["what"] for gap in found.gaps]


def test_source_of_something_else_is_none(planned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not even evaluated, unless it is named."""
    shutil.copy(planned / "plan.json", tmp_path)
    (tmp_path / "main.tf").write_text('resource "aws_s3_bucket" "unheard" {}\n')
    with monkeypatch.context() as patched:
        patched.setattr(root, "evaluate", pytest.fail)
        assert stack(tmp_path / "plan.json").gaps == ()
    named = stack(tmp_path / "plan.json", Given(source=str(tmp_path)))
    assert {gap.reason.code for gap in named.gaps} == {"source-differs"}


def test_source_that_cannot_be_read(planned: Path, tmp_path: Path) -> None:
    shutil.copy(planned / "plan.json", tmp_path)
    (tmp_path / "main.tf").write_text('resource "aws_s3_bucket" {')
    found = stack(tmp_path / "plan.json")
    assert [(gap.reason.code, gap.reason.args["error"]) for gap in found.gaps] == [
        ("source-unreadable", "source-malformed")
    ]
    with pytest.raises(ReadError, match="source-malformed"):
        stack(tmp_path / "plan.json", Given(source=str(tmp_path)))


def test_source_is_not_read_where_the_plan_leaves_nothing_open(planned: Path, tmp_path: Path) -> None:
    plan = json.loads((planned / "plan.json").read_text())
    for block in plan["configuration"]["provider_config"].values():
        block["expressions"] = {"region": {"constant_value": "eu-west-3"}}
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    (tmp_path / "main.tf").write_text("not HCL {")
    assert stack(tmp_path / "plan.json").gaps == ()


VALUES: dict[str, tuple[Callable[[Path], Given], list[str]]] = {
    "the same": (lambda _: Given(values={"home": "eu-west-3"}), []),
    "another": (lambda _: Given(values={"home": "us-east-1"}), ["variable-differs"]),
    "another in a file": (
        lambda folder: Given(files=(_file(folder, "x.tfvars", 'home = "us-east-1"\nunheard = "x"\n'),)),
        ["variable-differs"],
    ),
    "the same in a file of JSON": (
        lambda folder: Given(files=(_file(folder, "x.tfvars.json", '{"home": "eu-west-3"}'),)),
        [],
    ),
}


def _file(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text)
    return str(folder / name)


@pytest.mark.parametrize(("given", "codes"), VALUES.values(), ids=VALUES)
def test_the_values_of_a_plan_hold(
    planned: Path, tmp_path: Path, given: Callable[[Path], Given], codes: list[str]
) -> None:
    shutil.copy(planned / "plan.json", tmp_path)
    found = stack(tmp_path / "plan.json", given(tmp_path))
    assert [gap.reason.code for gap in found.gaps] == codes
    assert regions(found) == ALONE


def test_a_value_for_a_variable_that_is_not_there(planned: Path) -> None:
    with pytest.raises(ReadError, match="variable-not-declared"):
        stack(planned / "plan.json", Given(values={"rgion": "eu-west-3"}))
