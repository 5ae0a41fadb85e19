"""The tables of resource types: what they say of well-known types, what corrections change, what they cost."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import msgspec
import pytest

from souverain.document import DataRole
from souverain.errors import KnowledgeError
from souverain.knowledge import types
from souverain.knowledge.types import TypeFacts, lookup, providers, table

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "plugin/souverain"
MODELS = {"own-required", "own-optional", "own-nested", "parent", "provider", "global"}
KINDS = {"parent", "storage", "key", "destination", "source", "supplier", "logs", "queue", "network"}

STORES = {
    "object-store": """
        aws_s3_bucket aws_s3_object aws_s3_directory_bucket azurerm_storage_account azurerm_storage_container
        azurerm_storage_blob google_storage_bucket google_storage_bucket_object ovh_cloud_project_storage
        scaleway_object_bucket scaleway_object numspot_bucket cloudtemple_object_storage_bucket
        openstack_objectstorage_container_v1 clevercloud_cellar_bucket
    """,
    "block": """
        aws_ebs_volume azurerm_managed_disk google_compute_disk ovh_cloud_project_volume scaleway_block_volume
        scaleway_instance_volume outscale_volume openstack_blockstorage_volume_v3 numspot_volume hcloud_volume
    """,
    "file": "aws_efs_file_system aws_fsx_windows_file_system azurerm_storage_share google_filestore_instance",
    "database": """
        aws_db_instance aws_rds_cluster aws_rds_global_cluster aws_dynamodb_table aws_dynamodb_table_replica
        aws_dynamodb_global_table aws_neptune_cluster aws_docdb_cluster azurerm_mssql_database
        azurerm_postgresql_flexible_server azurerm_cosmosdb_account azurerm_storage_table google_sql_database_instance
        google_spanner_instance google_alloydb_cluster ovh_cloud_project_database scaleway_rdb_instance
        scaleway_rdb_read_replica scaleway_mongodb_instance clevercloud_postgresql exoscale_dbaas
        numspot_postgres_cluster
    """,
    "warehouse": "aws_redshift_cluster azurerm_synapse_workspace google_bigquery_dataset snowflake_database",
    "search": "aws_opensearch_domain azurerm_search_service scaleway_opensearch_deployment",
    "cache": "aws_elasticache_cluster aws_elasticache_replication_group azurerm_redis_cache google_redis_instance",
    "queue-stream": "aws_kinesis_stream aws_sqs_queue aws_msk_cluster azurerm_eventhub google_pubsub_topic",
    "log-store": "aws_cloudwatch_log_group azurerm_log_analytics_workspace google_logging_project_bucket_config",
    "registry": "aws_ecr_repository azurerm_container_registry google_artifact_registry_repository",
    "backup": """
        aws_backup_vault aws_db_snapshot aws_ebs_snapshot azurerm_recovery_services_vault azurerm_snapshot
        azurerm_data_protection_backup_vault google_compute_snapshot outscale_snapshot scaleway_block_snapshot
    """,
    "health": """
        awscc_healthlake_fhir_datastore awscc_healthimaging_datastore azurerm_healthcare_fhir_service
        azurerm_healthcare_dicom_service google_healthcare_fhir_store google_healthcare_dataset
    """,
}
OTHERS = {
    "control": """
        aws_s3_bucket_versioning aws_s3_bucket_policy aws_s3_bucket_acl aws_s3_bucket_public_access_block
        aws_backup_plan aws_s3_bucket_lifecycle_configuration aws_s3_bucket_server_side_encryption_configuration
        aws_db_parameter_group azurerm_backup_policy_vm azurerm_storage_account_network_rules google_storage_bucket_acl
        google_compute_resource_policy ovh_cloud_project_containerregistry_iam scaleway_object_bucket_policy
        outscale_volume_link
    """,
    "transports": """
        aws_s3_bucket_replication_configuration aws_vpc aws_lb aws_cloudtrail azurerm_mssql_firewall_rule
        azurerm_postgresql_flexible_server_firewall_rule azurerm_virtual_network azurerm_backup_protected_vm
        google_compute_network outscale_net scaleway_lb
    """,
    "processes": """
        aws_instance aws_lambda_function aws_eks_cluster aws_kinesis_firehose_delivery_stream google_compute_instance
        azurerm_linux_virtual_machine outscale_vm scaleway_instance_server ovh_cloud_project_kube
        cloudtemple_compute_virtual_machine
    """,
    "keys": "aws_kms_key azurerm_key_vault_key google_kms_crypto_key ovh_okms scaleway_key_manager_key",
    "identity": "aws_iam_role azurerm_role_assignment google_project_iam_member outscale_access_key",
    "none": "null_resource random_password time_sleep terraform_data",
}


TERRAFORM = [provider for provider in providers() if not provider.startswith("pulumi-")]


def tables() -> dict[str, types.Table]:
    return {provider: found for provider in TERRAFORM if (found := table(provider))}


def rows() -> dict[str, TypeFacts]:
    return {name: facts for known in tables().values() for name in known.types if (facts := lookup(name))}


def test_every_row_is_well_formed() -> None:
    roles = {"", *DataRole.__args__}
    found = rows()
    assert len(found) > 10_000
    wrong = [
        name
        for name, facts in found.items()
        if facts.role not in roles
        or facts.model not in MODELS
        or not set(facts.references.values()) <= KINDS
        or not facts.service
    ]
    assert wrong == []


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in STORES.items() for name in names.split()])
def test_well_known_stores(kind: str, name: str) -> None:
    facts = lookup(name)
    assert facts is not None
    assert (facts.role, facts.kind) == ("stores", kind)


@pytest.mark.parametrize(("role", "name"), [(role, name) for role, names in OTHERS.items() for name in names.split()])
def test_what_is_no_store(role: str, name: str) -> None:
    facts = lookup(name)
    assert facts is not None
    assert facts.role == role


@pytest.mark.parametrize(
    "name",
    ["aws_cloudformation_stack", "azapi_resource", "helm_release", "kubernetes_manifest", "azapi_data_plane_resource"],
)
def test_a_type_that_deploys_anything_has_no_role(name: str) -> None:
    facts = lookup(name)
    assert facts is not None
    assert facts.role == ""


def test_no_store_is_called_worldwide() -> None:
    """`global` stops the search for a place: a store must not get it by mistake."""
    stores = [name for name, facts in rows().items() if facts.role == "stores" and facts.model == "global"]
    assert [name for name in stores if not name.startswith("cloudflare_")] == []


@pytest.mark.parametrize(
    ("name", "location", "replicas"),
    [
        ("aws_ebs_volume", ("availability_zone", "region"), ()),
        ("aws_dynamodb_table", ("region",), ("global_table_witness.region_name", "replica.region_name")),
        ("azurerm_storage_account", ("edge_zone", "location", "primary_location"), ("secondary_location",)),
        ("azurerm_postgresql_flexible_server", ("location",), ()),
        ("google_compute_snapshot", ("storage_locations", "zone"), ()),
        ("google_storage_bucket", ("location",), ("custom_placement_config.data_locations",)),
        ("outscale_vm", ("placement_subregion_name",), ()),
        ("ovh_cloud_project_database", ("nodes.region",), ("backup_regions",)),
        ("scaleway_instance_server", ("zone",), ()),
        ("openstack_compute_instance_v2", ("region",), ()),
    ],
)
def test_places_stand_best_first(name: str, location: tuple[str, ...], replicas: tuple[str, ...]) -> None:
    facts = lookup(name)
    assert facts is not None
    assert (facts.location, facts.replicas) == (location, replicas)


@pytest.mark.parametrize(
    ("name", "path", "kind"),
    [
        ("aws_s3_bucket_replication_configuration", "rule.destination.bucket", "storage"),
        ("aws_s3_object", "bucket", "parent"),
        ("aws_ebs_volume", "kms_key_id", "key"),
        ("aws_backup_plan", "rule.copy_action.destination_vault_arn", "destination"),
        ("azurerm_storage_container", "storage_account_id", "storage"),
        ("azurerm_key_vault_secret", "key_vault_id", "parent"),
        ("google_sql_database", "instance", "parent"),
        ("google_compute_disk_async_replication", "secondary_disk.disk", "destination"),
        ("scaleway_k8s_pool", "cluster_id", "parent"),
    ],
)
def test_references(name: str, path: str, kind: str) -> None:
    facts = lookup(name)
    assert facts is not None
    assert facts.references[path] == kind


def test_switches_of_copies() -> None:
    switches = {name: facts.switches for name, facts in rows().items() if facts.switches}
    assert switches["azurerm_storage_account"] == ("account_replication_type",)
    assert switches["scaleway_rdb_instance"] == ("backup_same_region",)
    assert "storage_account_type" in switches["azurerm_mssql_database"]
    assert "azurerm_managed_disk" not in switches


def test_no_reference_holds_a_secret() -> None:
    """What a table names, the readers keep: an access key or a text of any kind must not be among it."""
    secret = re.compile(
        r"(access_key|account_key|secret_key|_raw|_rsa|sas_token|password|source_contents?|^encryption_key)$"
    )
    leaking = [
        (name, path)
        for name, facts in rows().items()
        for path in facts.references
        if secret.search(path.rpartition(".")[2])
    ]
    assert leaking == []


@pytest.mark.parametrize(
    ("name", "tags"),
    [
        ("aws_s3_bucket", "tags"),
        ("aws_autoscaling_group", "tag"),
        ("google_compute_instance", "labels"),
        ("google_container_cluster", "resource_labels"),
        ("google_sql_database_instance", "settings.user_labels"),
        ("kubernetes_persistent_volume_claim_v1", "metadata.labels"),
        ("azurerm_storage_container", ""),
    ],
)
def test_where_labels_stand(name: str, tags: str) -> None:
    facts = lookup(name)
    assert facts is not None
    assert facts.tags == tags


def test_health_is_said_only_of_what_holds_or_processes_data() -> None:
    health = {name: facts.role for name, facts in rows().items() if facts.health}
    assert set(health.values()) == {"stores", "processes"}
    assert not [name for name in health if "_iam_" in name]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("aws_s3_bucket", ""),
        ("aws_s3_bucket", "registry.terraform.io/hashicorp/aws"),
        ("aws_s3_bucket", "registry.opentofu.org/hashicorp/aws"),
        ("google_storage_bucket", "registry.terraform.io/hashicorp/google-beta"),
        ("google_storage_bucket", "aws"),
    ],
)
def test_the_table_is_found_by_source_or_prefix(name: str, source: str) -> None:
    assert lookup(name, source) == lookup(name)
    assert lookup(name, source) is not None


@pytest.mark.parametrize(
    "name", ["", "aws", "aws_", "foo_bar", "../../../etc_passwd", "types_x", "aws_s3_bucket ", "é_b"]
)
@pytest.mark.parametrize("source", ["", "../../x", "hashicorp/aws", "/"])
def test_what_no_table_knows(name: str, source: str) -> None:
    assert lookup(name, source) is None


def test_every_table_has_a_birth_certificate() -> None:
    assert len(tables()) == len(TERRAFORM) == 60
    for provider, known in tables().items():
        assert (ROOT / known.made_by).is_file()
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", known.made_on)
        assert known.versions
        assert all(name.startswith(f"{provider}_") for name in known.types)


def test_the_tables_stay_small() -> None:
    assert sum((PACKAGE / f"compiled/types/{provider}.json").stat().st_size for provider in TERRAFORM) < 1_550_000


def test_the_corrections_have_not_drifted() -> None:
    subprocess.run([sys.executable, "tools/build/resource_types.py", "--check"], cwd=ROOT, check=True)


def test_every_correction_says_why_and_changes_something() -> None:
    written = tomllib.loads((PACKAGE / "knowledge/data/types.toml").read_text("utf-8"))
    assert written["as_of"]
    assert all(entry["why"] and entry.keys() - {"types", "why", "new"} for entry in written["correction"])
    idle = []
    for name, row in json.loads((PACKAGE / "compiled/types.json").read_text("utf-8")).items():
        known = table(name.partition("_")[0])
        if known and name in known.types and msgspec.json.decode(known.types[name]) == row:
            idle.append(name)
    assert idle == []


def test_a_broken_table_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "types").mkdir()
    (tmp_path / "types/aws.json").write_bytes(b'{"types": 1}')
    (tmp_path / "types.json").write_bytes(b"{}")
    monkeypatch.setattr(types, "_COMPILED", tmp_path)
    caches = (types.table, types.lookup, types._provider_set, types._corrections)
    for cache in caches:
        cache.cache_clear()
    try:
        with pytest.raises(KnowledgeError, match="broken-table"):
            lookup("aws_s3_bucket")
    finally:
        for cache in caches:
            cache.cache_clear()
