"""Which requirements bind the workload: raw findings in, what is set aside and what stays open out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from souverain.conditions import Applicability
from souverain.engine import RawFinding

APPLICABILITY = "applicability"
NOT_APPLICABLE = "not-applicable"
_OPEN = "workload"


class Binding(msgspec.Struct, frozen=True, kw_only=True):
    """What the rule on applicability answered. `whole` is about the regime, `aside` and `open` about requirements."""

    whole: str = ""
    """`not-applicable` or `open`; "" where the regime binds."""
    aside: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()

    def sets_aside(self, requirement: str) -> bool:
        """Whether nothing is asked under a requirement."""
        return self.whole == NOT_APPLICABLE or requirement in self.aside

    def leaves_open(self, requirement: str) -> bool:
        """Whether a requirement may not bind the workload, so that nothing can be refused under it."""
        return self.whole == "open" or requirement in self.open


def binding(raw: Sequence[RawFinding], asked: Applicability, costs: Mapping[str, str], *, strict: bool) -> Binding:
    """How the regime and its requirements stand. What is open and costs nothing counts as binding."""
    gating = strict or costs[_OPEN] == "gate"
    said: dict[str, str] = {}
    for item in raw:
        if item.rule != APPLICABILITY:
            continue
        if item.status == NOT_APPLICABLE:
            said[item.requirement] = NOT_APPLICABLE
        elif item.status == "unknown" and item.unknown == _OPEN and gating:
            said.setdefault(item.requirement, "open")
    whole = said.pop(asked.requirement, "") if asked.all else ""
    return Binding(
        whole=whole,
        aside=frozenset(name for name, word in said.items() if word == NOT_APPLICABLE),
        open=frozenset(name for name, word in said.items() if word == "open"),
    )
