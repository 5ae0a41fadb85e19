"""The reports that formats are tried on: a mixed estate, its day one, a broken input, a broken run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

import estate
from estate import abroad, asked, document, judged_input, not_known, passed, question, refused, resource
from souverain import findings, gate
from souverain.config import Config
from souverain.document import STATE_NOT_SHOWN, Basis, Document, GapFacts
from souverain.engine import RawFinding, Used
from souverain.i18n import Lang
from souverain.model import Location, Reason
from souverain.reports import Look, write_check
from souverain.reports.inventory import Inventory, inventory
from souverain.reports.judged import Judged
from souverain.reports.report import JudgedBy, Report, no_verdict, report
from souverain.reports.seen import ErrorSeen
from souverain.wording.names import Names

Golden = Callable[[str, str], None]
"""Compares a text with the approved one of this name."""

MIXED = document(
    resource(),
    resource("aws_s3_bucket.copies[0]"),
    resource("aws_s3_bucket.copies[1]", action="update"),
    resource("aws_s3_bucket.abroad", at="virginia", location=Location("s3.tf", 40)),
    resource("scaleway_rdb_instance.hl7", at="nowhere", location=Location("db.tf", 4)),
    resource("outscale_volume.archive", at="cloudgouv", location=None),
)
MIXED_ANSWERS = [
    *(refused(number) for number in (0, 1, 2)),
    refused(3, at="virginia"),
    abroad(3),
    *(not_known(4, requirement) for requirement in ("IMM-LOC", "IMM-REACH")),
    *passed("IMM-LOC", 0, 1, 2, 5),
    *passed("IMM-REACH", 5),
]

UNDECLARED = document(
    *(resource(f"aws_s3_bucket.b{number}", data_class=estate.UNDECLARED) for number in range(3)),
    resource("aws_s3_bucket.far", at="virginia", data_class=estate.UNDECLARED),
    resource("outscale_volume.archive", at="cloudgouv", data_class=estate.UNDECLARED),
)
UNDECLARED_ANSWERS = [
    question(0, 1, 2, 3, 4),
    *(refused(number) for number in range(3)),
    refused(3, at="virginia"),
    abroad(3),
    *passed("IMM-LOC", 0, 1, 2, 4),
    *passed("IMM-REACH", 4),
]

GAP = GapFacts(address="module.site.aws_s3_bucket.late", reason="type-unknown", args={"type": "x"})
HOLED = msgspec.structs.replace(
    document(resource(at="cloudgouv")),
    inputs=(msgspec.structs.replace(judged_input(), gaps=(GAP,), state=STATE_NOT_SHOWN), estate.unreadable_input()),
)
HOLED_ANSWERS = [*passed("IMM-LOC", 0), *passed("IMM-REACH", 0)]


DIFFERING = msgspec.structs.replace(
    document(resource(at="cloudgouv", class_basis="differing")),
    bases={
        **estate.BASES,
        "differing": Basis(
            confidence="observed", why=(Reason("class-contradiction", {"data": "health", "other": "none"}),)
        ),
    },
)

HOSTILE_NAME = 'aws_s3_bucket.x["=1+1|`<img src=x onerror=a()>`\x1b[2J\n::error::@octocat #1 [a](http://a.example)"]'
HOSTILE = document(resource(HOSTILE_NAME, at="virginia", location=Location("a,b:c%d.tf", 3)))
HOSTILE_ANSWERS = [refused(0, at="virginia"), abroad(0)]


BY = JudgedBy(engine=Used(name="wasm"))


def made(facts: Document, raw: Sequence[RawFinding], config: Config | None = None) -> Report:
    """A report, run at one moment for all."""
    under = config or Config(as_of=estate.AS_OF)
    found = findings.judge(facts, raw, asked(under), estate.knowledge())
    verdicts = [gate.verdict(facts, found, under)]
    return fixed(report(estate.established(facts), verdicts, found, under, by=BY))


def fixed(moving: Report) -> Report:
    """Without what differs from run to run and from release to release."""
    tool = msgspec.structs.replace(moving.tool, version="0.0.0", policies="p" * 64)
    return msgspec.structs.replace(moving, run_at="2026-11-24T10:00:00+00:00", tool=tool)


def write(format_: str, report: Report, **look: Any) -> str:
    """A report in a format; the same one whatever the language asked for."""
    return "".join(write_check(format_, Judged(report=lambda _lang: report), Look(**look)))


def mixed(lang: Lang = "en") -> Report:
    return made(MIXED, MIXED_ANSWERS, Config(as_of=estate.AS_OF, lang=lang))


def day_one(lang: Lang = "en") -> Report:
    return made(UNDECLARED, UNDECLARED_ANSWERS, Config(as_of=estate.AS_OF, lang=lang))


def holed(lang: Lang = "en") -> Report:
    return made(HOLED, HOLED_ANSWERS, Config(as_of=estate.AS_OF, lang=lang, include_passes=True))


def broken() -> Report:
    return fixed(no_verdict(ErrorSeen(code="crash", text="internal error"), Config(as_of=estate.AS_OF)))


def listed(facts: Document = MIXED, lang: Lang = "en") -> Inventory:
    return inventory(estate.established(facts), Names(estate.knowledge(), facts.operators, lang))


def hostile() -> Report:
    """Names that try to be more than names."""
    return made(HOSTILE, HOSTILE_ANSWERS)


def varied() -> dict[str, Report]:
    """One report of every kind, by name."""
    return {
        "mixed": mixed(),
        "mixed in French": mixed("fr"),
        "day one": day_one(),
        "holed": holed(),
        "broken": broken(),
        "contradiction": made(DIFFERING, HOLED_ANSWERS),
        "empty": made(document(), []),
        "hostile": hostile(),
    }


def set_aside(whole: Report) -> Report:
    """The same report, everything in it waived."""
    waived = (msgspec.structs.replace(finding, status="waived", gate=False) for finding in whole.findings)
    return msgspec.structs.replace(whole, findings=tuple(waived))


def apart(whole: Report) -> Report:
    """The same report, each finding with a cause of its own."""
    own = (msgspec.structs.replace(finding, group=str(number)) for number, finding in enumerate(whole.findings))
    return msgspec.structs.replace(whole, findings=tuple(own))


def judged(facts: Document = MIXED, raw: Sequence[RawFinding] = MIXED_ANSWERS) -> Judged:
    """A run in both languages, with what was satisfied."""

    def told(lang: Lang) -> Report:
        return made(facts, raw, Config(as_of=estate.AS_OF, lang=lang, include_passes=True))

    config = Config(as_of=estate.AS_OF, profiles=("health",))
    return Judged(report=told, established=estate.established(facts), knowledge=estate.knowledge(), config=config)


def beside_a_base(facts: Document = MIXED, raw: Sequence[RawFinding] = MIXED_ANSWERS) -> Judged:
    """A run beside one before it: a store less, one that has moved since, one that is gone."""
    before = document(
        resource(),
        resource("aws_s3_bucket.abroad", location=Location("s3.tf", 40)),
        resource("scaleway_rdb_instance.hl7", at="nowhere", location=Location("db.tf", 4)),
        resource("aws_s3_bucket.gone", at="virginia"),
    )
    answers = [*(refused(number) for number in (0, 1)), refused(3, at="virginia"), abroad(3), *passed("IMM-LOC", 0, 1)]
    answers += [not_known(2, requirement) for requirement in ("IMM-LOC", "IMM-REACH")]
    return msgspec.structs.replace(judged(facts, raw), base=judged(before, answers))


def runs() -> dict[str, Judged]:
    """One run of every kind, by name."""
    return {
        "mixed": judged(),
        "day one": judged(UNDECLARED, UNDECLARED_ANSWERS),
        "holed": judged(HOLED, HOLED_ANSWERS),
        "hostile": judged(HOSTILE, HOSTILE_ANSWERS),
        "empty": judged(document(), []),
        "broken": Judged(report=lambda _lang: broken()),
    }
