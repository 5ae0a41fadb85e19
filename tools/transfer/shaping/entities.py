"""Legal entities and the edges between them: both shapes of the research in, drafts of `files.EntityFile` out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from shaping.evidence import GRADES, Entry, Evidence, unstated

_ROLES = (
    ("ultimate parent", r"ultimate parent"),
    ("holding", r"holding"),
    ("operator", r"operat|runs "),
    ("contracting company", r"contracting"),
    ("parent", r"^parent"),
)
_CONTROL = {
    "full": "full",
    "controlling": "controlling",
    "joint": "joint",
    "minority": "minority",
    "reference shareholder": "minority",
    "blocking": "minority",
    "none": "none",
    None: "unknown",
}


def entity(entry: Entry, evidence: Evidence) -> Entry:
    """One company."""
    name = entry.get("legal_name") or entry.get("name")
    found = {
        "id": entry["id"],
        "name": _name(name or entry["id"]),
        "country": entry.get("country") or unstated("not stated"),
        "headquarters": entry.get("control_country") or "",
        "registration": _registration(entry.get("registration")),
        "lei": entry.get("lei") or "",
        "role": role(entry.get("role") or ""),
        **evidence.of(entry),
    }
    return {field: value for field, value in found.items() if value != ""}


def role(written: str) -> str:
    """The words of the vocabulary that the text of the research holds."""
    return ", ".join(word for word, pattern in _ROLES if re.search(pattern, written, re.IGNORECASE))


def edges(entry: Entry, evidence: Evidence, owners: dict[str, list[Entry]]) -> Iterator[Entry]:
    """The edges of one line. An owner that is named in words is one or several entities of `owners`."""
    owned = _named(entry.get("owned") or entry.get("child"), owners)
    above = entry.get("owner") or entry.get("parent")
    if above is None:
        yield {"owner": holders(owned), "owned": owned, "control": "unknown", **evidence.of(entry)}
        return
    for holder in owners.get(above, [{"id": above}]):
        found = {
            "owner": holder.get("id", holders(owned)),
            "owned": owned,
            "share": None if holder.get("share") == "none" else _percent(entry),
            "votes": entry.get("votes_pct"),
            "control": holder.get("control", _control(entry)),
            **evidence.of(entry),
        }
        yield {field: value for field, value in found.items() if value is not None}


def holders(owned: str) -> str:
    """The id that stands for whoever holds a company, where nothing is published."""
    return f"{owned}-holders"


def nobody_named(edge: Entry, company: str) -> Entry:
    """The entity behind such an id."""
    return {
        "id": edge["owner"],
        "name": f"Holders of {company}, not published",
        "country": unstated("the holders are not published"),
        "kind": "other",
        **{field: edge[field] for field in ("source", "as_of", "grade")},
    }


def strongest(entities: Iterable[Entry]) -> dict[str, Entry]:
    """One record for each id: the one with the best grade, completed by what the others state."""
    found: dict[str, Entry] = {}
    for item in entities:
        other = found.get(item["id"], item)
        first, second = sorted((other, item), key=lambda record: GRADES.index(record["grade"]))
        found[item["id"]] = {**second, **first}
    return found


def _named(written: str, owners: dict[str, list[Entry]]) -> str:
    return str(owners[written][0]["id"]) if written in owners else written


def _percent(entry: Entry) -> float | None:
    return entry.get("share_pct", entry.get("share_percent"))


def _control(entry: Entry) -> str:
    if isinstance(entry.get("control"), bool):
        return (
            "full"
            if entry["control"] and entry.get("share_percent") == 100
            else "controlling"
            if entry["control"]
            else "none"
        )
    return _CONTROL[entry.get("control")]


def _name(written: str) -> str:
    return written.split(" (subsidiary of", 1)[0].strip()


def _registration(written: str | None) -> str:
    return re.sub(r"\s*\((registry|Nanterre)[^)]*\)", "", written or "")
