"""One resource, several countries: replicas, geo-redundancy, backups that leave by default, copies by others."""

from __future__ import annotations

import pytest
from placement_cases import MARKET, block, const, copies, places, refs, resource, stack, steps

from souverain.graph import flows
from souverain.model import Resource, Scalar

PARIS = block("aws", region=const("eu-west-3"))
FAR = block("aws.far", region=const("us-east-1"))
S3 = "aws_s3_bucket_replication_configuration.r"
RULE = "rule[0].destination[0].bucket"
SOURCE = resource("aws_s3_bucket.src", {"bucket": "src"})

Copies = list[tuple[str, str, str]]

NAMED: dict[str, tuple[Resource, Copies]] = {
    "a replica": (
        resource("aws_dynamodb_table.t", {"replica[0].region_name": "us-east-1"}),
        [("replica", "us-east-1", "US")],
    ),
    "two replicas": (
        resource(
            "aws_dynamodb_table.t", {"replica[0].region_name": "us-east-1", "replica[1].region_name": "eu-west-2"}
        ),
        [("replica", "us-east-1", "US"), ("replica", "eu-west-2", "GB")],
    ),
    "a replica beside itself": (resource("aws_dynamodb_table.t", {"replica[0].region_name": "eu-west-3"}), []),
    "a replica that is configured": (
        resource("aws_secretsmanager_secret.s", expressions={"replica[0].region": const("us-east-1")}),
        [("replica", "us-east-1", "US")],
    ),
    "a replica that is not resolved": (
        resource("aws_secretsmanager_secret.s", expressions={"replica[0].region": refs("local.dr")}),
        [("replica", "?needs-source", "?needs-source")],
    ),
    "a generated replica": (
        resource("aws_dynamodb_table.t", unknown=("replica[0].region_name",)),
        [("replica", "?known-after-apply", "?known-after-apply")],
    ),
    "generated replicas": (
        resource("aws_dynamodb_table.t", unknown=("replica",)),
        [("replica", "?known-after-apply", "?known-after-apply")],
    ),
    "a block that the provider computes": (resource("aws_secretsmanager_secret.s", unknown=("replica",)), []),
    "a region that no table lists": (
        resource("aws_dynamodb_table.t", {"replica[0].region_name": "mars-1"}),
        [("replica", "mars-1", "?region-unknown")],
    ),
    "the first of the geographic locations is the account's": (
        resource(
            "azurerm_cosmosdb_account.c",
            {
                "location": "francecentral",
                "geo_location[0].location": "France Central",
                "geo_location[1].location": "switzerlandnorth",
            },
        ),
        [("replica", "switzerlandnorth", "CH")],
    ),
    "a registry": (
        resource(
            "azurerm_container_registry.r",
            {"location": "francecentral", "georeplications[0].location": "westeurope"},
        ),
        [("replica", "westeurope", "NL")],
    ),
    "a place for backups": (
        resource(
            "google_sql_database_instance.d",
            {"region": "europe-west9", "settings[0].backup_configuration[0].location": "us-central1"},
        ),
        [("backup", "us-central1", "US")],
    ),
    "another region for backups": (
        resource("ovh_cloud_project_database.d", {"nodes[0].region": "GRA", "backup_regions[0]": "BHS"}),
        [("backup", "bhs", "CA")],
    ),
    "a dual region names its places": (
        resource(
            "google_storage_bucket.b",
            {"location": "EU", "custom_placement_config[0].data_locations[0]": "EUROPE-WEST6"},
        ),
        [("replica", "europe-west6", "CH")],
    ),
}


@pytest.mark.parametrize(("found", "expected"), NAMED.values(), ids=NAMED)
def test_places_that_an_attribute_names(found: Resource, expected: Copies) -> None:
    assert copies(stack(found, blocks=(PARIS, block("google"), block("azurerm")))) == expected


def account(replication: Scalar, location: str = "francecentral") -> Resource:
    return resource("azurerm_storage_account.s", {"location": location, "account_replication_type": replication})


SWITCHED: dict[str, tuple[Resource, Copies]] = {
    "local": (account("LRS"), []),
    "zones of one region": (account("ZRS"), []),
    "GRS": (account("GRS"), [("replica", "francesouth", "FR")]),
    "RAGRS": (account("RAGRS", "westeurope"), [("replica", "northeurope", "IE")]),
    "GZRS": (account("GZRS", "westeurope"), [("replica", "northeurope", "IE")]),
    "RAGZRS": (account("RAGZRS", "westeurope"), [("replica", "northeurope", "IE")]),
    "no pair on record": (account("GRS", "switzerlandnorth"), [("replica", "?no-pair", "?no-pair")]),
    "a pair of nobody knows what": (
        account("GRS", "moon"),
        [("replica", "?pair-of-unknown-region", "?pair-of-unknown-region")],
    ),
    "not resolved": (
        resource(
            "azurerm_storage_account.s",
            {"location": "westeurope"},
            expressions={"account_replication_type": refs("local.replication")},
        ),
        [("replica", "?copy-not-resolved", "?copy-not-resolved")],
    ),
    "configured": (
        resource(
            "azurerm_storage_account.s",
            {"location": "westeurope"},
            expressions={"account_replication_type": const("GRS")},
        ),
        [("replica", "northeurope", "IE")],
    ),
    "backups": (
        resource(
            "azurerm_postgresql_flexible_server.p", {"location": "westeurope", "geo_redundant_backup_enabled": True}
        ),
        [("backup", "northeurope", "IE")],
    ),
    "no backups elsewhere": (
        resource(
            "azurerm_postgresql_flexible_server.p", {"location": "westeurope", "geo_redundant_backup_enabled": False}
        ),
        [],
    ),
    "a vault by default": (
        resource("azurerm_recovery_services_vault.v", {"location": "westeurope"}),
        [("backup", "northeurope", "IE")],
    ),
    "a vault that stays": (
        resource(
            "azurerm_recovery_services_vault.v", {"location": "westeurope", "storage_mode_type": "LocallyRedundant"}
        ),
        [],
    ),
    "backups that leave by default": (
        resource("scaleway_rdb_instance.d", {"region": "fr-par"}, unknown=("backup_same_region",)),
        [("backup", "nl-ams", "NL")],
    ),
    "backups that are told to leave": (
        resource("scaleway_rdb_instance.d", {"region": "fr-par", "backup_same_region": False}),
        [("backup", "nl-ams", "NL")],
    ),
    "backups that stay": (
        resource("scaleway_rdb_instance.d", {"region": "fr-par", "backup_same_region": True}),
        [],
    ),
    "no backups": (resource("scaleway_rdb_instance.d", {"region": "fr-par", "disable_backup": True}), []),
    "backups that may stay": (
        resource(
            "scaleway_rdb_instance.d", {"region": "fr-par"}, expressions={"backup_same_region": refs("local.same")}
        ),
        [("backup", "?copy-not-resolved", "?copy-not-resolved")],
    ),
    "backups that stay, configured": (
        resource("scaleway_rdb_instance.d", {"region": "fr-par"}, expressions={"backup_same_region": const(True)}),
        [],
    ),
    "backups to nobody knows where": (
        resource("scaleway_rdb_instance.d", {"region": "nl-ams"}),
        [("backup", "?no-pair", "?no-pair")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("found", "expected"), SWITCHED.values(), ids=SWITCHED)
def test_settings_that_copy(found: Resource, expected: Copies) -> None:
    assert copies(stack(found)) == expected


def replication(to: str) -> Resource:
    return resource(S3, {"bucket": "src", RULE: to})


FLOWS: dict[str, tuple[tuple[Resource, ...], Copies]] = {
    "to a bucket of the stack": (
        (SOURCE, resource("aws_s3_bucket.dst", {"bucket": "dst"}, key="aws.far"), replication(to="arn:aws:s3:::dst")),
        [("replica", "us-east-1", "US")],
    ),
    "to a bucket beside it": (
        (SOURCE, resource("aws_s3_bucket.dst", {"bucket": "dst"}), replication(to="arn:aws:s3:::dst")),
        [],
    ),
    "to a bucket outside": (
        (SOURCE, replication(to="arn:aws:s3:::far")),
        [("replica", "?arn-without-region", "?arn-without-region")],
    ),
    "to nobody knows where": (
        (SOURCE, resource(S3, {"bucket": "src"}, expressions={RULE: refs("module.x.arn")})),
        [("replica", "?copy-not-known", "?copy-not-known")],
    ),
    "a replica in another region": (
        (
            resource("aws_db_instance.src"),
            resource(
                "aws_db_instance.r",
                expressions={"replicate_source_db": refs("aws_db_instance.src.arn")},
                key="aws.far",
            ),
        ),
        [("replica", "us-east-1", "US")],
    ),
    "automated backups": (
        (
            resource("aws_db_instance.src"),
            resource(
                "aws_db_instance_automated_backups_replication.r",
                expressions={"source_db_instance_arn": refs("aws_db_instance.src.arn")},
                key="aws.far",
            ),
        ),
        [("backup", "us-east-1", "US")],
    ),
    "a snapshot of a snapshot": (
        (
            resource("aws_ebs_volume.src", {"availability_zone": "eu-west-3a"}),
            resource("aws_ebs_snapshot.s", expressions={"volume_id": refs("aws_ebs_volume.src.id")}),
            resource(
                "aws_ebs_snapshot_copy.c",
                expressions={"source_snapshot_id": refs("aws_ebs_snapshot.s.id")},
                key="aws.far",
            ),
        ),
        [("backup", "us-east-1", "US")],
    ),
    "a snapshot to a region": (
        (
            resource("aws_db_instance.src"),
            resource(
                "aws_db_snapshot_copy.c",
                {"destination_region": "eu-west-2"},
                expressions={"source_db_snapshot_identifier": refs("aws_db_instance.src.id")},
            ),
        ),
        [("backup", "eu-west-2", "GB")],
    ),
    "a vault elsewhere": (
        (
            resource("aws_backup_vault.src", {"name": "near"}),
            resource(
                "aws_backup_plan.p",
                {
                    "rule[0].target_vault_name": "near",
                    "rule[0].copy_action[0].destination_vault_arn": "arn:aws:backup:us-east-1:1:backup-vault:far",
                },
            ),
        ),
        [("backup", "us-east-1", "US")],
    ),
    "a database in Google Cloud": (
        (
            resource("google_sql_database_instance.src", {"region": "europe-west9"}),
            resource(
                "google_sql_database_instance.r",
                {"region": "europe-west6"},
                expressions={"master_instance_name": refs("google_sql_database_instance.src.name")},
            ),
        ),
        [("replica", "europe-west6", "CH")],
    ),
    "objects in Azure": (
        (
            resource("azurerm_storage_account.src", {"location": "francecentral"}),
            resource("azurerm_storage_account.dst", {"location": "switzerlandnorth"}),
            resource(
                "azurerm_storage_object_replication.r",
                expressions={
                    "source_storage_account_id": refs("azurerm_storage_account.src.id"),
                    "destination_storage_account_id": refs("azurerm_storage_account.dst.id"),
                },
            ),
        ),
        [("replica", "switzerlandnorth", "CH")],
    ),
}


@pytest.mark.parametrize(("resources", "expected"), FLOWS.values(), ids=FLOWS)
def test_copies_that_another_resource_makes(resources: tuple[Resource, ...], expected: Copies) -> None:
    found = stack(*resources, blocks=(PARIS, FAR, block("google"), block("azurerm")))
    assert flows(found)
    assert copies(found, resources[0].address) == expected


def test_a_copy_says_who_makes_it_and_how_it_was_placed() -> None:
    found = stack(
        SOURCE,
        resource("aws_s3_bucket.dst", {"bucket": "dst"}, key="aws.far"),
        replication(to="arn:aws:s3:::dst"),
        blocks=(PARIS, FAR),
    )
    listed = places(found)
    copy = listed["aws_s3_bucket.src"][1]
    assert copy.via == f"{S3}.{RULE}"
    assert steps(copy) == ["copy-to", "provider-constant"]
    assert copy.basis.confidence == "derived"
    assert copy.site is listed["aws_s3_bucket.dst"][0].site


@pytest.mark.parametrize("key", ["aws_kms_key.outside.arn", "aws_kms_key.far.arn"])
def test_what_a_resource_says_of_its_own_does_not_tell_it_from_its_like(key: str) -> None:
    stores = [resource(f"aws_db_instance.{name}", expressions={"kms_key_id": refs(key)}) for name in "ab"]
    found = places(stack(resource("aws_kms_key.far", key="aws.far"), *stores, blocks=(PARIS, FAR)))
    one, other = found["aws_db_instance.a"], found["aws_db_instance.b"]
    assert one is other
    assert [(placed.role, placed.via) for placed in one] == [("primary", ""), ("keys", "kms_key_id")]


def test_a_bucket_outside_is_of_the_partition_of_its_arn() -> None:
    found = stack(SOURCE, replication(to="arn:aws-eusc:s3:::far"), blocks=(PARIS,))
    site = places(found)["aws_s3_bucket.src"][1].site
    assert (site.operator.value, site.countries.known) == ("aws-esc", False)


def test_a_copy_at_another_provider_is_not_of_the_partition_of_its_arn() -> None:
    moved = block("aws", region=const("gra"), endpoints__s3=const("https://s3.gra.io.cloud.ovh.net"))
    found = stack(SOURCE, replication(to="arn:aws:s3:::far"), blocks=(moved,))
    site = places(found)["aws_s3_bucket.src"][1].site
    assert (site.provider.value, site.countries.reason) == ("ovhcloud", "copy-outside-input")


def test_a_replica_of_a_replica_is_not_a_replica_of_the_first() -> None:
    """Object storage does not replicate replicas."""
    keys = {"src": "aws", "b": "aws.far", "c": "aws.near"}
    buckets = [resource(f"aws_s3_bucket.{name}", {"bucket": name}, key=key) for name, key in keys.items()]
    rules = [
        resource("aws_s3_bucket_replication_configuration.one", {"bucket": "src", RULE: "arn:aws:s3:::b"}),
        resource("aws_s3_bucket_replication_configuration.two", {"bucket": "b", RULE: "arn:aws:s3:::c"}),
    ]
    near = block("aws.near", region=const("eu-west-2"))
    found = stack(*buckets, *rules, blocks=(PARIS, FAR, near))
    assert copies(found, "aws_s3_bucket.src") == [("replica", "us-east-1", "US")]
    assert copies(found, "aws_s3_bucket.b") == [("replica", "eu-west-2", "GB")]


def test_a_default_copy_is_assumed() -> None:
    found = places(stack(resource("scaleway_rdb_instance.d", {"region": "fr-par"})), MARKET)
    assert found["scaleway_rdb_instance.d"][1].basis.confidence == "assumed"


@pytest.mark.parametrize(
    ("to", "expected"),
    [("us-east-1", [("replica", "us-east-1", "US?")]), ("eu-west-3", [])],
    ids=["another country", "the same country"],
)
def test_a_copy_of_nobody_knows_what_can_be_of_any(to: str, expected: Copies) -> None:
    rule = resource(S3, {RULE: "arn:aws:s3:::dst"}, expressions={"bucket": refs("local.bucket")})
    target = resource("aws_s3_bucket.dst", {"bucket": "dst", "region": to})
    assert copies(stack(SOURCE, target, rule, blocks=(PARIS,)), "aws_s3_bucket.src") == expected
