"""`souverain graph`: draw where the resources of inputs are, and where their data goes."""

from __future__ import annotations

from typing import Literal, cast

import click
import msgspec

from souverain import gate, scan
from souverain.cli import apart, guard, options, output
from souverain.reports import drawing
from souverain.wording.names import Names


@click.command("graph", short_help="Draw places, flows and classes.")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--format", "form", type=click.Choice(["mermaid", "dot"]), default="mermaid", help="Form of the drawing.")
@click.option("-o", "--output", "output_", metavar="FILE", help="Write to a file.")
@options.establishing
def command(paths: tuple[str, ...], form: str, output_: str | None = None, **given: object) -> int:
    """Draw where resources are, of which class their data is, and where it flows. Exit 3 for an unreadable input."""
    asked = msgspec.convert(given, options.Establishing)
    lang = options.language(asked.lang)
    with guard.speaking(lang):
        apart.check([output_ or ""], (*(paths or (".",)), *options.files(asked)))
        run = scan.establish(paths or (".",), options.config(asked))
        names = Names(run.knowledge, run.established.operators, run.config.lang, run.established.classes)
        lines = drawing.draw(run.established, names, cast("Literal['mermaid', 'dot']", form))
        drawn = (f"{line}\n" for line in lines)
        output.write(lambda _format, _look: drawn, [output.Target(form, output_ or "")], lang, verbose=False)
    return gate.NO_VERDICT if any(item.status == "unreadable" for item in run.established.inputs) else gate.JUDGED
