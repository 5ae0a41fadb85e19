"""Times the reading of a folder of Terraform source beside bare tfparse, which evaluates and proves nothing.

usage: python benchmarks/source.py [--runs N] [--lines N]

Two invented estates of nine thousand lines: one of literal values, which costs the evaluator least; one with variables
that have a value or none, locals, tags that merge, loops, references, and a module that is called again and again.
Exit code 1 when reading takes more than twice the time.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from measuring import Promise, alternately, head, row, settle

LINES = 9_000
PER_FILE = 20
BARE = "import sys, tfparse; tfparse.load_from_path(sys.argv[1], stop_on_hcl_error=True)"
READ = "import sys; from souverain import readers; readers.read(sys.argv[1])"
LITERAL = """
resource "aws_db_instance" "d{n}" {{
  identifier              = "record-{n}"
  engine                  = "postgres"
  instance_class          = "db.r6g.large"
  allocated_storage       = 200
  storage_encrypted       = true
  backup_retention_period = 30
  tags = {{
    data-class = "health"
    unit       = "imaging"
  }}
}}
"""
HEAD = """\
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 5.0" }
    scaleway = { source = "scaleway/scaleway", version = "~> 2.0" }
  }
}

variable "region" {
  type = string
}

variable "unit" {
  type    = string
  default = "imaging"
}

locals {
  labels = { "data-class" = "health", unit = var.unit }
  zones  = ["fr-par-1", "fr-par-2"]
}

provider "aws" {
  region = var.region
}

provider "scaleway" {
  region = "fr-par"
}
"""
SITE = """
resource "aws_kms_key" "k{n}" {{
  description             = "key of site {n}"
  deletion_window_in_days = 30
}}

resource "aws_s3_bucket" "b{n}" {{
  bucket = "records-${{var.unit}}-{n}"
  tags   = merge(local.labels, {{ site = "{n}" }})
}}

resource "aws_db_instance" "d{n}" {{
  identifier              = "record-{n}"
  engine                  = "postgres"
  instance_class          = "db.r6g.large"
  allocated_storage       = 200
  storage_encrypted       = true
  kms_key_id              = aws_kms_key.k{n}.arn
  backup_retention_period = 30
  tags                    = local.labels
}}

resource "scaleway_object_bucket" "s{n}" {{
  for_each = toset(local.zones)
  name     = "scans-{n}-${{each.key}}"
  region   = "fr-par"
  tags     = local.labels
}}
"""
CALL = """
module "site{n}" {{
  source = "./site"
  name   = "site-{n}"
  labels = local.labels
}}
"""
PER_CALL = 20
"""Sites for one call of the module."""
MODULE = """\
variable "name" {
  type = string
}

variable "labels" {
  type    = map(string)
  default = {}
}

resource "aws_s3_bucket" "logs" {
  bucket = "logs-${var.name}"
  tags   = var.labels
}
"""


def write_source(folder: Path, lines: int, *, literal: bool) -> int:
    """Write an estate of about so many lines, and return how many they are."""
    (folder / "site").mkdir(parents=True)
    (folder / "site" / "main.tf").write_text(MODULE, encoding="utf-8")
    (folder / "main.tf").write_text(HEAD, encoding="utf-8")
    each = LITERAL if literal else SITE
    sites = [_site(each, number) for number in range(lines // each.count("\n"))]
    for number, first in enumerate(range(0, len(sites), PER_FILE)):
        (folder / f"sites{number}.tf").write_text("".join(sites[first : first + PER_FILE]), encoding="utf-8")
    return sum(path.read_text(encoding="utf-8").count("\n") for path in folder.rglob("*.tf"))


def _site(text: str, number: int) -> str:
    return (text if number % PER_CALL or text is LITERAL else text + CALL).format(n=number)


def measured(folder: Path, lines: int, runs: int, *, literal: bool) -> Promise:
    """Both readings of one estate, and what is promised of them."""
    about = "literal values" if literal else "variables, loops, modules"
    written = write_source(folder, lines, literal=literal)
    commands = {"read": [sys.executable, "-c", READ, str(folder)], "bare": [sys.executable, "-c", BARE, str(folder)]}
    found = alternately(commands, runs)
    print(f"{written:,} lines of Terraform: {about}")
    row("  read, reconciled with the syntax tree", found["read"])
    row("  bare tfparse", found["bare"])
    return Promise(f"times bare tfparse, {about}", found["read"].cpu / found["bare"].cpu, 2)


def main() -> int:
    """Measure both estates, and say whether the promise is held."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--lines", type=int, default=LINES)
    options = parser.parse_args()
    head("")
    with tempfile.TemporaryDirectory() as name:
        promises = [
            measured(Path(name, str(literal)), options.lines, options.runs, literal=literal)
            for literal in (True, False)
        ]
    return settle(promises)


if __name__ == "__main__":
    sys.exit(main())
