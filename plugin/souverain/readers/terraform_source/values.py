"""Files of values (`terraform.tfvars`, `prod.tfvars.json`): which variables they give, not to what."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from souverain.errors import ReadError
from souverain.readers.members import RepeatedKeyError, value
from souverain.readers.terraform_source import folders, syntax


def names(files: Iterable[Path]) -> frozenset[str]:
    """The variables that the files give. Raises ReadError for one that cannot be read."""
    return frozenset(name for path in files for name in _names(path))


def _names(path: Path) -> Iterable[str]:
    text = folders.load(path).text
    if path.suffix != ".json":
        return syntax.attributes(str(path), text)
    try:
        found = value(text)
    except (msgspec.DecodeError, RepeatedKeyError) as error:
        raise ReadError("source-malformed", file=str(path), line=0) from error
    return found if isinstance(found, dict) else ()
