"""Half of the estate of `samples/hospital-group` is a Pulumi program too: the same findings, up to names."""

from __future__ import annotations

import importlib
import json
from functools import cache

import msgspec
import pytest

from hospital_group import Estate, estate, judged
from real_tools import Tool
from samples import ROOT
from souverain import readers
from souverain.graph import addresses
from souverain.model import Resource, Stack

FOLDER = ROOT / "samples/hospital-group-pulumi"
SITES = ("angers", "brest", "caen", "dijon", "lille", "lyon", "nantes", "tours")
ONCE = {
    "record-key": "aws_kms_key.record",
    "record": "aws_db_instance.record",
    "record-replica": "aws_db_instance.record_replica",
    "hl7": "aws_lambda_function.hl7",
    "hl7-logs": "aws_cloudwatch_log_group.hl7",
    "portal": "scaleway_object_bucket.portal",
    "portal-network": "aws_cloudfront_distribution.portal",
    "exports": "scaleway_object_bucket.exports",
    "index": "scaleway_rdb_instance.index",
    "index-replica": "scaleway_rdb_read_replica.index",
}
EACH = {
    "documents": "aws_s3_bucket.documents",
    "access": "aws_s3_bucket.access_logs",
    "access-logging": "aws_s3_bucket_logging.documents",
    "intake": "aws_lambda_function.intake",
    "intake-logs": "aws_cloudwatch_log_group.intake",
    "intake-filter": "aws_cloudwatch_log_subscription_filter.intake",
    "stream": "aws_kinesis_firehose_delivery_stream.intake",
}
NAMES = ONCE | {f"{name}-{site}": f'{address}["{site}"]' for name, address in EACH.items() for site in SITES}
"""The names of the program's resources to their addresses in Terraform."""
BLOCKS = {"aws::default": "aws", "aws::second": "aws.second", "scaleway::default": "scaleway"}

STATE: dict[str, set[str]] = {
    "health": {"fail", "pass"},
    "hds": {"unproven", "alert", "pass"},
    "secnumcloud": {"fail", "alert", "pass"},
    "gdpr": {"alert", "pass"},
    "cnil-eds": set(),
}
"""What is found of the state, by profile: none of the half is a warehouse."""


def read() -> Stack:
    found = readers.read(str(FOLDER / "preview.json"))
    assert isinstance(found, Stack)
    return found


@cache
def of_terraform() -> Estate:
    """What the plan states of that half."""
    half = tuple(item for item in estate().stack.resources if item.address in NAMES.values())
    return msgspec.structs.replace(estate(), stack=msgspec.structs.replace(estate().stack, resources=half))


@cache
def of_pulumi() -> Estate:
    """What Pulumi states, by the names of Terraform: nothing but names is touched, and what the input is called."""
    stack = read()
    text = msgspec.json.encode(stack).decode()
    for resource in sorted(stack.resources, key=lambda item: -len(item.address)):
        text = text.replace(f'{resource.address}"', f'{_quoted(NAMES[resource.name])}"')
    for key in stack.providers:
        text = text.replace(key, BLOCKS[key.partition("pulumi:providers:")[2]])
    named = msgspec.json.decode(text, type=Stack)
    resources = sorted(map(_named, named.resources), key=lambda item: item.address)
    renamed = msgspec.structs.replace(named, input=estate().stack.input, resources=tuple(resources))
    return msgspec.structs.replace(estate(), stack=renamed)


def _named(resource: Resource) -> Resource:
    block = addresses.plain(resource.address)
    return msgspec.structs.replace(resource, identity=block, name=block.rpartition(".")[2])


def _quoted(address: str) -> str:
    return json.dumps(address)[1:-1]


def told(given: Estate, profile: str) -> list[dict[str, object]]:
    """Findings in full, without where they were declared. In Terraform a block has an index."""
    found = [msgspec.structs.replace(item, location=None) for item in judged(given, (profile,))]
    text = msgspec.json.encode(found).decode().replace("[0]", "")
    return sorted(msgspec.json.decode(text), key=lambda item: msgspec.json.encode(item, order="sorted"))


def test_it_is_half_of_the_estate() -> None:
    assert {resource.name for resource in read().resources} == set(NAMES)
    assert len(NAMES) == 66
    assert len(of_terraform().stack.resources) == len(NAMES)


def test_the_preview_is_what_pulumi_writes(tool: Tool, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `tools/samples/make_previews.py` makes it."""
    for name in ("pulumi", "pulumi-language-yaml"):
        tool(name)
    monkeypatch.syspath_prepend(ROOT / "tools/samples")
    maker = importlib.import_module("make_previews")
    assert maker.text(maker.preview(FOLDER)) == (FOLDER / "preview.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("profile", ["health", "hds", "secnumcloud", "gdpr", "cnil-eds"])
def test_the_same_findings(profile: str) -> None:
    terraform, pulumi = told(of_terraform(), profile), told(of_pulumi(), profile)
    assert pulumi == terraform
    kept = {item["status"] for item in terraform if item["address"] == "terraform.backend.s3"}
    assert kept == STATE[profile]
