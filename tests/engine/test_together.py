"""The user's rules beside ours: in the same findings, whole documents seen, and neither able to touch the other."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import own_rules
import pytest

import rego_cases
from real_tools import Tool
from souverain.engine.own import Own, compiling, program, sources
from souverain.engine.together import Together
from souverain.engine.wasm import WasmEngine
from souverain.errors import PolicyError

FACTS = b'{"as_of": "", "profile": {}, "zones": {}, "operators": {}, "places": {}, "resources": []}'


def compiled(tool: Tool, path: Path, body: str) -> Own:
    folder = own_rules.written(path, {"a.rego": own_rules.rule(body)})
    return compiling.compiled(sources.read(folder), program.Opa(str(tool("opa"))))


def test_findings_of_both_come_back(tool: Tool, tmp_path: Path) -> None:
    document = rego_cases.estate(tool("opa")).document
    body = 'deny contains {"subject": resource.id, "status": "alert"} if some resource in input.resources\n'
    engine = Together(compiled(tool, tmp_path, body))
    found, ours = engine.evaluate(document), WasmEngine().evaluate(document)
    engine.close()
    assert found[: len(ours)] == ours
    added = found[len(ours) :]
    assert [one.subject for one in added] == [one["id"] for one in json.loads(document)["resources"]]
    assert {one.rule for one in added} == {"custom.anywhere"}


def test_a_rule_of_the_user_sees_the_whole_document(tool: Tool, tmp_path: Path) -> None:
    body = 'deny contains {"subject": 0, "status": "fail", "place": input.inputs[0].path} if input.inputs\n'
    document = msgspec.json.encode({**json.loads(FACTS), "inputs": [{"path": "plan.json"}]})
    found = Together(compiled(tool, tmp_path, body)).evaluate(document)
    assert [one.place for one in found] == ["plan.json"]


def test_nothing_is_easy_for_rules_that_lib_does_not_know(tool: Tool, tmp_path: Path) -> None:
    """`lib.spots` leaves out what every shipped rule passes: a rule of the user must see that too."""
    body = (
        "import data.souverain.lib\n\n"
        'deny contains {"subjects": subjects, "status": "fail", "place": spot[0]} if some spot, subjects in lib.spots\n'
    )
    document = rego_cases.estate(tool("opa")).document
    found = [
        one for one in Together(compiled(tool, tmp_path, body)).evaluate(document) if one.rule == "custom.anywhere"
    ]
    assert {18, 19, 20, 21} <= {one.subject for one in found}


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param('{"rule": "unknown_location", "status": "pass", "subjects": [0]}', id="of ours"),
        pytest.param('{"rule": "custom.other", "status": "fail", "subject": 0}', id="of nobody"),
    ],
)
def test_a_module_speaks_for_its_own_rules_only(tool: Tool, tmp_path: Path, answer: str) -> None:
    """What no folder can do, a bundle could: here one whose entry point answers by itself."""
    own = compiled(tool, tmp_path, "deny contains {} if input.x\n")
    other = own_rules.module(tool("opa"), tmp_path / "other", f"own contains {answer}")
    with pytest.raises(PolicyError) as caught:
        Together(msgspec.structs.replace(own, module=other)).evaluate(FACTS)
    assert caught.value.code == "own-strange-rule"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param('deny contains "no Milan"\n', "no-object", id="a sentence"),
        pytest.param("deny contains 1\n", "no-object", id="a number"),
    ],
)
def test_an_answer_of_another_form_is_not_lost(tool: Tool, tmp_path: Path, body: str, status: str) -> None:
    found = Together(compiled(tool, tmp_path, body)).evaluate(FACTS)
    assert [(one.rule, one.status) for one in found] == [("custom.anywhere", status)]


ENDLESS = "deny contains {} if {\n" + "".join(f"\tsome {name} in numbers.range(1, 2000)\n" for name in "abc")
HOSTILE = {
    "does not end": (ENDLESS + "\ta == b\n\tb == c\n\ta < 0\n}\n", "policy-timeout"),
    "wants all memory": ('deny contains {"x": x} if x := numbers.range(1, 100000000)\n', "policy-memory"),
    "contradicts itself": (
        "deny contains {} if x == 1\n\nx := 1 if input.as_of\n\nx := 2 if input.as_of\n",
        "policy-stopped",
    ),
    "nests without end": (f'deny contains {{"x": x}} if x := {"[" * 300}1{"]" * 300}\n', "policy-answer"),
}


@pytest.mark.parametrize(("body", "code"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_rule_ends_in_time_and_memory(tool: Tool, tmp_path: Path, body: str, code: str) -> None:
    seconds, megabytes = (0.5, 1024) if code == "policy-timeout" else (60.0, 256)
    engine = Together(compiled(tool, tmp_path, body), seconds=seconds, megabytes=megabytes)
    with pytest.raises(PolicyError) as caught:
        engine.evaluate(FACTS)
    engine.close()
    assert caught.value.code == code
    assert "\n" not in str(caught.value)
