"""Which questions still change a verdict: the profiles chosen and the answers so far in, the next question out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from souverain.classes import shipped
from souverain.conditions import Applicability, Term
from souverain.knowledge import Knowledge
from souverain.knowledge.questions import Question, holds
from souverain.knowledge.regimes import Profile, Regime

Answers = dict[str, tuple[str, ...] | None]
"""Question to its values, None where it was answered that nobody knows."""

ASKED_ALWAYS = "data"


def questions(profiles: tuple[Profile, ...], known: Knowledge, answers: Answers) -> Iterator[Question]:
    """Every question in its order, as long as it decides something; `answers` may grow between two of them."""
    regimes = [known.regimes[profile.regime] for profile in profiles]
    for question in known.questions.values():
        if all(answers.get(term.question) and _holds(term, answers) for term in question.when) and (
            question.id == ASKED_ALWAYS or any(_decides(question, regime, answers) for regime in regimes)
        ):
            yield question


def concerned(profile: Profile, known: Knowledge, answers: Answers) -> bool:
    """Whether the answers say that the regime of a profile is meant: it binds, or may, and its first clause is met.

    A law that binds everybody is meant where the data is among what it protects; a certification has to be chosen.
    """
    regime = known.regimes[profile.regime]
    clauses = regime.applicability.all
    if _unconcerned(regime, answers) or _applies(regime.applicability, answers) is False:
        return False
    if not clauses:
        return regime.binding == "law" and bool(answers.get(ASKED_ALWAYS))
    return any(_holds(term, answers) for term in clauses[0].any)


def _decides(question: Question, regime: Regime, answers: Answers) -> bool:
    """Whether a requirement of the regime that may bind depends on the question."""
    if _unconcerned(regime, answers):
        return False
    decided = {name.partition("/")[2] for name in question.decides if name.startswith(f"{regime.id}/")}
    asks = question.id in regime.applicability.asks
    if _applies(regime.applicability, answers) is False:
        return bool(decided) and asks
    return any(one.id in decided and _applies(one.applicability, answers) is not False for one in regime.requirements)


def _unconcerned(regime: Regime, answers: Answers) -> bool:
    """Whether the regime protects none of the data."""
    data = answers.get(ASKED_ALWAYS)
    order = shipped()
    return data is not None and not any(order.is_a(one, protected) for one in data for protected in regime.protects)


def _applies(asked: Applicability, answers: Answers) -> bool | None:
    clauses = [_any([_holds(term, answers) for term in clause.any]) for clause in asked.all]
    if False in clauses:
        return False
    for exemption in asked.exempt:
        if _holds(exemption.when, answers):
            needs = [_holds(term, answers) for term in exemption.needs]
            return False if all(needs) else None
    return None if None in clauses else True


def _any(found: list[bool | None]) -> bool | None:
    return True if True in found else None if None in found else False


def _holds(term: Term, answers: Mapping[str, tuple[str, ...] | None]) -> bool | None:
    return holds(term, answers.get(term.question))
