"""`souverain diff`: what lies between two inputs, the second being what a change leads to."""

from __future__ import annotations

import click
import msgspec

from souverain import scan
from souverain.cli import apart, guard, options, output
from souverain.reports.difference import compare, written
from souverain.wording.names import Names


@click.command("diff", short_help="Compare two inputs.")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@options.judging
@output.options(written.FORMATS)
def command(old: str, new: str, **given: object) -> int:
    """Say what NEW introduces, removes and moves beside OLD. Exit as check would for what is introduced alone."""
    asked = msgspec.convert(given, options.Judging)
    wanted = msgspec.convert(given, output.Outputs)
    with guard.speaking(options.language(asked.lang)):
        where = output.targets(wanted, written.FORMATS)
        apart.check([item.file for item in where], (old, new, *options.files(asked)))
        config = options.config(asked)
        before, after = (scan.judge([path], config) for path in (old, new))
        found = compare(before, after, config.lang)
        facts, known = after.established, after.knowledge
        names = Names(known, facts.operators, config.lang, facts.classes) if facts and known else None
        output.write(
            lambda name, look: written.write(name, found, names, look), where, config.lang, verbose=wanted.verbose
        )
    return found.exit_code
