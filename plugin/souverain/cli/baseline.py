"""`souverain baseline`: write down what is refused or unproven today, so that only what comes after closes the gate."""

from __future__ import annotations

import click
import msgspec

from souverain import baseline, gate, scan
from souverain.cli import apart, complain, guard, options, output
from souverain.i18n import text


@click.command("baseline", short_help="Write down today's findings.")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("-o", "--output", "file", default=baseline.DEFAULT_NAME, metavar="FILE", help="The file to write.")
@options.judging
def command(paths: tuple[str, ...], file: str, **given: object) -> int:
    """Write the fingerprints of what is refused or unproven, for check --baseline. Exit 3 for an unreadable input."""
    asked = msgspec.convert({**given, "baseline": None}, options.Judging)
    spoken = options.language(asked.lang)
    with guard.speaking(spoken):
        apart.check([file], (*(paths or (".",)), *options.files(asked)))
        config = msgspec.structs.replace(options.config(asked), baseline="")
        report = scan.check(paths or (".",), config)
        if report.exit_code == gate.NO_VERDICT:
            for item in report.inputs:
                if item.error:
                    complain(f"souverain: {item.error.text}")
            return gate.NO_VERDICT
        debt = baseline.of(report.findings, report.as_of)
        written = baseline.written(debt)
        output.write(lambda _format, _look: iter([written]), [output.Target("json", file)], spoken, verbose=False)
    complain(text("cli.baseline-written", spoken, path=file, count=sum(item.count for item in debt.findings)))
    return gate.JUDGED
