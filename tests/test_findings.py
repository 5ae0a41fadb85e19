"""What policies answered becomes findings: nothing is left without an answer, and every unknown has its price."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
import pytest

import estate
from estate import (
    abroad,
    asked,
    document,
    judged_input,
    not_known,
    passed,
    question,
    refused,
    resource,
    said,
)
from souverain import findings
from souverain.config import Config
from souverain.document import Basis, CertificateState, Document, PlaceRef
from souverain.engine import RawFinding
from souverain.errors import PolicyError
from souverain.findings import Asked, Finding
from souverain.knowledge.regimes import Cost
from souverain.model import Reason, known, unknown


def judge(made: Document, raw: Sequence[RawFinding], under: Asked | None = None) -> tuple[Finding, ...]:
    return findings.judge(made, raw, under or asked(), estate.knowledge())


def told(found: Sequence[Finding]) -> list[tuple[str, str, str, bool]]:
    return [(finding.rule, finding.requirement, finding.status, finding.gate) for finding in found]


# --- Nothing is left without an answer ----------------------------------------------------------------------------

REACH_ALONE = [refused(0), *passed("IMM-LOC", 1), *passed("IMM-REACH", 1)]
ONE_RULE_OF_TWO = [*passed("IMM-LOC", 0, 1), *passed("IMM-REACH", 0, 1)[:1]]
ALERT = [refused(0, status="alert"), *passed("IMM-LOC", 0, 1), *passed("IMM-REACH", 1)]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        pytest.param([], "unanswered", id="an empty result"),
        pytest.param(passed("IMM-LOC", 0, 1), "unanswered", id="a requirement without answer"),
        pytest.param([*passed("IMM-LOC", 0, 1), *passed("IMM-REACH", 0)], "unanswered", id="a subject without answer"),
        pytest.param(
            [*passed("IMM-LOC", 0, 1), *passed("IMM-REACH", 0, 1)[:1]], "unanswered", id="one rule of two passes"
        ),
        pytest.param(REACH_ALONE, "unanswered", id="a refusal under another requirement"),
        pytest.param(ALERT, "unanswered", id="an alert is no answer"),
        pytest.param([refused(0, rule="no_such_rule")], "strange-answer", id="an unknown rule"),
        pytest.param([refused(0, requirement="IMM-NONE")], "strange-answer", id="an unknown requirement"),
        pytest.param([refused(0, status="error")], "strange-answer", id="an unknown status"),
        pytest.param([refused(2)], "strange-answer", id="a subject that is not there"),
        pytest.param([refused(-1)], "strange-answer", id="a subject before the first"),
        pytest.param([refused(0, at="mars")], "strange-answer", id="a place that is not there"),
        pytest.param([refused(0, subject=None)], "strange-answer", id="about nothing"),
        pytest.param([refused(0, subject=None, input=7)], "strange-answer", id="about an input that is not there"),
        pytest.param([*passed("IMM-LOC", 0, 9)], "strange-answer", id="a pass of a subject that is not there"),
    ],
)
def test_answers_that_are_no_verdict(raw: list[RawFinding], code: str) -> None:
    with pytest.raises(PolicyError) as caught:
        judge(document(resource(), resource("aws_s3_bucket.other")), raw)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ([*passed("IMM-LOC", 0), refused(0, status="unknown", unknown="mood")], "unpriced-unknown"),
        ([*passed("IMM-LOC", 0), refused(0, evidence=said({"kind": "poem"}))], "bad-evidence"),
        ([*passed("IMM-LOC", 0), refused(0, evidence=msgspec.Raw(b'{"kind": "reach"}'))], "bad-evidence"),
    ],
    ids=["an unknown without a price", "evidence of no kind", "evidence that is no list"],
)
def test_broken_findings_are_no_verdict(raw: list[RawFinding], code: str) -> None:
    with pytest.raises(PolicyError) as caught:
        judge(document(resource()), raw)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "leaving", "action": "delete"},
        {"state": "read", "action": "read"},
        {"data_class": known("none")},
        {"data_class": known("personal")},
        {"role": known("transports")},
        {"data_class": unknown("undeclared"), "role": known("transports")},
        {"data_class": unknown("undeclared"), "role": known("none")},
    ],
    ids=["deleted", "data source", "none", "not protected", "transports", "undeclared network", "undeclared rule"],
)
def test_what_nobody_needs_to_judge(changes: dict[str, object]) -> None:
    assert judge(document(resource(**changes)), []) == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"data_class": known("snds"), "state": "existing"},
        {"role": known("processes")},
        {"role": unknown("type-unknown", type="x")},
        {"data_class": unknown("undeclared")},
        {"data_class": unknown("undeclared"), "role": known("processes")},
        {"data_class": unknown("undeclared"), "role": unknown("type-unknown", type="x")},
    ],
    ids=["another class", "processes", "role not known", "class not known", "undeclared compute", "neither known"],
)
def test_what_must_be_judged(changes: dict[str, object]) -> None:
    with pytest.raises(PolicyError):
        judge(document(resource(**changes)), [])


def test_undeclared_data_must_be_asked_about() -> None:
    made = document(resource(data_class=estate.UNDECLARED))
    with pytest.raises(PolicyError) as caught:
        judge(made, [*passed("IMM-LOC", 0), *passed("IMM-REACH", 0)])
    assert caught.value.code == "unasked"


# --- What an answer counts as -------------------------------------------------------------------------------------

ONE = document(resource(at="nowhere"))


def priced(cost: Cost, config: Config | None = None) -> tuple[Finding, ...]:
    return judge(ONE, [*passed("IMM-REACH", 0), not_known(0)], asked(config, cost))


@pytest.mark.parametrize(
    ("price", "strict", "expected"),
    [
        ("gate", False, [("unproven", "error", True)]),
        ("warning", False, [("alert", "warning", False)]),
        ("note", False, [("alert", "note", False)]),
        ("nothing", False, []),
        ("warning", True, [("unproven", "error", True)]),
        ("nothing", True, [("unproven", "error", True)]),
    ],
)
def test_the_profile_prices_unknowns(price: str, strict: bool, expected: list[tuple[str, str, bool]]) -> None:
    found = priced(Cost(place=price), Config(strict=strict))
    assert [(finding.status, finding.severity, finding.gate) for finding in found] == expected


@pytest.mark.parametrize(
    ("config", "gate"),
    [
        (Config(), True),
        (Config(unproven="warn"), False),
        (Config(fail_on="warning"), True),
        (Config(fail_on="never"), False),
        (Config(gate="introduced"), True),
    ],
)
def test_what_lets_the_unproven_through(config: Config, gate: bool) -> None:
    (found,) = priced(Cost(), config)
    assert (found.status, found.gate) == ("unproven", gate)


@pytest.mark.parametrize(
    ("state", "gate", "gates"),
    [("introduced", "introduced", True), ("existing", "introduced", False), ("existing", "all", True)],
)
def test_debt_does_not_gate_what_is_introduced(state: str, gate: str, gates: bool) -> None:
    made = document(resource(state=state, action="no-op"))
    (found,) = judge(made, [refused(0), *passed("IMM-LOC", 0)], asked(Config(gate=gate)))
    assert (found.status, found.state, found.gate) == ("fail", state, gates)


def test_an_alert_never_gates() -> None:
    (found,) = judge(ONE, [refused(0, at="nowhere", status="alert"), *passed("IMM-LOC", 0), *passed("IMM-REACH", 0)])
    assert (found.status, found.severity, found.gate) == ("alert", "warning", False)


def test_findings_on_what_leaves_never_gate() -> None:
    (found,) = judge(document(resource(state="leaving", action="delete")), [refused(0)])
    assert (found.status, found.gate) == ("fail", False)


# --- Day one ------------------------------------------------------------------------------------------------------


def day_one(config: Config | None = None, state: str = "introduced") -> tuple[Finding, ...]:
    made = document(*(resource(f"a.b{n}", data_class=estate.UNDECLARED, state=state) for n in range(2)))
    return judge(
        made,
        [question(0, 1), refused(0), not_known(1, at="paris"), *passed("IMM-LOC", 0), *passed("IMM-REACH", 1)],
        asked(config),
    )


def test_findings_on_undeclared_data_are_questions_and_the_question_gates() -> None:
    assert told(day_one()) == [
        ("undeclared-class", "", "unproven", True),
        ("extra-eu-jurisdiction", "health/IMM-REACH", "question", False),
        ("unknown-location", "health/IMM-LOC", "question", False),
    ]
    assert day_one()[0].message == "2 stores of no declared class: health data?"


@pytest.mark.parametrize(
    ("config", "state", "gate"),
    [
        (Config(), "existing", True),
        (Config(gate="introduced"), "introduced", True),
        (Config(gate="introduced"), "existing", False),
        (Config(unproven="warn"), "introduced", False),
    ],
)
def test_when_the_question_gates(config: Config, state: str, gate: bool) -> None:
    assert day_one(config, state)[0].gate is gate


def test_declared_data_beside_undeclared_gets_the_full_rules() -> None:
    made = document(resource(), resource("aws_s3_bucket.other", data_class=estate.UNDECLARED))
    raw = [question(1), refused(0), refused(1), *passed("IMM-LOC", 0, 1)]
    assert [finding.status for finding in judge(made, raw)] == ["unproven", "fail", "question"]


# --- Passes -------------------------------------------------------------------------------------------------------

BOTH = [*passed("IMM-LOC", 0), *passed("IMM-REACH", 0)]


def test_passes_are_shown_when_asked_for_with_what_they_rest_on() -> None:
    made = document(resource(at="cloudgouv"))
    assert judge(made, BOTH) == ()
    found = judge(made, BOTH, asked(Config(include_passes=True)))
    assert told(found) == [
        ("storage-outside-zone", "health/IMM-LOC", "pass", False),
        ("extra-eu-jurisdiction", "health/IMM-REACH", "pass", False),
    ]
    assert found[0].message == "Satisfied on the evidence cited: The data stay in the EEA."
    assert [line.about for line in found[0].evidence] == ["where", "who", "rule"]


@pytest.mark.parametrize(
    ("held", "cited"),
    [
        (estate.certificate("HDS", "granted", "2028-01-01"), ["HDS: granted, until 2028-01-01"]),
        (estate.certificate("HDS", "claimed"), []),
        (estate.certificate("SecNumCloud", "granted", "2028-01-01"), []),
    ],
    ids=["granted", "claimed", "another scheme"],
)
def test_a_pass_that_rests_on_a_certificate_cites_it(held: CertificateState, cited: list[str]) -> None:
    requirement = msgspec.structs.replace(estate.REGIME.requirements[1], parameters={"scheme": "HDS"})
    regime = msgspec.structs.replace(estate.REGIME, requirements=(estate.REGIME.requirements[0], requirement))
    made = document(resource(at="cloudgouv"))
    place = msgspec.structs.replace(made.places["cloudgouv"], certificates=known((held,)))
    made = msgspec.structs.replace(made, places={**made.places, "cloudgouv": place})
    under = msgspec.structs.replace(asked(Config(include_passes=True)), regime=regime)
    found = judge(made, BOTH, under)
    assert [line.text for line in found[0].evidence if line.about == "proof"] == cited


def test_a_requirement_with_a_finding_is_not_shown_as_passed() -> None:
    raw = [*passed("IMM-LOC", 0), *passed("IMM-REACH", 0)[:1], refused(0)]
    found = judge(document(resource()), raw, asked(Config(include_passes=True)))
    assert [finding.status for finding in found if finding.requirement == "health/IMM-REACH"] == ["fail"]


def test_strict_judging_does_not_let_an_assumption_pass() -> None:
    assumed = resource(places=(PlaceRef(place="cloudgouv", role="primary", basis="assumed"),))
    assert judge(document(assumed), BOTH) == ()
    found = judge(document(assumed), BOTH, asked(Config(strict=True)))
    assert {(finding.rule, finding.status, finding.gate, finding.confidence) for finding in found} == {
        ("unknown-location", "unproven", True, "assumed")
    }
    assert judge(document(resource(at="cloudgouv")), BOTH, asked(Config(strict=True))) == ()


# --- Classes that contradict --------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["class-label-over-configuration", "class-contradiction"])
def test_statements_that_differ_about_a_class_are_an_alert(code: str) -> None:
    basis = Basis(confidence="observed", why=(Reason(code, {"data": "health", "other": "none"}),))
    made = document(resource(at="cloudgouv", class_basis="contradiction"))
    found = judge(msgspec.structs.replace(made, bases={**made.bases, "contradiction": basis}), BOTH)
    assert told(found) == [("contradicted-class", "", "alert", False)]
    assert "health" in found[0].message


def test_statements_that_differ_about_a_place_are_one_alert() -> None:
    step = Reason("contradiction", {"attribute": "region", "value": "nl-ams", "other": "fr-par-1"})
    basis = Basis(confidence="observed", why=(step,))
    refs = tuple(PlaceRef(place="cloudgouv", role="primary", basis=name) for name in ("one", "other"))
    made = document(resource(places=refs))
    found = judge(msgspec.structs.replace(made, bases={**made.bases, "one": basis, "other": basis}), BOTH)
    assert told(found) == [("contradicted-place", "", "alert", False)]
    assert found[0].message == "Region says nl-ams, which contradicts fr-par-1: both are judged."


# --- Words --------------------------------------------------------------------------------------------------------


def test_a_finding_says_where_who_law_and_rule() -> None:
    (found,) = judge(document(resource()), [refused(0), *passed("IMM-LOC", 0)])
    assert found.message == "Health data in Paris, within reach of US law."
    assert [(line.about, line.text) for line in found.evidence] == [
        ("where", "eu-west-3, Paris FR"),
        ("who", "AWS EMEA SARL (LU) < Amazon.com, Inc. (US, control)"),
        ("law", "CLOUD Act, 18 USC 2713: high, through the parent"),
        ("law", "FISA section 702, 50 USC 1881a: high, through the parent"),
        ("note", "Within reach of a law: no access is established or presumed."),
        ("rule", 'house policy "health", not a statute. HDS: claimed, attest it'),
    ]
    who = found.evidence[1]
    assert (who.grade, who.source, who.as_of) == ("transcription", "Trade register, 2026-01-02", "2026-10-01")
    assert [item.text for item in found.legal_basis] == [
        'house policy "health", not a statute',
        "CLOUD Act, 18 U.S.C. 2703, 2713",
        "FISA section 702, 50 U.S.C. 1881a",
        "GDPR, art. 48",
    ]
    assert found.remediation == "Choose a place inside the EEA."


def test_words_follow_the_language_and_the_fingerprint_does_not() -> None:
    raw = [refused(0), *passed("IMM-LOC", 0)]
    (english,), (french,) = (judge(document(resource()), raw, asked(Config(lang=lang))) for lang in ("en", "fr"))
    assert french.message == "Données de santé à Paris, à portée d'une loi étrangère (États-Unis)."
    assert english.fingerprint == french.fingerprint
    assert english.group == french.group


# --- Fingerprints and groups --------------------------------------------------------------------------------------


def one(made: Document, raw: Sequence[RawFinding]) -> Finding:
    return next(finding for finding in judge(made, raw) if finding.status in ("fail", "question"))


BASE = one(document(resource()), [refused(0), *passed("IMM-LOC", 0)])


@pytest.mark.parametrize(
    ("made", "raw"),
    [
        (document(resource(action="no-op", state="existing")), [refused(0), *passed("IMM-LOC", 0)]),
        (document(resource("aws_s3_bucket.records[7]")), [refused(0), *passed("IMM-LOC", 0)]),
        (document(resource('aws_s3_bucket.records["x"]')), [refused(0), *passed("IMM-LOC", 0)]),
        (document(resource(), inputs=[judged_input("elsewhere/plan.json")]), [refused(0), *passed("IMM-LOC", 0)]),
        (document(resource(location=None)), [refused(0), *passed("IMM-LOC", 0)]),
        (document(resource("a.b", state="read"), resource()), [refused(1), *passed("IMM-LOC", 1)]),
    ],
    ids=["state", "count", "for_each", "path", "line", "position"],
)
def test_what_does_not_change_a_fingerprint(made: Document, raw: list[RawFinding]) -> None:
    assert one(made, raw).fingerprint == BASE.fingerprint


@pytest.mark.parametrize(
    ("made", "raw"),
    [
        (document(resource("aws_s3_bucket.other")), [refused(0), *passed("IMM-LOC", 0)]),
        (document(resource(at="virginia")), [refused(0, at="virginia"), *passed("IMM-LOC", 0)]),
        (document(resource(at="virginia")), [abroad(0), *passed("IMM-REACH", 0)]),
        (document(resource()), [refused(0, requirement="IMM-LOC"), *passed("IMM-REACH", 0)]),
        (document(resource()), [refused(0, evidence=said()), *passed("IMM-LOC", 0)]),
        (document(resource(data_class=estate.UNDECLARED)), [question(0), refused(0), *passed("IMM-LOC", 0)]),
    ],
    ids=["resource", "place", "rule", "requirement", "what was seen", "a question is not the refusal"],
)
def test_what_changes_a_fingerprint(made: Document, raw: list[RawFinding]) -> None:
    assert one(made, raw).fingerprint != BASE.fingerprint
    assert re.fullmatch(r"[0-9a-f]{64}", one(made, raw).fingerprint)


def test_a_group_is_one_cause_whatever_the_resource_and_the_requirement() -> None:
    made = document(resource(at="nowhere"), resource("aws_s3_bucket.other", at="nowhere"))
    raw = [not_known(n, requirement) for n in (0, 1) for requirement in ("IMM-LOC", "IMM-REACH")]
    found = judge(made, raw)
    assert len(found) == 4
    assert len({finding.group for finding in found}) == 1
    assert len({finding.fingerprint for finding in found}) == 4


def test_findings_come_in_the_order_of_the_resources_whatever_the_order_of_the_answers() -> None:
    made = document(*(resource(f"aws_s3_bucket.b{n}") for n in range(5)))
    raw = [*passed("IMM-LOC", *range(5)), *(refused(n) for n in range(5))]
    found = judge(made, raw)
    assert [finding.address for finding in found] == [f"aws_s3_bucket.b{n}" for n in range(5)]
    assert judge(made, raw[::-1]) == found
