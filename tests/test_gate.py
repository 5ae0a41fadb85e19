"""One word for each profile and one exit code for the run: 3 before 1 before 4 before 0."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest

import estate
from estate import asked, document, judged_input, not_known, passed, refused, resource, unreadable_input
from souverain import findings, gate
from souverain.config import Config
from souverain.document import Document, GapFacts, InputFacts
from souverain.engine import RawFinding
from souverain.findings import Finding
from souverain.model import known

PASS = [*passed("IMM-LOC", 0), *passed("IMM-REACH", 0)]
FAIL = [*passed("IMM-LOC", 0), refused(0)]
UNPROVEN = [*passed("IMM-REACH", 0), not_known(0)]

FINE, ABROAD, LOST = (document(resource(at=place)) for place in ("cloudgouv", "paris", "nowhere"))


def judged(made: Document, raw: Sequence[RawFinding], config: Config) -> tuple[gate.Verdict, int]:
    found: tuple[Finding, ...] = findings.judge(made, raw, asked(config), estate.knowledge())
    return gate.verdict(made, found, config), gate.exit_code(found, made.inputs, config)


def with_inputs(made: Document, *inputs: InputFacts) -> Document:
    return msgspec.structs.replace(made, inputs=inputs)


@pytest.mark.parametrize(
    ("made", "raw", "config", "word", "code"),
    [
        (FINE, PASS, Config(), "pass", 0),
        (ABROAD, FAIL, Config(), "fail", 1),
        (LOST, UNPROVEN, Config(), "unproven", 4),
        (LOST, UNPROVEN, Config(unproven="warn"), "unproven", 0),
        (ABROAD, FAIL, Config(unproven="warn"), "fail", 1),
        (ABROAD, FAIL, Config(exit_zero=True), "fail", 0),
        (LOST, UNPROVEN, Config(exit_zero=True), "unproven", 0),
        (ABROAD, FAIL, Config(fail_on="never"), "pass", 0),
        (LOST, UNPROVEN, Config(fail_on="never"), "pass", 0),
        (document(), [], Config(), "not-applicable", 0),
        (document(resource(data_class=known("none"))), [], Config(), "not-applicable", 0),
    ],
    ids=[
        *("pass", "refused", "unproven", "unproven warns", "refused though unproven warns", "exit zero of 1"),
        *("exit zero of 4", "never", "never unproven", "no resources", "nothing protected"),
    ],
)
def test_verdict_and_exit_code(made: Document, raw: list[RawFinding], config: Config, word: str, code: int) -> None:
    verdict, exit_code = judged(made, raw, config)
    assert (verdict.verdict, exit_code) == (word, code)


@pytest.mark.parametrize(
    ("made", "raw", "config", "word"),
    [
        (FINE, PASS, Config(), "unproven"),
        (ABROAD, FAIL, Config(), "fail"),
        (LOST, UNPROVEN, Config(), "unproven"),
        (document(), [], Config(), "unproven"),
        (FINE, PASS, Config(exit_zero=True, unproven="warn", fail_on="never"), "unproven"),
    ],
    ids=["pass", "refused", "unproven", "no resources", "every option that lets through"],
)
def test_an_unreadable_input_is_no_verdict_and_never_a_pass(
    made: Document, raw: list[RawFinding], config: Config, word: str
) -> None:
    verdict, exit_code = judged(with_inputs(made, judged_input(), unreadable_input()), raw, config)
    assert (verdict.verdict, exit_code) == (word, 3)


def test_refused_comes_before_unproven_and_both_are_counted() -> None:
    made = document(resource(), resource("aws_s3_bucket.lost", at="nowhere"))
    raw = [*passed("IMM-LOC", 0), *passed("IMM-REACH", 1), refused(0), not_known(1)]
    verdict, exit_code = judged(made, raw, Config())
    assert (verdict.refused, verdict.unproven, exit_code) == (1, 1, 1)


def test_unchanged_debt_stays_a_refusal_when_only_what_is_introduced_closes_the_gate() -> None:
    made = document(resource(state="existing", action="no-op"))
    verdict, exit_code = judged(made, FAIL, Config(gate="introduced"))
    assert (verdict.verdict, verdict.refused, verdict.gating, exit_code) == ("fail", 1, 0, 0)


def test_a_day_one_question_is_unproven() -> None:
    made = document(resource(data_class=estate.UNDECLARED))
    verdict, exit_code = judged(made, [*FAIL, estate.question(0)], Config())
    assert (verdict.verdict, verdict.refused, verdict.unproven, exit_code) == ("unproven", 0, 1, 4)


@pytest.mark.parametrize(
    ("config", "word", "code"),
    [
        (Config(), "pass", 0),
        (Config(strict=True), "unproven", 4),
        (Config(strict=True, unproven="warn"), "unproven", 0),
    ],
)
def test_strict_judging_takes_a_gap_for_an_unknown(config: Config, word: str, code: int) -> None:
    holed = msgspec.structs.replace(judged_input(), gaps=(GapFacts(address="a.b", reason="type-unknown", args={}),))
    verdict, exit_code = judged(with_inputs(FINE, holed), PASS, config)
    assert (verdict.verdict, exit_code) == (word, code)


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (document(), "0 resources"),
        (document(resource(data_class=known("none"))), "no resource holds data that it protects"),
        (with_inputs(FINE, unreadable_input()), "an input could not be read"),
    ],
)
def test_what_is_neither_pass_nor_fail_says_why(made: Document, reason: str) -> None:
    raw = PASS if any(item.data_class.value == "health" for item in made.resources) else []
    assert judged(made, raw, Config())[0].reason == reason
