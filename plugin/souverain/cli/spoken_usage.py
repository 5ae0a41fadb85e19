"""Wrong usage in the language of the reader: what click says in English in, the same in French out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import click

from souverain.i18n import text
from souverain.i18n.messages.usage import MESSAGES


def show(error: click.UsageError) -> None:
    """The line of usage, where help is, and what is wrong, in French."""
    context = error.ctx
    if context is not None:
        click.echo(context.get_usage(), err=True)
        if context.command.get_help_option(context) is not None:
            command = f"« {context.command_path} {context.help_option_names[-1]} »"
            click.echo(f"{text('usage.try', 'fr', command=command)}\n", err=True)
    click.echo(text("usage.error", "fr", message=french(error.format_message())), err=True)


def french(english: str) -> str:
    """A message in French; one that is ours is French already, one that nobody knows stays as it is."""
    for name, pattern in _patterns():
        if found := pattern.fullmatch(english):
            held = found.groupdict()
            if "why" in held:
                held["why"] = french(held["why"])
            return text(f"usage.{name}", "fr", **held)
    return english


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(_each())


def _each() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Each message of click as what matches it, the more particular ones first."""
    for name, (english, _) in MESSAGES.items():
        parts = re.split(r"\{(\w+)\}", english)
        written = (f"(?P<{part}>.+?)" if number % 2 else re.escape(part) for number, part in enumerate(parts))
        yield name, re.compile("".join(written), re.DOTALL)
