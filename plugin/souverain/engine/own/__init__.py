"""The user's own rules: a folder of Rego, or the bundle compiled of one before, in; an `Own` out, ready to judge.

`sources` reads the folder, `compiling` has the user's `opa` compile it together with the words of the shipped rules,
`packed` is the file that holds the result, `cache` keeps it. None of them is imported where nobody adds rules.
"""

from __future__ import annotations

from pathlib import Path

from souverain.config import Policies
from souverain.engine.own.record import Own

__all__ = ["Own", "load"]


def load(policies: Policies) -> Own | None:
    """What the user adds, None for nothing. Raises PolicyError, which names the file, the line and the cause."""
    if not policies.own:
        return None
    from souverain.engine.own import packed

    path = Path(policies.own)
    return from_folder(path, policies.opa) if path.is_dir() else packed.read(path)


def from_folder(path: Path, opa: str) -> Own:
    """A folder compiled, or what was compiled of the same before. `opa` names the program, "" the one on PATH."""
    from souverain.engine.own import cache, compiling, program, sources

    found = sources.read(path)
    if (kept := cache.find(compiling.revision(found))) is not None:
        return kept
    own = compiling.compiled(found, program.find(opa, path))
    cache.keep(own)
    return own
