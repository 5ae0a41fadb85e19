"""Where reports go: pieces of text in, standard output or files that are either whole or absent out."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import click
import msgspec

from souverain.cli.options import given
from souverain.errors import SouverainError, UsageError
from souverain.i18n import Lang
from souverain.reports import Look, layout

F = TypeVar("F", bound=Callable[..., object])


class WriteError(SouverainError):
    """A report that cannot be written where it should be."""


class Target(msgspec.Struct, frozen=True):
    """A format and the file it goes to, "" for standard output."""

    format: str
    file: str = ""


class Outputs(msgspec.Struct, frozen=True, kw_only=True):
    """Options of every command that writes a report."""

    format: str = "text"
    output: str | None = None
    report: tuple[str, ...] = ()
    verbose: bool = False


def options(formats: Collection[str]) -> Callable[[F], F]:
    """Give a command the options of `Outputs`, for reports of these formats."""
    return given(
        click.option("--format", type=click.Choice(list(formats)), default="text", help="Format of the report."),
        click.option("-o", "--output", metavar="FILE", help="Write the report to a file."),
        click.option("--report", multiple=True, metavar="FORMAT=FILE", help="Write another report; repeatable."),
        click.option("--verbose", "-v", is_flag=True, help="Show all, with grades, sources and dates."),
    )


Writer = Callable[[str, Look], Iterator[str]]
"""Gives the pieces of a report in a format."""


def targets(asked: Outputs, formats: Collection[str], folders: Collection[str] = ()) -> tuple[Target, ...]:
    """Every place to write to, files first; `folders` are formats that only a folder can hold.

    Raises UsageError for a format that there is not.
    """
    files = [_target(written, (*formats, *folders)) for written in asked.report]
    return (*files, Target(asked.format, asked.output or ""))


def write(writer: Writer, where: Iterable[Target], lang: Lang, *, verbose: bool) -> None:
    """Write a report to all targets. Raises WriteError."""
    for target in where:
        look = Look(lang=lang, verbose=verbose, colour=not target.file and coloured())
        pieces = writer(target.format, look)
        if target.file:
            _to_file((piece.encode() for piece in pieces), Path(target.file))
        else:
            to_stdout(pieces)


def write_bytes(content: bytes, path: Path) -> None:
    """Write a file that is no text, whole or not at all. Raises WriteError."""
    _to_file([content], path)


def to_stdout(pieces: Iterable[str]) -> None:
    """Write UTF-8, whatever the locale. A reader that has gone away changes nothing: the exit code still counts.

    Raises WriteError where it cannot be written for another reason.
    """
    layout.fit(_columns())
    stream = sys.stdout.buffer
    for piece in pieces:
        try:
            stream.write(piece.encode())
        except OSError as error:
            return _broken(error)
    try:
        stream.flush()
    except OSError as error:
        _broken(error)


def _columns() -> int:
    """Those of the terminal; what is piped or kept has always the same."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else layout.WIDTH


def _broken(error: OSError) -> None:
    """Nothing more is written there, not at the end of the process either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if not isinstance(error, BrokenPipeError):
        raise WriteError("cannot-write", path="stdout", cause=error.strerror or error) from error


def coloured() -> bool:
    """Whether standard output is a terminal that shows colours and nobody forbids them (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _target(written: str, formats: Collection[str]) -> Target:
    name, equals, file = written.partition("=")
    if not (equals and file and name in formats):
        raise UsageError("no-report", written=written, formats=", ".join(formats))
    return Target(name, file)


def _to_file(pieces: Iterable[bytes], path: Path) -> None:
    """Write beside the file and rename, so that a run that breaks leaves no half report."""
    layout.fit(layout.WIDTH)
    try:
        if path.exists() and not path.is_file():
            _fill(path, pieces)  # a pipe or a device cannot be replaced
            return
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        os.close(handle)
        try:
            _fill(Path(name), pieces)
            Path(name).chmod(_mode(path))
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise WriteError("cannot-write", path=path, cause=error.strerror or error) from error


def _fill(path: Path, pieces: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(pieces)


def _mode(path: Path) -> int:
    """The mode that the file has, or that a new file gets."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
