"""State backends: the research's list in, drafts of `asides.StateBackend` out."""

from __future__ import annotations

import re

from shaping.evidence import Entry, Evidence
from shaping.names import slug

_ATTRIBUTE = re.compile(r"[a-z][a-z0-9_.]*\Z")
_DEFAULT = re.compile(r"\(default ([\w.-]+)\)")
_SCHEME = re.compile(r"[a-z]+://")
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]+")
_NONE = ("terraform:removed", "opentofu:encryption", "pulumi:secrets-provider")
_READ_IN = ("tf-core", "pulumi-core")
"""Whose code the list was read in: the tools themselves."""


def drafts(listed: list[Entry], providers: list[Entry], evidence: Evidence) -> list[Entry]:
    """Every backend that a configuration can name; one that is gone, or that only encrypts, is none."""
    kept = (entry for entry in listed if entry["id"] not in _NONE)
    return [_draft(entry, _users(entry["id"], providers), evidence) for entry in kept]


def _draft(entry: Entry, providers: tuple[str, ...], evidence: Evidence) -> Entry:
    written = [str(item) for item in (*entry.get("location_attributes", ()), *entry.get("env", ()))]
    words = [word for item in written for word in re.split(r"[ /+]+", item.partition(" (")[0])]
    addresses = " ".join(entry.get("url_schemes", ()))
    found = {
        "id": slug(entry["id"].replace(":", "-")),
        "tools": tuple(entry["tool"].split("/")),
        "backend": entry["id"].partition(":")[2],
        "schemes": tuple(dict.fromkeys(_SCHEME.findall(addresses))),
        "attributes": tuple(dict.fromkeys(word for word in words if _ATTRIBUTE.fullmatch(word))),
        "environment": tuple(dict.fromkeys(word for word in words if _VARIABLE.fullmatch(word))),
        "default": "".join(_DEFAULT.findall(" ".join(written))[:1]),
        "providers": providers,
        **evidence.of(entry, otherwise=(_READ_IN[entry["tool"] == "pulumi"],)),
    }
    return {name: value for name, value in found.items() if value not in ("", ())}


def _users(backend: str, providers: list[Entry]) -> tuple[str, ...]:
    """The providers that say of themselves that they can be behind it."""
    return tuple(
        provider["id"]
        for provider in providers
        if any(str(item).partition(" ")[0] == backend for item in provider.get("state_backends", ()))
    )
