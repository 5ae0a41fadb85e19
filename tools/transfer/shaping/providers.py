"""Providers: both shapes of the research in, drafts of `records.Provider` out."""

from __future__ import annotations

import re

from shaping import endpoints, names, offers, regions
from shaping.evidence import Entry, Evidence, unstated

_PLACE_FIRST = ("zone", "availability_zone", "zone_id", "subregion_name", "datacenter")
_PLACE = (*_PLACE_FIRST, "location", "region", "region_id", "region_name", "metro", "cloud_name", "cluster_region")
_TYPE = re.compile(r"[a-z][a-z0-9]*_[a-z0-9_]*\*?")
_RUNS = re.compile(r"operat|runs ", re.IGNORECASE)
_CONTRACTS = re.compile(r"contracting", re.IGNORECASE)


def draft(entry: Entry, evidence: Evidence, known: frozenset[str]) -> Entry:
    """One provider as the facts have it. `known` are the ids of all providers."""
    sources = names.addresses(entry)
    operators = operating(entry["entities"])
    found = {
        "id": entry["id"],
        "name": entry["names"][0],
        "country": entry.get("hq_country") or "",
        "names": tuple(entry["names"][1:]),
        "terraform": sources,
        "pulumi": names.packages(entry),
        "prefixes": names.prefixes(sources),
        "operator": operators[0] if len(operators) == 1 else unstated("the facts name no single operating company"),
        "location": _location(entry),
        "clouds": _clouds(entry, evidence),
        "regions": _regions(entry, evidence, operators, known),
        "endpoints": _endpoints(entry, evidence),
        "offers": _offers(entry, evidence),
        "globals": _globals(entry, evidence),
        "technology": [_dependency(item, evidence) for item in entry.get("technology_dependencies", ())],
        "site_map": "self-hosted" in entry["category"],
        **evidence.of(entry),
    }
    return {name: value for name, value in found.items() if value not in ("", (), [], False)}


def operating(entities: list[Entry]) -> tuple[str, ...]:
    """The companies said to operate; those said to contract where none is; the only one where there is one."""
    for said in (_RUNS, _CONTRACTS):
        found = tuple(entity["id"] for entity in entities if said.search(entity.get("role") or ""))
        if found:
            return found
    return tuple(entity["id"] for entity in entities) if len(entities) == 1 else ()


def _location(entry: Entry) -> tuple[str, ...]:
    """Attributes of resources that give the place, zones first."""
    stated = entry.get("location_attributes") or {}
    written = [item.partition(" ")[0].split(".")[-1] for item in stated.get("primary") or stated.get("resource") or ()]
    return tuple(dict.fromkeys(sorted((name for name in written if name in _PLACE), key=_PLACE.index)))


def _clouds(entry: Entry, evidence: Evidence) -> list[Entry]:
    if entry["id"] == "aws":
        return [_partition(item, evidence) for item in entry["partitions"]]
    if entry["id"] == "oci":
        return [_realm(item, entry, evidence) for item in entry["realms"]]
    return [_cloud(item, evidence) for item in entry.get("clouds", ())]


def _partition(item: Entry, evidence: Evidence) -> Entry:
    return {
        "id": item["id"],
        "operator": item["entity"] or unstated("the operating company of this partition is not stated"),
        "regions": item["region_regex"].replace("\\-", "-"),
        "arn": item["id"],
        **evidence.of(item),
    }


def _realm(item: Entry, entry: Entry, evidence: Evidence) -> Entry:
    run_by = {region["entity"] for region in entry["regions"] if region["realm"] == item["id"] and region.get("entity")}
    operator = run_by.pop() if len(run_by) == 1 else unstated("the operating company of this realm is not stated")
    return {"id": item["id"], "operator": operator, **evidence.of(item)}


def _cloud(item: Entry, evidence: Evidence) -> Entry:
    chosen = item.get("azurerm_environment")
    return {
        "id": item["id"],
        "operator": item.get("entity") or unstated("the operating company of this cloud is not stated"),
        "settings": {"environment": (chosen,)} if chosen else {},
        **evidence.of(item),
    }


def _regions(entry: Entry, evidence: Evidence, operators: tuple[str, ...], known: frozenset[str]) -> list[Entry]:
    listed = [*entry["regions"], *(zone for zone in entry.get("zones_outside_standard_regions", ()) if zone["id"])]
    own = [regions.draft(item, evidence, operators=operators, providers=known - {entry["id"]}) for item in listed]
    several = [regions.multi(item, evidence, "googleapis.com") for item in entry.get("multi_regions", ())]
    proof = evidence.of({"source": ("avm-regions",), "verified": True})
    return own + several + [regions.geography(item, proof) for item in entry.get("logical_locations", ())]


def _endpoints(entry: Entry, evidence: Evidence) -> list[Entry]:
    listed = entry.get("endpoints") or entry.get("endpoint_patterns") or ()
    clouds = frozenset(item["id"] for field in ("partitions", "clouds", "realms") for item in entry.get(field, ()))
    found = {row["pattern"]: row for item in listed for row in endpoints.drafts(item, evidence, clouds)}
    return list(found.values())


def _offers(entry: Entry, evidence: Evidence) -> list[Entry]:
    alone = len(entry["offers"]) == 1
    return [offers.draft(item, evidence, entry["id"], alone=alone) for item in entry["offers"]]


def _globals(entry: Entry, evidence: Evidence) -> list[Entry]:
    """Services without a region; a type whose place an attribute decides is no such service."""
    found = []
    for item in entry.get("global_services", ()):
        listed = item.get("terraform_types") or ()
        types = tuple(name for name in listed if _TYPE.fullmatch(name)) if isinstance(listed, list) else ()
        if types:
            found.append({"types": types, "service": names.slug(item["service"]), **evidence.of(item)})
    return found


_KINDS = (
    ("own", "own"),
    ("self-operated", "open-source"),
    ("hardware", "hardware"),
    ("infrastructure", "infrastructure"),
    ("deploys into", "infrastructure"),
    ("managed databases", "operation"),
    ("pivot", "own"),
)
"""Words of the research to kinds; whatever is not among them is software of another."""


def _dependency(item: Entry, evidence: Evidence) -> Entry:
    kind = next((ours for theirs, ours in _KINDS if theirs in item["kind"]), "software")
    countries = tuple(re.findall(r"\b[A-Z]{2}\b", str(item["on_country"])))
    return {"on": item["on"], "kind": kind, "countries": countries, **evidence.of(item)}


def settled(draft: Entry, read_on: str) -> Entry:
    """The draft with its corrections: evidence dated, operators said once, offers that nothing chooses closed."""
    default = {cloud["id"]: cloud["operator"] for cloud in draft.get("clouds", ())}
    rows = regions.once({"as_of": read_on, **row} for row in draft.get("regions", ()))
    for row in rows:
        if row.get("operator") == default.get(row.get("cloud", ""), draft.get("operator")):
            del row["operator"]
    return draft | {"regions": rows, "offers": _closed(draft.get("offers", []))}


def _closed(listed: list[Entry]) -> list[Entry]:
    """Of several offers, one that neither types nor regions nor a cloud choose is the default, and only as the last."""
    chosen = ("types", "cloud")
    last = len(listed) - 1
    return [
        offer if number == last or any(offer.get(field) for field in chosen) else offer | {"types": ("none",)}
        for number, offer in enumerate(listed)
    ]
