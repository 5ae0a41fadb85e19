"""What the workload says of itself, as facts: the answers of the configuration in, one fact for each question out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from souverain.config import Config
from souverain.declared import Answer
from souverain.document import WorkloadFacts
from souverain.errors import ConfigError
from souverain.knowledge import Knowledge
from souverain.knowledge.questions import UNKNOWN, YES_NO, Question
from souverain.model import Fact, known, unknown

Answered = Fact[tuple[str, ...]]


def establish(config: Config, knowledge: Knowledge) -> WorkloadFacts:
    """Every question with its answer; none at all when the workload says nothing of itself.

    Raises ConfigError for a question that there is not, and for an answer that it does not take.
    """
    if config.workload is None:
        return WorkloadFacts()
    questions = {name: question for name, question in knowledge.questions.items() if not question.target}
    for name in config.workload:
        if name not in questions:
            raise ConfigError("no-such-question", path=config.path, name=name, questions=", ".join(questions))
    answers = {
        name: _fact(question, config.workload.get(name), knowledge, config.path) for name, question in questions.items()
    }
    return WorkloadFacts(declared=True, answers=answers)


def joined(found: Iterable[WorkloadFacts]) -> WorkloadFacts:
    """What several documents say together. Where two differ, nothing is known."""
    answers: dict[str, Answered] = {}
    speaking = [item for item in found if item.declared]
    for item in speaking:
        for name, fact in item.answers.items():
            other = answers.setdefault(name, fact)
            if (other.known, other.value) != (fact.known, fact.value):
                answers[name] = unknown("workload-contradiction", question=name)
    return WorkloadFacts(declared=bool(speaking), answers=answers)


def understood(question: Question, written: object, knowledge: Knowledge) -> tuple[str, ...] | None:
    """The values that an answer gives, None for `unknown`. Raises ValueError for one that the question does not take.

    `written` is as people and files write it: a text, a boolean, a number, or several.
    """
    values = tuple(map(_word, written)) if isinstance(written, list | tuple) else (_word(written),)
    if values == (UNKNOWN,):
        return None
    unique = tuple(dict.fromkeys(values))
    alone = {option.id for option in question.options if question.kind in ("date", "text", "countries")}
    if not unique or len(unique) > (len(unique) if question.several else 1) or (len(unique) > 1 and alone & {*unique}):
        raise ValueError(written)
    for value in unique:
        if value not in question.allowed and not _fits(question, value, knowledge):
            raise ValueError(value)
    return unique


def takes(question: Question) -> str:
    """What a question takes, for messages: its words, and the kind of value that may stand in their place."""
    free = {"date": "2026-11-24", "text": "...", "countries": "[US, IN]"}.get(question.kind, "")
    return ", ".join([*question.allowed, *([free] if free else []), UNKNOWN])


def _fact(question: Question, given: Answer | None, knowledge: Knowledge, path: str) -> Answered:
    if given is None:
        return unknown("workload-undeclared", question=question.id)
    try:
        values = understood(question, given.answer, knowledge)
    except ValueError as error:
        field = f"workload.{question.id}"
        raise ConfigError("not-an-answer", path=path, field=field, allowed=takes(question)) from error
    if values is None:
        return unknown("workload-said-unknown", question=question.id, author=given.author, date=given.date)
    return known(values, grade="declared", source=(given.author,), as_of=given.date)


def _word(written: object) -> str:
    if isinstance(written, bool):
        return YES_NO[0] if written else YES_NO[1]
    return str(written).strip()


def _fits(question: Question, value: str, knowledge: Knowledge) -> bool:
    if question.kind == "text":
        return bool(value)
    if question.kind == "countries":
        return len(value) == 2 and value in knowledge.countries() and value != "EU"
    return question.kind == "date" and _is_day(value)


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def said(answer: tuple[str, ...] | None) -> str | list[str]:
    """An answer as `souverain.yaml` writes it."""
    if answer is None:
        return UNKNOWN
    return answer[0] if len(answer) == 1 else [*answer]
