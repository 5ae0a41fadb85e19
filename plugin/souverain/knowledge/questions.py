"""The questions that a workload can answer about itself: one file of records, each naming what it decides.

`souverain init` asks them, `souverain.yaml` holds the answers under `workload`, rules read them from the facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from souverain.conditions import Term

UNKNOWN = "unknown"
YES_NO = ("yes", "no")

Text = dict[str, str]
"""A text by language: `en` and `fr`."""

Kind = Literal["choice", "choices", "yes-no", "date", "text", "countries"]


class Option(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the answers that a question allows."""

    id: str
    text: Text


class Question(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A question, and the noun that stands for it where an answer is told.

    `options` of a date, a text or countries are words that stand in the place of one: `none`.
    """

    id: str
    kind: Kind
    text: Text
    label: Text
    options: tuple[Option, ...] = ()
    when: tuple[Term, ...] = ()
    """Asked where each of these is answered and holds."""
    decides: tuple[str, ...] = ()
    """Requirements, `regime/ID`, whose answer depends on it."""
    target: str = ""
    """Where in `souverain.yaml` the answer stands, when it is none of the workload's: `data`, `contracts.CLAUSE`,
    `attestations.FIELD`."""

    @property
    def allowed(self) -> tuple[str, ...]:
        """The words that answer it; a date, a text or a country may be any of its kind besides."""
        return YES_NO if self.kind == "yes-no" else tuple(option.id for option in self.options)

    @property
    def several(self) -> bool:
        """Whether it takes several answers together."""
        return self.kind in ("choices", "countries")


class QuestionFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`questions.toml`."""

    questions: tuple[Question, ...]


def holds(term: Term, answered: Iterable[str] | None) -> bool | None:
    """Whether a condition holds on an answer, None where that is open. `answered` None is no answer."""
    values = None if answered is None else set(answered)
    if term.unless:
        return values is None or not values <= set(term.unless)
    if values is None:
        return None
    if not term.before:
        return not values.isdisjoint(term.among)
    day = min(values)
    return True if day < term.before else None if day <= term.open_until else False
