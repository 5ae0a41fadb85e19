"""Properties: spelled as Terraform spells them, without secrets, with what is unknown marked."""

from __future__ import annotations

from typing import Any

import pytest
from documents import BUCKET, SECRET, SIGNATURE, UNKNOWN, Json, only, preview, read, step

from souverain.model import Resource

REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig"
OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4"


def resource(token: str = BUCKET, **inputs: Any) -> Resource:
    return only(read(preview(step("create", token, "thing", inputs=inputs))))


SPELLED: dict[str, tuple[str, Json, dict[str, object]]] = {
    "camel case": (
        "aws:rds/instance:Instance",
        {"availabilityZone": "eu-west-3a"},
        {"availability_zone": "eu-west-3a"},
    ),
    "plural of a block": (
        REPLICATION,
        {"rules": [{"destination": {"bucket": "b"}}]},
        {"rule[0].destination.bucket": "b"},
    ),
    "an attribute of the bridge's own": (
        "gcp:storage/bucket:Bucket",
        {"pulumiLabels": {"data-class": "health"}},
        {"terraform_labels.data-class": "health"},
    ),
    "keys of labels stay as they are": (BUCKET, {"tags": {"dataClass": "health"}}, {"tags.dataClass": "health"}),
    "labels as blocks": (
        "outscale:index/vm:Vm",
        {"tags": [{"key": "data-class", "value": "health"}]},
        {"tags[0].key": "data-class", "tags[0].value": "health"},
    ),
    "labels as texts": (
        "scaleway:object/bucket:Bucket",
        {"tags": ["data-class=health"], "region": "fr-par"},
        {"tags[0]": "data-class=health", "region": "fr-par"},
    ),
    "labels of Kubernetes": (
        "kubernetes:core/v1:PersistentVolumeClaim",
        {"metadata": {"labels": {"dataClass": "health"}}},
        {"metadata[0].labels.dataClass": "health"},
    ),
    "a platform's own type": (
        "azure-native:storage/v20230101:StorageAccount",
        {"location": "francecentral", "sku": {"name": "Standard_GRS"}, "kind": "StorageV2"},
        {"location": "francecentral", "sku.name": "Standard_GRS"},
    ),
    "what the engine writes for itself": (BUCKET, {"__defaults": ["bucket"], "bucket": "b"}, {"bucket": "b"}),
    "nulls": (BUCKET, {"region": None, "bucket": "b"}, {"bucket": "b"}),
    "user and password in an address": (
        BUCKET,
        {"bucket": "https://me:pass@s3.example.org/b?sig=x"},
        {"bucket": "https://s3.example.org/b"},
    ),
}


@pytest.mark.parametrize(("token", "inputs", "attributes"), SPELLED.values(), ids=SPELLED)
def test_spelling(token: str, inputs: Json, attributes: dict[str, object]) -> None:
    assert dict(resource(token, **inputs).attributes) == attributes


HIDDEN: dict[str, object] = {
    "a blinded secret": "[secret]",
    "a text with a blinded secret": "eu-[secret]-3",
    "a secret": SECRET,
    "a secret output": {SIGNATURE: OUTPUT, "value": "eu-west-3", "secret": True},
    "an unknown text": UNKNOWN,
    "an unknown object": "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    "a text around an unknown": f"eu-{UNKNOWN}-3",
    "an unknown output": {SIGNATURE: OUTPUT, "dependencies": []},
    "a reference to a resource": {SIGNATURE: "5cf8f73096256a8f31e491e813e4eb8e", "urn": "urn:pulumi:x"},
    "something of tomorrow": {SIGNATURE: "ffffffffffffffffffffffffffffffff", "value": "eu-west-3"},
}


@pytest.mark.parametrize("value", HIDDEN.values(), ids=HIDDEN)
def test_what_is_hidden_is_unknown(value: object) -> None:
    found = resource(region=value)
    assert found.unknown == {"region"}
    assert not found.attributes
    assert "region" in found.expressions


def test_a_known_output_is_its_value() -> None:
    assert resource(region={SIGNATURE: OUTPUT, "value": "eu-west-3"}).attributes == {"region": "eu-west-3"}


@pytest.mark.parametrize("signature", ["c44067f5952c0a294b673a41bacd8c17", "0def7320c3a5731c473e5ecbe6d01bc7"])
def test_files_are_not_read(signature: str) -> None:
    found = resource(source={SIGNATURE: signature, "text": "eu-west-3"})
    assert (found.attributes, found.unknown) == ({}, frozenset())


UNKNOWN_WITHIN: dict[str, tuple[Json, set[str]]] = {
    "a member": ({"rules": [{"destination": {"bucket": UNKNOWN}}]}, {"rule[0].destination.bucket"}),
    "a block": ({"rules": [{"destination": UNKNOWN}]}, {"rule[0].destination"}),
    "a list of blocks": ({"rules": UNKNOWN}, {"rule"}),
    "one of two": (
        {"rules": [{"destination": {"bucket": "b"}}, {"destination": {"bucket": UNKNOWN}}]},
        {"rule[1].destination.bucket"},
    ),
    "what is not kept": ({"role": UNKNOWN, "apiToken": UNKNOWN}, set()),
}


@pytest.mark.parametrize(("inputs", "unknown"), UNKNOWN_WITHIN.values(), ids=UNKNOWN_WITHIN)
def test_unknown_members(inputs: Json, unknown: set[str]) -> None:
    assert resource(REPLICATION, **inputs).unknown == unknown


SECRETS = {
    "password": "hunter2",
    "userData": "#!/bin/sh token=abc",
    "apiKey": "k-123",
    "connectionString": "AccountKey=x",
}


@pytest.mark.parametrize(
    "token", [BUCKET, "aws:rds/instance:Instance", "nobody:index/knows:Knows", "azure-native:web:WebApp"]
)
def test_what_may_be_a_secret_is_not_kept(token: str) -> None:
    kept = repr(resource(token, region="eu-west-3", **SECRETS))
    assert not [value for value in SECRETS.values() if value in kept]
    assert "eu-west-3" in kept


TYPES = {
    BUCKET: ("aws_s3_bucket", "pulumi/aws"),
    "azure:storage/account:Account": ("azurerm_storage_account", "pulumi/azure"),
    "gcp:storage/bucket:Bucket": ("google_storage_bucket", "pulumi/gcp"),
    "numspot:index/vm:Vm": ("numspot_vm", "pulumi/numspot"),
    "azure-native:storage/v20230101:StorageAccount": ("azure-native:storage:StorageAccount", "pulumi/azure-native"),
    "google-native:storage/v1:Bucket": ("google-native:storage:Bucket", "pulumi/google-native"),
    "nobody:index/knows:Knows": ("nobody:index/knows:Knows", "pulumi/nobody"),
}


@pytest.mark.parametrize(("token", "expected"), TYPES.items(), ids=TYPES)
def test_types_and_packages(token: str, expected: tuple[str, str]) -> None:
    found = resource(token, region="x")
    assert (found.type, found.provider) == expected


FILE = {"4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", "text": "us-east-1"}
PLACES: dict[str, tuple[object, bool]] = {
    "a word": ("eu-west-3", False),
    "nothing": (None, False),
    "a number": (3, True),
    "a truth value": (True, True),
    "an object": ({"name": "us-east-1"}, True),
    "a file": (FILE, True),
    "a mark that nobody knows": ({"4dabf18193072939515e22adb298388d": ["?"]}, True),
}


@pytest.mark.parametrize(("written", "unknown"), PLACES.values(), ids=PLACES)
def test_what_stands_for_a_place_and_names_none_is_unknown(written: object, unknown: bool) -> None:
    found = resource(BUCKET, region=written)
    assert ("region" in found.unknown) is unknown
    assert "us-east-1" not in repr(found)


def test_an_object_that_is_no_word_by_its_type() -> None:
    found = resource("gcp:sql/databaseInstance:DatabaseInstance", settings={"backupConfiguration": {"location": None}})
    assert not found.unknown
