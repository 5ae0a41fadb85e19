"""Resource types that copy data somewhere else, one row each: what they copy, to where, named by which attributes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

FlowKind = Literal["replicates-to", "backs-up-to"]

REPLICATES: FlowKind = "replicates-to"
BACKS_UP: FlowKind = "backs-up-to"


class Mover(msgspec.Struct, frozen=True):
    """What one resource type copies. An empty path stands for the resource itself.

    `through` names another resource, at which `destinations` are read: the plan of a backup selection.
    """

    kind: FlowKind
    source: str
    destinations: tuple[str, ...] = ("",)
    through: str = ""


def _to_itself(kind: FlowKind, rows: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[Mover, ...]]:
    """Types that are the copy: their place is where it lies."""
    return {type_: tuple(Mover(kind, path) for path in paths) for type_, paths in rows.items()}


_COPIES = _to_itself(
    REPLICATES,
    {
        "aws_db_instance": ("replicate_source_db",),
        "aws_docdb_cluster": ("global_cluster_identifier",),
        "aws_dynamodb_table_replica": ("global_table_arn",),
        "aws_elasticache_replication_group": ("global_replication_group_id",),
        "aws_kms_replica_external_key": ("primary_key_arn",),
        "aws_kms_replica_key": ("primary_key_arn",),
        "aws_neptune_cluster": ("replication_source_identifier", "global_cluster_identifier"),
        "aws_rds_cluster": ("replication_source_identifier", "global_cluster_identifier"),
        "aws_rds_global_cluster": ("source_db_cluster_identifier",),
        "azurerm_managed_disk": ("source_resource_id",),
        "azurerm_mssql_database": ("creation_source_database_id",),
        "azurerm_mysql_flexible_server": ("source_server_id",),
        "azurerm_mysql_server": ("creation_source_server_id",),
        "azurerm_postgresql_flexible_server": ("source_server_id",),
        "azurerm_postgresql_server": ("creation_source_server_id",),
        "google_alloydb_cluster": ("secondary_config.primary_cluster_name",),
        "google_compute_disk": ("async_primary_disk.disk",),
        "google_redis_cluster": ("cross_cluster_replication_config.primary_cluster.cluster",),
        "google_sql_database_instance": ("master_instance_name",),
        "opentelekomcloud_rds_read_replica_v3": ("replica_of_id",),
        "ovh_cloud_project_storage_replication_job": ("container_name",),
        "scaleway_rdb_read_replica": ("instance_id",),
        "snowflake_secondary_database": ("as_replica_of",),
    },
)

_BACKUPS = _to_itself(
    BACKS_UP,
    {
        "aws_ami_copy": ("source_ami_id",),
        "aws_ami_from_instance": ("source_instance_id",),
        "aws_db_cluster_snapshot": ("db_cluster_identifier",),
        "aws_db_instance_automated_backups_replication": ("source_db_instance_arn",),
        "aws_db_snapshot": ("db_instance_identifier",),
        "aws_ebs_snapshot": ("volume_id",),
        "aws_ebs_snapshot_copy": ("source_snapshot_id",),
        "azurerm_snapshot": ("source_uri", "source_resource_id"),
        "google_alloydb_backup": ("cluster_name",),
        "google_compute_machine_image": ("source_instance",),
        "google_compute_snapshot": ("source_disk",),
        "google_filestore_backup": ("source_instance",),
        "google_gke_backup_backup_plan": ("cluster",),
        "hcloud_snapshot": ("server_id",),
        "outscale_image": ("source_image_id", "vm_id"),
        "outscale_snapshot": ("source_snapshot_id", "volume_id"),
        "ovh_cloud_project_volume_backup": ("volume_id",),
        "ovh_cloud_storage_block_volume_backup": ("volume_id",),
        "scaleway_block_snapshot": ("volume_id",),
        "scaleway_instance_snapshot": ("volume_id",),
        "scaleway_rdb_database_backup": ("instance_id",),
        "scaleway_rdb_snapshot": ("instance_id",),
    },
)

_BETWEEN: dict[str, tuple[Mover, ...]] = {
    "aws_backup_plan": (Mover(BACKS_UP, "rule.target_vault_name", ("rule.copy_action.destination_vault_arn",)),),
    "aws_backup_selection": (
        Mover(
            BACKS_UP,
            "resources",
            ("rule.target_vault_name", "rule.copy_action.destination_vault_arn"),
            through="plan_id",
        ),
    ),
    "aws_db_snapshot_copy": (Mover(BACKS_UP, "source_db_snapshot_identifier", ("destination_region", "")),),
    "aws_efs_replication_configuration": (
        Mover(REPLICATES, "source_file_system_id", ("destination.region", "destination.file_system_id")),
    ),
    "aws_rds_cluster_snapshot_copy": (
        Mover(BACKS_UP, "source_db_cluster_snapshot_identifier", ("destination_region", "")),
    ),
    "aws_redshift_snapshot_copy": (Mover(BACKS_UP, "cluster_identifier", ("destination_region",)),),
    "aws_s3_bucket": (Mover(REPLICATES, "", ("replication_configuration.rules.destination.bucket",)),),
    "aws_s3_bucket_replication_configuration": (Mover(REPLICATES, "bucket", ("rule.destination.bucket",)),),
    "azurerm_backup_protected_file_share": (Mover(BACKS_UP, "source_storage_account_id", ("recovery_vault_name",)),),
    "azurerm_backup_protected_vm": (Mover(BACKS_UP, "source_vm_id", ("recovery_vault_name",)),),
    "azurerm_data_protection_backup_instance_blob_storage": (Mover(BACKS_UP, "storage_account_id", ("vault_id",)),),
    "azurerm_data_protection_backup_instance_disk": (Mover(BACKS_UP, "disk_id", ("vault_id",)),),
    "azurerm_data_protection_backup_instance_kubernetes_cluster": (
        Mover(BACKS_UP, "kubernetes_cluster_id", ("vault_id",)),
    ),
    "azurerm_data_protection_backup_instance_mysql_flexible_server": (Mover(BACKS_UP, "server_id", ("vault_id",)),),
    "azurerm_data_protection_backup_instance_postgresql": (Mover(BACKS_UP, "database_id", ("vault_id",)),),
    "azurerm_data_protection_backup_instance_postgresql_flexible_server": (
        Mover(BACKS_UP, "server_id", ("vault_id",)),
    ),
    "azurerm_eventhub_namespace_disaster_recovery_config": (
        Mover(REPLICATES, "namespace_name", ("partner_namespace_id",)),
    ),
    "azurerm_mssql_failover_group": (
        Mover(REPLICATES, "server_id", ("partner_server.id",)),
        Mover(REPLICATES, "databases", ("partner_server.id",)),
    ),
    "azurerm_netapp_volume": (Mover(REPLICATES, "data_protection_replication.remote_volume_resource_id"),),
    "azurerm_redis_linked_server": (Mover(REPLICATES, "target_redis_cache_name", ("linked_redis_cache_id",)),),
    "azurerm_servicebus_namespace_disaster_recovery_config": (
        Mover(REPLICATES, "primary_namespace_id", ("partner_namespace_id",)),
    ),
    "azurerm_site_recovery_replicated_vm": (Mover(REPLICATES, "source_vm_id", ("target_resource_group_id",)),),
    "azurerm_storage_object_replication": (
        Mover(REPLICATES, "source_storage_account_id", ("destination_storage_account_id",)),
    ),
    "flexibleengine_obs_bucket_replication": (Mover(REPLICATES, "bucket", ("destination_bucket",)),),
    "google_compute_disk_async_replication": (Mover(REPLICATES, "primary_disk", ("secondary_disk.disk",)),),
    "google_storage_transfer_job": (
        Mover(REPLICATES, "transfer_spec.gcs_data_source.bucket_name", ("transfer_spec.gcs_data_sink.bucket_name",)),
    ),
    "opentelekomcloud_obs_bucket_replication": (Mover(REPLICATES, "bucket", ("destination_bucket",)),),
}

_NATIVE: dict[str, tuple[Mover, ...]] = {
    **dict.fromkeys(
        ("aws-native:s3:Bucket", "awscc_s3_bucket"),
        (Mover(REPLICATES, "", ("replication_configuration.rules.destination.bucket",)),),
    ),
    "azure-native:sql:FailoverGroup": (Mover(REPLICATES, "databases", ("partner_servers.id",)),),
    "azure-native:storage:ObjectReplicationPolicy": (Mover(REPLICATES, "source_account", ("destination_account",)),),
    **_to_itself(
        REPLICATES,
        {
            "azure-native:dbformysql:Server": ("source_server_resource_id",),
            "azure-native:dbforpostgresql:Server": ("source_server_resource_id",),
            "azure-native:sql:Database": ("source_database_id",),
        },
    ),
}
"""Types of packages that speak the cloud's own language."""

MOVERS: Mapping[str, tuple[Mover, ...]] = {**_COPIES, **_BACKUPS, **_BETWEEN, **_NATIVE}
"""Resource type to what it copies. A type that its table calls a backup of a source copies too, without a row."""
