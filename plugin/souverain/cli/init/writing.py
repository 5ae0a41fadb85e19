"""The `souverain.yaml` that answers make: answers by question in, the text of the file out, by its own schema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from souverain.cli.init.asking import Answers
from souverain.i18n import Lang, text
from souverain.knowledge.questions import UNKNOWN, Question

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*|\d{4}-\d{2}-\d{2}")
_WORDS = ("true", "false", "null", "yes", "no", "on", "off")
_LISTED = ("activities", "sites")
_CERTIFICATE = ("offer", "certificate_no", "version", "activities", "sites", "from", "to")


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """Who answers, and when."""

    author: str
    date: str


def lines(
    answers: Answers, questions: Mapping[str, Question], signed: Signature, profiles: Iterable[str], lang: Lang
) -> Iterator[str]:
    """The file, line by line. A question that nobody has answered stands there as unknown, and is asked again."""
    yield f"# {text('cli.init-head', lang)}"
    yield f"profiles: [{', '.join(profiles)}]"
    yield f"author: {_scalar(signed.author)}"
    yield f"date: {signed.date}"
    if data := answers.get("data"):
        yield f"data: {data[0]}"
    yield from _contracts(answers, questions)
    yield from _attestation(answers, questions, signed)
    yield "workload:"
    told = [name for name in answers if not questions[name].target]
    for name in told:
        yield f"  # {questions[name].text[lang]}"
        yield f"  {name}: {_value(answers[name], questions[name])}"
    if not told:
        yield "  {}"


def _contracts(answers: Answers, questions: Mapping[str, Question]) -> Iterator[str]:
    """Clauses that are agreed or absent; one that nobody has looked for is not declared."""
    found = [
        (questions[name].target.partition(".")[2], values[0] == "yes")
        for name, values in answers.items()
        if values and questions[name].target.startswith("contracts.")
    ]
    if found:
        yield "contracts:"
    for clause, agreed in found:
        yield f"  - clause: {clause}"
        yield f"    agreed: {str(agreed).lower()}"


def _attestation(answers: Answers, questions: Mapping[str, Question], signed: Signature) -> Iterator[str]:
    """The certificate, when everything that it says was answered; a part of one proves nothing."""
    said = {questions[name].target.partition(".")[2]: values for name, values in answers.items() if values}
    if said.get("offer", ("none",)) == ("none",) or any(name not in said for name in _CERTIFICATE):
        return
    yield "attestations:"
    yield "  - scheme: HDS"
    for name in _CERTIFICATE:
        values = [part.strip() for value in said[name] for part in value.split(",")]
        written = f"[{', '.join(map(_scalar, values))}]" if name in _LISTED else _scalar(said[name][0])
        yield f"    {name}: {written}"
    yield '    services: ["*"]'
    yield f"    by: {_scalar(signed.author)}"
    yield f"    checked_on: {signed.date}"


def _value(values: tuple[str, ...] | None, question: Question) -> str:
    if values is None:
        return UNKNOWN
    if question.kind == "yes-no":
        return "true" if values == ("yes",) else "false"
    return f"[{', '.join(map(_scalar, values))}]" if question.several else _scalar(values[0])


def _scalar(value: str) -> str:
    """A text that YAML reads as itself: a string of JSON is one of YAML too."""
    plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS
    return value if plain else json.dumps(value, ensure_ascii=False)
