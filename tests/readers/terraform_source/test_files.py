"""Which files count, and what is no root that can be read."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from roots import read, resources, write

from souverain import readers
from souverain.errors import ReadError
from souverain.i18n import text
from souverain.model import Stack
from souverain.readers import terraform_source
from souverain.readers.terraform_source import evaluation

BUCKET = 'resource "aws_s3_bucket" "b" { region = "eu-west-3" }\n'
JSON = """{"//": "x", "variable": {"r": {"default": "eu-west-3"}},
 "resource": {"aws_s3_bucket": {"b": {"region": "${var.r}", "tags": {"data": "health"}}},
              "aws_secretsmanager_secret": {"s": {"replica": [{"region": "us-east-1"}]}}},
 "provider": {"aws": [{"region": "eu-west-1"}, {"alias": "x", "region": "${var.r}"}]}}"""


def test_the_json_syntax_is_read(tmp_path: Path) -> None:
    stack = read(tmp_path, {"main.tf.json": JSON})
    found = {item.address: dict(item.attributes) for item in stack.resources}
    assert found == {
        "aws_s3_bucket.b": {"region": "eu-west-3", "tags.data": "health"},
        "aws_secretsmanager_secret.s": {"replica[0].region": "us-east-1"},
    }
    assert list(stack.providers) == ["aws", "aws.x"]


def test_a_file_of_opentofu_stands_in_for_the_other(tmp_path: Path) -> None:
    other = BUCKET.replace("eu-west-3", "us-east-1")
    found = resources(tmp_path, {"main.tf": other, "main.tofu": BUCKET, "x.tf": other.replace('"b"', '"x"')})
    assert {address: item.attributes["region"] for address, item in found.items()} == {
        "aws_s3_bucket.b": "eu-west-3",
        "aws_s3_bucket.x": "us-east-1",
    }


def test_links_are_followed(tmp_path: Path) -> None:
    write(tmp_path, {"shared/bucket.tf": BUCKET, "shared/m/main.tf": BUCKET})
    root = write(tmp_path / "root", {"main.tf": 'module "m" { source = "./m" }\n'})
    (root / "bucket.tf").symlink_to("../shared/bucket.tf")
    (root / "m").symlink_to("../shared/m")
    assert list(resources(root, {})) == ["aws_s3_bucket.b", "module.m.aws_s3_bucket.b"]


def test_files_beside_the_source_can_be_read_by_it(tmp_path: Path) -> None:
    read_ = 'locals { c = yamldecode(file("${path.module}/c.yaml")) }\n'
    source = f'{read_}resource "aws_s3_bucket" "b" {{ region = local.c.region }}\n'
    found = resources(tmp_path, {"main.tf": source, "c.yaml": "region: eu-west-3\n"})
    assert found["aws_s3_bucket.b"].attributes == {"region": "eu-west-3"}


def test_a_module_beside_the_root_is_read(tmp_path: Path) -> None:
    write(tmp_path, {"modules/m/main.tf": BUCKET})
    (found,) = read(tmp_path / "live" / "prod", 'module "m" { source = "../../modules/m" }').resources
    assert found.attributes == {"region": "eu-west-3"}
    assert found.location is not None
    assert found.location.file == str(tmp_path / "modules" / "m" / "main.tf")


def test_nothing_is_written_into_the_folder(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": BUCKET})
    read(tmp_path, {})
    assert [item.name for item in tmp_path.iterdir()] == ["main.tf"]


def test_a_folder_is_an_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write(tmp_path, {"infra/main.tf": BUCKET}))
    stack = readers.read("infra")
    assert isinstance(stack, Stack)
    assert (stack.input.kind, stack.input.path, stack.has_actions) == ("terraform-source", "infra", False)
    (found,) = stack.resources
    assert found.location is not None
    assert (found.location.file, found.location.line) == (str(Path("infra", "main.tf")), 1)


def test_the_digest_is_of_what_was_read_wherever_it_stands(tmp_path: Path) -> None:
    one, same, other = (
        read(tmp_path / name, {"main.tf": text_, "notes.md": name}).input.sha256
        for name, text_ in (("a", BUCKET), ("b", BUCKET), ("c", BUCKET + "\n"))
    )
    assert one == same != other


REFUSED = {
    "nothing": ({"notes.md": "x"}, "no-source"),
    "plans": ({"plan.json": "{}"}, "no-source"),
    "a unit of Terragrunt": ({"terragrunt.hcl": "inputs = {}"}, "is-terragrunt"),
    "an override of nothing": (
        {"main.tf": BUCKET, "x_override.tf": 'resource "aws_s3_bucket" "other" {}'},
        "source-overrides-nothing",
    ),
    "cut short": ({"main.tf": 'resource "a" "b" {'}, "source-malformed"),
    "JSON cut short": ({"main.tf.json": '{"resource": '}, "source-malformed"),
    "JSON with a key twice": ({"main.tf.json": '{"locals": {"a": 1, "a": 2}}'}, "source-malformed"),
    "a resource without name": ({"main.tf": 'resource "aws_s3_bucket" {}'}, "source-malformed"),
    "a module without name": ({"main.tf": 'module {\n source = "./m"\n}'}, "source-malformed"),
    "no text": ({"main.tf": BUCKET + "# \udce9"}, "not-text"),
    "too deep": ({"main.tf": f"locals {{ a = {'[' * 3000}{']' * 3000} }}"}, "source-too-deep"),
    "values cut short": ({"main.tf": BUCKET, "terraform.tfvars": "a = "}, "source-malformed"),
    "calls in a circle": (
        {"main.tf": 'module "m" { source = "./m" }', "m/x.tf": 'module "m" { source = "../m" }'},
        "source-calls-itself",
    ),
}


@pytest.mark.parametrize(("files", "code"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_in_one_line(tmp_path: Path, files: dict[str, str], code: str) -> None:
    with pytest.raises(ReadError) as refused:
        readers.read(str(write(tmp_path, files)))
    error = refused.value
    assert (error.code, error.args_["kind"]) == (code, "terraform-source")
    assert error.args_["path"].startswith(str(tmp_path))
    for lang in ("en", "fr"):
        line = text(f"errors.{code}", lang, **error.args_)
        assert "\n" not in line
        assert "{" not in line.replace("${", "")


CRASHES = {
    "it aborts": ("import os\nos.abort()\n", "source-evaluator-crashed"),
    "it writes nothing": ("pass\n", "source-evaluator-crashed"),
    "it refuses": ('import sys\nsys.stderr.write("log\\nno such thing")\nsys.exit(3)\n', "source-refused"),
    "it does not end": ("import time\ntime.sleep(60)\n", "source-evaluator-slow"),
}


@pytest.mark.parametrize(("program", "code"), CRASHES.values(), ids=CRASHES)
def test_a_crash_of_the_evaluator_is_contained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, code: str
) -> None:
    broken = tmp_path / "evaluator.py"
    broken.write_text(program)
    monkeypatch.setattr(evaluation, "_PROGRAM", broken)
    monkeypatch.setattr(evaluation, "_SECONDS", 2)
    with pytest.raises(ReadError) as refused:
        read(tmp_path / "root", BUCKET)
    assert refused.value.code == code


def test_without_the_packages_it_says_how_to_get_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("souverain.readers.terraform_source.")]:
        monkeypatch.delitem(sys.modules, name)
        monkeypatch.delattr(terraform_source, name.rpartition(".")[2], raising=False)
    monkeypatch.setitem(sys.modules, "tree_sitter", None)
    with pytest.raises(ReadError) as refused:
        readers.read(str(write(tmp_path, {"main.tf": BUCKET})))
    assert (refused.value.code, refused.value.args_["package"]) == ("source-extra-missing", "tree_sitter")
