"""The zones that requirements name, as they stand on a date, and the adequacy decisions behind them.

A zone is a set of countries that the records name (`EU`, `EEA`), `ADEQUATE` (a decision of general scope covers each),
a country by its code, or several of these joined by `+`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from souverain.document import AdequacyFacts
from souverain.knowledge import Knowledge
from souverain.knowledge.records import Adequacy
from souverain.knowledge.validity import phase
from souverain.model import known, unknown

ADEQUATE = "ADEQUATE"
_JOINED = "+"
_GENERAL = "general"


def zones(knowledge: Knowledge, as_of: str) -> dict[str, tuple[str, ...]]:
    """Every zone that a record or a requirement names, to the codes of its countries, sorted."""
    found = dict(knowledge.zones)
    found[ADEQUATE] = tuple(code for code, decision in adequacy(knowledge, as_of).items() if decision.covers.known)
    for name in _asked(knowledge):
        parts = name.split(_JOINED)
        if name not in found and all(part in found or _is_country(part, knowledge) for part in parts):
            found[name] = tuple(sorted({code for part in parts for code in found.get(part, (part,))}))
    return {name: codes for name, codes in sorted(found.items()) if codes}


def adequacy(knowledge: Knowledge, as_of: str) -> Mapping[str, AdequacyFacts]:
    """Country to the adequacy decision (GDPR art. 45) in force on the date.

    Whether it covers an importer there is known where its scope is general; else the importer has to be looked at.
    """
    found = {}
    for code in knowledge.countries():
        for decision in knowledge.country(code).adequacy:
            if phase(decision.since, decision.until, as_of) == "within":
                found[code] = _facts(decision)
    return found


def _facts(decision: Adequacy) -> AdequacyFacts:
    general = decision.scope.startswith(_GENERAL) and not decision.condition
    return AdequacyFacts(
        decision=decision.decision,
        scope=decision.scope,
        until=decision.until,
        covers=known(value=True, grade=decision.grade, source=decision.source, as_of=decision.as_of)
        if general
        else unknown("adequacy-conditional", decision=decision.decision, scope=decision.scope),
    )


def _asked(knowledge: Knowledge) -> Iterator[str]:
    for regime in knowledge.regimes.values():
        for requirement in regime.requirements:
            for name in ("zone", "open_zone"):
                if isinstance(zone := requirement.parameters.get(name), str):
                    yield zone


def _is_country(code: str, knowledge: Knowledge) -> bool:
    return len(code) == 2 and code in knowledge.countries()
