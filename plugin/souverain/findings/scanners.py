"""What other scanners ask of a type of resource, against what is judged here: a type in, sentences out."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from souverain.knowledge import Knowledge
from souverain.wording.names import Names

TOOLS = {"checkov": "Checkov", "trivy": "Trivy", "regula": "Regula"}


def notes(type_: str, knowledge: Knowledge, names: Names) -> Iterator[str]:
    """One sentence for each advice about the type, with the checks that give it."""
    for item in knowledge.advice:
        if any(fnmatchcase(type_, glob) for glob in item.types):
            yield names.say(
                "evidence.scanner-asks" if len(item.checks) > 1 else "evidence.scanner-asks-1",
                checks=names.all_of(f"{TOOLS[check.tool]} {check.id}" for check in item.checks),
                asks=item.asks[names.lang],
                type=type_,
                id=item.id,
            )
