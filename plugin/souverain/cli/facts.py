"""`souverain facts`: print the document that policies would judge, free of secrets, to be kept or judged later."""

from __future__ import annotations

import click
import msgspec

from souverain import gate, scan
from souverain.asked import profile_facts
from souverain.cli import apart, guard, options, output, policy_options
from souverain.errors import UsageError


@click.command("facts", short_help="Print what policies see, to keep.")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--profile", multiple=True, metavar="NAME", help="The profile that asks (default: health).")
@click.option("-o", "--output", "output_", metavar="FILE", help="Write to a file.")
@options.given(*policy_options.ADDED)
@options.establishing
def command(paths: tuple[str, ...], output_: str | None = None, **given: object) -> int:
    """Print the facts of inputs as JSON (souverain/facts/v1): check reads them back. Exit 3 for an unreadable input."""
    asked = msgspec.convert(given, options.Judging)
    lang = options.language(asked.lang)
    with guard.speaking(lang):
        apart.check([output_ or ""], (*(paths or (".",)), *options.files(asked)))
        run = scan.establish(paths or (".",), options.config(asked))
        if len(run.config.profiles) != 1:
            raise UsageError("one-profile", profiles=", ".join(run.config.profiles))
        document = run.facts.encode(profile_facts(run.config.profiles[0], run.knowledge)).decode() + "\n"
        output.write(
            lambda _format, _look: iter([document]), [output.Target("json", output_ or "")], lang, verbose=False
        )
    return gate.NO_VERDICT if any(item.status == "unreadable" for item in run.established.inputs) else gate.JUDGED
