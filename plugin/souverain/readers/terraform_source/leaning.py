"""Which values rest on the environment, and not on the code alone: blocks in, what gives each of their values out."""

from __future__ import annotations

from collections.abc import Mapping

from souverain.readers.terraform_source.blocks import Block, leaves
from souverain.readers.terraform_source.certainty import Certainty


class Leaning:
    """Asks what would be open if the environment gave nothing."""

    def __init__(self, sure: Certainty, givers: Mapping[str, str]) -> None:
        """`sure` counts nothing of the environment; `givers` are what does: `var.region` to `TF_VAR_region`."""
        self._sure = sure
        self._givers = givers

    def of(self, block: Block, module: str) -> dict[str, str]:
        """Paths (without indices) of a block of this module whose value the environment decides, and what does."""
        if not self._givers:
            return {}
        bound = self._sure.iteration(block, module)
        found: dict[str, str] = {}
        for path, expression in leaves(block):
            for name in sorted(self._sure.missing(expression, module, bound)):
                giver = self._givers.get(".".join(name.partition("[")[0].split(".")[:2]))
                if giver:
                    found.setdefault(path, giver)
        return found
