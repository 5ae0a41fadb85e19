# ruff: noqa: E501  # a case stands on one line
"""Types that move data, planned by the real Terraform: each makes the edge that is expected of it, and no other.

Every case is a type, the attribute that names where data comes from, the attribute that names where it goes ("" for the
resource itself), and the types at both ends. Schemas hold just those attributes: their names were checked against the
published schemas when the tables were made.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
import terraform_stub as stub

from real_tools import Tool
from souverain import graph, readers
from souverain.model import Stack


class Case(NamedTuple):
    """One mover; `made` is its type, `kind` the edge that it makes."""

    made: str
    source: str
    source_type: str
    target: str
    target_type: str
    kind: str


BUCKET, QUEUE, GROUP = "aws_s3_bucket", "aws_sqs_queue", "aws_cloudwatch_log_group"
ACCOUNT, WORKSPACE, VM = "azurerm_storage_account", "azurerm_log_analytics_workspace", "azurerm_linux_virtual_machine"
CASES = [
    Case("aws_s3_bucket_replication_configuration", "bucket", BUCKET, "rule.destination.bucket", BUCKET, "replicates-to"),
    Case("aws_s3_bucket_logging", "bucket", BUCKET, "target_bucket", BUCKET, "logs-to"),
    Case("aws_s3_bucket_notification", "bucket", BUCKET, "queue.queue_arn", QUEUE, "streams-to"),
    Case("aws_s3_object_copy", "source", BUCKET, "bucket", BUCKET, "replicates-to"),
    Case("aws_db_instance", "replicate_source_db", "aws_db_instance", "", "", "replicates-to"),
    Case("aws_rds_export_task", "source_arn", "aws_db_snapshot", "s3_bucket_name", BUCKET, "backs-up-to"),
    Case("aws_db_snapshot", "db_instance_identifier", "aws_db_instance", "", "", "backs-up-to"),
    Case("aws_ebs_snapshot", "volume_id", "aws_ebs_volume", "", "", "backs-up-to"),
    Case("aws_ebs_volume", "snapshot_id", "aws_ebs_snapshot", "", "", "restored-from"),
    Case("aws_volume_attachment", "volume_id", "aws_ebs_volume", "instance_id", "aws_instance", "mounted-by"),
    Case("aws_dynamodb_table_export", "table_arn", "aws_dynamodb_table", "s3_bucket", BUCKET, "backs-up-to"),
    Case("aws_cloudwatch_log_subscription_filter", "log_group_name", GROUP, "destination_arn", QUEUE, "logs-to"),
    Case("aws_sns_topic_subscription", "topic_arn", "aws_sns_topic", "endpoint", QUEUE, "streams-to"),
    Case("aws_lb_target_group_attachment", "target_id", "aws_instance", "target_group_arn", "aws_lb_target_group", "served-by"),
    Case("aws_ecs_service", "", "", "cluster", "aws_ecs_cluster", "deployed-on"),
    Case("azurerm_monitor_diagnostic_setting", "target_resource_id", ACCOUNT, "log_analytics_workspace_id", WORKSPACE, "logs-to"),
    Case("azurerm_storage_object_replication", "source_storage_account_id", ACCOUNT, "destination_storage_account_id", ACCOUNT, "replicates-to"),
    Case("azurerm_backup_protected_vm", "source_vm_id", VM, "recovery_vault_name", "azurerm_recovery_services_vault", "backs-up-to"),
    Case("azurerm_virtual_machine_data_disk_attachment", "managed_disk_id", "azurerm_managed_disk", "virtual_machine_id", VM, "mounted-by"),
    Case("azurerm_mssql_database", "creation_source_database_id", "azurerm_mssql_database", "", "", "replicates-to"),
    Case("azurerm_kubernetes_cluster", "", "", "oms_agent.log_analytics_workspace_id", WORKSPACE, "logs-to"),
    Case("azurerm_snapshot", "source_resource_id", "azurerm_managed_disk", "", "", "backs-up-to"),
    Case("google_storage_bucket", "", "", "logging.log_bucket", "google_storage_bucket", "logs-to"),
    Case("google_compute_snapshot", "source_disk", "google_compute_disk", "", "", "backs-up-to"),
    Case("google_compute_attached_disk", "disk", "google_compute_disk", "instance", "google_compute_instance", "mounted-by"),
    Case("google_sql_database_instance", "master_instance_name", "google_sql_database_instance", "", "", "replicates-to"),
    Case("google_storage_notification", "bucket", "google_storage_bucket", "topic", "google_pubsub_topic", "streams-to"),
    Case("google_pubsub_subscription", "topic", "google_pubsub_topic", "", "", "streams-to"),
    Case("google_compute_backend_bucket", "bucket_name", "google_storage_bucket", "", "", "served-by"),
    Case("google_healthcare_fhir_store", "", "", "notification_configs.pubsub_topic", "google_pubsub_topic", "streams-to"),
    Case("scaleway_rdb_read_replica", "instance_id", "scaleway_rdb_instance", "", "", "replicates-to"),
    Case("scaleway_rdb_database_backup", "instance_id", "scaleway_rdb_instance", "", "", "backs-up-to"),
    Case("scaleway_block_snapshot", "volume_id", "scaleway_block_volume", "", "", "backs-up-to"),
    Case("scaleway_k8s_pool", "cluster_id", "scaleway_k8s_cluster", "", "", "deployed-on"),
    Case("scaleway_object", "", "", "bucket", "scaleway_object_bucket", "deployed-on"),
    Case("ovh_cloud_project_volume_backup", "volume_id", "ovh_cloud_project_volume", "", "", "backs-up-to"),
    Case("ovh_cloud_project_kube_log_subscription", "kube_id", "ovh_cloud_project_kube", "stream_id", "ovh_dbaas_logs_output_graylog_stream", "logs-to"),
    Case("ovh_cloud_project_database_integration", "source_service_id", "ovh_cloud_project_database", "destination_service_id", "ovh_cloud_project_database", "streams-to"),
    Case("ovh_cloud_project_kube_nodepool", "kube_id", "ovh_cloud_project_kube", "", "", "deployed-on"),
    Case("outscale_snapshot", "volume_id", "outscale_volume", "", "", "backs-up-to"),
    Case("outscale_volume_link", "volume_id", "outscale_volume", "vm_id", "outscale_vm", "mounted-by"),
    Case("outscale_load_balancer_vms", "backend_vm_ids", "outscale_vm", "load_balancer_name", "outscale_load_balancer", "served-by"),
    Case("google_logging_linked_dataset", "bucket", "google_logging_project_bucket_config", "", "", "logs-to"),
    Case("google_logging_project_sink", "", "", "destination", "google_logging_project_bucket_config", "logs-to"),
    Case("google_kms_ekm_connection", "", "", "service_resolvers.hostname", "google_dns_record_set", "encrypted-by"),
    Case("aws_kms_alias", "", "", "target_key_id", "aws_kms_key", "encrypted-by"),
    Case("kubernetes_persistent_volume_claim_v1", "spec.volume_name", "kubernetes_persistent_volume_v1", "", "", "mounted-by"),
    Case("datadog_logs_archive", "", "", "s3_archive.bucket", "datadog_logs_index", "logs-to"),
    Case("datadog_logs_custom_destination", "", "", "http_destination.endpoint", "datadog_logs_index", "logs-to"),
    Case("datadog_observability_pipeline", "", "", "config.destination.amazon_s3.bucket", "datadog_logs_index", "logs-to"),
    Case("outscale_snapshot_export_task", "snapshot_id", "outscale_snapshot", "osu_export.osu_bucket", "outscale_snapshot", "backs-up-to"),
]  # fmt: skip
SOURCES = {
    "aws": "hashicorp/aws",
    "azurerm": "hashicorp/azurerm",
    "google": "hashicorp/google",
    "scaleway": "scaleway/scaleway",
    "ovh": "ovh/ovh",
    "outscale": "outscale/outscale",
    "kubernetes": "hashicorp/kubernetes",
    "datadog": "datadog/datadog",
}


def provider_of(type_: str) -> str:
    return type_.partition("_")[0]


def schema(cases: list[Case]) -> dict[str, Any]:
    """The attributes that the cases write, and an id for every type."""
    found: dict[str, dict[str, Any]] = {}
    for case in cases:
        for type_ in filter(None, (case.made, case.source_type, case.target_type)):
            found.setdefault(type_, {"id": "C string"})
        for path in filter(None, (case.source, case.target)):
            block = found[case.made]
            *above, leaf = path.split(".")
            for name in above:
                block = block.setdefault(name, ["list", {}])[1]
            block[leaf] = "O list(string)" if leaf.endswith("_ids") else "O string"
    return {"provider": {}, "resources": found}


def source(cases: list[Case]) -> str:
    """Terraform that makes each mover between two resources of its own."""
    name = provider_of(cases[0].made)
    text = [f'terraform {{\n  required_providers {{\n    {name} = {{ source = "{SOURCES[name]}" }}\n  }}\n}}']
    for number, case in enumerate(cases):
        arguments = []
        for end, path, type_ in (("from", case.source, case.source_type), ("to", case.target, case.target_type)):
            if path:
                text.append(f'resource "{type_}" "{end}_{number}" {{}}')
                arguments.append(written(path, f"{type_}.{end}_{number}.id"))
        text.append(f'resource "{case.made}" "mover_{number}" {{\n' + "\n".join(arguments) + "\n}")
    return "\n".join(text)


def written(path: str, value: str) -> str:
    """An argument, in the blocks that its path names."""
    *above, leaf = path.split(".")
    value = f"[{value}]" if leaf.endswith("_ids") else value
    return "".join(f"{name} {{\n" for name in above) + f"{leaf} = {value}\n" + "}\n" * len(above)


@cache
def planned(tool: str, name: str) -> Stack:
    """What a reader makes of the plan of all cases of a provider."""
    cases = [case for case in CASES if provider_of(case.made) == name]
    provider = stub.Provider(schema(cases))
    with TemporaryDirectory() as folder, stub.serve({SOURCES[name]: provider}, Path(tool).name) as attached:
        (Path(folder) / "main.tf").write_text(source(cases))
        environment = {**os.environ, **attached}
        ran(tool, folder, environment, "init", "-no-color")
        ran(tool, folder, environment, "plan", "-no-color", "-out=plan.bin")
        shown = ran(tool, folder, environment, "show", "-json", "plan.bin")
        path = Path(folder) / "plan.json"
        path.write_text(json.dumps(json.loads(shown)))
        read = readers.read(str(path))
    assert isinstance(read, Stack)
    return read


def ran(tool: str, folder: str, environment: Mapping[str, str], *arguments: str) -> str:
    done = subprocess.run([tool, *arguments], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("case", CASES, ids=[case.made for case in CASES])
def test_a_mover_makes_its_edge(case: Case, tool: Tool) -> None:
    name = provider_of(case.made)
    stack = planned(str(tool("terraform")), name)
    number = [one for one in CASES if provider_of(one.made) == name].index(case)
    mover = f"{case.made}.mover_{number}"
    ends = (
        f"{case.source_type}.from_{number}" if case.source else mover,
        f"{case.target_type}.to_{number}" if case.target else mover,
    )
    addresses = [resource.address for resource in stack.resources]
    found = {
        (flow.kind, addresses[flow.source], addresses[flow.target], flow.sure)
        for flow in graph.flows(stack)
        if flow.target is not None and flow.via.startswith(f"{mover}.")
    }
    assert found == {(case.kind, *ends, True)}


def test_forty_types_of_six_providers() -> None:
    assert len({case.made for case in CASES}) >= 40
    assert {provider_of(case.made) for case in CASES} == set(SOURCES)
