"""Judges stacks as `souverain check` does: a stack in, findings under every profile out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import msgspec

from souverain import baseline, facts, findings, knowledge, waivers
from souverain.config import Config
from souverain.control.ground import Ground
from souverain.document import ProfileFacts
from souverain.engine import Answers, opening
from souverain.engine import own as own_rules
from souverain.facts import Facts
from souverain.findings import Finding, asking
from souverain.model import Stack
from souverain.revision import WorkTree
from souverain.waivers.inline import Comments
from souverain.waivers.waiver import declared

T = TypeVar("T")

_LARGEST = 50_000
"""Bytes of facts that are worth remembering: those of one resource."""
_REMEMBERED = 1_000
_NAMELESS = b'""'


class Judge:
    """The knowledge and the policies, loaded once; what was asked before is not asked again."""

    def __init__(self, config: Config) -> None:
        """Raises KnowledgeError, PolicyError, ConfigError, and UsageError for a profile that does not exist."""
        self.config = config
        own = own_rules.load(config.policies)
        self.own = frozenset(rule.id for rule in own.rules.values()) if own else frozenset[str]()
        self._knowledge = knowledge.load().with_overlay(config.overlay)
        if own is not None:
            self._knowledge = self._knowledge.with_asking(own.asking.regimes, own.asking.profiles)
        self._ground = Ground(self._knowledge, config.as_of)
        self._engine = opening.opened(config.policies, own)
        self._found: dict[bytes, tuple[Finding, ...]] = {}
        self._answers: dict[bytes, Answers] = {}
        self._waivers = declared(config.waivers, config.path)
        self._comments = Comments(WorkTree())
        self._baseline = baseline.load(config.baseline, WorkTree())
        self._asked = [asking.asked(profile, self._knowledge, config, own) for profile in config.profiles]

    def findings(self, stack: Stack) -> Iterator[Finding]:
        """All findings on a stack, profile by profile. Raises PolicyError when something is left without an answer."""
        established = facts.establish([stack], self._knowledge, self.config, ground=self._ground)
        for asked, under in self._asked:
            encoded = established.encode(asked)
            if (found := self._found.get(encoded)) is None:
                given = self._answered(established, asked, encoded)
                found = findings.judge(established.document(asked), given.raw, under, self._knowledge, given.alike)
                _remember(self._found, encoded, found)
            yield from self._set_aside(found)

    def _set_aside(self, found: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """The findings, some of them waived or known before, as `check` has them."""
        waived, _ = waivers.apply(found, self._waivers, self._comments, self.config)
        return baseline.apply(waived, self._baseline)

    def _answered(self, established: Facts, asked: ProfileFacts, encoded: bytes) -> Answers:
        """What policies answer. Shipped ones do not tell resources apart by address, unless the answer names one."""
        resources = established.established.resources
        if len(resources) != 1 or self._engine.whole:
            return established.judged(asked, self._engine)
        address = msgspec.json.encode(resources[0].address)
        nameless = encoded.replace(address, _NAMELESS)
        if (given := self._answers.get(nameless)) is None:
            given = established.judged(asked, self._engine)
            if address.strip(b'"') not in msgspec.json.encode(given.raw):
                _remember(self._answers, nameless, given)
        return given


def _remember(known: dict[bytes, T], encoded: bytes, found: T) -> None:
    """The same facts have the same answer. Those of a whole stack do not come twice."""
    if len(encoded) > _LARGEST:
        return
    if len(known) > _REMEMBERED:
        known.clear()
    known[encoded] = found
