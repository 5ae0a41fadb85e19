"""The workspace of Terraform in which a root would be planned: a folder and what is given in, its name out."""

from __future__ import annotations

from pathlib import Path

import msgspec

from souverain.given import Given

_SELECTED = Path(".terraform") / "environment"
_VARIABLE = "TF_WORKSPACE"


class Workspace(msgspec.Struct, frozen=True):
    """A workspace, "" when nobody says which it is; `giver` says it where the user does not."""

    name: str = ""
    giver: str = ""


def selected(folder: Path, given: Given) -> Workspace:
    """The workspace that is named, else the one of the environment, else the one selected in this folder."""
    if given.workspace:
        return Workspace(given.workspace)
    if name := given.environment.get(_VARIABLE, ""):
        return Workspace(name, _VARIABLE)
    try:
        name = (folder / _SELECTED).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return Workspace()
    return Workspace(name, _SELECTED.as_posix()) if name else Workspace()
