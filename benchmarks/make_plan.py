"""Writes the JSON of `terraform show -json` for an invented hospital group, always the same for one seed.

usage: python benchmarks/make_plan.py RESOURCES [--seed N] [--refused SHARE] > plan.json

Each site is a module of forty resources with its own provider configuration; labels, unknown values and references
come in the proportions of real plans (about 2 kB a resource). A third of the resources are refused, or their SHARE.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable
from typing import Any

PER_SITE = 40
SITE_REGIONS = ("eu-west-3", "eu-central-1", "eu-west-3", "us-east-1")
SOURCES = {
    name: f"registry.terraform.io/{address}"
    for name, address in {
        "aws": "hashicorp/aws",
        "azurerm": "hashicorp/azurerm",
        "google": "hashicorp/google",
        "ovh": "ovh/ovh",
        "scaleway": "scaleway/scaleway",
        "stackit": "stackitcloud/stackit",
    }.items()
}

Values = dict[str, Any]
Maker = Callable[[random.Random, int], tuple[str, str, Values, tuple[str, ...]]]


def _pad(number: int) -> Values:
    """Attributes that a reader must skip: policies, timeouts, nested settings."""
    statement = {
        "Effect": "Allow",
        "Action": ["s3:GetObject", "kms:Decrypt"],
        "Resource": f"arn:aws:s3:::estate-{number}/*",
    }
    return {
        "description": f"part {number} of the estate, kept by the platform team",
        "policy": json.dumps({"Version": "2012-10-17", "Statement": [statement] * 2}),
        "lifecycle_rule": [
            {"enabled": True, "id": "archive", "transition": [{"days": 90, "storage_class": "GLACIER"}]}
        ],
        "timeouts": None,
    }


def _bucket(rng: random.Random, n: int) -> tuple[str, str, Values, tuple[str, ...]]:
    label = rng.choice(("health", "health", "none", "personal", "technical"))
    return (
        "aws_s3_bucket",
        "aws",
        {"bucket": f"imaging-{n}", "tags": {"data-class": label, "unit": f"u{n % 23}"}},
        ("id", "arn", "region"),
    )


def _database(rng: random.Random, n: int) -> tuple[str, str, Values, tuple[str, ...]]:
    values = {
        "identifier": f"record-{n}",
        "engine": rng.choice(("postgres", "mysql")),
        "tags": {"data-class": "health"},
    }
    return "aws_db_instance", "aws", values, ("id", "arn", "endpoint", "kms_key_id")


def _subnet(rng: random.Random, n: int) -> tuple[str, str, Values, tuple[str, ...]]:
    zone = rng.choice(("eu-west-3a", "eu-west-3b", "eu-west-3c"))
    return (
        "aws_subnet",
        "aws",
        {"cidr_block": f"10.{n % 250}.0.0/24", "availability_zone": zone, "tags": {"Name": f"net-{n}"}},
        ("id", "vpc_id"),
    )


def _account(rng: random.Random, n: int) -> tuple[str, str, Values, tuple[str, ...]]:
    values = {
        "name": f"stn{n}",
        "resource_group_name": f"rg-{n % 40}",
        "location": rng.choice(("francecentral", "westeurope")),
    }
    extra = {
        "account_replication_type": rng.choice(("LRS", "ZRS", "GRS")),
        "tags": {"data_class": rng.choice(("health", "none"))},
    }
    return (
        "azurerm_storage_account",
        "azurerm",
        {**values, **extra},
        ("id", "primary_blob_endpoint", "secondary_location"),
    )


def _gcs(rng: random.Random, n: int) -> tuple[str, str, Values, tuple[str, ...]]:
    values = {"name": f"genome-{n}", "location": rng.choice(("EUROPE-WEST9", "EU")), "labels": {"data_class": "none"}}
    return "google_storage_bucket", "google", values, ("id", "self_link")


def _scaleway(rng: random.Random, n: int) -> tuple[str, str, Values, tuple[str, ...]]:
    values = {"name": f"scan-{n}", "region": rng.choice(("fr-par", "nl-ams")), "tags": {"data-class": "health"}}
    return "scaleway_object_bucket", "scaleway", values, ("id", "endpoint")


def _ovh(rng: random.Random, n: int) -> tuple[str, str, Values, tuple[str, ...]]:
    values = {
        "service_name": f"estate-{n % 3}",
        "engine": "postgresql",
        "nodes": [{"region": rng.choice(("GRA", "SBG"))}],
    }
    return "ovh_cloud_project_database", "ovh", values, ("id", "endpoints")


def _role(_: random.Random, n: int) -> tuple[str, str, Values, tuple[str, ...]]:
    return "aws_iam_role", "aws", {"name": f"role-{n}", "tags": {"team": "platform"}}, ("id", "arn")


MAKERS: tuple[Maker, ...] = (
    _bucket,
    _bucket,
    _database,
    _subnet,
    _subnet,
    _account,
    _gcs,
    _scaleway,
    _ovh,
    _role,
    _role,
)


def _refused(_: random.Random, n: int) -> tuple[str, str, Values, tuple[str, ...]]:
    return "aws_db_instance", "aws", {"identifier": f"record-{n}", "tags": {"data-class": "health"}}, ("id", "arn")


def _passing(_: random.Random, n: int) -> tuple[str, str, Values, tuple[str, ...]]:
    values = {"name": f"scan-{n}", "region": "eu01", "labels": {"data-class": "health"}}
    return "stackit_postgresflex_instance", "stackit", values, ("id", "instance_id")


def _maker(rng: random.Random, refused: float | None) -> Maker:
    """What makes the next resource: any maker, or one that is refused in that share of all cases."""
    if refused is None:
        return rng.choice(MAKERS)
    return _refused if rng.random() < refused else rng.choice((_passing, _passing, _gcs, _subnet, _role))


def _resource(rng: random.Random, n: int, module: str, refused: float | None) -> tuple[Values, Values, Values]:
    """One resource as planned value, as change, and as configuration."""
    kind, provider, own, late = _maker(rng, refused)(rng, n)
    after = {**own, **_pad(n)}
    head = {"mode": "managed", "type": kind, "name": f"r{n}"}
    source = SOURCES[provider]
    change = {
        "actions": ["create"],
        "before": None,
        "after": after,
        "after_unknown": dict.fromkeys(late, True),
        "before_sensitive": False,
        "after_sensitive": {},
    }
    address = f"{module}.{kind}.r{n}"
    expressions: Values = {name: {"constant_value": value} for name, value in own.items() if isinstance(value, str)}
    if kind == "aws_db_instance":
        expressions["kms_key_id"] = {"references": ["aws_kms_key.data.arn", "aws_kms_key.data"]}
    key = f"{module}:aws" if provider == "aws" else provider
    return (
        {"address": address, **head, "provider_name": source, "values": after, "sensitive_values": {}},
        {"address": address, "module_address": module, **head, "provider_name": source, "change": change},
        {
            "address": f"{kind}.r{n}",
            **head,
            "provider_config_key": key,
            "expressions": expressions,
            "schema_version": 0,
        },
    )


def make_plan(count: int, seed: int = 11, refused: float | None = None) -> Values:
    """The plan as JSON-ready values."""
    rng = random.Random(seed)  # noqa: S311  # the data are invented, not secret
    changes: list[Values] = []
    children: list[Values] = []
    calls: dict[str, Values] = {}
    blocks: dict[str, Values] = {name: {"name": name, "full_name": source} for name, source in SOURCES.items()}
    blocks["aws"]["expressions"] = {"region": {"references": ["var.region"]}}
    for site, first in enumerate(range(0, count, PER_SITE)):
        module = f"module.site{site}"
        made = [_resource(rng, n, module, refused) for n in range(first, min(first + PER_SITE, count))]
        children.append({"address": module, "resources": [planned for planned, _, _ in made]})
        changes += [change for _, change, _ in made]
        calls[f"site{site}"] = {"source": "./site", "module": {"resources": [configured for _, _, configured in made]}}
        region = {"constant_value": SITE_REGIONS[site % len(SITE_REGIONS)]}
        blocks[f"{module}:aws"] = {
            "name": "aws",
            "full_name": SOURCES["aws"],
            "module_address": module,
            "expressions": {"region": region},
        }
    return {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "variables": {"region": {"value": "eu-west-3"}},
        "planned_values": {"root_module": {"child_modules": children}},
        "resource_changes": changes,
        "prior_state": {"format_version": "1.0", "terraform_version": "1.11.4", "values": {"root_module": {}}},
        "configuration": {
            "provider_config": blocks,
            "root_module": {"module_calls": calls, "variables": {"region": {"default": "eu-west-3"}}},
        },
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("resources", type=int)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--refused", type=float)
    asked = parser.parse_args()
    json.dump(make_plan(asked.resources, asked.seed, asked.refused), sys.stdout)
