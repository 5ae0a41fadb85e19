"""What the sections of a page share: a run and a language in; report, inventory and the status of each thing out."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

import msgspec

from souverain.document import Established
from souverain.gate import Verdict
from souverain.i18n import Lang, text
from souverain.knowledge import Knowledge
from souverain.reports.inventory import Inventory, inventory
from souverain.reports.judged import Judged
from souverain.wording.names import Names

WORST_FIRST = ("fail", "unproven", "question", "alert", "waived", "baselined", "pass", "none")


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What a run established before it judged."""

    facts: Established
    knowledge: Knowledge
    names: Names
    inventory: Inventory


class Seen:
    """One run in one language. `known` is None when the run broke before it established anything."""

    def __init__(self, judged: Judged, lang: Lang) -> None:
        self.lang = lang
        self.report = judged.report(lang)
        self.known = _known(judged, lang)

    @cached_property
    def status(self) -> dict[tuple[str, str], str]:
        """The worst that is said of each resource, by input and address."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for finding in self.report.findings:
            found[finding.input, finding.address].add(finding.status)
        return {key: worst(words) for key, words in found.items()}

    def say(self, name: str, **args: object) -> str:
        """A message for pages."""
        return text(f"page.{name}", self.lang, **args)

    def verdict(self, verdict: Verdict) -> str:
        """The word for a verdict."""
        word = text(f"formats.verdict-{verdict.verdict}", self.lang)
        return f"{word} {verdict.until}" if verdict.verdict == "waived" else word

    def word(self, status: str) -> str:
        """The word for the status of a finding or a resource."""
        return self.say(f"status-{status}")


def _known(judged: Judged, lang: Lang) -> Known | None:
    facts, knowledge = judged.established, judged.knowledge
    if facts is None or knowledge is None:
        return None
    names = Names(knowledge, facts.operators, lang, facts.classes)
    return Known(facts=facts, knowledge=knowledge, names=names, inventory=inventory(facts, names))


def worst(words: set[str]) -> str:
    """The worst of some statuses; `none` where nothing was said."""
    return next((word for word in WORST_FIRST if word in words), "none")
