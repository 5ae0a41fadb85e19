"""The capital test of SecNumCloud 19.6 for an entity, criterion by criterion: an entity and a day in, lines out."""

from __future__ import annotations

from collections.abc import Iterator

from souverain.control import Control
from souverain.knowledge import Knowledge
from souverain.wording.names import Names


def lines(entity: str, known: Knowledge, as_of: str, names: Names) -> Iterator[str]:
    """What the records give; a live qualification presumes all of it, whatever stands here."""
    found = Control(known, as_of).capital(entity)
    yield names.pair(names.say("cli.capital", as_of=as_of), names.say(f"cli.answer-{found.answer}"))
    for criterion in found.criteria:
        reason = names.reason(criterion.reason.code, criterion.reason.args)
        yield f"  {criterion.id:<7}  {names.pair(names.say(f'cli.answer-{criterion.answer}'), reason)}"
        for edge in criterion.chain:
            yield f"             {names.edge(edge)}"
