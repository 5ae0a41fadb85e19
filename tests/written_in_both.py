"""The same infrastructure as a plan of Terraform and as a preview of Pulumi, one estate for each provider.

Both are written by hand, as the two tools write them: Terraform's names and blocks, Pulumi's camel case and plurals.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
DEFAULT = "default"
REGISTRY = "registry.terraform.io"

Json = dict[str, Any]


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    """One resource, in both. Expressions are those of Terraform's configuration; `depends` are names, by property."""

    terraform: str
    """`aws_s3_bucket.records`."""
    pulumi: str
    """`aws:s3/bucket:Bucket`."""
    after: Json
    after_unknown: Json = msgspec.field(default_factory=dict)
    expressions: Json = msgspec.field(default_factory=dict)
    inputs: Json
    depends: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    provider: str = DEFAULT
    """Alias of the provider block, and name of the explicit provider."""

    @property
    def name(self) -> str:
        return self.terraform.partition(".")[2]


class Estate(msgspec.Struct, frozen=True, kw_only=True):
    """What one provider runs. `blocks` are the settings of provider blocks, by alias."""

    source: str
    """Terraform's provider, `hashicorp/aws`."""
    package: str
    """Pulumi's, `aws`."""
    blocks: dict[str, Json]
    settings: dict[str, Json]
    """The same as Pulumi spells it."""
    things: tuple[Thing, ...]


def plan(estate: Estate) -> bytes:
    """The plan that Terraform writes."""
    source = f"{REGISTRY}/{estate.source}"
    name = estate.source.rpartition("/")[2]
    blocks = {
        _key(name, alias): {
            "name": name,
            "full_name": source,
            **({} if alias == DEFAULT else {"alias": alias}),
            "expressions": _expressions(settings),
        }
        for alias, settings in estate.blocks.items()
    }
    declared = [
        {
            **_head(thing),
            "provider_config_key": _key(name, thing.provider),
            "expressions": {
                **{key: _constant(value) for key, value in thing.after.items() if key not in thing.after_unknown},
                **thing.expressions,
            },
        }
        for thing in estate.things
    ]
    changes = [
        {
            **_head(thing),
            "provider_name": source,
            "change": {
                "actions": ["create"],
                "before": None,
                "after": thing.after,
                "after_unknown": {"id": True, **thing.after_unknown},
            },
        }
        for thing in estate.things
    ]
    found = {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "resource_changes": changes,
        "configuration": {"provider_config": blocks, "root_module": {"resources": declared}},
    }
    return json.dumps(found).encode()


def preview(estate: Estate) -> bytes:
    """The preview that Pulumi writes."""
    made = [_provider(estate, alias) for alias in estate.settings if alias != DEFAULT]
    steps = [*made, *(_step(estate, thing) for thing in estate.things)]
    config = {f"{estate.package}:{key}": _text(value) for key, value in estate.settings.get(DEFAULT, {}).items()}
    return json.dumps({"config": config, "steps": steps, "changeSummary": {"create": len(steps)}}).encode()


def renamed(estate: Estate, text: str) -> str:
    """A text with every name of Pulumi replaced by Terraform's."""
    name = estate.source.rpartition("/")[2]
    for thing in estate.things:
        text = text.replace(_urn(thing.pulumi, thing.name), thing.terraform)
    for alias in {*estate.settings, DEFAULT}:
        text = text.replace(_urn(f"pulumi:providers:{estate.package}", alias), _key(name, alias))
    return text


def _head(thing: Thing) -> Json:
    return {
        "address": thing.terraform,
        "mode": "managed",
        "type": thing.terraform.partition(".")[0],
        "name": thing.name,
    }


def _expressions(settings: Json) -> Json:
    return {key: value if isinstance(value, list) else {"constant_value": value} for key, value in settings.items()}


def _constant(value: Any) -> Json:
    return {"constant_value": value}


def _key(name: str, alias: str) -> str:
    return name if alias == DEFAULT else f"{name}.{alias}"


def _urn(token: str, name: str) -> str:
    return f"urn:pulumi:dev::clinic::{token}::{name}"


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _provider(estate: Estate, alias: str) -> Json:
    token = f"pulumi:providers:{estate.package}"
    inputs = {key: _text(value) for key, value in estate.settings[alias].items()}
    state = {"urn": _urn(token, alias), "type": token, "custom": True, "inputs": inputs}
    return {"op": "create", "urn": _urn(token, alias), "newState": state}


def _step(estate: Estate, thing: Thing) -> Json:
    urns = {other.name: _urn(other.pulumi, other.name) for other in estate.things}
    urn = urns[thing.name]
    state = {
        "urn": urn,
        "type": thing.pulumi,
        "custom": True,
        "inputs": thing.inputs,
        "provider": f"{_urn(f'pulumi:providers:{estate.package}', thing.provider)}::{UNKNOWN}",
        "propertyDependencies": {name: [urns[one] for one in names] for name, names in thing.depends.items()},
        "dependencies": sorted({urns[one] for names in thing.depends.values() for one in names}),
    }
    return {"op": "create", "urn": urn, "newState": state}


HEALTH = {"data-class": "health"}
NOTHING_YET = {"references": ["aws_s3_bucket.replica.id", "aws_s3_bucket.replica"]}

AWS = Estate(
    source="hashicorp/aws",
    package="aws",
    blocks={
        DEFAULT: {"region": "eu-west-3"},
        "america": {"region": "us-east-1"},
        "ovh": {"region": "gra", "endpoints": [{"s3": {"constant_value": "https://s3.gra.io.cloud.ovh.net"}}]},
    },
    settings={
        DEFAULT: {"region": "eu-west-3"},
        "america": {"region": "us-east-1"},
        "ovh": {"region": "gra", "endpoints": [{"s3": "https://s3.gra.io.cloud.ovh.net"}]},
    },
    things=(
        Thing(
            terraform="aws_s3_bucket.records",
            pulumi="aws:s3/bucket:Bucket",
            after={"bucket": "records", "tags": HEALTH},
            inputs={"bucket": "records", "tags": HEALTH},
        ),
        Thing(
            terraform="aws_s3_bucket.elsewhere",
            pulumi="aws:s3/bucket:Bucket",
            after={"bucket": "elsewhere", "tags": HEALTH},
            inputs={"bucket": "elsewhere", "tags": HEALTH},
            provider="ovh",
        ),
        Thing(
            terraform="aws_s3_bucket.replica",
            pulumi="aws:s3/bucket:Bucket",
            after={"tags": {"data-class": "none"}},
            inputs={"tags": {"data-class": "none"}},
            provider="america",
        ),
        Thing(
            terraform="aws_s3_bucket_replication_configuration.copy",
            pulumi="aws:s3/bucketReplicationConfig:BucketReplicationConfig",
            after={"rule": [{"status": "Enabled", "destination": [{}]}]},
            after_unknown={"bucket": True, "rule": [{"destination": [{"bucket": True}]}]},
            expressions={
                "bucket": {"references": ["aws_s3_bucket.records.id", "aws_s3_bucket.records"]},
                "rule": [{"destination": [{"bucket": NOTHING_YET}]}],
            },
            inputs={"bucket": UNKNOWN, "rules": [{"status": "Enabled", "destination": {"bucket": UNKNOWN}}]},
            depends={"bucket": ("records",), "rules": ("replica",)},
        ),
        Thing(
            terraform="aws_db_instance.hl7",
            pulumi="aws:rds/instance:Instance",
            after={"tags": HEALTH},
            after_unknown={"region": True},
            expressions={"region": NOTHING_YET},
            inputs={"tags": HEALTH, "region": UNKNOWN},
            depends={"region": ("replica",)},
        ),
        Thing(
            terraform="aws_dynamodb_table.undeclared",
            pulumi="aws:dynamodb/table:Table",
            after={"name": "x", "replica": [{"region_name": "eu-central-1"}]},
            inputs={"name": "x", "replicas": [{"regionName": "eu-central-1"}]},
        ),
    ),
)

AZURE = Estate(
    source="hashicorp/azurerm",
    package="azure",
    blocks={DEFAULT: {"environment": "public"}},
    settings={DEFAULT: {"environment": "public"}},
    things=(
        Thing(
            terraform="azurerm_storage_account.records",
            pulumi="azure:storage/account:Account",
            after={"location": "francecentral", "account_replication_type": "GRS", "tags": HEALTH},
            inputs={"location": "francecentral", "accountReplicationType": "GRS", "tags": HEALTH},
        ),
        Thing(
            terraform="azurerm_storage_container.scans",
            pulumi="azure:storage/container:Container",
            after={"name": "scans"},
            after_unknown={"storage_account_id": True},
            expressions={
                "storage_account_id": {
                    "references": ["azurerm_storage_account.records.id", "azurerm_storage_account.records"]
                }
            },
            inputs={"name": "scans", "storageAccountId": UNKNOWN},
            depends={"storageAccountId": ("records",)},
        ),
        Thing(
            terraform="azurerm_cosmosdb_account.notes",
            pulumi="azure:cosmosdb/account:Account",
            after={
                "location": "francecentral",
                "tags": HEALTH,
                "geo_location": [{"location": "eastus", "failover_priority": 1}],
            },
            inputs={
                "location": "francecentral",
                "tags": HEALTH,
                "geoLocations": [{"location": "eastus", "failoverPriority": 1}],
            },
        ),
        Thing(
            terraform="azurerm_linux_virtual_machine.undeclared",
            pulumi="azure:compute/linuxVirtualMachine:LinuxVirtualMachine",
            after={"location": "switzerlandnorth"},
            inputs={"location": "switzerlandnorth"},
        ),
    ),
)

GOOGLE = Estate(
    source="hashicorp/google",
    package="gcp",
    blocks={
        DEFAULT: {"region": "europe-west9"},
        "s3ns": {"region": "u-france-east1", "universe_domain": "s3nsapis.fr"},
    },
    settings={
        DEFAULT: {"region": "europe-west9"},
        "s3ns": {"region": "u-france-east1", "universeDomain": "s3nsapis.fr"},
    },
    things=(
        Thing(
            terraform="google_storage_bucket.records",
            pulumi="gcp:storage/bucket:Bucket",
            after={"location": "EU", "labels": HEALTH},
            inputs={"location": "EU", "labels": HEALTH},
        ),
        Thing(
            terraform="google_storage_bucket.trusted",
            pulumi="gcp:storage/bucket:Bucket",
            after={"location": "u-france-east1", "labels": HEALTH},
            inputs={"location": "u-france-east1", "labels": HEALTH},
            provider="s3ns",
        ),
        Thing(
            terraform="google_sql_database_instance.hl7",
            pulumi="gcp:sql/databaseInstance:DatabaseInstance",
            after={
                "settings": [
                    {
                        "tier": "x",
                        "user_labels": HEALTH,
                        "backup_configuration": [{"enabled": True, "location": "us-east1"}],
                    }
                ]
            },
            inputs={
                "settings": {
                    "tier": "x",
                    "userLabels": HEALTH,
                    "backupConfiguration": {"enabled": True, "location": "us-east1"},
                }
            },
        ),
        Thing(
            terraform="google_healthcare_dataset.undeclared",
            pulumi="gcp:healthcare/dataset:Dataset",
            after={"location": "europe-west9"},
            inputs={"location": "europe-west9"},
        ),
    ),
)

OVH = Estate(
    source="ovh/ovh",
    package="ovh",
    blocks={DEFAULT: {"endpoint": "ovh-eu"}, "canada": {"endpoint": "ovh-ca"}},
    settings={DEFAULT: {"endpoint": "ovh-eu"}, "canada": {"endpoint": "ovh-ca"}},
    things=(
        Thing(
            terraform="ovh_cloud_project_storage.records",
            pulumi="ovh:CloudProject/storage:Storage",
            after={"region_name": "GRA", "tags": HEALTH},
            inputs={"regionName": "GRA", "tags": HEALTH},
        ),
        Thing(
            terraform="ovh_cloud_project_storage.montreal",
            pulumi="ovh:CloudProject/storage:Storage",
            after={"region_name": "BHS", "tags": HEALTH},
            inputs={"regionName": "BHS", "tags": HEALTH},
            provider="canada",
        ),
        Thing(
            terraform="ovh_cloud_project_database.undeclared",
            pulumi="ovh:CloudProject/database:Database",
            after={"engine": "postgresql", "nodes": [{"region": "DE"}]},
            inputs={"engine": "postgresql", "nodes": [{"region": "DE"}]},
        ),
    ),
)

SCALEWAY = Estate(
    source="scaleway/scaleway",
    package="scaleway",
    blocks={DEFAULT: {"region": "fr-par", "zone": "fr-par-1"}},
    settings={DEFAULT: {"region": "fr-par", "zone": "fr-par-1"}},
    things=(
        Thing(
            terraform="scaleway_object_bucket.records",
            pulumi="scaleway:object/bucket:Bucket",
            after={"name": "records", "tags": HEALTH},
            inputs={"name": "records", "tags": HEALTH},
        ),
        Thing(
            terraform="scaleway_rdb_instance.hl7",
            pulumi="scaleway:databases/instance:Instance",
            after={"region": "pl-waw", "tags": ["data-class=health"], "backup_same_region": False},
            inputs={"region": "pl-waw", "tags": ["data-class=health"], "backupSameRegion": False},
        ),
        Thing(
            terraform="scaleway_instance_server.undeclared",
            pulumi="scaleway:instance/server:Server",
            after={"zone": "nl-ams-1", "tags": ["web"]},
            inputs={"zone": "nl-ams-1", "tags": ["web"]},
        ),
    ),
)

OUTSCALE = Estate(
    source="outscale/outscale",
    package="outscale",
    blocks={DEFAULT: {"region": "cloudgouv-eu-west-1"}, "japan": {"region": "ap-northeast-1"}},
    settings={DEFAULT: {"region": "cloudgouv-eu-west-1"}, "japan": {"region": "ap-northeast-1"}},
    things=(
        Thing(
            terraform="outscale_vm.records",
            pulumi="outscale:index/vm:Vm",
            after={"tags": [{"key": "data-class", "value": "health"}]},
            inputs={"tags": [{"key": "data-class", "value": "health"}]},
        ),
        Thing(
            terraform="outscale_volume.tokyo",
            pulumi="outscale:index/volume:Volume",
            after={"subregion_name": "ap-northeast-1a", "tags": [{"key": "data-class", "value": "health"}]},
            inputs={"subregionName": "ap-northeast-1a", "tags": [{"key": "data-class", "value": "health"}]},
            provider="japan",
        ),
        Thing(
            terraform="outscale_vm.undeclared",
            pulumi="outscale:index/vm:Vm",
            after={"vm_type": "tinav5"},
            inputs={"vmType": "tinav5"},
        ),
    ),
)

OPENSTACK = Estate(
    source="terraform-provider-openstack/openstack",
    package="openstack",
    blocks={
        DEFAULT: {"auth_url": "https://auth.cloud.ovh.net/v3", "region": "GRA11"},
        "hidden": {"region": "RegionOne"},
    },
    settings={
        DEFAULT: {"authUrl": "https://auth.cloud.ovh.net/v3", "region": "GRA11"},
        "hidden": {"region": "RegionOne"},
    },
    things=(
        Thing(
            terraform="openstack_objectstorage_container_v1.records",
            pulumi="openstack:objectstorage/container:Container",
            after={"name": "records", "metadata": HEALTH},
            inputs={"name": "records", "metadata": HEALTH},
        ),
        Thing(
            terraform="openstack_blockstorage_volume_v3.abroad",
            pulumi="openstack:blockstorage/volume:Volume",
            after={"region": "BHS5", "metadata": HEALTH},
            inputs={"region": "BHS5", "metadata": HEALTH},
        ),
        Thing(
            terraform="openstack_compute_instance_v2.undeclared",
            pulumi="openstack:compute/instance:Instance",
            after={"name": "web"},
            inputs={"name": "web"},
            provider="hidden",
        ),
    ),
)

HCLOUD = Estate(
    source="hetznercloud/hcloud",
    package="hcloud",
    blocks={DEFAULT: {}},
    settings={DEFAULT: {}},
    things=(
        Thing(
            terraform="hcloud_server.records",
            pulumi="hcloud:index/server:Server",
            after={"location": "fsn1", "labels": HEALTH},
            inputs={"location": "fsn1", "labels": HEALTH},
        ),
        Thing(
            terraform="hcloud_server.ashburn",
            pulumi="hcloud:index/server:Server",
            after={"location": "ash", "labels": HEALTH},
            inputs={"location": "ash", "labels": HEALTH},
        ),
        Thing(
            terraform="hcloud_volume.attached",
            pulumi="hcloud:index/volume:Volume",
            after={"size": 10, "labels": HEALTH},
            after_unknown={"server_id": True, "location": True},
            expressions={"server_id": {"references": ["hcloud_server.records.id", "hcloud_server.records"]}},
            inputs={"size": 10, "labels": HEALTH, "serverId": UNKNOWN},
            depends={"serverId": ("records",)},
        ),
        Thing(
            terraform="hcloud_volume.undeclared",
            pulumi="hcloud:index/volume:Volume",
            after={"location": "hel1"},
            inputs={"location": "hel1"},
        ),
    ),
)

ESTATES = {
    "AWS": AWS,
    "Azure": AZURE,
    "Google": GOOGLE,
    "OVHcloud": OVH,
    "Scaleway": SCALEWAY,
    "Outscale": OUTSCALE,
    "OpenStack": OPENSTACK,
    "Hetzner": HCLOUD,
}
