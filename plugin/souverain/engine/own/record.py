"""What a folder of the user's rules is once it is compiled."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from souverain.engine.own.asking import Asking
from souverain.engine.rules import Rule

NAMED = """package souverain

own_revision := "{revision}"
"""


class Own(msgspec.Struct, frozen=True, kw_only=True):
    """The user's rules, by the name that findings give them (`custom.no_milan`), and the module that runs them."""

    revision: str
    """SHA-256 of everything that it was made of."""
    shipped: str
    """The revision of the shipped policies that it was compiled with."""
    rules: Mapping[str, Rule]
    asking: Asking = Asking()
    sources: Mapping[str, str] = {}
    """The Rego, by its path in the folder, for servers that are given it."""
    module: bytes

    @property
    def named(self) -> str:
        """The Rego that tells the shipped policies which rules stand beside them."""
        return NAMED.format(revision=self.revision)
