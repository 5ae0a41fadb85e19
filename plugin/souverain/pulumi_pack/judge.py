"""Judges stacks as `souverain check` does: a stack in, findings under every profile out."""

from __future__ import annotations

from collections.abc import Iterator

from souverain import facts, findings, knowledge, scan
from souverain.config import Config
from souverain.control import Control
from souverain.engine.wasm import WasmEngine
from souverain.findings import Finding
from souverain.model import Stack

_LARGEST = 50_000
"""Bytes of facts that are worth remembering: those of one resource."""
_REMEMBERED = 1_000


class Judge:
    """The knowledge and the policies, loaded once."""

    def __init__(self, config: Config) -> None:
        """Raises KnowledgeError, PolicyError, and UsageError for a profile that does not exist."""
        self.config = config
        self._knowledge = knowledge.load().with_overlay(config.overlay)
        self._control = Control(self._knowledge, config.as_of)
        self._engine = WasmEngine()
        self._known: dict[bytes, tuple[Finding, ...]] = {}
        self._asked = [scan.asked_under(profile, self._knowledge, config) for profile in config.profiles]

    def findings(self, stack: Stack) -> Iterator[Finding]:
        """All findings on a stack, profile by profile. Raises PolicyError when something is left without an answer."""
        established = facts.establish([stack], self._knowledge, self.config, control=self._control)
        for asked, under in self._asked:
            encoded = established.encode(asked)
            if (found := self._known.get(encoded)) is None:
                raw = established.judged(asked, self._engine)
                found = findings.judge(established.document(asked), raw, under, self._knowledge)
                self._remember(encoded, found)
            yield from found

    def _remember(self, encoded: bytes, found: tuple[Finding, ...]) -> None:
        """The same facts have the same findings. Those of a whole stack do not come twice."""
        if len(encoded) > _LARGEST:
            return
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        self._known[encoded] = found
