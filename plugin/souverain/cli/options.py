"""Options that commands share: what click parsed in, a `Config` out."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Literal, TypeVar

import click
import msgspec

from souverain import config_file, revision
from souverain.cli import beside, policy_options
from souverain.config import Config
from souverain.config_file import Options
from souverain.errors import UsageError
from souverain.i18n import Lang

F = TypeVar("F", bound=Callable[..., object])


class Establishing(policy_options.Asked, frozen=True, kw_only=True):
    """Options of every command that reads inputs."""

    config: str | None = None
    set: tuple[str, ...] = ()
    assume_class: str | None = None
    as_of: str | None = None
    lang: Lang | None = None


class Judging(Establishing, frozen=True, kw_only=True):
    """Options of a command that judges."""

    profile: tuple[str, ...] = ()
    fail_on: Literal["error", "warning", "note", "never"] | None = None
    unproven: Literal["gate", "warn"] | None = None
    gate: Literal["all", "introduced"] | None = None
    strict: bool = False
    exit_zero: bool = False
    include_passes: bool = False
    baseline: str | None = None
    trust_config: str | None = None


_LANG = click.option("--lang", type=click.Choice(["en", "fr"]), help="Language (default: LANG).")
_ESTABLISHING = (
    click.option("--config", metavar="FILE", help="Configuration (default: souverain.yaml here, if there is one)."),
    *beside.OPTIONS,
    click.option("--set", multiple=True, metavar="KEY=VALUE", help="Say what a plan does not: env=prod."),
    click.option("--assume-class", metavar="CLASS", help="Class of data that nobody has declared."),
    click.option("--as-of", metavar="DATE", help="Judge as of this day (default: today)."),
    _LANG,
)
_JUDGING = (
    click.option("--profile", multiple=True, metavar="NAME", help="What to judge by; repeatable (default: health)."),
    click.option(
        "--fail-on", type=click.Choice(["error", "warning", "note", "never"]), help="Least severity that gates."
    ),
    click.option("--unproven", type=click.Choice(["gate", "warn"]), help="Whether what is unproven gates."),
    click.option("--gate", type=click.Choice(["all", "introduced"]), help="Whether unchanged resources gate too."),
    click.option("--baseline", metavar="FILE", help="Findings known before, as souverain baseline wrote them."),
    click.option("--trust-config", metavar="REF", help="Read what decides the gate as it stands at this git revision."),
    click.option("--strict", is_flag=True, help="Every unknown is unproven; nothing assumed passes."),
    click.option("--exit-zero", is_flag=True, help="Exit 0 in place of 1 and 4."),
    click.option("--include-passes", is_flag=True, help="Report what was satisfied too."),
)


def given(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Give a command options, in the order in which its help lists them."""

    def decorate(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def establishing(function: F) -> F:
    """Give a command the options of `Establishing`."""
    return given(*_ESTABLISHING)(function)


def judging(function: F) -> F:
    """Give a command the options of `Judging`."""
    return given(*_JUDGING, *policy_options.JUDGED_BY, *_ESTABLISHING)(function)


def speaking(function: F) -> F:
    """Give a command the option `--lang`."""
    return given(_LANG)(function)


def config(asked: Establishing) -> Config:
    """All that the run depends on. Raises UsageError and ConfigError."""
    options = _options(asked)
    files = revision.files(options.ref)
    path = Path(asked.config) if asked.config else config_file.find(Path(), files)
    said = config_file.load(path, files) if path else None
    if said and said.lang and not asked.lang:
        options = msgspec.structs.replace(options, lang=said.lang)
    return config_file.merge(said, options)


def files(asked: Establishing) -> tuple[str, ...]:
    """The files that options name and a run reads, and the configuration that it finds."""
    baseline = asked.baseline if isinstance(asked, Judging) else None
    found = asked.config or config_file.DEFAULT_NAME
    return tuple(file for file in (found, baseline, *asked.var_file, asked.policy) if file)


def language(lang: Lang | None) -> Lang:
    """The language asked for, or that of the environment."""
    if lang:
        return lang
    written = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "fr" if written.lower().startswith("fr") else "en"


def _options(asked: Establishing) -> Options:
    judging = asked if isinstance(asked, Judging) else Judging()
    return Options(
        as_of=date_of(asked.as_of),
        profiles=judging.profile,
        fail_on=judging.fail_on,
        unproven=judging.unproven,
        gate=judging.gate,
        lang=language(asked.lang),
        strict=judging.strict,
        exit_zero=judging.exit_zero,
        include_passes=judging.include_passes,
        baseline=judging.baseline or "",
        ref=revision.commit(judging.trust_config) if judging.trust_config else "",
        assume_class=asked.assume_class or "",
        given=beside.given(asked),
        settings=_settings(asked.set),
        policies=policy_options.policies(asked),
    )


def date_of(written: str | None) -> str:
    """A day that was written, "" for none. Raises UsageError."""
    if written is None:
        return ""
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError as error:
        raise UsageError("bad-date", written=written) from error


def _settings(written: tuple[str, ...]) -> dict[str, str]:
    pairs = [item.partition("=") for item in written]
    for name, equals, value in pairs:
        if not (name and equals):
            raise UsageError("no-setting", written=name + equals + value)
    return {name: value for name, _, value in pairs}
