"""The providers of the matrix: types, arguments and flags of the real ones, cut down to what a place needs."""

from __future__ import annotations

from matrix_cells import Kind

KINDS = (
    Kind(
        name="aws 5", provider="aws", source="hashicorp/aws", type="aws_s3_bucket", argument="region",
        data="aws_region", gives="name", good="eu-west-3", bad="us-east-1", parts=("eu", "-west-3"),
        block='profile = "hospital"', nested={"profile": "O string"},
    ),
    Kind(
        name="aws 6", provider="aws", source="hashicorp/aws", type="aws_s3_bucket", argument="region", flags="OC",
        data="aws_region", gives="region", good="eu-west-3", bad="us-east-1", parts=("eu", "-west-3"),
        absent="us-east-1",
    ),
    Kind(
        name="azurerm", provider="azurerm", source="hashicorp/azurerm", type="azurerm_storage_account",
        argument="location", flags="OCF", data="azurerm_resource_group", gives="location", good="francecentral",
        bad="eastus", parts=("france", "central"), block="features {}", nested={"features": ["list", {}]},
    ),
    Kind(
        name="google", provider="google", source="hashicorp/google", type="google_sql_database_instance",
        argument="region", data="google_client_config", gives="region", good="europe-west9", bad="us-central1",
        parts=("europe", "-west9"), block='project = "hospital"', nested={"project": "O string"},
    ),
    Kind(
        name="ovh", provider="ovh", source="ovh/ovh", type="ovh_cloud_project_kube", argument="region", flags="OCF",
        data="ovh_cloud_project_region", gives="name", good="GRA11", bad="BHS5", parts=("GR", "A11"),
        block='endpoint = "ovh-eu"', nested={"endpoint": "O string"},
    ),
    Kind(
        name="scaleway", provider="scaleway", source="scaleway/scaleway", type="scaleway_object_bucket",
        argument="region", data="scaleway_object_bucket", gives="region", good="pl-waw", bad="nl-ams",
        parts=("pl", "-waw"), absent="fr-par", block='project_id = "x"', nested={"project_id": "O string"},
    ),
    Kind(
        name="outscale", provider="outscale", source="outscale/outscale", type="outscale_vm", argument="region",
        data="outscale_subregion", gives="region_name", good="eu-west-2", bad="us-east-2", parts=("eu", "-west-2"),
        block='access_key_id = "x"', nested={"access_key_id": "O string"},
    ),
    Kind(
        name="openstack", provider="openstack", source="terraform-provider-openstack/openstack",
        type="openstack_compute_instance_v2", argument="region", data="openstack_identity_auth_scope_v3",
        gives="region", good="GRA11", bad="BHS5", parts=("GR", "A11"),
        block='auth_url = "https://auth.cloud.ovh.net/v3"', nested={"auth_url": "O string"},
    ),
    Kind(
        name="hcloud", provider="hcloud", source="hetznercloud/hcloud", type="hcloud_server", argument="location",
        flags="OCFU", data="hcloud_location", gives="name", good="fsn1", bad="ash", parts=("fsn", "1"),
    ),
)  # fmt: skip
