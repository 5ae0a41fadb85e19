"""`souverain policy`: compile rules of your own, test them, and pack the shipped ones for other hosts."""

from __future__ import annotations

from pathlib import Path

import click

from souverain.cli import guard, options, output, policy_options
from souverain.i18n import Lang

_FILE = click.option("-o", "--output", "output_", metavar="FILE", required=True, help="Write the bundle to a file.")


@click.group("policy", short_help="Compile, test and pack rules.")
def command() -> None:
    """Compile rules of your own for machines without opa, test them, or pack the shipped ones for other hosts."""


@command.command("build", short_help="Compile rules of your own.")
@click.argument("folder", metavar="DIR")
@_FILE
@policy_options.OPA
@options.speaking
def build(folder: str, output_: str, opa: str | None, lang: Lang | None) -> None:
    """Compile the rules of DIR: check --policy FILE then needs no opa."""
    with guard.speaking(options.language(lang)):
        from souverain.engine.own import from_folder, packed

        output.write_bytes(packed.packed(from_folder(Path(folder), opa or "")), Path(output_))
