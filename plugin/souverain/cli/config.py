"""`souverain config`: say whether configuration files can be used, and what they declare."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from souverain import config_file, gate, knowledge, workload
from souverain.cli import complain, guard, options, output
from souverain.config_file import FileConfig, Options
from souverain.engine import rules as rule_book
from souverain.errors import ConfigError, SouverainError, UsageError
from souverain.i18n import Lang, text
from souverain.knowledge import Knowledge


@click.command("config", short_help="Validate souverain.yaml.")
@click.argument("files", metavar="[FILE]...", nargs=-1)
@options.speaking
def command(files: tuple[str, ...], lang: Lang | None) -> int:
    """Validate configuration files, with all that they declare and waive. Exit 3 when one cannot be used."""
    spoken = options.language(lang)
    with guard.speaking(spoken):
        known = knowledge.load()
        codes = [_judged(Path(name), known, spoken) for name in files or _here()]
    return max(codes, default=gate.JUDGED)


def _here() -> tuple[str, ...]:
    found = config_file.find(Path())
    if found is None:
        raise UsageError("no-configuration", name=config_file.DEFAULT_NAME)
    return (str(found),)


def _judged(path: Path, known: Knowledge, lang: Lang) -> int:
    """One file; a broken one does not keep the others from being looked at."""
    try:
        said = config_file.load(path)
        known.with_overlay(said.overlay)
        workload.establish(config_file.merge(said, Options(as_of=_today())), known)
        _check_names(said, known)
    except SouverainError as error:
        complain(f"souverain: {guard.seen(error, lang).text}")
        return gate.NO_VERDICT
    output.to_stdout(_lines(said, lang))
    return gate.JUDGED


def _check_names(said: FileConfig, known: Knowledge) -> None:
    """Raise ConfigError for a profile, a rule or a requirement that there is not."""
    for profile in said.profiles:
        if profile not in known.profiles:
            raise ConfigError("config-no-such-name", path=said.path, field="profiles", name=profile)
    rules = {rule.id for rule in rule_book.load().values()}
    asked = {f"{regime.id}/{item.id}" for regime in known.regimes.values() for item in regime.requirements}
    for number, waiver in enumerate(said.waivers):
        if waiver.rule not in rules | asked:
            field = f"waivers[{number}].rule"
            raise ConfigError("config-no-such-name", path=said.path, field=field, name=waiver.rule)


def _lines(said: FileConfig, lang: Lang) -> Iterator[str]:
    counts = {"classes": len(said.classes), "declared": len(said.overlay), "waivers": len(said.waivers)}
    yield text("cli.config-read", lang, path=", ".join(said.files), **counts) + "\n"
    for item in said.waivers:
        if item.until < _today():
            told = text("cli.config-expired", lang, rule=item.rule, address=item.address, until=item.until)
            yield f"  {told}\n"


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
