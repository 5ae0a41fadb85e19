"""`souverain waive`: write a waiver into the configuration, with who answers for it and until when."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from souverain import config_file
from souverain.cli import complain, guard, options, output, policy_options
from souverain.config_file import appending
from souverain.declared import Waiver
from souverain.errors import UsageError
from souverain.i18n import Lang, text


@click.command("waive", short_help="Write a waiver into souverain.yaml.")
@click.argument("rule")
@click.argument("address")
@click.option("--until", required=True, metavar="DATE", help="Last day on which it holds.")
@click.option("--reason", required=True, metavar="TEXT", help="Why.")
@click.option("--author", required=True, metavar="NAME", help="Who asks for it.")
@click.option("--approver", required=True, metavar="NAME", help="Who answers for it.")
@click.option("--input", "input_", default="*", metavar="GLOB", help="Only for findings of these inputs.")
@click.option("--link", default="", metavar="URL", help="Where the decision is kept.")
@click.option("--config", "path", default=config_file.DEFAULT_NAME, metavar="FILE", help="The file to write into.")
@options.given(*policy_options.ADDED)
@options.speaking
def command(
    rule: str, address: str, path: str, policy: str | None, opa: str | None, lang: Lang | None = None, **given: str
) -> int:
    """Waive the findings of a RULE, or of a requirement (hds/HDS-CERT-1), at an ADDRESS (a glob) until a day."""
    spoken = options.language(lang)
    with guard.speaking(spoken):
        known = policy_options.known(policy_options.Asked(policy=policy, opa=opa))
        waiver = _waiver(rule, address, given, {item.id for item in known.values()})
        file = Path(path)
        before = file.read_text(encoding="utf-8") if file.is_file() else ""
        after = appending.appended(before, waiver, file)
        output.write(lambda _format, _look: iter([after]), [output.Target("yaml", path)], spoken, verbose=False)
    complain(text("cli.waived", spoken, path=path, rule=rule, address=address, until=waiver.until))
    return 0


def _waiver(rule: str, address: str, given: dict[str, str], ids: set[str]) -> Waiver:
    if "/" not in rule and rule not in ids:
        raise UsageError("no-such-rule", id=rule, ids=", ".join(sorted(ids)))
    return Waiver(
        rule=rule,
        address=address,
        input=given["input_"],
        reason=given["reason"],
        author=given["author"],
        date=datetime.now(UTC).date().isoformat(),
        approver=given["approver"],
        until=options.date_of(given["until"]),
        link=given["link"],
    )
