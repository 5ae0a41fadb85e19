"""Countries: membership and adequacy decisions in, drafts of `records.Country` out. The build adds names from CLDR."""

from __future__ import annotations

from shaping.evidence import Entry


def drafts(facts: Entry, sources: dict[str, str], corrections: Entry) -> list[Entry]:
    """All countries, and what only the corrections list, as codes that are not ISO's. `sources` are ids by address."""
    read_on = facts["meta"]["as_of"]
    zones = {zone: codes for zone, codes in facts["meta"]["zones"].items() if not zone.startswith("ADEQUATE")}
    found = [_country(entry, zones, sources, read_on) for entry in facts["countries"]]
    listed = {item["id"] for item in found}
    added = [{"id": code, **_general(read_on)} for code in corrections if code not in listed]
    return [{**item, **corrections.get(item["id"], {})} for item in sorted(found + added, key=lambda item: item["id"])]


def _country(entry: Entry, zones: dict[str, list[str]], sources: dict[str, str], read_on: str) -> Entry:
    decision = entry.get("adequacy")
    found = {
        "id": entry["code"],
        "zones": tuple(zone for zone, codes in zones.items() if entry["code"] in codes),
        "adequacy": (_decision(decision, sources, read_on),) if decision else (),
        **_general(read_on),
    }
    return {name: value for name, value in found.items() if value != ()}


def _general(read_on: str) -> Entry:
    """Who is a member state, and of what, is general knowledge: the research cites no text for it."""
    return {"source": ("background",), "as_of": read_on, "grade": "background"}


def _decision(entry: Entry, sources: dict[str, str], read_on: str) -> Entry:
    found = {
        "decision": entry["decision"].partition(" as renewed")[0],
        "since": entry["date"],
        "until": entry.get("expires") or "",
        "scope": entry["scope"],
        "condition": (entry.get("condition") or {}).get("recipient_flag", ""),
        "source": (sources[entry["source"]],),
        "as_of": read_on,
        "grade": "background" if entry["fact"] == "background" else "secondary",
    }
    return {name: value for name, value in found.items() if value != ""}
