"""The engine that a run asks for: a `Policies` in, an `Engine` out. The other one's library is not even imported."""

from __future__ import annotations

from souverain.config import Policies
from souverain.engine import Engine
from souverain.engine.own import Own


def opened(policies: Policies, own: Own | None) -> Engine:
    """An engine that judges by the shipped rules and the user's. Raises UsageError and PolicyError."""
    if policies.engine == "opa":
        from souverain.engine.opa import OpaEngine

        return OpaEngine(policies.server, own)
    if own is not None:
        from souverain.engine.together import Together

        return Together(own)
    from souverain.engine.wasm import WasmEngine

    return WasmEngine()
