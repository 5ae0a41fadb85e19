"""The clauses of a contract as somebody has declared them: an offer and a day in, clauses that are agreed or not out.

No code shows a contract, and no register does: what is not declared is a question, never a pass.
"""

from __future__ import annotations

from souverain.knowledge import Knowledge
from souverain.knowledge.records import Clause
from souverain.knowledge.validity import phase
from souverain.model import Fact, known, unknown

_ALL = "*"


def clauses(provider: str, offer: str | None, *, knowledge: Knowledge, as_of: str) -> dict[str, Fact[bool]]:
    """Clause to whether the contract on an offer has it. Of several declarations that count that day an absence wins.

    An offer that is not known has what is declared of its provider, or of all.
    """
    about = {_ALL, provider, f"{provider}/{offer}"}
    found: dict[str, Fact[bool]] = {}
    for clause in knowledge.clauses:
        if not about.isdisjoint(clause.offers):
            found[clause.id] = _stricter(found.get(clause.id), _state(clause, as_of))
    return dict(sorted(found.items()))


def _state(clause: Clause, as_of: str) -> Fact[bool]:
    where = phase(clause.since, clause.until, as_of)
    if where == "after":
        return unknown("clause-lapsed", clause=clause.id, until=clause.until)
    if where != "within":
        return unknown("clause-not-yet", clause=clause.id, since=clause.since)
    return known(clause.agreed, clause.grade, clause.source, clause.as_of)


def _stricter(one: Fact[bool] | None, other: Fact[bool]) -> Fact[bool]:
    """Absent before agreed, agreed before what no longer or not yet counts."""
    if one is None or not one.known:
        return other if other.known or one is None else one
    return other if other.value is False and one.value else one
