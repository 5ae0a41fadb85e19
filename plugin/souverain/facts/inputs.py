"""What a facts document says of an input: what was read, and what came of it."""

from __future__ import annotations

from souverain.document import STATE_NOT_SHOWN, GapFacts, InputFacts
from souverain.model import Fact, Input, Reason, Stack


def input_facts(
    item: Input, *, stack: Stack | None = None, state: Fact[str] = STATE_NOT_SHOWN, error: Reason | None = None
) -> InputFacts:
    """One input; without a stack it could not be read, and the error says why."""
    return InputFacts(
        path=item.path,
        sha256=item.sha256,
        kind=item.kind,
        tool=item.tool,
        status="judged" if stack else "unreadable",
        has_actions=stack.has_actions if stack else False,
        resources=len(stack.resources) if stack else 0,
        gaps=tuple(GapFacts(address=gap.address, reason=gap.reason.code, args=gap.reason.args) for gap in stack.gaps)
        if stack
        else (),
        state=state,
        error=error,
        source=item.source,
        source_sha256=item.source_sha256,
    )
