"""What policies answered, as findings for people: a facts document and raw findings in, `Finding`s out.

`answers` proves that nothing was left without an answer, `pricing` says what an unknown costs, `making` joins both
with what `telling` writes for all findings of one cause.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from souverain.document import Document
from souverain.engine import RawFinding
from souverain.engine.view import EACH_FOR_ITSELF, Alike
from souverain.findings import answers, pricing
from souverain.findings.binding import binding
from souverain.findings.finding import Asked, Finding, Status
from souverain.findings.making import Maker
from souverain.findings.remedy import Remedies
from souverain.findings.telling import Teller
from souverain.knowledge import Knowledge

__all__ = ["Asked", "Finding", "Status", "judge"]


def judge(
    document: Document,
    raw: Sequence[RawFinding],
    asked: Asked,
    knowledge: Knowledge,
    alike: Alike = EACH_FOR_ITSELF,
) -> tuple[Finding, ...]:
    """All findings under one profile, in the order of the inputs and their resources.

    A resource in an answer stands for all that are `alike`.

    Raises PolicyError when policies answered what nobody can read, or left a judged subject without an answer.
    """
    config = asked.config
    costs = pricing.costs(asked.profile)
    bound = binding(raw, document.profile.applicability, costs, strict=config.strict)
    answers.check(document, raw, asked.rules, bound, alike)
    remedies = Remedies(document, raw, asked.rules, knowledge)
    maker = Maker(document, asked, Teller(document, knowledge, asked.regime, config.lang, remedies), bound, alike)
    answered = sorted((item for item in raw if item.status != "pass"), key=lambda item: item.subject is None)
    found = [finding for item in answered for finding in maker.findings(item)]
    found += maker.contradictions()
    found += maker.states()
    if config.strict or config.include_passes:
        found += maker.passes(answers.satisfied(document, raw, asked.rules))
    return tuple([finding for _, finding in sorted(found, key=itemgetter(0))])
