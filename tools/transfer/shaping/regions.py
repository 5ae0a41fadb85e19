"""Regions: both shapes of the research in, drafts of `records.Region` out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from shaping.evidence import GRADES, Entry, Evidence, unstated

_KINDS = {
    "local-zone": "local_zone",
    "object-storage-region": "region",
    "location_hint": "region",
    "jurisdiction": "multi_region",
    "configurable_dual_region": "dual_region",
}
_CLOUD_FIELDS = ("partition", "cloud", "universe", "realm")
_PROVIDER_IDS = {"google": "gcp"}
_REMARK = re.compile(r"\s*\([^)]*\)")
_NOT_ISO = (None, "--")


def draft(entry: Entry, evidence: Evidence, *, operators: tuple[str, ...], providers: frozenset[str]) -> Entry:
    """One region. `operators` are the companies that the provider's facts name as operating.

    A region whose company is not named is run by the provider's only one; by an unknown one where there are several.
    """
    found = {
        "id": entry["id"],
        "country": _country(entry),
        "city": city(entry.get("city")),
        "kind": _KINDS.get(entry.get("kind") or "region", entry.get("kind") or "region"),
        "cloud": next((entry[field] for field in _CLOUD_FIELDS if entry.get(field)), ""),
        "countries": _several(entry),
        "parent": entry.get("parent_region") or "",
        "aliases": _aliases(entry),
        "zones": _zones(entry),
        "match": _match(entry),
        "pair": (entry.get("paired_region") or [""])[0],
        "operator": _operator(entry, operators),
        "host": _host(entry, providers),
        "products": ("object-storage",) if entry.get("kind") == "object-storage-region" else (),
        **evidence.of(entry),
    }
    return {name: value for name, value in found.items() if value not in ("", (), None)}


def city(written: str | None) -> str:
    """The name alone, without the remarks of the research; nothing where the research only guessed."""
    if not written or "not confirmed" in written:
        return ""
    return _REMARK.sub("", written).strip()


def multi(entry: Entry, evidence: Evidence, cloud: str) -> Entry:
    """A multi-region or dual region that is sold under one id, with the countries that are published."""
    members = tuple(name.split(" ")[0] for name in entry.get("member_regions") or ())
    found = {
        "id": entry["id"],
        "country": _multi_country(entry),
        "kind": entry["kind"],
        "cloud": cloud,
        "countries": _several(entry),
        "members": members,
        "aliases": tuple(name for name in entry["aliases"] if name != entry["id"]),
        "products": tuple(part.strip() for part in re.split(r"[,/]", entry["product"])),
        **evidence.of(entry),
    }
    return {name: value for name, value in found.items() if value not in ("", (), None)}


def geography(entry: Entry, proof: Entry) -> Entry:
    """A name for a part of the world that some services take as their location."""
    return {
        "id": entry["id"],
        "country": unstated("a geography, not a data centre"),
        "kind": "multi_region",
        "cloud": "AzurePublic",
        "aliases": (entry["display_name"],),
        **proof,
    }


def once(drafts: Iterable[Entry]) -> list[Entry]:
    """One record for an id that several products share; it is as good as the weakest of its statements."""
    found: dict[tuple[str, str], Entry] = {}
    for item in drafts:
        key = (item.get("cloud", ""), item["id"])
        other = found.setdefault(key, item)
        found[key] = other | {"grade": max(item["grade"], other["grade"], key=GRADES.index)}
    return list(found.values())


def _multi_country(entry: Entry) -> str | Entry:
    countries = entry.get("multi_region_countries") or []
    if entry["kind"] == "global":
        return "*"
    if len(countries) == 1:
        return str(countries[0])
    return unstated("the member regions are not published") if not countries else unstated("several countries")


def _country(entry: Entry) -> str | Entry:
    if entry.get("kind") == "location_hint":
        return unstated("a hint to the provider, not a guarantee")
    if _several(entry):
        return unstated("several countries")
    return unstated("not published") if entry.get("country") in _NOT_ISO else str(entry["country"])


def _several(entry: Entry) -> tuple[str, ...]:
    countries = tuple(entry.get("multi_region_countries") or ())
    return countries if len(countries) > 1 else ()


def _aliases(entry: Entry) -> tuple[str, ...]:
    """Other names that a configuration may write; names in words only where the provider prints them so."""
    prints = "partition" in entry or "cloud" in entry
    written = (name for name in entry.get("aliases") or () if prints or " " not in name)
    return tuple(dict.fromkeys(name for name in written if name != entry["id"]))


def _zones(entry: Entry) -> tuple[str, ...]:
    zones = entry.get("zones")
    return tuple(zones) if isinstance(zones, list) else ()


def _match(entry: Entry) -> str:
    """The written values that the id, the aliases and the zones do not list already."""
    if entry.get("universe"):
        return f"^regional-{entry['id']}$"
    pattern = str(entry.get("match") or entry.get("zone_pattern") or "")
    if prefix := entry.get("zone_id_prefix"):
        return f"^(?:{pattern.strip('^$')}|{prefix}-az\\d)$"
    return "" if pattern == f"^{entry['id']}$" else pattern


def _operator(entry: Entry, operators: tuple[str, ...]) -> str | Entry:
    if "entity" in entry and entry["entity"] is None and len(operators) > 1:
        return unstated("the operating company of this region is not stated")
    entity = str(entry.get("entity") or "")
    return "" if entity.startswith("google-contracting") else entity


def _host(entry: Entry, providers: frozenset[str]) -> str:
    below = _PROVIDER_IDS.get(
        str(entry.get("infrastructure_provider")), str(entry.get("infrastructure_provider") or "")
    )
    return below if below in providers else ""
