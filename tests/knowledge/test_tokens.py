"""Tokens of Pulumi packages: the type that the tables know, and tables that hold together."""

from __future__ import annotations

import pytest

from souverain.knowledge import tokens, types

KNOWN = {
    "bridged": ("aws:s3/bucket:Bucket", "aws_s3_bucket"),
    "bridged, renamed": ("aws:s3/bucketV2:BucketV2", "aws_s3_bucket"),
    "bridged, under another name": ("gcp:sql/databaseInstance:DatabaseInstance", "google_sql_database_instance"),
    "bridged, an old name": (
        "azure:containerservice/registryWebook:RegistryWebook",
        "azurerm_container_registry_webhook",
    ),
    "bridged, against all rules": ("random:index/randomPet:RandomPet", "random_pet"),
    "bridged on the fly": ("numspot:index/vm:Vm", "numspot_vm"),
    "a platform's own": ("azure-native:storage:StorageAccount", "azure-native:storage:StorageAccount"),
    "of one version of the API": (
        "azure-native:storage/v20230101:StorageAccount",
        "azure-native:storage:StorageAccount",
    ),
    "of one preview of the API": (
        "azure-native:storage/v20230101preview:StorageAccount",
        "azure-native:storage:StorageAccount",
    ),
    "in a package of that version": (
        "azure-native_storage_v20230101:storage:StorageAccount",
        "azure-native:storage:StorageAccount",
    ),
    "Google's own": ("google-native:storage/v1:Bucket", "google-native:storage:Bucket"),
    "of a version of Google's API without a number": ("google-native:compute/beta:Disk", "google-native:compute:Disk"),
    "versions that name no API": (
        "kubernetes:core/v1:PersistentVolumeClaim",
        "kubernetes:core/v1:PersistentVolumeClaim",
    ),
    "nobody's": ("nobody:index/knows:Knows", "nobody:index/knows:Knows"),
}


@pytest.mark.parametrize(("token", "expected"), KNOWN.values(), ids=KNOWN)
def test_types(token: str, expected: str) -> None:
    assert tokens.type_of(token) == expected


@pytest.mark.parametrize("package", sorted(tokens.packages()))
def test_bridged_packages_map_to_types_of_one_provider(package: str) -> None:
    table = tokens.table(package)
    assert table is not None
    assert table.provider == f"pulumi/{package}"
    assert table.made_by == "tools/transfer/pulumi_tokens.py"
    prefixes = {name.partition("_")[0] for name in table.types.values()}
    assert len(prefixes) == 1, prefixes
    assert all(token.count(":") == 1 for token in table.types)


UNKNOWN_TYPES = {"aws": 0, "gcp": 0, "azure": 0, "ovh": 0, "scaleway": 0, "outscale": 4, "openstack": 0, "hcloud": 0}


@pytest.mark.parametrize(("package", "allowed"), UNKNOWN_TYPES.items(), ids=UNKNOWN_TYPES)
def test_the_tables_of_types_know_what_tokens_map_to(package: str, allowed: int) -> None:
    table = tokens.table(package)
    assert table is not None
    missing = sorted({name for name in table.types.values() if types.lookup(name, f"pulumi/{package}") is None})
    assert len(missing) <= allowed, missing


NATIVE = [name.removeprefix("pulumi-") for name in types.providers() if name.startswith("pulumi-")]


@pytest.mark.parametrize("package", NATIVE)
def test_tables_of_other_packages_are_found_by_token(package: str) -> None:
    table = types.table(f"pulumi-{package}")
    assert table is not None
    for token in table.types:
        assert token.startswith(f"{package}:")
        facts = types.lookup(token, f"pulumi/{package}")
        assert facts is not None
        assert not any(part != part.lower() for path in (*facts.location, *facts.references) for part in [path])


@pytest.mark.parametrize(
    ("token", "role", "location"),
    [
        ("azure-native:storage:StorageAccount", "stores", ("location", "primary_location")),
        ("aws-native:s3:Bucket", "stores", ()),
        ("azure-native:resources:Deployment", "", ()),
        ("kubernetes:helm.sh/v3:Release", "", ()),
        ("google-native:storage:Bucket", "stores", ("location",)),
        ("google-native:compute:Instance", "processes", ("zone",)),
        ("google-native:healthcare:DicomStore", "stores", ("location",)),
    ],
)
def test_facts_of_native_types(token: str, role: str, location: tuple[str, ...]) -> None:
    facts = types.lookup(token)
    assert facts is not None
    assert (facts.role, facts.location) == (role, location)


@pytest.mark.parametrize(
    ("token", "model"),
    [
        ("google-native:healthcare:Dataset", "own-optional"),
        ("google-native:compute:Disk", "own-optional"),
        ("google-native:storage:Bucket", "own-required"),
        ("google-native:sqladmin:Instance", "own-required"),
    ],
    ids=["a location in its path", "a zone in its path", "a location that is Google's to choose", "a region"],
)
def test_googles_provider_fills_in_only_what_stands_in_a_path(token: str, model: str) -> None:
    facts = types.lookup(token)
    assert facts is not None
    assert facts.model == model


def test_what_decides_on_copies_of_a_storage_account() -> None:
    facts = types.lookup("azure-native:storage:StorageAccount")
    assert facts is not None
    assert facts.switches == ("sku.name",)


@pytest.mark.parametrize(
    ("token", "package"),
    [
        ("aws:s3/bucket:Bucket", "aws"),
        ("azure-native_web_v20220301:web:WebApp", "azure-native"),
        ("my_own:index:Thing", "my_own"),
    ],
)
def test_packages(token: str, package: str) -> None:
    assert tokens.package_of(token) == package


@pytest.mark.parametrize("token", ["aws:s3/bucket:Bucket", "x", "", ":", "azure-native:Bucket"])
def test_any_token_has_a_type(token: str) -> None:
    assert isinstance(tokens.type_of(token), str)
