"""`souverain check`: judge inputs by profiles, and say so by the exit code."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from souverain import base, scan
from souverain.cli import apart, complain, folder, guard, options, output, progress, support
from souverain.config import Config
from souverain.errors import UsageError
from souverain.i18n import Lang
from souverain.reports import CHECK_FOLDERS, CHECK_FORMATS, Look, write_check, write_folder
from souverain.reports.judged import Judged
from souverain.reports.report import no_verdict


class Ran(msgspec.Struct, frozen=True, kw_only=True):
    """What a run comes to, in which language, and for those who help where it broke and how long its steps took."""

    judged: Judged
    lang: Lang
    frames: tuple[str, ...] = ()
    seconds: dict[str, float] = msgspec.field(default_factory=dict)


@click.command("check", short_help="Judge inputs: the gate.")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@options.judging
@output.options(CHECK_FORMATS)
@click.option(
    "--base",
    "bases",
    multiple=True,
    metavar="PATH",
    help="What stood before, to say what the change introduces, removes and moves; repeatable.",
)
@click.option("--debug", metavar="FILE", help="Write a file for support: no name, no value, no secret.")
def command(paths: tuple[str, ...], bases: tuple[str, ...], debug: str | None, **given: object) -> int:
    """Judge what plans, states or facts documents would do; no PATH is the current directory, - standard input."""
    asked = msgspec.convert(given, options.Judging)
    wanted = msgspec.convert(given, output.Outputs)
    with guard.speaking(options.language(asked.lang)):
        where = output.targets(wanted, CHECK_FORMATS, CHECK_FOLDERS)
        folders = [target for target in where if target.format in CHECK_FOLDERS]
        read = (*(paths or (".",)), *bases, *options.files(asked))
        apart.check(
            [*(item.file for item in where if item not in folders), debug or ""],
            read,
            [*(item.file for item in folders)],
        )
        for target in folders:
            folder.check(target.file)
        ran = _run(paths or (".",), bases, asked)
        report = ran.judged.report(ran.lang)
        if debug:
            output.write_bytes(support.document(ran.judged, report, ran.frames, ran.seconds), Path(debug))
        for target in folders:
            folder.write(write_folder(target.format, ran.judged, Look(lang=ran.lang)), target.file)
        texts = [target for target in where if target not in folders]
        output.write(lambda name, look: write_check(name, ran.judged, look), texts, ran.lang, verbose=wanted.verbose)
    if report.error:
        complain(f"souverain: {report.error.text}")
    return report.exit_code


def _run(paths: tuple[str, ...], bases: tuple[str, ...], asked: options.Judging) -> Ran:
    """Judge; whatever breaks on the way is a report without a verdict."""
    config = Config(lang=options.language(asked.lang), as_of=asked.as_of or "")
    times: dict[str, float] = {}
    try:
        config = options.config(asked)
        with progress.shown(paths, config.lang) as tell:
            judged = base.beside(scan.judge(paths, config, progress.timed(tell, times)), bases)
        return Ran(judged=judged, lang=config.lang, seconds=progress.spent(times))
    except UsageError:
        raise
    except Exception as error:  # a crash is no verdict, and a report says so
        broken = no_verdict(guard.seen(error, config.lang), config)
        judged = Judged(report=lambda _lang: broken, config=config)
        return Ran(judged=judged, lang=config.lang, frames=guard.frames(error), seconds=progress.spent(times))
