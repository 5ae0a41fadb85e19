"""Every block that the syntax shows has its instances, or a gap that says why."""

from __future__ import annotations

from pathlib import Path

import pytest
from roots import read

from souverain import scan
from souverain.config import Config
from souverain.i18n import text
from souverain.model import MODULE_TYPE, Gap, Reason

HEAD = 'variable "x" {}\nvariable "off" { default = false }\n'
BODY = 'region = "us-east-1"'
INSTANCES: dict[str, tuple[str, list[str], str]] = {
    "one": (BODY, ["aws_s3_bucket.b"], ""),
    "counted": (f"count = 2\n{BODY}", ["aws_s3_bucket.b[0]", "aws_s3_bucket.b[1]"], ""),
    "by key": (
        f'for_each = toset(["a", "b.c"])\n{BODY}',
        ['aws_s3_bucket.b["a"]', 'aws_s3_bucket.b["b.c"]'],
        "",
    ),
    "none": (f"count = 0\n{BODY}", [], ""),
    "none by a condition": (f"count = var.off ? 1 : 0\n{BODY}", [], ""),
    "none by key": (f"for_each = {{}}\n{BODY}", [], ""),
    "as many as nobody knows": (f"count = var.x\n{BODY}", ["aws_s3_bucket.b"], "instances-not-known"),
    "keys that nobody knows": (f"for_each = toset(var.x)\n{BODY}", ["aws_s3_bucket.b"], "instances-not-known"),
    "keys of a resource": (
        f"for_each = toset([aws_s3_bucket.o.id])\n{BODY}",
        ["aws_s3_bucket.b"],
        "instances-not-known",
    ),
}


@pytest.mark.parametrize(("body", "addresses", "reason"), INSTANCES.values(), ids=INSTANCES)
def test_every_block_is_accounted_for(tmp_path: Path, body: str, addresses: list[str], reason: str) -> None:
    other = 'resource "aws_s3_bucket" "o" {}\n'
    stack = read(tmp_path, f'{HEAD}{other}resource "aws_s3_bucket" "b" {{\n{body}\n}}\n')
    found = [item for item in stack.resources if item.name == "b"]
    assert [item.address for item in found] == addresses
    assert all(item.attributes["region"] == "us-east-1" for item in found)
    assert [gap.reason.code for gap in stack.gaps] == ([reason] if reason else [])
    for gap in stack.gaps:
        assert gap.address == "aws_s3_bucket.b"
        assert gap.location is not None
        assert gap.location.line == 4
        for lang in ("en", "fr"):
            assert "{" not in text(f"reasons.{gap.reason.code}", lang, **gap.reason.args)


INNER = 'variable "v" { default = "" }\nresource "aws_s3_bucket" "b" { region = "us-east-1" }\n'
MODULES: dict[str, tuple[str, list[str], list[str]]] = {
    "one": ("", ["module.m.aws_s3_bucket.b"], []),
    "by key": (
        'for_each = toset(["a", "b"])',
        ['module.m["a"].aws_s3_bucket.b', 'module.m["b"].aws_s3_bucket.b'],
        [],
    ),
    "none": ("count = 0", [], []),
    "as many as nobody knows": ("count = var.x", ["module.m.aws_s3_bucket.b"], ["module.m"]),
    "given what nobody knows": ("v = aws_s3_bucket.o.id", ["module.m.aws_s3_bucket.b"], []),
}


@pytest.mark.parametrize(("body", "addresses", "gaps"), MODULES.values(), ids=MODULES)
def test_every_module_is_accounted_for(tmp_path: Path, body: str, addresses: list[str], gaps: list[str]) -> None:
    source = f'{HEAD}resource "aws_s3_bucket" "o" {{}}\nmodule "m" {{\nsource = "./m"\n{body}\n}}\n'
    stack = read(tmp_path, {"main.tf": source, "m/main.tf": INNER})
    found = [item for item in stack.resources if item.name == "b"]
    assert [item.address for item in found] == addresses
    assert all(item.identity == "module.m.aws_s3_bucket.b" for item in found)
    assert all(item.attributes["region"] == "us-east-1" for item in found)
    assert [gap.address for gap in stack.gaps] == gaps


def test_what_one_module_does_not_know_costs_its_sibling_nothing(tmp_path: Path) -> None:
    inner = 'variable "v" {}\nresource "aws_s3_bucket" "b" {\n  for_each = toset([var.v])\n  region = "us-east-1"\n}\n'
    calls = 'module "a" {\n source = "./m"\n v = var.x\n}\nmodule "b" {\n source = "./m"\n v = "k"\n}\n'
    stack = read(tmp_path, {"main.tf": HEAD + calls, "m/main.tf": inner})
    assert [item.address for item in stack.resources] == [
        "module.a.aws_s3_bucket.b",
        'module.b.aws_s3_bucket.b["k"]',
    ]
    assert [gap.address for gap in stack.gaps] == ["module.a.aws_s3_bucket.b"]


def test_a_module_that_was_not_fetched_is_a_gap(tmp_path: Path) -> None:
    stack = read(tmp_path, 'module "far" {\n  source  = "terraform-aws-modules/s3-bucket/aws"\n  version = "4.0"\n}\n')
    (gap,) = stack.gaps
    assert isinstance(gap, Gap)
    assert (gap.address, gap.reason) == (
        "module.far",
        Reason("module-not-fetched", {"source": "terraform-aws-modules/s3-bucket/aws"}),
    )


def test_a_module_that_is_not_there_may_make_anything(tmp_path: Path) -> None:
    """Nothing passes for not having been looked at, and nobody is asked about what is not called at all."""
    calls = "".join(
        f'module "{name}" {{\n  source = "x/y/aws"\n  count = {count}\n}}\n' for name, count in COUNTS.items()
    )
    stack = read(tmp_path, {"main.tf": calls + 'variable "n" {}\n'})
    assert [(item.address, item.type, item.module) for item in stack.resources] == [
        ("module.one", MODULE_TYPE, "module.one"),
        ("module.some", MODULE_TYPE, "module.some"),
    ]
    report = scan.check([str(tmp_path)], Config(as_of="2026-11-24"))
    assert (report.exit_code, report.coverage.count_not_read("module"), report.coverage.undeclared) == (4, 2, 2)


COUNTS = {"none": "0", "one": "1", "some": "var.n"}


def test_credentials_in_the_source_of_a_module_are_not_kept(tmp_path: Path) -> None:
    stack = read(tmp_path, 'module "far" {\n  source = "git::https://me:hush-7f3a@git.example/m?sshkey=hush-7f3a"\n}\n')
    assert "hush-7f3a" not in repr(stack)
    assert "git.example/m" in repr(stack)


def test_a_module_that_was_fetched_is_read_and_shown_by_its_call(tmp_path: Path) -> None:
    listed = '{"Modules": [{"Key": "", "Dir": "."}, {"Key": "far", "Dir": ".terraform/modules/far"}]}'
    stack = read(
        tmp_path,
        {
            "main.tf": '\nmodule "far" {\n  source = "x/y/aws"\n}\n',
            ".terraform/modules/modules.json": listed,
            ".terraform/modules/far/main.tf": 'resource "aws_s3_bucket" "b" { region = "us-east-1" }\n',
        },
    )
    (found,) = stack.resources
    assert (found.address, found.attributes) == ("module.far.aws_s3_bucket.b", {"region": "us-east-1"})
    assert found.location is not None
    assert (Path(found.location.file).name, found.location.line) == ("main.tf", 2)
    assert ".terraform" not in found.location.file
    assert not stack.gaps


def test_a_data_source_is_read(tmp_path: Path) -> None:
    (found,) = read(tmp_path, 'data "aws_s3_bucket" "b" { bucket = "records" }').resources
    assert (found.address, found.state) == ("data.aws_s3_bucket.b", "read")
