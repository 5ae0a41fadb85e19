"""`souverain rules`: list what is judged."""

from __future__ import annotations

from collections.abc import Iterator

import click

from souverain.cli import guard, options, output
from souverain.engine import rules
from souverain.i18n import Lang, text


@click.command("rules", short_help="List the rules.")
@options.speaking
def command(lang: Lang | None) -> None:
    """List the rules; explain RULE prints one."""
    spoken = options.language(lang)
    with guard.speaking(spoken):
        output.to_stdout(_lines(spoken))


def _lines(lang: Lang) -> Iterator[str]:
    found = sorted(rules.load().values(), key=lambda rule: rule.id)
    width = max(len(rule.id) for rule in found)
    for rule in found:
        yield f"{rule.id:<{width}}  {text(f'report.word-{rule.severity}', lang):<13}  {rule.title[lang]}\n"
