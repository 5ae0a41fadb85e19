"""What a profile's regime asks and nobody can compute from code: the profiles of a run in, its requirements out."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from souverain.gate import Verdict
from souverain.i18n import Lang, text
from souverain.knowledge import Knowledge

_ELSEWHERE = ("", "not-computed-report", "not-computed-class")
"""Of what is told beside the findings and never decides, and of what is asked by a question of its own."""


class Beyond(msgspec.Struct, frozen=True, kw_only=True):
    """One requirement that was not judged, in the words of one language, and why no code shows it."""

    profile: str
    requirement: str
    text: str
    article: str
    reason: str
    presumed_by: str
    """The requirement whose pass presumes this one, "" for none."""


def beyond(verdicts: Iterable[Verdict], known: Knowledge, lang: Lang) -> tuple[Beyond, ...]:
    """All of them, for every profile that applies; what is part of another requirement is judged there."""
    return tuple(
        Beyond(
            profile=verdict.profile,
            requirement=f"{regime.id}/{one.id}",
            text=one.text[lang],
            article=one.article,
            reason=text(f"reasons.{one.why_not_computed}", lang),
            presumed_by=one.presumed_by,
        )
        for verdict in verdicts
        if verdict.verdict != "not-applicable"
        for regime in (known.regimes[known.profiles[verdict.profile].regime],)
        for one in regime.requirements
        if one.why_not_computed not in _ELSEWHERE
    )
