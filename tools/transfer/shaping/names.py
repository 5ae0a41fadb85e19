"""Names of the research as ids, package names and source addresses."""

from __future__ import annotations

import re
import unicodedata

from shaping.evidence import Entry

_ADDRESS = re.compile(r"[\w-]+/[\w-]+")
_PACKAGE = re.compile(r"(?:pulumi|pulumiverse|lbrlabs-pulumi|ediri)[-/](?:pulumi-)?([a-z0-9]+(?:-native)?)")


def slug(name: str) -> str:
    """Lower case words with dashes: `Cloud Avenue SecNum` is `cloud-avenue-secnum`."""
    plain = unicodedata.normalize("NFKD", name.partition(" (")[0]).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def addresses(provider: Entry) -> tuple[str, ...]:
    """Terraform source addresses that mean this provider whatever its block says; those with a condition do not."""
    written = (item if isinstance(item, str) else item["address"] for item in provider["terraform_sources"])
    return tuple(name for name in written if _ADDRESS.fullmatch(name))


def packages(provider: Entry) -> tuple[str, ...]:
    """Pulumi package names, as they begin a type token."""
    stated = provider["pulumi_packages"]
    if isinstance(stated, dict):
        return tuple(prefix.removesuffix(":") for prefix in stated.get("type_prefixes") or ())
    found = (match for item in stated for key in ("npm", "pypi") for match in _PACKAGE.findall(item.get(key, "")))
    return tuple(dict.fromkeys(found))


def prefixes(sources: tuple[str, ...]) -> tuple[str, ...]:
    """How resource types begin: Terraform takes the provider's name from a type's first word."""
    names = (address.rpartition("/")[2] for address in sources)
    return tuple(dict.fromkeys(f"{name}_" for name in names if "-" not in name))
