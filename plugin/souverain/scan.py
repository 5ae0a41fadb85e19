"""The whole path, from what the user named to a report: paths and a `Config` in, a `Report` or an `Inventory` out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from functools import cache, partial

import msgspec

from souverain import facts, knowledge, readers
from souverain.config import Config
from souverain.document import Document, Established
from souverain.engine import Engine, opening
from souverain.engine import own as own_rules
from souverain.engine.own import Own
from souverain.errors import ConfigError, PolicyError, ReadError
from souverain.facts import Facts, Readable, Unreadable
from souverain.findings import asking
from souverain.given import Given
from souverain.knowledge import Knowledge
from souverain.model import Input, InputKind, Reason
from souverain.readers.inputs import meant
from souverain.readers.pulumi.joining import joined
from souverain.reports import inventory as inventories
from souverain.reports.judged import Answered, Judged, concluded
from souverain.reports.report import JudgedBy, Report
from souverain.wording.names import Names

Progress = Callable[[str, int, int], None]
"""Told at each step: its name (`read`, `establish`, `judge`, `done`), how many of its parts are done, of how many."""


_LONGEST_GRACE = 90
"""Days for which what stood before may be left out of the gate."""


class Run(msgspec.Struct, frozen=True):
    """What is known before anything is judged. `config` has no profile and no date left open."""

    config: Config
    knowledge: Knowledge
    facts: Facts
    own: Own | None = None

    @property
    def established(self) -> Established:
        """The facts of all inputs."""
        return self.facts.established


def _silent(_step: str, _done: int, _of: int) -> None:
    """Nobody watches."""


def check(paths: Sequence[str], config: Config, tell: Progress = _silent) -> Report:
    """Judge what the paths hold, and report it in the language of the configuration. Raises as `judge` does."""
    return judge(paths, config, tell).report(config.lang)


def judge(paths: Sequence[str], config: Config, tell: Progress = _silent) -> Judged:
    """Judge what the paths hold, under each profile.

    An unreadable input is part of the report. Raises UsageError for a profile that does not exist, KnowledgeError and
    PolicyError when nothing can be judged.
    """
    run = establish(paths, config, tell)
    answered = []
    with closing(opening.opened(run.config.policies, run.own)) as engine:
        for number, profile in enumerate(run.config.profiles):
            tell("judge", number, len(run.config.profiles))
            answered.append(_answered(run, profile, engine))
        by = JudgedBy(engine=engine.used(), own=run.own)
    with_passes = msgspec.structs.replace(run.config, include_passes=True)
    judged = Judged(
        report=cache(partial(concluded, run.established, answered, run.config, run.knowledge, by)),
        whole=cache(partial(concluded, run.established, answered, with_passes, run.knowledge, by)),
        established=run.established,
        knowledge=run.knowledge,
        config=run.config,
    )
    judged.report(run.config.lang)  # an answer that nobody can read is no verdict, whoever asks for the report
    tell("done", 1, 1)
    return judged


def inventory(paths: Sequence[str], config: Config, tell: Progress = _silent) -> inventories.Inventory:
    """Everything the paths hold, judged by nobody."""
    run = establish(paths, config, tell)
    names = Names(run.knowledge, run.established.operators, run.config.lang, run.established.classes)
    return inventories.inventory(run.established, names)


def establish(paths: Sequence[str], config: Config, tell: Progress = _silent) -> Run:
    """Read every path and establish the facts."""
    inputs = []
    named = meant(paths)
    for number, path in enumerate(named):
        tell("read", number, len(named))
        inputs.append(_read(path, config.given))
    settled = _settled(config, [item for item in inputs if isinstance(item, Document)])
    tell("establish", 0, 1)
    own = own_rules.load(settled.policies)
    known = knowledge.load().with_overlay(settled.overlay)
    if own is not None:
        known = known.with_asking(own.asking.regimes, own.asking.profiles)
    dated = [_of_date(item, settled.as_of) for item in joined(inputs)]
    return Run(settled, known, facts.establish(dated, known, settled), own)


def _answered(run: Run, profile: str, engine: Engine) -> Answered:
    asked, under = asking.asked(profile, run.knowledge, run.config, run.own)
    if unknown := sorted(set(asked.protects) - run.established.classes.keys()):  # nobody would be protected
        where = run.config.policies.own
        raise PolicyError("own-names-nothing", path=where, where=asked.regime, kind="class", name=unknown[0])
    return Answered(document=run.facts.document(asked), answers=run.facts.judged(asked, engine), asked=under)


def _read(path: str, given: Given) -> Readable:
    """What a path holds; an input that cannot be read is an answer too."""
    try:
        return readers.read(path, given=given)
    except ReadError as error:
        return _unreadable(error)


def _of_date(item: Readable, as_of: str) -> Readable:
    """Facts of another date than the run cannot be judged with it."""
    if not isinstance(item, Document) or item.as_of == as_of:
        return item
    path = item.inputs[0].path if item.inputs else ""
    return _unreadable(ReadError("facts-of-another-date", path=path, date=item.as_of, as_of=as_of, kind="facts"))


def _unreadable(error: ReadError) -> Unreadable:
    told = error.args_
    kind = msgspec.convert(told.get("kind", "unknown"), InputKind)
    return Unreadable(
        Input(path=told.get("path", ""), sha256=told.get("sha256", ""), kind=kind), Reason(error.code, told)
    )


def _settled(config: Config, documents: Sequence[Document]) -> Config:
    """The configuration with its profiles and its date: those of a facts document, or `health` and today."""
    profiles = config.profiles or tuple(dict.fromkeys(item.profile.id for item in documents)) or ("health",)
    as_of = config.as_of or next((item.as_of for item in documents), datetime.now(UTC).date().isoformat())
    gate = "all" if _grace_over(config, as_of) else config.gate
    return msgspec.structs.replace(config, profiles=tuple(dict.fromkeys(profiles)), as_of=as_of, gate=gate)


def _grace_over(config: Config, as_of: str) -> bool:
    """Whether what stood before closes the gate again. Raises ConfigError for a day that is too far ahead."""
    if not config.grace_until:
        return False
    ahead = date.fromisoformat(config.grace_until) - date.fromisoformat(as_of)
    if ahead.days > _LONGEST_GRACE:
        raise ConfigError("config-grace-too-long", path=config.path, until=config.grace_until, days=_LONGEST_GRACE)
    return ahead.days < 0
