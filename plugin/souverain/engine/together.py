"""The shipped policies and the user's, judged apart: each in a sandbox of its own, so that neither can touch the other.

The shipped module is the one that every run uses, and sees the part of the facts that it reads; the user's sees the
whole document, and may speak for the user's rules only.
"""

from __future__ import annotations

from souverain.engine import RawFinding, Used
from souverain.engine.own.record import Own
from souverain.engine.wasm import OWN_ENTRYPOINT, WasmEngine
from souverain.errors import PolicyError


class Together:
    """The engine of a run with `--policy`."""

    name = "wasm"
    whole = True

    def __init__(self, own: Own, *, seconds: float = 60.0, megabytes: int = 1024) -> None:
        self._shipped = WasmEngine(seconds=seconds, megabytes=megabytes)
        self._own = WasmEngine(own.module, entrypoint=OWN_ENTRYPOINT, seconds=seconds, megabytes=megabytes, whole=True)
        self._rules = own.rules

    def evaluate(self, document: bytes) -> tuple[RawFinding, ...]:
        """Judge one facts document by both. Raises PolicyError for an answer in the name of another rule."""
        added = self._own.evaluate(document)
        for finding in added:
            if finding.rule not in self._rules:
                raise PolicyError("own-strange-rule", rule=finding.rule)
        return self._shipped.evaluate(document) + added

    def used(self) -> Used:
        """Nothing but this process."""
        return Used(name=self.name)

    def close(self) -> None:
        """Give back both modules."""
        self._shipped.close()
        self._own.close()
