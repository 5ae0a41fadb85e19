"""Options that say what is given beside the inputs: what click parsed in, a `Given` out."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click
import msgspec

from souverain.errors import UsageError
from souverain.given import Given

F = TypeVar("F", bound=Callable[..., object])

OPTIONS = (
    click.option("--source", metavar="DIR", help="Terraform source that a plan was made of (default: beside it)."),
    click.option("--var-file", multiple=True, metavar="FILE", help="Values of variables of Terraform; repeatable."),
    click.option("--var", multiple=True, metavar="NAME=VALUE", help="Value of a variable of Terraform; repeatable."),
    click.option("--workspace", metavar="NAME", help="Workspace of Terraform."),
    click.option("--env", is_flag=True, help="Variables of the environment count too, as assumed."),
)


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """What these options say."""

    source: str | None = None
    var_file: tuple[str, ...] = ()
    var: tuple[str, ...] = ()
    workspace: str | None = None
    env: bool = False


def given(asked: Beside) -> Given:
    """What is given. Raises UsageError for a file or folder that is not there, and for a value without name."""
    if asked.source is not None and not Path(asked.source).is_dir():
        raise UsageError("no-source-folder", written=asked.source)
    for file in asked.var_file:
        if not Path(file).is_file():
            raise UsageError("no-var-file", written=file)
    return Given(
        source=asked.source or "",
        files=asked.var_file,
        values=dict(_pair(item) for item in asked.var),
        workspace=asked.workspace or "",
        environment=dict(os.environ) if asked.env else {},
    )


def _pair(written: str) -> tuple[str, str]:
    name, equals, value = written.partition("=")
    if not (name.strip() and equals):
        raise UsageError("no-var", written=written)
    return name.strip(), value
