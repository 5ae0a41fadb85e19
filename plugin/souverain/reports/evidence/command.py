"""The command that comes to the same verdict: a configuration and a report in, a line for a shell out.

Values of `--var` are left out: they may be secret.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from souverain.config import Config
from souverain.reports.layout import printable
from souverain.reports.report import Report

_HIDDEN = "..."


def of_inputs(config: Config, report: Report) -> str:
    """On the inputs themselves."""
    return _line([item.path for item in report.inputs], _given(config), config, report)


def of_facts(config: Config, report: Report) -> str:
    """On the facts document of the folder, within it."""
    return _line(["facts.json"], (), config, report)


def _line(paths: list[str], given: Iterator[str] | tuple[str, ...], config: Config, report: Report) -> str:
    words = ["souverain", "check", *paths, *given, *_asked(config, report)]
    return " ".join(shlex.quote(printable(word)) for word in words)


def _given(config: Config) -> Iterator[str]:
    given = config.given
    if given.source:
        yield from ("--source", given.source)
    for file in given.files:
        yield from ("--var-file", file)
    for name in given.values:
        yield from ("--var", f"{name}={_HIDDEN}")
    if given.workspace:
        yield from ("--workspace", given.workspace)
    if given.environment:
        yield "--env"
    for name, value in config.settings.items():
        yield from ("--set", f"{name}={value}")


def _asked(config: Config, report: Report) -> Iterator[str]:
    for verdict in report.verdicts:
        yield from ("--profile", verdict.profile)
    told = {
        "--as-of": report.as_of,
        "--config": config.path,
        "--trust-config": config.ref,
        "--baseline": config.baseline,
        "--assume-class": config.assume_class,
        "--policy": config.policies.own,
    }
    for option, value in told.items():
        if value:
            yield from (option, value)
    default = Config()
    for name in ("fail_on", "unproven", "gate"):
        if (value := getattr(config, name)) != getattr(default, name):
            yield from (f"--{name.replace('_', '-')}", value)
    if config.strict:
        yield "--strict"
    if config.exit_zero:
        yield "--exit-zero"
    if config.policies.engine == "opa":
        yield from ("--engine", "opa")
        if report.engine and report.engine.url:
            yield from ("--opa-url", report.engine.url)
