"""Which provider block a resource uses, and what it says."""

from __future__ import annotations

from pathlib import Path

from roots import read

from souverain.model import Constant, References, Unevaluated

ROOT = """
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
    scw = { source = "scaleway/scaleway", version = "~> 2" }
    own = { source = "example.org/team/own" }
  }
}
variable "r" {}
locals { paris = "eu-west-3" }
provider "aws" { region = local.paris }
provider "aws" {
  alias  = "dr"
  region = var.r
  endpoints { s3 = "https://s3.gra.io.cloud.ovh.net" }
}
provider "scw" { region = "${join("-", ["fr", "par"])}" }
resource "aws_s3_bucket" "default" {}
resource "aws_s3_bucket" "aliased" { provider = aws.dr }
resource "own_thing" "x" {}
resource "scaleway_object_bucket" "b" { provider = scw }
module "a" {
  source    = "./a"
  providers = { aws = aws.dr, aws.second = aws }
}
module "plain" { source = "./b" }
module "own" { source = "./own" }
"""
A = """
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", configuration_aliases = [aws.second] }
  }
}
resource "aws_s3_bucket" "one" {}
resource "aws_s3_bucket" "two" { provider = aws.second }
module "b" {
  source    = "../b"
  providers = { aws = aws.second }
}
"""
B = 'resource "aws_s3_bucket" "b" {}\nresource "aws_s3_bucket" "lost" { provider = aws.nobody }\n'
OWN = 'provider "aws" { region = "us-east-1" }\nresource "aws_s3_bucket" "o" {}\n'
FILES = {"main.tf": ROOT, "a/main.tf": A, "b/main.tf": B, "own/main.tf": OWN}


def test_blocks_are_handed_down(tmp_path: Path) -> None:
    stack = read(tmp_path, FILES)
    assert {item.address: item.provider_key for item in stack.resources} == {
        "aws_s3_bucket.default": "aws",
        "aws_s3_bucket.aliased": "aws.dr",
        "own_thing.x": None,
        "scaleway_object_bucket.b": "scw",
        "module.a.aws_s3_bucket.one": "aws.dr",
        "module.a.aws_s3_bucket.two": "aws",
        "module.a.module.b.aws_s3_bucket.b": "aws",
        "module.a.module.b.aws_s3_bucket.lost": None,
        "module.plain.aws_s3_bucket.b": "aws",
        "module.plain.aws_s3_bucket.lost": None,
        "module.own.aws_s3_bucket.o": "module.own:aws",
    }


def test_a_provider_is_known_by_the_address_that_is_required(tmp_path: Path) -> None:
    found = {item.address: item.provider for item in read(tmp_path, FILES).resources}
    assert found["scaleway_object_bucket.b"] == "registry.terraform.io/scaleway/scaleway"
    assert found["own_thing.x"] == "example.org/team/own"
    assert found["module.plain.aws_s3_bucket.b"] == "registry.terraform.io/hashicorp/aws"


def test_blocks_say_what_is_settled(tmp_path: Path) -> None:
    providers = read(tmp_path, FILES).providers
    assert providers["aws"].expressions == {"region": Constant("eu-west-3")}
    assert providers["aws.dr"].expressions == {
        "region": References(("var.r",), bare=True),
        "endpoints[0].s3": Constant("https://s3.gra.io.cloud.ovh.net"),
    }
    assert providers["scw"].expressions == {"region": Constant("fr-par")}
    assert providers["module.own:aws"].expressions == {"region": Constant("us-east-1")}
    location = providers["aws.dr"].location
    assert location is not None
    assert (Path(location.file).name, location.line) == ("main.tf", 12)


BLOCKS = """
variable "sites" { %s }
provider "aws" {
  alias    = "by"
  for_each = var.sites
  region   = each.value.region
  endpoints {
    s3 = each.value.s3
  }
}
resource "aws_s3_bucket" "each" {
  for_each = { paris = 1, us = 2 }
  provider = aws.by[each.key]
}
resource "aws_s3_bucket" "one" {
  provider = aws.by["us"]
}
resource "aws_s3_bucket" "computed" {
  provider = aws.by[lower("US")]
}
module "m" {
  source    = "./m"
  for_each  = { paris = 1, us = 2 }
  providers = { aws = aws.by[each.key] }
}
"""
SITES = 'default = { paris = { region = "eu-west-3", s3 = "x" }, us = { region = "us-east-1", s3 = "y" } }'


def test_blocks_for_each_value_are_one_for_each_key(tmp_path: Path) -> None:
    stack = read(tmp_path, {"main.tofu": BLOCKS % SITES, "m/main.tf": 'resource "aws_s3_bucket" "b" {}\n'})
    assert {key: item.expressions["region"] for key, item in stack.providers.items()} == {
        'aws.by["paris"]': Constant("eu-west-3"),
        'aws.by["us"]': Constant("us-east-1"),
    }
    assert [item.expressions["endpoints[0].s3"] for item in stack.providers.values()] == [Constant("x"), Constant("y")]
    assert {item.address: item.provider_key for item in stack.resources} == {
        'aws_s3_bucket.each["paris"]': 'aws.by["paris"]',
        'aws_s3_bucket.each["us"]': 'aws.by["us"]',
        "aws_s3_bucket.one": 'aws.by["us"]',
        "aws_s3_bucket.computed": None,
        'module.m["paris"].aws_s3_bucket.b': 'aws.by["paris"]',
        'module.m["us"].aws_s3_bucket.b': 'aws.by["us"]',
    }


def test_blocks_for_each_value_that_nobody_knows_say_nothing(tmp_path: Path) -> None:
    (provider,) = read(
        tmp_path, {"main.tofu": BLOCKS % "", "m/main.tf": 'resource "aws_s3_bucket" "b" {}\n'}
    ).providers.values()
    assert not isinstance(provider.expressions["region"], Constant)


def test_what_depends_on_a_resource_is_not_a_constant(tmp_path: Path) -> None:
    provider = 'provider "aws" { region = lower(data.aws_region.r.name) }\n'
    source = 'data "aws_region" "r" {}\nresource "aws_s3_bucket" "b" {}\n'
    assert read(tmp_path, provider + source).providers["aws"].expressions == {"region": Unevaluated()}
