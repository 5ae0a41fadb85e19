"""What a change edits in its own gate: the files that decide it, at a commit and on disk, in; those that differ out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from souverain.config import Config
from souverain.revision import WorkTree, files
from souverain.waivers.inline import Comments


def edited(config: Config, comments: Comments) -> tuple[str, ...]:
    """Configuration files, the baseline and comments in source; none when all is read as it stands."""
    return tuple(dict.fromkeys(_edited(config, comments))) if config.ref else ()


def _edited(config: Config, comments: Comments) -> Iterator[str]:
    trusted, here = files(config.ref), WorkTree()
    for name in (*config.files, *([config.baseline] if config.baseline else ())):
        if trusted.read(Path(name)) != here.read(Path(name)):
            yield name
    yield from comments.added_since(trusted)
