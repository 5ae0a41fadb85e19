"""What goes wrong, said in one line: an exception in, an `ErrorSeen` or a click error with its exit code out."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from souverain.errors import SouverainError, UsageError
from souverain.i18n import Lang, text, told
from souverain.reports.seen import ErrorSeen

_PACKAGE = Path(__file__).parent.parent


@contextmanager
def speaking(lang: Lang) -> Iterator[None]:
    """Turn errors into click's: wrong usage into exit 2, every other into exit 3."""
    try:
        yield
    except UsageError as error:
        raise click.UsageError(seen(error, lang).text) from error
    except SouverainError as error:
        raise click.ClickException(seen(error, lang).text) from error


def seen(error: Exception, lang: Lang) -> ErrorSeen:
    """An error as reports show it."""
    if isinstance(error, SouverainError):
        return ErrorSeen(code=error.code, text=told(f"errors.{error.code}", lang, error.args_))
    return crash(error, lang)


def crash(error: Exception, lang: Lang) -> ErrorSeen:
    """A defect of ours: its kind and where it is. Its text is left out, it may quote what an input holds."""
    if os.environ.get("SOUVERAIN_DEBUG"):
        traceback.print_exception(error, file=sys.stderr)
    where = (frames(error) or ("?",))[-1]
    return ErrorSeen(code="crash", text=text("errors.crash", lang, kind=type(error).__name__, where=where))


def frames(error: Exception) -> tuple[str, ...]:
    """The lines of ours through which an error came, the innermost last: files of the package, never what they held."""
    stack = traceback.extract_tb(error.__traceback__)
    ours = (frame for frame in stack if _PACKAGE in Path(frame.filename).parents)
    return tuple(f"{Path(frame.filename).relative_to(_PACKAGE).as_posix()}:{frame.lineno}" for frame in ours)
