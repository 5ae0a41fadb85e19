"""Turns tables of Pulumi packages into what the reader of Pulumi inputs needs, one file per package.

Usage: pulumi_tokens.py FACTS_FOLDER. The folder holds `types/pulumi-tokens/*.json`, `types/pulumi/*.json` and
`types/health.json`. A package bridged from Terraform gives `compiled/pulumi/<package>.json`: token to Terraform type,
nothing else, since the tables of resource types know the rest. Any other package gives a table of its own types,
`compiled/types/pulumi-<package>.json`, with property paths spelled as Terraform's are.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
COMPILED = ROOT / "plugin/souverain/compiled"
sys.path[:0] = [str(ROOT / "plugin"), str(Path(__file__).parent)]

import resource_types  # noqa: E402  # a script beside this one

from souverain.knowledge import types  # noqa: E402  # a bare clone has no installed package
from souverain.knowledge.tokens import snake  # noqa: E402  # the same

Row = dict[str, Any]

LOCATION, REPLICAS, REFERRED, SWITCHED = 4, 5, 6, 8
EMPTY: list[object] = ["", "", "", "", [], [], {}, "", []]
"""The columns of a row, and what stands in one that is left out."""

CORRECTED = {
    "azure:storage/zipBlob:ZipBlob": "azurerm_storage_blob",
    "oci:GenerativeAi/project:Project": "oci_generative_ai_project",
    "random:index/randomId:RandomId": "random_id",
    "random:index/randomPet:RandomPet": "random_pet",
    "postgresql:index/defaultPrivileg:DefaultPrivileg": "postgresql_default_privileges",
    "okta:index/behaviour:Behaviour": "okta_behavior",
}
"""Tokens that the source maps to a neighbour, or whose names follow no rule."""

OLD_NAME = re.compile(r"_legacy$")
"""How bridges call the old tokens of a type that was renamed: it is the same type of Terraform."""

DEPLOYS_ANYTHING = frozenset(
    {
        "aws-native:cloudformation:CustomResourceEmulator",
        "aws-native:cloudformation:Stack",
        "aws-native:cloudformation:StackSet",
        "aws-native:index:ExtensionResource",
        "azure-native:resources:AzureCliScript",
        "azure-native:resources:AzurePowerShellScript",
        "azure-native:resources:Deployment",
        "azure-native:resources:DeploymentAtManagementGroupScope",
        "azure-native:resources:DeploymentAtScope",
        "azure-native:resources:DeploymentAtSubscriptionScope",
        "azure-native:resources:DeploymentAtTenantScope",
        "azure-native:resources:DeploymentStackAtManagementGroup",
        "azure-native:resources:DeploymentStackAtResourceGroup",
        "azure-native:resources:DeploymentStackAtSubscription",
        "azure-native:resources:Resource",
        "azure-native:solutions:Application",
        "command:local:Command",
        "command:remote:Command",
        "kubernetes:helm.sh/v3:Release",
    }
)
"""Types that create whatever a template or a script says."""

NUMBERED_ZONES = frozenset({"azure-native"})
NOT_OF_A_ZONE = re.compile(r"(^|\.)(availabilityZones?|zones?|physicalZones?|logicalZones?)$")
"""Azure numbers its zones within a region: the number names no place."""

COPIES = {
    "azure-native:compute:GalleryImageVersion": ["publishing_profile.target_regions.name"],
    "azure-native:cosmosdb:DatabaseAccount": ["locations.location_name"],
    "azure-native:dataprotection:BackupVault": ["properties.replicated_regions"],
    "azure-native:machinelearningservices:Registry": ["region_details.location"],
    "azure-native:maps:Account": ["properties.locations.location_name"],
}
"""Places to which a type copies its data, which the source lists as parts of something else."""

OWN = {"azure-native:cosmosdb:CassandraDataCenter": ["properties.data_center_location"]}
"""The type's own place, where the source lists it as a part of something else."""

REFERENCES = {
    "azure-native:sql:FailoverGroup": {
        "databases": "source",
        "partner_servers.id": "destination",
        "server_name": "parent",
    }
}
"""What a type refers to, where the source lists less."""

SWITCHES = {"azure-native:storage:StorageAccount": ["sku.name"]}
"""Settings that decide on copies under a name that does not say so."""


def main(facts: Path) -> None:
    """Writes all files and says how much they hold."""
    bridged = {
        path.stem: path for path in sorted((facts / "types/pulumi-tokens").glob("*.json")) if "_" not in path.stem
    }
    health = json.loads((facts / "types/health.json").read_bytes())
    (COMPILED / "pulumi").mkdir(parents=True, exist_ok=True)
    mapped = own = 0
    for path in sorted((facts / "types/pulumi").glob("*.json")):
        raw = json.loads(path.read_bytes())
        package = raw["package"]
        if package in bridged:
            table = tokens(raw, json.loads(bridged[package].read_bytes()))
            mapped += len(table["types"])
            (COMPILED / f"pulumi/{package}.json").write_bytes(resource_types.encode(table))
        else:
            table = native(raw, frozenset(health.get(f"pulumi/{package}", ())))
            own += len(table["types"])
            (COMPILED / f"types/pulumi-{package}.json").write_bytes(resource_types.encode(table))
    print(f"{mapped} tokens of Terraform types, {own} types of their own")


def tokens(raw: Row, found: Row) -> Row:
    """Token, without the package's name, to the type of Terraform."""
    package = raw["package"]
    rows = {
        token.removeprefix(f"{package}:"): terraform_type(token, entry["tf"]) for token, entry in sorted(found.items())
    }
    return certificate(raw) | {"types": rows}


def terraform_type(token: str, written: str) -> str:
    """The type as the tables of resource types call it."""
    name = CORRECTED.get(token, written)
    current = OLD_NAME.sub("", name)
    return current if types.lookup(name) is None and types.lookup(current) is not None else name


def native(raw: Row, health: frozenset[str]) -> Row:
    """The table of a package that is not bridged. A type of which the source says no role is left out."""
    rows = {
        name: row(raw["package"], token, facts, token in health)
        for token, facts in raw["tokens"].items()
        if facts.get("role")
        for name in (token, *facts.get("aliases", ()))
    }
    return certificate(raw) | {"types": dict(sorted(rows.items()))}


def row(package: str, token: str, facts: Row, health: bool) -> list[object]:
    """One type as in the tables of Terraform's, its paths spelled alike."""
    if token in DEPLOYS_ANYTHING:
        return ["", "deployment", facts["service"] or "", "provider"]
    spelled = {
        **facts,
        "location_attributes": {
            snake_path(path): meaning
            for path, meaning in facts.get("location_attributes", {}).items()
            if not (package in NUMBERED_ZONES and NOT_OF_A_ZONE.search(path))
        },
        "reference_attributes": {
            snake_path(path): meaning for path, meaning in facts.get("reference_attributes", {}).items()
        },
        "replication_attributes": [snake_path(path) for path in facts.get("replication_attributes", ())],
        "endpoint_attributes": [snake_path(path) for path in facts.get("endpoint_attributes", ())],
        "tags_attribute": "metadata.labels"
        if package == "kubernetes"
        else snake_path(facts.get("tags_attribute") or ""),
    }
    cells = resource_types.row(package, token, spelled, health)
    corrected: tuple[tuple[int, Row], ...] = (
        (LOCATION, OWN),
        (REPLICAS, COPIES),
        (REFERRED, REFERENCES),
        (SWITCHED, SWITCHES),
    )
    for column, corrections in corrected:
        if token in corrections:
            cells += EMPTY[len(cells) : column + 1]
            cells[column] = corrections[token]
    return cells


def snake_path(path: str) -> str:
    return ".".join(snake(name) for name in path.split("."))


def certificate(raw: Row) -> Row:
    """Where a file comes from."""
    return {
        "made_by": "tools/transfer/pulumi_tokens.py",
        "made_on": datetime.now(UTC).date().isoformat(),
        "provider": f"pulumi/{raw['package']}",
        "versions": [f"pulumi/{raw['package']} {raw['version']}"],
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
