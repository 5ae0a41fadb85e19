"""Offers and their certificates: both shapes of the research in, drafts of `records.Offer` out."""

from __future__ import annotations

import re

from shaping.evidence import GRADES, Entry, Evidence
from shaping.names import slug

# The decree on HDS lists the virtual infrastructure third, the platform fourth; older texts had it the other way round.
ACTIVITIES = ("physical-sites", "hardware", "virtual-infrastructure", "platform", "administration", "backup")
_CATEGORY = re.compile(r"\b([IPCS])aaS\b")
_NUMBER = re.compile(r"(?:certificate )?([\w-]*\d[\w-]*)$")
_STATUS = (
    ("not", "none"),
    ("none known", "unknown"),
    ("in-progress", "in-progress"),
    ("claimed", "claimed"),
    ("unknown", "unknown"),
    ("conflict", "unknown"),
    ("qualified", "granted"),
    ("certifi", "granted"),
    ("attested", "granted"),
)


def draft(entry: Entry, evidence: Evidence, provider: str, *, alone: bool) -> Entry:
    """One offer, under the provider's id where it is the only one. It is as sure as its best known certificate."""
    certificates = tuple(_certificate(item, evidence) for item in entry["certifications"])
    proof = evidence.of(entry, otherwise=_cited(entry))
    return {
        "id": provider if alone else slug(entry["name"]),
        "name": entry["name"].partition(" (")[0],
        "regions": tuple(entry.get("regions") or ()),
        "certificates": certificates,
        **proof,
        "grade": min((item["grade"] for item in certificates), key=GRADES.index, default=proof["grade"]),
    }


def _certificate(entry: Entry, evidence: Evidence) -> Entry:
    scheme, version = _scheme(str(entry["scheme"]))
    found = {
        "scheme": scheme,
        "title": str(entry["scheme"]) if scheme == "other" else "",
        "status": _status(entry),
        "version": str(entry.get("version") or version),
        "since": str(entry.get("from") or ""),
        "until": str(entry.get("until") or ""),
        "number": _number(entry.get("decision")),
        "regions": tuple(entry.get("regions") or ()),
        "services": _services(entry) if scheme == "SecNumCloud" else (),
        "activities": _activities(entry.get("activities")),
        "holder": entry.get("holder_entity") or "",
        **evidence.of(entry),
    }
    return {name: value for name, value in found.items() if value not in ("", ())}


def _scheme(written: str) -> tuple[str, str]:
    if written.startswith("ISO/IEC 27001"):
        return "ISO/IEC 27001", written.partition(":")[2]
    if written.startswith("BSI C5"):
        return "BSI C5", ""
    return (written, "") if written in ("HDS", "SecNumCloud") else ("other", "")


def _status(entry: Entry) -> str:
    """Granted only with an end date: a certificate that is named without one is claimed."""
    word = next(ours for theirs, ours in _STATUS if str(entry["status"]).startswith(theirs))
    return "claimed" if word == "granted" and not entry.get("until") else word


def _services(entry: Entry) -> tuple[str, ...]:
    return tuple(sorted(f"{letter.lower()}aas" for letter in set(_CATEGORY.findall(str(entry.get("scope") or "")))))


def _activities(written: object) -> tuple[str, ...]:
    return tuple(ACTIVITIES[number - 1] for number in written) if isinstance(written, list) else ()


def _number(written: object) -> str:
    found = _NUMBER.search(str(written or ""))
    return found[1] if found else ""


def _cited(entry: Entry) -> tuple[str, ...]:
    cited = (name for item in entry["certifications"] for name in item.get("sources") or item.get("source") or ())
    return tuple(dict.fromkeys(cited)) or ("background",)
