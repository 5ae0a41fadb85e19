"""Facts and evidence as sentences: a case of one finding in, its lines and the words of its message out.

`names` says what ids stand for, `lines` writes one line for each kind of evidence, `vocabulary` fills the
templates of a rule.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from souverain.document import Place
from souverain.engine.evidence import Evidence
from souverain.model import Grade

About = Literal[
    "where",
    "who",
    "law",
    "zone",
    "copy",
    "class",
    "keys",
    "clause",
    "proof",
    "count",
    "said",
    "rule",
    "note",
    "why",
    "tried",
    "value",
    "waiver",
]


def said(grade: Grade | None) -> Grade | None:
    """A grade as reports say it: what is declared is declared, of what is one's own too."""
    return "declared" if grade == "own" else grade


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of evidence: what it is about, what it says, and on what that rests.

    `basis` is what the input itself states; `grade`, `source` and `as_of` are those of the knowledge behind it.
    """

    about: About
    text: str
    basis: str = ""
    grade: Grade | None = None
    source: str = ""
    as_of: str = ""


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """What one finding is about, as far as its words depend on it: equal cases read the same."""

    status: str
    data_class: str
    """`state:` before it for a state that describes such data."""
    place: Place | None = None
    evidence: tuple[Evidence, ...] = ()
