"""An organisation's file under a repository's own: a path in, what both say together out.

Where both speak, the repository's own file wins; lists are joined, the organisation's first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from souverain.config import Labels
from souverain.config_file import data_classes
from souverain.declared import Overlay
from souverain.errors import ConfigError
from souverain.revision import Files

if TYPE_CHECKING:
    from souverain.config_file import FileConfig

Read = Callable[[Path, bytes], "tuple[FileConfig, str]"]
"""What one file says by itself, and the file that it extends."""

_Struct = TypeVar("_Struct", bound=msgspec.Struct)

_DEEPEST = 5


def load(path: Path, files: Files, read: Read) -> FileConfig:
    """The whole chain. Raises ConfigError for a file that is missing, or extends itself."""
    chain: list[FileConfig] = []
    following: Path | None = path
    while following is not None:
        if len(chain) == _DEEPEST or str(following) in [said.path for said in chain]:
            raise ConfigError("config-extends-in-circle", path=path, file=following)
        data = files.read(following)
        if data is None:
            raise ConfigError("config-unreadable", path=following, cause="No such file")
        said, extended = read(following, data)
        chain.append(said)
        following = _normal(following.parent / extended) if extended else None
    data_classes.check(chain)
    found = chain.pop()
    while chain:
        found = _over(chain.pop(), found)
    return found


def _normal(path: Path) -> Path:
    """Without the steps back that a path from another folder begins with, so that a file has one name."""
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        else:
            parts.append(part)
    return Path(*parts)


def _over(own: FileConfig, under: FileConfig) -> FileConfig:
    digest = hashlib.sha256(f"{own.digest}{under.digest}".encode()).hexdigest()
    return msgspec.structs.replace(
        _filled(own, under),
        digest=digest,
        labels=Labels(keys=(*under.labels.keys, *own.labels.keys), values={**under.labels.values, **own.labels.values}),
        classes=(*under.classes, *own.classes),
        data_classes={**under.data_classes, **own.data_classes},
        overlay=_joined(own.overlay, under.overlay),
        workload={**(under.workload or {}), **(own.workload or {})} or None,
        waivers=(*under.waivers, *own.waivers),
        files=(*own.files, *under.files),
    )


def _joined(own: Overlay, under: Overlay) -> Overlay:
    members = {
        field.name: (*getattr(under, field.name), *getattr(own, field.name))
        for field in msgspec.structs.fields(Overlay)
        if field.name != "path"
    }
    return Overlay(path=own.path or under.path, **members)


def _filled(own: _Struct, under: _Struct) -> _Struct:
    """The fields of `own`, and those of `under` where it says nothing."""
    silent = (None, "", ())
    return msgspec.structs.replace(
        own,
        **{
            field.name: getattr(under, field.name)
            for field in msgspec.structs.fields(own)
            if getattr(own, field.name) in silent
        },
    )
