"""States that the real tools write: the file and what they show of it are read alike."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from states import read

from souverain import knowledge
from souverain.placement import place

sys.path.append(str(Path(__file__).parents[2] / "stubs"))
stub = pytest.importorskip("terraform_stub", reason="the offline provider needs the packages tf, grpcio and msgpack")

SOURCE = """
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
provider "aws" { region = "eu-west-3" }
provider "aws" {
  alias  = "west"
  region = "eu-west-1"
}
resource "aws_s3_bucket" "each" {
  for_each = toset(["a", "b.c"])
  provider = aws.west
  bucket   = each.key
  tags     = { data = sensitive("health"), team = "x" }
}
resource "aws_s3_bucket_versioning" "each" {
  for_each = aws_s3_bucket.each
  bucket   = each.value.id
  versioning_configuration { status = "Enabled" }
}
module "inner" {
  source = "./inner"
  count  = 2
}
"""
INNER = """
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
resource "aws_kms_key" "k" {}
"""


@pytest.mark.parametrize("name", ["terraform", "tofu"])
def test_file_and_shown_state_agree(name: str, tool: Callable[[str], Path], tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "main.tf").write_text(SOURCE)
    (tmp_path / "inner" / "main.tf").write_text(INNER)
    program = str(tool(name))
    with stub.serve({"hashicorp/aws": stub.Provider(stub.schema("aws"))}, name) as attached:
        for command in ("init", "apply -auto-approve", "show -json"):
            done = subprocess.run(
                [program, *command.split()],
                cwd=tmp_path,
                env={**os.environ, **attached},
                capture_output=True,
                check=True,
            )
    file, shown = read((tmp_path / "terraform.tfstate").read_bytes()), read(done.stdout)
    assert file.input.tool.startswith(f"{name} ")
    assert {item.address: item.provider_key for item in file.resources} == {
        'aws_s3_bucket.each["a"]': "aws.west",
        'aws_s3_bucket.each["b.c"]': "aws.west",
        'aws_s3_bucket_versioning.each["a"]': "aws",
        'aws_s3_bucket_versioning.each["b.c"]': "aws",
        "module.inner[0].aws_kms_key.k": "aws",
        "module.inner[1].aws_kms_key.k": "aws",
    }
    without = [msgspec.structs.replace(item, provider_key=None) for item in file.resources]
    assert sorted(without, key=lambda item: item.address) == sorted(shown.resources, key=lambda item: item.address)
    assert "health" not in repr(file)
    assert len(place(file, knowledge.load())) == len(file.resources)
