"""The part of a document that the shipped rules read."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest

import rego_cases
from real_tools import Tool
from souverain import scan
from souverain.asked import profile_facts
from souverain.config import Config
from souverain.document import PlaceRef, ProfileFacts, ResourceFacts
from souverain.engine import RawFinding, answers
from souverain.engine import view as view_of
from souverain.engine.view import alike, view, whole
from souverain.engine.wasm import WasmEngine
from souverain.errors import PolicyError
from souverain.facts import Facts
from souverain.model import Fact, known, unknown

PLACED = ("place", "role", "via")


def test_what_rules_read_is_left_as_it_is(tool: Tool) -> None:
    facts = rego_cases.estate(tool("opa")).facts
    given = view(json.dumps(facts).encode())
    seen = json.loads(given.facts)
    kept = ("as_of", "profile", "zones", "operators", "places", "classes", "workload")
    assert {name: seen[name] for name in kept} == {name: facts[name] for name in kept}
    read = ("input", "state", "role", "class", "class_also")
    shown = {one["id"]: one for one in seen["resources"]}
    for stands_for, ids in given.alike.kinds.items():
        for resource in (facts["resources"][number] for number in ids):
            assert {name: shown[stands_for].get(name) for name in read} == {name: resource.get(name) for name in read}
            placed = [
                {name: ref[name] for name in ("place", "role", "via", "sure") if name in ref}
                for ref in resource["places"]
            ]
            assert shown[stands_for]["places"] == placed
    assert sorted(given.alike.all(shown)) == [resource["id"] for resource in facts["resources"]]
    assert set(seen) == {*kept, "resources"}


def test_a_document_in_other_order_and_other_escapes_is_read() -> None:
    facts = (
        '{"resources": [], "zones": {"EEA": ["\\u0046R"]}, "places": {}, "operators": {}, "profile": {}, "as_of": "é"}'
    )
    assert json.loads(view(facts.encode()).facts) == json.loads(facts)


@pytest.mark.parametrize("missing", ["as_of", "profile", "zones", "operators", "places", "resources"])
def test_a_document_that_lacks_a_part_is_refused(tool: Tool, missing: str) -> None:
    facts = {name: part for name, part in rego_cases.estate(tool("opa")).facts.items() if name != missing}
    with pytest.raises(PolicyError) as caught:
        view(json.dumps(facts).encode())
    assert caught.value.code == "not-facts"
    assert missing in caught.value.args_["detail"]


@pytest.mark.parametrize("missing", ["id", "input", "state", "role", "class", "places"])
def test_a_resource_that_lacks_a_part_is_refused(tool: Tool, missing: str) -> None:
    facts = rego_cases.estate(tool("opa")).facts
    resource = {name: part for name, part in facts["resources"][0].items() if name != missing}
    with pytest.raises(PolicyError) as caught:
        view(json.dumps({**facts, "resources": [resource]}).encode())
    assert caught.value.code == "not-facts"


def test_a_whole_document_is_given_as_it_is() -> None:
    document = b' {"a": [1, 2]} '
    assert whole(document).facts is document
    assert whole(document).alike.all([3, 1]) == (1, 3)


def test_resources_that_rules_cannot_tell_apart_are_judged_once() -> None:
    place = {"place": "paris", "role": "primary", "basis": "one", "via": ""}
    one = {"id": 0, "input": 0, "state": "introduced", "role": {"known": True}, "class": {}, "places": [place]}
    told = [
        one,
        {**one, "id": 1, "address": "a.b", "places": [{**place, "basis": "another"}]},
        {**one, "id": 2, "state": "existing"},
        {**one, "id": 3, "places": [{**place, "via": "a.b"}]},
        {**one, "id": 4, "places": [{"place": "paris"}]},
        {**one, "id": 5, "input": 1},
    ]
    parts = {"as_of": "", "profile": {}, "zones": {}, "operators": {}, "places": {}}
    found = view(json.dumps({**parts, "resources": told}).encode())
    assert found.alike.kinds == {
        0: (0, 1),
        2: (2,),
        3: (3,),
        4: (4,),
        5: (5,),
    }


def judged(engine: WasmEngine, found: Facts, asked: ProfileFacts) -> tuple[list[object], list[object]]:
    """The answers to one question for each kind of resource, and those on every resource."""

    def told(raw: Iterable[RawFinding]) -> list[object]:
        return [(one.rule, one.requirement, one.subject, one.subjects, one.status, bytes(one.evidence)) for one in raw]

    given = found.judged(asked, engine)
    return told(answers.spread(given.raw, given.alike)), told(engine.evaluate(found.encode(asked)))


@pytest.mark.parametrize("profile", ["health", "hds", "secnumcloud"])
@pytest.mark.parametrize("path", sorted(rego_cases.ROOT.glob("samples/*/plan.json")), ids=lambda path: path.parent.name)
def test_one_question_for_each_kind_brings_the_answers_on_all(path: Path, profile: str) -> None:
    run = scan.establish([str(path)], Config(as_of="2026-11-24"))
    by_kind, by_resource = judged(WasmEngine(), run.facts, profile_facts(profile, run.knowledge))
    assert by_kind == by_resource != []


def test_alike_resources_are_asked_about_once_and_all_answered() -> None:
    place = PlaceRef(place="paris", role="primary", basis="one")
    role, health, open_ = known("stores"), known("health"), unknown("undeclared")

    def resource(number: int, data_class: Fact[str] = health, **facts: object) -> ResourceFacts:
        given = {"input": 0, "state": "introduced", "places": (place,), **facts}
        return ResourceFacts(
            id=number, address=f"a.b{number}", identity="a.b", type="a", action="create", service="", kind="",
            role=role, data_class=data_class, class_basis="", **given,  # type: ignore[arg-type]
        )  # fmt: skip

    again = msgspec.structs.replace(place, basis="two")
    resources = [
        resource(0),
        resource(1, places=(again,)),
        resource(2, open_),
        resource(3, state="existing"),
        resource(4, input=1),
        resource(5, places=(place, msgspec.structs.replace(place, via="a.b0"))),
        resource(6, custody=known("none")),
        resource(7),
    ]
    assert alike(resources).kinds == {0: [0, 1, 7], 2: [2], 3: [3], 4: [4], 5: [5], 6: [6]}


DIFFERENT = {
    "input": 1,
    "state": "existing",
    "role": known("processes"),
    "data_class": known("personal"),
    "class_also": ("eds",),
    "custody": known("external"),
    "places": (),
}


@pytest.mark.parametrize(("field", "value"), DIFFERENT.items(), ids=DIFFERENT)
def test_whatever_rules_read_tells_resources_apart(field: str, value: object) -> None:
    assert {*DIFFERENT, "id"} == {*view_of._Resource.__struct_fields__}
    one = ResourceFacts(
        id=0, input=0, address="a.b", identity="a.b", type="a", action="create", state="introduced", service="",
        kind="", role=known("stores"), data_class=known("health"), class_basis="",
        places=(PlaceRef(place="paris", role="primary", basis="one"),),
    )  # fmt: skip
    other = msgspec.structs.replace(one, **{"id": 1, field: value})
    assert alike([one, msgspec.structs.replace(one, id=1)]).kinds == {0: [0, 1]}
    assert alike([one, other]).kinds == {0: [0], 1: [1]}


def test_the_kinds_of_a_large_estate_are_few(tmp_path: Path) -> None:
    program = [sys.executable, rego_cases.ROOT / "benchmarks" / "make_plan.py", "2000"]
    plan = tmp_path / "plan.json"
    plan.write_bytes(subprocess.run(program, check=True, capture_output=True).stdout)
    run = scan.establish([str(plan)], Config(as_of="2026-11-24"))
    assert len(alike(run.facts.established.resources).kinds) < 100
