"""What engines send back, read: one finding for each subject, in one order, or an error."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from souverain.engine import answers
from souverain.errors import PolicyError

WORDS = st.sampled_from(["a", "b"])
NUMBERS = st.integers(min_value=0, max_value=3)
FINDINGS = st.lists(
    st.fixed_dictionaries(
        {
            "rule": WORDS,
            "requirement": WORDS,
            "place": WORDS,
            "status": st.sampled_from(["pass", "fail", "unknown"]),
            "subjects": st.lists(NUMBERS, min_size=1, unique=True),
            "evidence": st.lists(WORDS, max_size=1),
        }
    )
)


def read(findings: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Findings as an engine sends them, read."""
    return [
        (one.rule, one.requirement, one.place, one.status, one.subject, one.subjects, bytes(one.evidence))
        for one in answers.from_wasm(json.dumps([{"result": findings}]).encode())
    ]


@given(FINDINGS, st.randoms(use_true_random=False))
def test_the_order_of_an_engine_does_not_show(findings: list[dict[str, Any]], random: Any) -> None:
    shuffled = [{**one, "subjects": random.sample(one["subjects"], len(one["subjects"]))} for one in findings]
    random.shuffle(shuffled)
    assert read(shuffled) == read(findings)


@given(FINDINGS)
def test_every_subject_stands_alone_but_in_a_pass(findings: list[dict[str, Any]]) -> None:
    given_ = {
        (one["rule"], one["requirement"], one["place"], one["status"], subject, tuple(one["evidence"]))
        for one in findings
        if one["status"] != "pass"
        for subject in one["subjects"]
    }
    found = [one for one in read(findings) if one[3] != "pass"]
    assert {(*one[:5], tuple(json.loads(one[6]))) for one in found} == given_
    assert len(found) == len(given_)
    assert all(one[5] == () for one in found)


def test_a_pass_keeps_its_subjects_in_order() -> None:
    found = read([{"rule": "a", "status": "pass", "subjects": [3, 1, 2]}])
    assert [one[5] for one in found] == [(1, 2, 3)]


def test_a_finding_about_an_input_stays_as_it_is() -> None:
    data = b'[{"result": [{"rule": "a", "status": "unknown", "unknown": "class", "input": 0}]}]'
    assert [(one.input, one.subject) for one in answers.from_wasm(data)] == [(0, None)]


def test_both_engines_are_read_alike() -> None:
    findings = b'[{"rule": "a", "status": "fail", "subjects": [1, 0], "evidence": [{"kind": "copy"}]}]'
    wasm, server = answers.from_wasm(b'[{"result": %s}]' % findings), answers.from_server(b'{"result": %s}' % findings)
    assert [(one.subject, bytes(one.evidence)) for one in wasm] == [
        (one.subject, bytes(one.evidence)) for one in server
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"[]", "policy-undefined", id="undefined"),
        pytest.param(b"", "policy-answer", id="nothing"),
        pytest.param(b"{}", "policy-answer", id="no list of results"),
        pytest.param(b"[{}]", "policy-answer", id="a result without a value"),
        pytest.param(b'[{"result": []}, {"result": []}]', "policy-answer", id="two results"),
        pytest.param(b'[{"result": null}]', "policy-answer", id="null"),
        pytest.param(b'[{"result": true}]', "policy-answer", id="a word"),
        pytest.param(b'[{"result": [{"rule": "a"}]}]', "policy-answer", id="half a finding"),
        pytest.param(b'[{"result": [' + b"[" * 100_000, "policy-answer", id="endless depth"),
        pytest.param(b'[{"result": [{"rule": "\xff"}]}]', "policy-answer", id="no UTF-8"),
    ],
)
def test_what_is_no_answer_of_a_module_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(PolicyError) as caught:
        answers.from_wasm(data)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"{}", "policy-undefined", id="undefined"),
        pytest.param(b'{"decision_id": "x"}', "policy-undefined", id="undefined, with an id"),
        pytest.param(b"[]", "policy-answer", id="a list"),
        pytest.param(b'{"result": {}}', "policy-answer", id="an object"),
        pytest.param(b'{"result": null}', "policy-answer", id="null"),
        pytest.param(b'{"result": [1]}', "policy-answer", id="a number"),
        pytest.param(b'{"result": [], ', "policy-answer", id="half an answer"),
    ],
)
def test_what_is_no_answer_of_a_server_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(PolicyError) as caught:
        answers.from_server(data)
    assert caught.value.code == code


def test_no_findings_is_an_answer() -> None:
    assert answers.from_wasm(b'[{"result": []}]') == ()
    assert answers.from_server(b'{"result": []}') == ()
