"""`souverain inventory`: list what inputs hold, where and with whom, without judging it."""

from __future__ import annotations

import click
import msgspec

from souverain import gate, scan
from souverain.cli import apart, guard, options, output, progress
from souverain.reports import INVENTORY_FORMATS, write_inventory


@click.command("inventory", short_help="List resources, operators and parents.")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@options.establishing
@output.options(INVENTORY_FORMATS)
def command(paths: tuple[str, ...], **given: object) -> int:
    """List where resources are, who operates them and who controls the operator. Exit 3 when an input is unreadable."""
    asked = msgspec.convert(given, options.Establishing)
    wanted = msgspec.convert(given, output.Outputs)
    with guard.speaking(options.language(asked.lang)):
        where = output.targets(wanted, INVENTORY_FORMATS)
        apart.check([item.file for item in where], (*(paths or (".",)), *options.files(asked)))
        config = options.config(asked)
        with progress.shown(paths, config.lang) as tell:
            found = scan.inventory(paths or (".",), config, tell)
        output.write(lambda name, look: write_inventory(name, found, look), where, config.lang, verbose=wanted.verbose)
    return gate.NO_VERDICT if any(item.status == "unreadable" for item in found.inputs) else gate.JUDGED
