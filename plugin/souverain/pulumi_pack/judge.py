"""Judges stacks as `souverain check` does: a stack in, findings under every profile out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from souverain import facts, findings, knowledge
from souverain.config import Config
from souverain.engine import rules as rule_book
from souverain.engine.wasm import WasmEngine
from souverain.findings import Asked, Finding
from souverain.model import Stack
from souverain.pulumi_pack.environment import completed


class Judge:
    """The knowledge and the policies, loaded once."""

    def __init__(self, config: Config, environment: Mapping[str, str] | None = None) -> None:
        """`environment` holds the variables that count, None for none of them.

        Raises KnowledgeError, PolicyError, and UsageError for a profile that does not exist.
        """
        self.config = config
        self._environment = environment
        self._knowledge = knowledge.load().with_overlay(config.overlay)
        self._engine = WasmEngine()
        self._asked = [
            (facts.profile_facts(profile, self._knowledge), self._under(profile)) for profile in config.profiles
        ]

    def findings(self, stack: Stack) -> Iterator[Finding]:
        """All findings on a stack, profile by profile. Raises PolicyError when something is left without an answer."""
        if self._environment is not None:
            stack = completed(stack, self._knowledge, self._environment)
        established = facts.establish([stack], self._knowledge, self.config)
        for asked, under in self._asked:
            raw = self._engine.evaluate(established.encode(asked))
            yield from findings.judge(established.document(asked), raw, under, self._knowledge)

    def _under(self, profile: str) -> Asked:
        asked = facts.profile_facts(profile, self._knowledge)
        return Asked(
            profile=self._knowledge.profiles[profile],
            regime=self._knowledge.regimes[asked.regime],
            rules=rule_book.load(),
            config=self.config,
        )
