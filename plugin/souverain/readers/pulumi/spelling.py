"""How Terraform spells the properties of a resource: `lifecycleRules` in, `lifecycle_rule` out.

Bridges turn names to camel case, make names of lists plural, and call what refers to a resource after it: `logGroup`
for `log_group_name`. Where the table of the type has the name, its spelling is found whatever was made of it; elsewhere
camel case is undone.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from souverain.knowledge.tokens import snake

_RENAMED = {"pulumi_labels": "terraform_labels"}
"""Names that a bridge replaced."""
_REFERRING = ("_name", "_arn", "_id")
"""What a bridge leaves out of the name of a reference."""


class Spelling:
    """The names of one resource type, from the paths that its table has (without indices)."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._names: dict[str, dict[str, str]] = {}
        for path in paths:
            above = ""
            for name in path.split("."):
                known = self._names.setdefault(above, {})
                known[name] = name
                known.setdefault(_stem(name), name)
                if name.endswith(_REFERRING):
                    short = f"~{name.rpartition('_')[0]}"
                    known[short] = name if known.get(short, name) == name else ""  # one of several says nothing
                above = f"{above}.{name}" if above else name

    def of(self, above: str, name: str) -> str:
        """The name of a property below the path `above` (without indices)."""
        spelled = snake(name)
        spelled = _RENAMED.get(spelled, spelled)
        known = self._names.get(above)
        if known is None:
            return spelled
        return known.get(spelled) or known.get(_stem(spelled)) or known.get(f"~{spelled}") or spelled


@cache
def _stem(name: str) -> str:
    """What singular and plural have in common; with a mark, so that it is never taken for a name."""
    stem = name.replace("_", "").removesuffix("is").rstrip("es")
    return f"*{stem[:-1]}i" if stem.endswith("y") else f"*{stem}"
