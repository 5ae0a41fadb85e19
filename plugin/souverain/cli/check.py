"""`souverain check`: judge inputs by profiles, and say so by the exit code."""

from __future__ import annotations

import click
import msgspec

from souverain import scan
from souverain.cli import complain, guard, options, output, progress
from souverain.config import Config
from souverain.errors import UsageError
from souverain.i18n import Lang
from souverain.reports import CHECK_FORMATS, write_check
from souverain.reports.judged import Judged
from souverain.reports.report import no_verdict


@click.command("check", short_help="Judge inputs: the gate.")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@options.judging
@output.options(CHECK_FORMATS)
def command(paths: tuple[str, ...], **given: object) -> int:
    """Judge what plans, states or facts documents would do; no PATH is the current directory, - standard input."""
    asked = msgspec.convert(given, options.Judging)
    wanted = msgspec.convert(given, output.Outputs)
    with guard.speaking(options.language(asked.lang)):
        where = output.targets(wanted, CHECK_FORMATS)
        judged, lang = _judged(paths or (".",), asked)
        output.write(lambda name, look: write_check(name, judged, look), where, lang, verbose=wanted.verbose)
    report = judged.report(lang)
    if report.error:
        complain(f"souverain: {report.error.text}")
    return report.exit_code


def _judged(paths: tuple[str, ...], asked: options.Judging) -> tuple[Judged, Lang]:
    """What the run comes to, and in which language; whatever breaks on the way is a report without a verdict."""
    config = Config(lang=options.language(asked.lang), as_of=asked.as_of or "")
    try:
        config = options.config(asked)
        with progress.shown(paths, config.lang) as tell:
            return scan.judge(paths, config, tell), config.lang
    except UsageError:
        raise
    except Exception as error:  # a crash is no verdict, and a report says so
        broken = no_verdict(guard.seen(error, config.lang), config)
        return Judged(report=lambda _lang: broken), config.lang
