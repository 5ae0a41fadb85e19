"""Makes the table of `google-native`, Google's own package for Pulumi, from the package itself.

Usage: google_native.py WHEEL, with the wheel of `pulumi-google-native`. The package says no roles; Terraform has
types for the same services, whose schemas name the same properties. So a token takes what is known of the type of its
name, as far as its own properties have it. A token that no type of Terraform is named like is left out: it is judged as
if it held data.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
COMPILED = ROOT / "plugin/souverain/compiled"
sys.path[:0] = [str(ROOT / "plugin"), str(Path(__file__).parent)]

import resource_types  # noqa: E402  # a script beside this one

from souverain.knowledge import tokens, types  # noqa: E402  # a bare clone has no installed package
from souverain.readers.pulumi.spelling import Spelling  # noqa: E402  # the same

PACKAGE = "google-native"
DEEPEST = 5
"""Levels of a property's path that are read: as deep as any path of Terraform's table."""

TOKEN = re.compile(r"^\s+'(google-native:[\w/]+:\w+)',", re.M)
REPLACED = re.compile(r"replace_on_changes=\[([^\]]*)\]")
GETTER = re.compile(r'@pulumi\.getter(?:\(name="(\w+)"\))?\n    def (\w+)\(self\) -> (.*):')
CLASS = re.compile(r"^class (\w+)Args:\n(.*?)(?=^class |^@pulumi\.input_type|\Z)", re.M | re.S)
NESTED = re.compile(r"'(\w+)Args'")

MODULES = {
    "aiplatform": ("vertexai",),
    "bigqueryconnection": ("bigquery",),
    "bigqueryreservation": ("bigquery",),
    "bigquerydatatransfer": ("bigquerydata",),
    "bigtableadmin": ("bigtable",),
    "cloudfunctions": ("cloudfunctions", "cloudfunctions2"),
    "cloudiot": ("cloudiot",),
    "cloudkms": ("kms", "kmscrypto"),
    "cloudresourcemanager": ("",),
    "compute": ("compute", "computeregion", "computeglobal"),
    "connectors": ("integrationconnectors",),
    "datamigration": ("databasemigrationservice",),
    "dialogflow": ("dialogflow", "dialogflowcx"),
    "dlp": ("datalossprevention",),
    "dns": ("dns", "dnsmanaged"),
    "file": ("filestore",),
    "iam": ("",),
    "identitytoolkit": ("identityplatform",),
    "logging": ("logging", "loggingproject"),
    "managedidentities": ("activedirectory",),
    "metastore": ("dataprocmetastore",),
    "ml": ("mlengine",),
    "run": ("cloudrun", "cloudrunv2"),
    "securitycenter": ("scc",),
    "servicemanagement": ("endpoints",),
    "sqladmin": ("sql", "sqldatabase"),
    "storage": ("storage", "storagebucket"),
}
"""How Terraform calls services that it does not call as Google's API does."""

NAMED_OTHERWISE = {
    "analyticshub:DataExchange": "google_bigquery_analytics_hub_data_exchange",
    "analyticshub:Listing": "google_bigquery_analytics_hub_listing",
    "apigateway:Config": "google_api_gateway_api_config",
    "bigtableadmin:Cluster": "google_bigtable_instance",
    "dns:ResourceRecordSet": "google_dns_record_set",
    "healthcare:Annotation": "google_healthcare_fhir_store",
    "healthcare:AnnotationStore": "google_healthcare_fhir_store",
    "healthcare:Message": "google_healthcare_hl7_v2_store",
    "iam:Key": "google_service_account_key",
    "iam:OrganizationRole": "google_organization_iam_custom_role",
    "iam:Role": "google_project_iam_custom_role",
    "logging:BillingAccountBucket": "google_logging_billing_account_bucket_config",
    "logging:Bucket": "google_logging_project_bucket_config",
    "logging:FolderBucket": "google_logging_folder_bucket_config",
    "logging:OrganizationBucket": "google_logging_organization_bucket_config",
    "sourcerepo:Repo": "google_sourcerepo_repository",
    "storagetransfer:TransferJob": "google_storage_transfer_job",
}
GRANT = re.compile(r"Iam(Policy|Binding|Member)$")
"""Who may use what; the same for every service."""
GRANT_ROW: list[object] = ["identity", "identity"]

FILLED = ("zone", "location")
"""Parts of a resource's path that the provider fills in from its own settings; nothing else is."""
PLACES = ("zone", "region", "location")
NOT_A_PARENT = frozenset({*PLACES, "project", "name", "type", "format", "action", "parent", "organization_id"})
OWN, REPLICAS, REFERENCES, TAGS, SWITCHES, ENDPOINTS = 4, 5, 6, 7, 8, 9
WIDTH = 11

Row = dict[str, Any]
Tree = dict[str, "Tree"]


def main(wheel: Path) -> None:
    """Writes the table and says how much it holds."""
    found = dict(sorted(read(wheel).items()))
    known = {name: squashed(name.removeprefix("google_")) for name in table_of_google()}
    named = {squash: name for name, squash in reversed(known.items())}
    rows = {}
    for token, (tree, path) in found.items():
        if GRANT.search(token):
            rows[token] = [*GRANT_ROW, module(token), "parent"]
        elif type_ := terraform_type(token, named):
            rows[token] = row(token, type_, tree, path)
    version = wheel.name.split("-")[1]
    table = {
        "made_by": "tools/transfer/google_native.py",
        "made_on": datetime.now(UTC).date().isoformat(),
        "provider": f"pulumi/{PACKAGE}",
        "versions": [f"pulumi/{PACKAGE} {version}"],
        "types": rows,
    }
    (COMPILED / f"types/pulumi-{PACKAGE}.json").write_bytes(resource_types.encode(table))
    print(f"{len(rows)} of {len(found)} types")


def read(wheel: Path) -> dict[str, tuple[Tree, frozenset[str]]]:
    """Every token without the version of its API, to its properties and the parts of its path in all versions."""
    found: dict[str, tuple[Tree, frozenset[str]]] = {}
    classes: dict[str, dict[str, str]] = defaultdict(dict)
    with zipfile.ZipFile(wheel) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".py")}
    for name, text in texts.items():
        if name.endswith("/_inputs.py"):
            classes[name.rpartition("/")[0]] = dict(CLASS.findall(text))
    for name, text in texts.items():
        if said := TOKEN.search(text):
            own = next((body for class_, body in CLASS.findall(text) if class_ == said[1].rpartition(":")[2]), "")
            token = tokens.plain(said[1])
            tree, path = found.get(token, ({}, frozenset()))
            grown = merged(tree, properties(own, classes[name.rpartition("/")[0]]))
            found[token] = grown, path | parts(text)
    return found


def properties(body: str, classes: dict[str, str], depth: int = 1) -> Tree:
    """The properties of one class, by the names that the engine sees, and theirs."""
    found: Tree = {}
    for written, name, type_ in GETTER.findall(body):
        inner = NESTED.search(type_)
        below = classes.get(inner[1], "") if inner and depth < DEEPEST else ""
        found[written or name] = properties(below, classes, depth + 1)
    return found


def merged(one: Tree, other: Tree) -> Tree:
    return {name: merged(one.get(name, {}), other.get(name, {})) for name in sorted({*one, *other})}


def parts(text: str) -> frozenset[str]:
    """The parts of a resource's path: what cannot change without another resource."""
    written = REPLACED.search(text)
    return frozenset(re.findall(r'"(\w+)"', written[1])) if written else frozenset()


def terraform_type(token: str, named: dict[str, str]) -> str | None:
    """The type of Terraform that is named like the token."""
    service, name = module(token), token.rpartition(":")[2]
    if other := NAMED_OTHERWISE.get(f"{service}:{name}"):
        return other
    tried = (f"{owner}{squashed(name)}" for owner in (*MODULES.get(service, ()), service))
    return next((named[squash] for squash in tried if squash in named), None)


def row(token: str, type_: str, tree: Tree, path: frozenset[str]) -> list[object]:
    """What is known of the type of Terraform, as far as the token has the same properties."""
    cells = [*facts_of(type_)]
    cells += [[], [], {}, "", [], [], False][len(cells) - OWN :]
    held = spelled(tree, [*cells[OWN], *cells[REPLICAS], *cells[REFERENCES], *cells[SWITCHES], *cells[ENDPOINTS]])
    cells[OWN] = [*(name for name in PLACES if name in tree), *(one for one in cells[OWN] if one in held - {*PLACES})]
    for column in (REPLICAS, SWITCHES, ENDPOINTS):
        cells[column] = [one for one in cells[column] if one in held]
    cells[REFERENCES] = {one: kind for one, kind in cells[REFERENCES].items() if one in held} | parents(token, path)
    cells[TAGS] = labels(cells[TAGS], tree)
    cells[3] = model(cells, path)
    while not cells[-1]:
        cells.pop()
    return cells


def model(cells: list[Any], path: frozenset[str]) -> str:
    """How a place is found: what the provider does not fill in, and nobody writes, is not known."""
    if path & {*FILLED}:
        return "own-optional"
    if cells[OWN]:
        return "own-required"
    return cells[3] if cells[3] in ("parent", "own-nested", "global") else "parent"


def parents(token: str, path: frozenset[str]) -> dict[str, str]:
    """What stands above a resource in its path."""
    own = f"{tokens.snake(token.rpartition(':')[2])}_id"
    return dict.fromkeys(sorted(part for part in path - NOT_A_PARENT if part != own), "parent")


def labels(written: str, tree: Tree) -> str:
    """Where labels stand; `tags` are those of networks here."""
    held = spelled(tree, [written]) if written else frozenset()
    return written if written in held else "labels" if "labels" in tree else ""


def spelled(tree: Tree, wanted: list[str]) -> frozenset[str]:
    """Every path of the properties, as Terraform spells it."""
    spelling = Spelling(wanted)

    def walk(below: Tree, above: str) -> Iterator[str]:
        for name, inner in below.items():
            path = spelling.of(above, name)
            path = f"{above}.{path}" if above else path
            yield path
            yield from walk(inner, path)

    return frozenset(walk(tree, ""))


def table_of_google() -> list[str]:
    found = types.table("google")
    return list(found.types) if found else sys.exit("compiled/types/google.json is missing")


def facts_of(type_: str) -> list[Any]:
    """The row of a type of Terraform, corrections included, in the table's own form."""
    found = types.lookup(type_)
    return json.loads(types.msgspec.json.encode(found)) if found else sys.exit(f"{type_} is in no table")


def module(token: str) -> str:
    return token.split(":")[1]


def squashed(name: str) -> str:
    return name.replace("_", "").lower()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
