"""Conditions on what a workload says of itself: whom a regime binds, and what lets somebody depart from it.

Plain values, three-valued: a condition on an answer that nobody has given is open, neither met nor failed.
"""

from __future__ import annotations

import msgspec

Parameter = str | float | bool | tuple[str, ...]
"""What a requirement tells the rules that compute it."""


class Term(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"among": "is"}):
    """One condition on an answer; `is`, `unless` or `before` says which.

    `is` holds when one of the values is answered; `unless` always holds but when only such values are answered;
    `before` holds for an earlier day, and is open up to `open_until`, that day included.
    """

    question: str
    among: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    before: str = ""
    open_until: str = ""
    against_operators: bool = False
    """Whether an operator on record that runs a judged place leaves it open where the answer says otherwise."""


class Clause(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Holds when one of its terms does, and fails when all of them do."""

    any: tuple[Term, ...]


class Exemption(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where `when` holds nothing is asked if all of `needs` hold; short of that, whether it is asked stays open."""

    when: Term
    needs: tuple[Term, ...]


class Applicability(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom a regime or one of its requirements binds: where every clause holds. Without clauses, everybody.

    `requirement` is the one that states it; `asks` are questions that matter where it does not bind.
    """

    requirement: str = ""
    all: tuple[Clause, ...] = ()
    exempt: tuple[Exemption, ...] = ()
    asks: tuple[str, ...] = ()


class Until(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A last day: the one that is answered, or so many months after it."""

    question: str
    months: int = 0


class Derogation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What lets a workload depart from a requirement for a time. The first of `needs` is that it was granted."""

    needs: tuple[Term, ...] = ()
    until: tuple[Until, ...] = ()
