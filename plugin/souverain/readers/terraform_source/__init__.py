"""Source of Terraform and OpenTofu: a folder in, a `Stack` out, evaluated and then held against its own syntax.

The evaluator (tfparse) loses blocks in silence and makes values up; the syntax tree shows every block and what each
value rests on. A block without instance stays as a resource of which little is known, with a gap that says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from souverain.errors import ReadError
from souverain.model import Backend, InputKind, Stack

KIND: InputKind = "terraform-source"


class Given(msgspec.Struct, frozen=True):
    """What the command line adds to a root: files of values, single values, the workspace ("" when nobody says it)."""

    files: tuple[str, ...] = ()
    values: Mapping[str, str] = msgspec.field(default_factory=dict)
    workspace: str = ""


NOTHING_GIVEN = Given()


def read(path: str, given: Given = NOTHING_GIVEN) -> Stack:
    """What the folder declares. Raises ReadError where that cannot be told, or without the packages that it takes."""
    try:
        from souverain.readers.terraform_source import root
    except ImportError as error:
        raise ReadError("source-extra-missing", path=path, package=error.name or "tfparse", kind=KIND) from error
    try:
        return root.read(path, given)
    except RecursionError as error:
        raise ReadError("source-too-deep", path=path, kind=KIND) from error
    except OSError as error:
        raise ReadError("cannot-open", path=path, cause=error.strerror or error, kind=KIND) from error
    except ReadError as error:
        raise ReadError(error.code, **{"path": path, "kind": KIND, **error.args_}) from error


def backend_of(folder: Path) -> Backend | None:
    """Where the root in a folder keeps its state; None where there is no source, or nothing here that reads it."""
    try:
        from souverain.readers.terraform_source import keeping
    except ImportError:
        return None
    return keeping.beside(folder)


def roots_of(file: Path) -> tuple[Path, ...]:
    """The root modules to which a file of source belongs; () where nothing here reads source. Raises as `roots.of`."""
    try:
        from souverain.readers.terraform_source import roots
    except ImportError:
        return ()
    return roots.of(file)
