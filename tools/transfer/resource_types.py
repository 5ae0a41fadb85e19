"""Turns tables of published provider schemas into the compact ones of `plugin/souverain/compiled/types`.

Usage: resource_types.py FACTS_FOLDER. The folder holds `types/terraform/*.json` and `types/health.json`; one file per
provider comes out. Kept is what a step of souverain reads: role, own and replica places, references that carry data, a
place or a class, the attribute of labels, switches of copies, addresses.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[2] / "plugin/souverain/compiled/types"

Row = dict[str, Any]
DATA_REFERENCES = ("destination", "source", "storage", "key", "queue", "logs")
PLACE_REFERENCES = ("parent", "network", "secret", "ref")
ALWAYS = ("parent", "secret")
"""Kinds whose required ones are kept of every type: what holds it."""
MODELS_THAT_INHERIT = ("parent", "provider", "own-nested")
DEEPEST = 3
"""Dots of the longest path that is kept: below stand options of options."""
HOLDERS = ("stores", "processes", "transports")

# Accounts, projects and groups say who pays, not where the data is: an Azure resource group's place is its metadata's.
NOT_A_PARENT = re.compile(
    r"(^|[._])(project|project_id|project_ids|organization|organization_id|org_id|account|account_id|account_ids|tenant_id|tenancy_id|owner_id|"
    r"folder|folder_id|compartment_id|resource_group|resource_group_name|resource_group_id|billing_account|subscription_id|user_name|user|"
    r"stackit_project_id|domain_id|enterprise_project_id|keypair_name|key_name|ami|image|image_id|option_group_name|parameter_group_name)$"
)
# What the schema words like a source or a destination and is a date, a format or a switch.
NOT_A_REFERENCE = re.compile(
    r"(frequency|_enabled|_hash|_type|_format|_size|_version|_engine|_count|_policy|_owner|enable_.*|disable_.*|skip_.*|_after|_before|"
    r"service_account|_policy_id|_policies|policy_arn|_endpoint|_user_assigned_identity_id)$"
)
# What the schema words like a reference and holds a secret in clear, or a text of any kind: never kept of a plan.
SECRET = re.compile(
    r"(access_key(_id)?|account_key|secret_key|primary_key|secondary_key|customer_key(_md5)?|source_key|encryption_key|"
    r"_raw|_rsa|sas_token|token|password|source_contents?|_template|_label)$"
)
SWITCH = re.compile(
    r"redundan|replication_type|geo_backup_enabled|geo_backup_policy_enabled|storage_mode_type|cross_region|multi_region|same_region|"
    r"global_cluster_identifier|is_replicate_automatic|^replicate_to$|^rpo$|failover_dr_replica|availability_type"
)
NOT_A_SWITCH = re.compile(
    r"zon(e|al)_redundan|disk_redundancy|redundancy_(zone|type)|key_vault|user_assigned|multi_region\.rpo|compute_redundancy"
)
SQL_STORAGE = re.compile(r"_(mssql|sql|synapse)_")
NOT_A_PLACE = re.compile(
    r"geo_locations$|metric_alert|standby_availability_zone$|(^|_)location_name$.*cidr|cidr_routing|additional_locations$|datacenter_name$"
)
COPY_PLACE = re.compile(r"backup|replica|copy|data_locations|secondary|partner_(server|region)|^destination\.")
ENDPOINT = re.compile(
    r"(^|\.)(endpoint|endpoint_url|http_endpoint|url|uri|host|hostname|server|servers|bootstrap_servers|connection_url)$"
)
NOT_AN_ENDPOINT = re.compile(
    r"cors|logo|icon|redirect|policy_url|terms|support|certificate|token|issuer|oauth|health_check|probe|liveness|readiness|startup"
)
NUMBERED_ZONES = frozenset({"azurerm", "azurestack"})
WORLDWIDE = frozenset({"cloudflare"})
"""Providers whose stores are kept worldwide when nothing says otherwise."""
NAMED_BY_THE_SITE = frozenset({"openstack"})


def main(facts: Path) -> None:
    """Writes all tables and says how large they are."""
    health = json.loads((facts / "types/health.json").read_bytes())
    total = count = 0
    TARGET.mkdir(parents=True, exist_ok=True)
    for path in sorted((facts / "types/terraform").glob("*.json")):
        raw = json.loads(path.read_bytes())
        data = encode(compact(raw, frozenset(health.get(f"terraform/{raw['provider']}", ()))))
        (TARGET / path.name).write_bytes(data)
        total += len(data)
        count += len(raw["resource_types"])
    print(f"{count} types, {total / 1e6:.2f} MB")


def compact(raw: Row, health: frozenset[str]) -> Row:
    """The table of one provider: its birth certificate, then a row for each type."""
    rows = {
        name: row(raw["provider"], name, facts, name in health) for name, facts in sorted(raw["resource_types"].items())
    }
    versions = [
        f"{item.get('source') or raw['provider_source']} {item['provider_version']}"
        for item in raw["sources"]
        if item.get("provider_version")
    ]
    return {
        "made_by": "tools/transfer/resource_types.py",
        "made_on": datetime.now(UTC).date().isoformat(),
        "provider": raw["provider_source"],
        "versions": versions or [f"{raw['provider_source']} {raw['provider_version'] or ''}".strip()],
        "types": rows,
    }


def row(provider: str, name: str, facts: Row, health: bool) -> list[object]:
    """One type, in the order of `knowledge.types.TypeFacts`, without the defaults at its end."""
    role, _, kind = (facts.get("role") or "control/config").partition("/")
    places = facts.get("location_attributes", {})
    model = model_of(provider, facts["location_model"], role, places)
    cells = [
        role,
        kind,
        facts["service"] or "",
        model,
        own_places(provider, places, model),
        replica_places(name, places),
        references(facts, role, model),
        labels_of(provider, facts.get("tags_attribute") or ""),
        switches(name, facts, places),
        endpoints(facts, role),
        health and role in ("stores", "processes"),
    ]
    while not cells[-1]:
        cells.pop()
    return cells


def model_of(provider: str, model: str, role: str, places: dict[str, str]) -> str:
    """How the type gets its place. `global` is a claim: what holds data has a place, named by the schema or not."""
    if model != "global" or role not in ("stores", "processes") or provider in WORLDWIDE:
        return model
    return "own-optional" if any(kind_of(meaning) == "own" for meaning in places.values()) else "provider"


def labels_of(provider: str, attribute: str) -> str:
    """Where labels stand. Google's `tags` are those of networks and policies; a lone `label` is a display name."""
    if provider == "google" and attribute == "tags":
        return "labels"
    return "" if attribute == "label" and provider != "ionoscloud" else attribute


def flag(meaning: str) -> str:
    return meaning.split()[0]


def kind_of(meaning: str) -> str:
    return meaning.split()[1]


def own_places(provider: str, places: dict[str, str], model: str) -> list[str]:
    """Paths of the type's own place, best first. A part of it counts where the type says its place nowhere else."""
    found = {path: flag(meaning) for path, meaning in places.items() if kind_of(meaning) == "own"}
    if model == "own-nested":
        found |= {
            path: flag(meaning) for path, meaning in places.items() if is_part(meaning) and not COPY_PLACE.search(path)
        }
    if provider in NUMBERED_ZONES:
        found = {path: written for path, written in found.items() if path.rpartition(".")[2] not in ("zone", "zones")}
    if provider in NAMED_BY_THE_SITE:
        found = {path: written for path, written in found.items() if "zone" not in path}
    return sorted(found, key=lambda path: (found[path] == "C", path.count("."), precision(path), path))


def is_part(meaning: str) -> bool:
    return kind_of(meaning) == "part" and flag(meaning) != "C"


def precision(path: str) -> int:
    last = path.rpartition(".")[2]
    if "zone" in last or last in ("az", "availability_domain", "availability_domains", "datacenter"):
        return 0
    return 1 if "region" in last else 2


def replica_places(name: str, places: dict[str, str]) -> list[str]:
    """Paths of places to which the data is copied; a witness and a standby zone of the same region stay."""
    return sorted(
        path
        for path, meaning in places.items()
        if (kind_of(meaning) == "replica" or (kind_of(meaning) == "part" and COPY_PLACE.search(path)))
        and not NOT_A_PLACE.search(f"{name}.{path}")
        and not path.endswith("same_region")
    )


def references(facts: Row, role: str, model: str) -> dict[str, str]:
    """Path to kind: data first, then what may hand down a place or a class."""
    written = {
        path: meaning
        for path, meaning in facts.get("reference_attributes", {}).items()
        if flag(meaning) != "C"
        and path.count(".") <= DEEPEST
        and not NOT_A_REFERENCE.search(path)
        and not SECRET.search(path.rpartition(".")[2])
    }
    data = {
        path: kind_of(meaning)
        for path, meaning in written.items()
        if kind_of(meaning) in DATA_REFERENCES and (role != "identity" or kind_of(meaning) == "storage")
    }
    return data | parents(written, model)


def parents(written: dict[str, str], model: str) -> dict[str, str]:
    """The required parents; for a type without a place of its own also optional ones, a network, what is required."""
    usable = {path: meaning for path, meaning in written.items() if not NOT_A_PARENT.search(path)}
    for kind in PLACE_REFERENCES if model in MODELS_THAT_INHERIT else ALWAYS:
        of_kind = {
            path: flag(meaning)
            for path, meaning in usable.items()
            if kind_of(meaning) == kind and path.count(".") < DEEPEST
        }
        required = [path for path in of_kind if of_kind[path] == "R" and (kind != "ref" or model == "parent")]
        optional = [path for path in of_kind if kind in ("parent", "network") and path.count(".") == 0]
        chosen = required or (optional if model in MODELS_THAT_INHERIT else [])
        if chosen:
            return dict.fromkeys(
                sorted(chosen, key=lambda path: (path.count("."), path))[:3],
                "network" if kind == "network" else "parent",
            )
    return {}


def switches(name: str, facts: Row, places: dict[str, str]) -> list[str]:
    """Settings that decide on copies. `storage_account_type` does for Azure's databases; a disk's is a price class."""
    found = [
        path
        for path in facts.get("replication_attributes", ())
        if SWITCH.search(path) and not NOT_A_SWITCH.search(path)
    ]
    if SQL_STORAGE.search(name):
        found += [path for path in facts.get("replication_attributes", ()) if path == "storage_account_type"]
    return sorted({*found, *(path for path in places if path.endswith("same_region"))})


def endpoints(facts: Row, role: str) -> list[str]:
    if role not in HOLDERS:
        return []
    return sorted(
        path
        for path in facts.get("endpoint_attributes", ())
        if path.count(".") < 2 and ENDPOINT.search(path) and not NOT_AN_ENDPOINT.search(path)
    )


def encode(table: Row) -> bytes:
    """JSON with one type a line: a change of one type is a change of one line."""
    rows = ",\n".join(
        f"{json.dumps(name)}:{json.dumps(cells, separators=(',', ':'))}" for name, cells in table["types"].items()
    )
    head = ",\n".join(
        f"{json.dumps(key)}:{json.dumps(table[key])}" for key in ("made_by", "made_on", "provider", "versions")
    )
    return f'{{{head},\n"types":{{\n{rows}\n}}}}\n'.encode()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
