"""Host name patterns: what the research searches with comes in, patterns for a whole host name come out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shaping.evidence import Entry, Evidence

_STARTS = ((r"(^|\.)", r"(?:.+\.)?"), (r"\.", r".+\."), ("^", ""))
_ALTERNATIVES = re.compile(r"^(?P<start>.*)\((?:\?:)?(?P<choices>[a-z0-9.\\|-]+)\)$")
_REGION_GROUPS = re.compile(r"\(\?P<(realm|cluster|key)>")
_OTHER_GROUPS = re.compile(r"\(\?P<(?!region>)\w+>")
_PORT = re.compile(r":\d+$")


def drafts(entry: Entry, evidence: Evidence, clouds: frozenset[str]) -> Iterator[Entry]:
    """The endpoints of one pattern of the research: one for each of its alternatives."""
    for pattern in whole(entry["regex"]):
        found = {
            "pattern": pattern,
            "service": _service(entry),
            "cloud": next(
                (entry[field] for field in ("partition", "cloud", "realm") if entry.get(field) in clouds), ""
            ),
            "country": entry.get("country") or "",
            "operator": entry.get("entity") or "",
            "region": entry.get("region") or entry.get("jurisdiction") or "",
            **evidence.of(entry),
        }
        yield {name: value for name, value in found.items() if value not in ("", ())}


def whole(searched: str) -> Iterator[str]:
    """Patterns that match a whole host name when the searched one matches in it, each with a literal end."""
    for part in _split(searched):
        body = _REGION_GROUPS.sub("(?P<region>", part.removesuffix("$"))
        body = _OTHER_GROUPS.sub("(?:", _PORT.sub("", body))
        for written, meant in _STARTS:
            if body.startswith(written):
                body = meant + body.removeprefix(written)
                break
        else:
            body = ".*" + body
        yield from (f"^{choice}$" for choice in _ends(body))


def _split(pattern: str) -> list[str]:
    parts, depth = [""], 0
    for char in pattern:
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _ends(body: str) -> list[str]:
    found = _ALTERNATIVES.match(body)
    return [body] if found is None else [found["start"] + choice for choice in found["choices"].split("|")]


def _service(entry: Entry) -> str:
    return str(entry.get("service") or "").split(" ")[0]
