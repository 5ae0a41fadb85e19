"""What a fact rests on: the grade words of the research in, `source`, `as_of` and `grade` of a record out."""

from __future__ import annotations

import re
from typing import Any

Entry = dict[str, Any]

GRADES = ("primary", "transcription", "secondary", "background")
_WORDS = {"partial": "transcription", "third_party": "secondary", "background": "background", "unknown": "background"}
_SAME = {"bg": "background"}
_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?")


class Evidence:
    """Grades by source id, and the date on which the facts were read."""

    def __init__(self, kinds: dict[str, str], read_on: str) -> None:
        self._kinds = kinds
        self.read_on = read_on

    def of(self, entry: Entry, otherwise: tuple[str, ...] = ("background",)) -> Entry:
        """The three fields that every record carries. An entry without a source rests on `otherwise`."""
        cited = entry.get("sources") or entry.get("source") or otherwise
        source = tuple(_SAME.get(name, name) for name in ([cited] if isinstance(cited, str) else cited))
        return {"source": source, "as_of": self._date(entry), "grade": self._grade(entry, source)}

    def _date(self, entry: Entry) -> str:
        stated = str(entry.get("as_of") or "")
        return stated if _DATE.fullmatch(stated) else self.read_on

    def _grade(self, entry: Entry, source: tuple[str, ...]) -> str:
        """`evidence` where it is given; a verified entry is as good as the best of its sources."""
        if entry.get("evidence"):
            return str(entry["evidence"])
        verified = entry.get("verified", "background")
        if "from the name" in str(entry.get("verified_note")):
            return "background"
        if verified is not True:
            return _WORDS[str(verified)]
        return min((self._kinds.get(name, "primary") for name in source), key=GRADES.index)


def unstated(reason: str) -> Entry:
    """An unknown of the knowledge."""
    return {"unknown": reason}
