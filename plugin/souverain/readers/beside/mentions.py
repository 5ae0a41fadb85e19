"""What a block says without being evaluated: constants and names, by path without indices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from souverain.model import Location, Scalar


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """One block. `mentions` holds every path that is written; no names for what refers to nothing."""

    constants: Mapping[str, frozenset[Scalar]]
    mentions: Mapping[str, frozenset[str]]
    location: Location | None = None


def heads(names: Iterable[str]) -> frozenset[str]:
    """What names begin with, as far as every tool writes it alike: `var.a` of `var.a["x"].b`."""
    found = set()
    for name in names:
        words = name.partition("[")[0].split(".")
        found.add(".".join(words[: 3 if words[0] == "data" else 2]))
    return frozenset(found)
