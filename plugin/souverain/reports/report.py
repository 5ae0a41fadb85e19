"""The outcome of a check (`souverain/report/v1`): facts, verdicts and findings in, one `Report` out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

import msgspec

from souverain import __version__, gate
from souverain.config import Config
from souverain.document import Established, KnowledgeFacts
from souverain.engine import Used
from souverain.engine import rules as rule_book
from souverain.engine.own import Own
from souverain.engine.rules import Rule
from souverain.findings import Finding
from souverain.gate import Verdict
from souverain.knowledge import watch
from souverain.reports.beyond import Beyond
from souverain.reports.coverage import Coverage, coverage
from souverain.reports.overview import Row, overview
from souverain.reports.seen import ErrorSeen, InputSeen, inputs_seen
from souverain.waivers import Use

REPORT_SCHEMA: Literal["souverain/report/v1"] = "souverain/report/v1"


class Tool(msgspec.Struct, frozen=True, kw_only=True):
    """What made the report: the release, and the revision of its policies, "" when they cannot be read."""

    version: str
    policies: str


class ConfigUsed(msgspec.Struct, frozen=True, kw_only=True):
    """The configuration in force. `overrides` counts what it declares in place of the inputs and the knowledge.

    `ref` is the commit at which it was read, with waivers and baseline; `edits` are the files of these that the change
    edits, and source in which it adds a comment that ignores a rule.
    """

    path: str
    digest: str
    ref: str | None
    overrides: int
    edits: tuple[str, ...] = ()


class OwnRules(msgspec.Struct, frozen=True, kw_only=True):
    """The rules that the user added: where they came from, a SHA-256 of them, and what they say of themselves."""

    path: str
    revision: str
    rules: tuple[Rule, ...]


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """How many resources were read, and how many findings there are."""

    resources: int
    findings: int


class Aside(msgspec.Struct, frozen=True, kw_only=True):
    """What became of waivers, and what the change edits in its own gate."""

    waivers: tuple[Use, ...] = ()
    edits: tuple[str, ...] = ()


NOTHING_ASIDE = Aside()


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome of one check. `knowledge` is absent and `error` present when the run broke before it judged."""

    schema: Literal["souverain/report/v1"] = REPORT_SCHEMA
    tool: Tool
    as_of: str
    run_at: str
    knowledge: KnowledgeFacts | None
    config: ConfigUsed
    engine: Used | None = None
    own: OwnRules | None = None
    inputs: tuple[InputSeen, ...]
    exit_code: int
    error: ErrorSeen | None
    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]
    waivers: tuple[Use, ...]
    """Every waiver, with what became of it."""
    beyond: tuple[Beyond, ...] = ()
    """What the regimes of the profiles ask and nobody can compute from code."""
    coverage: Coverage
    overview: tuple[Row, ...]
    summary: Summary

    @property
    def stale(self) -> int:
        """Age of the knowledge in days where it is too old to be relied on for certificates and owners, else 0."""
        age = watch.age(self.as_of, self.knowledge.as_of) if self.knowledge else 0
        return age if age > watch.STALE_AFTER else 0


class JudgedBy(msgspec.Struct, frozen=True, kw_only=True):
    """What ran the policies, and the rules that the user added."""

    engine: Used
    own: Own | None = None


def report(
    established: Established,
    verdicts: Sequence[Verdict],
    findings: Sequence[Finding],
    config: Config,
    *,
    by: JudgedBy,
    aside: Aside = NOTHING_ASIDE,
    beyond: tuple[Beyond, ...] = (),
) -> Report:
    """The report of a run that was judged."""
    return Report(
        tool=Tool(version=__version__, policies=rule_book.revision()),
        as_of=established.as_of,
        run_at=_now(),
        knowledge=established.knowledge,
        config=_config_used(config, aside.edits),
        engine=by.engine,
        own=_own(by.own, config),
        inputs=inputs_seen(established, config.lang),
        exit_code=gate.exit_code(findings, established.inputs, config),
        error=None,
        verdicts=tuple(verdicts),
        findings=tuple(findings),
        waivers=aside.waivers,
        beyond=beyond,
        coverage=coverage(established, config.lang),
        overview=overview(established),
        summary=Summary(resources=len(established.resources), findings=len(findings)),
    )


def no_verdict(error: ErrorSeen, config: Config) -> Report:
    """The report of a run that broke: nothing was judged, and why."""
    return Report(
        tool=Tool(version=__version__, policies=""),
        as_of=config.as_of,
        run_at=_now(),
        knowledge=None,
        config=_config_used(config),
        inputs=(),
        exit_code=gate.NO_VERDICT,
        error=error,
        verdicts=(),
        findings=(),
        waivers=(),
        coverage=Coverage(),
        overview=(),
        summary=Summary(resources=0, findings=0),
    )


def _own(own: Own | None, config: Config) -> OwnRules | None:
    if own is None:
        return None
    rules = tuple(own.rules[name] for name in sorted(own.rules))
    return OwnRules(path=config.policies.own, revision=own.revision, rules=rules)


def _config_used(config: Config, edits: tuple[str, ...] = ()) -> ConfigUsed:
    words = len(config.labels.keys) + len(config.labels.values)
    classes = len(config.classes) + len(config.data_classes) + words + bool(config.assume_class)
    declared = classes + len(config.overlay) + len(config.workload or ())
    return ConfigUsed(path=config.path, digest=config.digest, ref=config.ref or None, overrides=declared, edits=edits)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
