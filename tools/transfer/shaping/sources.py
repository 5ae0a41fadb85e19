"""Sources: registers of several shapes in, drafts of `records.Source` out, for the sources that records cite."""

from __future__ import annotations

import re
from collections.abc import Iterable

from shaping.evidence import Entry

_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")
_URL = re.compile(r"https?://[^\s;)\"]+")
_REPOSITORY = re.compile(r"github\.com/([\w.-]+/[\w.-]+) ?(\S*) @ ([0-9a-f]{40})(.*)")
_REGISTRIES = re.compile(r"docs\.rs|pypi\.org|npmjs|crates\.io|pkg\.go\.dev")


def kinds(facts: Iterable[Entry], corrections: Entry) -> dict[str, str]:
    """How good each source is, where the research or our list of sources says so."""
    stated = {name: entry["kind"] for register in facts for name, entry in register.items() if "kind" in entry}
    return stated | {name: entry["kind"] for name, entry in corrections.items() if "kind" in entry}


def draft(name: str, entry: Entry, correction: Entry, read_on: str) -> Entry:
    """One source. A title that the register does not give is that of the repository or of the page."""
    repository, path, commit = _repository(entry)
    address = _address(entry, repository, path, commit)
    found = {
        "id": name,
        "title": f"{repository}, {path}".removesuffix(", ") if repository else _page(address) or name,
        "date": _date(entry.get("date") or entry.get("as_of"), read_on),
        "url": address,
        **{field: value for field, value in correction.items() if field != "kind"},
    }
    return {field: value for field, value in found.items() if value != ""}


def _repository(entry: Entry) -> tuple[str, str, str]:
    if "repo" in entry:
        return entry["repo"], entry.get("path", "").partition(";")[0].strip(), entry.get("commit", "")
    found = _REPOSITORY.search(str(entry.get("url") or ""))
    if found is None:
        return "", "", ""
    path = found[2] or found[4].split(",")[0].strip()
    return found[1], path if "(" not in path else "", found[3]


def _address(entry: Entry, repository: str, path: str, commit: str) -> str:
    if repository:
        kind = "blob" if "." in path.rpartition("/")[2] else "tree"
        return f"https://github.com/{repository}" + (f"/{kind}/{commit}/{path}".rstrip("/") if commit else "")
    found = _URL.search(str(entry.get("url") or ""))
    return found[0] if found and not _REGISTRIES.search(found[0]) else ""


def _page(address: str) -> str:
    host, _, path = address.partition("://")[2].partition("/")
    last = re.sub(r"\.\w{3,4}$", "", path.partition("?")[0].rstrip("/").rpartition("/")[2])
    words = re.sub(r"[-_]+", " ", last)
    return f"{host.removeprefix('www.')}: {words}" if words else host.removeprefix("www.")


def _date(written: object, read_on: str) -> str:
    return str(written) if _DATE.fullmatch(str(written)) else read_on
