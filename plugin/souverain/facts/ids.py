"""Ids that are made from content, so that documents merge by union."""

from __future__ import annotations

import hashlib

import msgspec

from souverain import placement


def of_content(value: object) -> str:
    """An id for any value that can be written as JSON."""
    return hashlib.sha256(msgspec.json.encode(value)).hexdigest()[:12]


def of_place(site: placement.Site, kind: str) -> str:
    """An id that reads well, and holds all that tells two places apart."""
    told = (site.provider, site.offer, site.region, site.operator)
    parts = [fact.value if fact.known and fact.value is not None else "?" for fact in told]
    name = "/".join([*parts[:3], site.service or "-", kind or "-", parts[3]])
    return name if all(fact.known for fact in (*told, site.countries)) else f"{name}~{of_content(site)}"
