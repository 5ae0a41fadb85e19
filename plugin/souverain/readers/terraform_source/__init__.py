"""Source of Terraform and OpenTofu: a folder in, a `Stack` out, evaluated and then held against its own syntax.

The evaluator (tfparse) loses blocks in silence and makes values up; the syntax tree shows every block and what each
value rests on. A block without instance stays as a resource of which little is known, with a gap that says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from souverain.errors import ReadError
from souverain.given import NOTHING, Given
from souverain.model import Backend, InputKind, Stack

if TYPE_CHECKING:
    from souverain.readers.terraform_source.written import OfPlan

T = TypeVar("T")

KIND: InputKind = "terraform-source"


def read(path: str, given: Given = NOTHING) -> Stack:
    """What the folder declares. Raises ReadError where that cannot be told, or without the packages that it takes."""

    def reading() -> Stack:
        from souverain.readers.terraform_source import root

        return root.read(path, given)

    return _guarded(path, reading)


def of_plan(path: str, planned: Mapping[str, object], given: Given, among: Set[str] | None = None) -> OfPlan | None:
    """The same for the source of a plan, which states the values of all variables. Raises ReadError.

    None, and nothing evaluated, for source that declares none of the blocks `among`, given by addresses without keys.
    """

    def reading() -> OfPlan | None:
        from souverain.readers.terraform_source import root

        return root.of_plan(path, planned, given, among)

    return _guarded(path, reading)


def _guarded(path: str, reading: Callable[[], T]) -> T:
    try:
        return reading()
    except ImportError as error:
        raise ReadError("source-extra-missing", path=path, package=error.name or "tfparse", kind=KIND) from error
    except RecursionError as error:
        raise ReadError("source-too-deep", path=path, kind=KIND) from error
    except OSError as error:
        raise ReadError("cannot-open", path=path, cause=error.strerror or error, kind=KIND) from error
    except ReadError as error:
        raise ReadError(error.code, **{"path": path, "kind": KIND, **error.args_}) from error


def backend_of(folder: Path, blocks: Iterable[str]) -> Backend | None:
    """Where the root in a folder keeps its state that declares one of the blocks.

    None where there is no such source, or nothing here that reads it.
    """
    try:
        from souverain.readers.terraform_source import keeping
    except ImportError:
        return None
    return keeping.beside(folder, blocks)


def roots_of(files: Iterable[Path]) -> Iterator[tuple[Path, ...]]:
    """The root modules to which each file of source belongs; () where nobody can tell, or nothing here reads source."""
    try:
        from souverain.readers.terraform_source.roots import Roots
    except ImportError:
        yield from (() for _ in files)
        return
    found = Roots()
    for file in files:
        try:
            yield found.of(file)
        except (OSError, ReadError):
            yield ()
