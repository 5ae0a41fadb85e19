"""`souverain rules`: list what is judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from souverain.cli import guard, options, output, policy_options
from souverain.engine.rules import Rule
from souverain.i18n import Lang, text


@click.command("rules", short_help="List the rules.")
@options.given(*policy_options.ADDED)
@options.speaking
def command(policy: str | None, opa: str | None, lang: Lang | None) -> None:
    """List the rules; explain RULE prints one."""
    spoken = options.language(lang)
    with guard.speaking(spoken):
        known = policy_options.known(policy_options.Asked(policy=policy, opa=opa))
        output.to_stdout(_lines(known.values(), spoken))


def _lines(rules: Iterable[Rule], lang: Lang) -> Iterator[str]:
    found = sorted(rules, key=lambda rule: rule.id)
    width = max(len(rule.id) for rule in found)
    for rule in found:
        yield f"{rule.id:<{width}}  {text(f'report.word-{rule.severity}', lang):<13}  {rule.title[lang]}\n"
