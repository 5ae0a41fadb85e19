"""Inputs of every format, read: a path or bytes in, a `Stack` (or a facts document) out.

One module per format, one line in `READERS`. What is no plan is refused with the one line that says what it is.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import msgspec

from souverain.document import Document
from souverain.errors import ReadError
from souverain.given import NOTHING, Given
from souverain.model import InputKind, Stack
from souverain.readers import (
    backends,
    beside,
    extraction,
    facts,
    refusals,
    terraform_plan,
    terraform_source,
    terraform_state,
)
from souverain.readers.members import Members, RepeatedKeyError
from souverain.readers.pulumi import deployment, events, preview, program, project, urns
from souverain.readers.source import STDIN, Source, load
from souverain.readers.terraform_plan.addresses import without_keys


class Reader(Protocol):
    """A format: which JSON objects it is, and how one is read."""

    def recognises(self, found: Members) -> bool:
        """Whether an object with these members is of this format, in whatever version."""

    def read(self, source: Source, found: Members) -> Stack | Document:
        """What the object states. Raises ReadError."""


_OF_TERRAFORM = ("terraform-plan", "terraform-state")
_OF_PULUMI = ("pulumi-preview", "pulumi-stack")
READERS: dict[InputKind, Reader] = {
    "facts": facts,
    "terraform-plan": terraform_plan,
    "terraform-state": terraform_state,
    "pulumi-preview": preview,
    "pulumi-stack": deployment,
}


def read(path: str, data: bytes | None = None, given: Given = NOTHING) -> Stack | Document:
    """What an input states: the file at `path`, standard input for `-`, or `data` under the name `path`.

    Source counts with what is given beside it, and completes the plan that was made of it.

    Raises ReadError, whose arguments always hold `path` and, once there were bytes, `sha256` and `kind`.
    """
    if data is None and path != STDIN and Path(path).is_dir():
        return program.read(path) if program.is_one(Path(path)) else terraform_source.read(path, given)
    source = load(path, data)
    stack = _loaded(source, given)
    folder = given.source or ("" if data is not None or path == STDIN else str(Path(path).parent))
    return _kept(stack, Path(folder)) if folder else stack


def _loaded(source: Source, given: Given) -> Stack | Document:
    try:
        return _read(source, given)
    except RecursionError as error:
        raise _refused(source, "json-too-deep") from error
    except RepeatedKeyError as error:
        raise _refused(source, "key-twice", key=error.args[0]) from error
    except ReadError as error:
        raise _refused(source, error.code, **error.args_) from error


def _refused(source: Source, code: str, /, **args: object) -> ReadError:
    """An error with what is known of the input."""
    return ReadError(code, **{"kind": "unknown", "path": source.path, "sha256": source.sha256, **args})


def _kept(found: Stack | Document, folder: Path) -> Stack | Document:
    """A plan or a state with its backend, which what stands beside it shows: the folder in which they were made."""
    if not isinstance(found, Stack) or found.backend is not None:
        return found
    if found.input.kind in _OF_TERRAFORM:
        blocks = (_in_root(resource.address) for resource in found.resources)
        backend = backends.settled(terraform_source.backend_of(folder, blocks), backends.initialised(folder))
    elif found.input.kind in _OF_PULUMI and found.resources:
        backend = project.backend_of(folder, urns.project_of(found.resources[0].address))
    else:
        return found
    return msgspec.structs.replace(found, backend=backend)


def _in_root(address: str) -> str:
    """The block or the call of the root module that an address begins with: `module.a` of `module.a["x"].b.c`."""
    words = without_keys(address).split(".")
    return ".".join(words[: 3 if words[0] == "data" else 2])


def _read(source: Source, given: Given) -> Stack | Document:
    if events.begins(source.text):
        return _shaped(source, "pulumi-preview", lambda: events.read(source))
    found = extraction.find(source, _means_something)
    if found is None:
        raise refusals.of_text(source.path, source.text)
    kind = _kind(found)
    if kind is None:
        raise refusals.of_object(source.path, found)
    read_ = _shaped(source, kind, lambda: READERS[kind].read(source, found))
    if kind == "terraform-plan" and isinstance(read_, Stack):
        return beside.completed(read_, found, given)
    return read_


def _shaped(source: Source, kind: InputKind, reading: Callable[[], Stack | Document]) -> Stack | Document:
    """What was read, or the error of a document that does not have the shape of its kind."""
    try:
        return reading()
    except msgspec.DecodeError as error:
        raise ReadError("malformed", path=source.path, kind=kind, cause=error) from error


def _kind(found: Members) -> InputKind | None:
    return next((kind for kind, reader in READERS.items() if reader.recognises(found)), None)


def _means_something(found: Members) -> bool:
    return _kind(found) is not None or refusals.known(found)
