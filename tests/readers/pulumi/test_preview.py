"""Previews: which steps become which resources with which action, and what of old and new states counts."""

from __future__ import annotations

import pytest
from documents import BUCKET, UNKNOWN, Json, named, only, preview, provider, read, state, step, urn

from souverain.errors import ReadError
from souverain.model import Location

ACTIONS = {
    "same": ("no-op", "existing"),
    "create": ("create", "introduced"),
    "update": ("update", "introduced"),
    "delete": ("delete", "leaving"),
    "replace": ("replace", "introduced"),
    "create-replacement": ("replace", "introduced"),
    "read": ("read", "read"),
    "read-replacement": ("read", "read"),
    "refresh": ("no-op", "existing"),
    "discard": ("forget", "leaving"),
    "import": ("import", "introduced"),
    "import-replacement": ("import", "introduced"),
    "an operation of tomorrow": ("update", "introduced"),
}


@pytest.mark.parametrize(("operation", "expected"), ACTIONS.items(), ids=ACTIONS)
def test_actions(operation: str, expected: tuple[str, str]) -> None:
    found = only(read(preview(step(operation, BUCKET, "records", old={}))))
    assert (found.action, found.state) == expected


SEVERAL: dict[str, tuple[tuple[str, ...], str]] = {
    "replaced": (("create-replacement", "replace", "delete-replaced"), "replace"),
    "replaced, deleted first": (("delete-replaced", "replace", "create-replacement"), "replace"),
    "read again, then updated": (("refresh", "update"), "update"),
    "updated, then read again": (("update", "refresh"), "update"),
    "gone in the cloud, made again": (("delete", "create"), "create"),
    "left from an earlier replacement": (("delete-replaced",), "delete"),
    "left, and nothing else changes": (("same", "delete-replaced"), "no-op"),
    "left, and gone since": (("remove-pending-replace", "create"), "create"),
}


@pytest.mark.parametrize(("operations", "action"), SEVERAL.values(), ids=SEVERAL)
def test_several_steps_of_one_resource_are_one_resource(operations: tuple[str, ...], action: str) -> None:
    steps = [step(operation, BUCKET, "records", old={}) for operation in operations]
    assert only(read(preview(*steps))).action == action


def test_what_is_no_resource_is_left_out() -> None:
    stack = read(
        preview(
            step("create", "pulumi:pulumi:Stack", "clinic-dev", custom=False),
            step("create", "clinic:index:Store", "store", custom=False),
            step("read", "pulumi:pulumi:StackReference", "network", external=True),
            step("create", "pulumi:providers:aws", "america", inputs={"region": "us-east-1"}),
            step("create", BUCKET, "records"),
        )
    )
    assert only(stack).name == "records"
    assert set(stack.providers) == {urn("pulumi:providers:aws", "america")}


def test_what_the_stack_only_reads_is_data() -> None:
    found = only(read(preview(step("same", BUCKET, "shared", external=True))))
    assert found.data
    assert found.state == "read"


def test_a_delete_that_keeps_the_resource_only_forgets_it() -> None:
    assert only(read(preview(step("delete", BUCKET, "records", old={"retainOnDelete": True})))).action == "forget"


def test_a_delete_shows_the_state_before() -> None:
    document = preview(step("delete", BUCKET, "records", old={"inputs": {"region": "eu-west-3"}}))
    assert only(read(document)).attributes == {"region": "eu-west-3"}


def test_a_renamed_resource_says_what_it_was() -> None:
    moved = step("same", BUCKET, "records", old={})
    moved["oldState"]["urn"] = urn(BUCKET, "files")
    found = only(read(preview(moved)))
    assert (found.action, found.previous_address, found.address) == (
        "move",
        urn(BUCKET, "files"),
        urn(BUCKET, "records"),
    )


OUTPUTS: dict[str, tuple[Json, dict[str, str]]] = {
    "same: what it is, from the outputs before": (
        step("same", BUCKET, "b", old={"id": "b-1", "outputs": {"region": "eu-west-3"}}, inputs={}),
        {"region": "eu-west-3", "id": "b-1"},
    ),
    "same: the outputs win": (
        step("same", BUCKET, "b", old={"outputs": {"region": "eu-west-3"}}, inputs={"region": "eu-west-1"}),
        {"region": "eu-west-3"},
    ),
    "update: the inputs win": (
        step(
            "update",
            BUCKET,
            "b",
            old={"inputs": {"region": "eu-west-1"}, "outputs": {"region": "eu-west-1"}},
            inputs={"region": "eu-west-3"},
        ),
        {"region": "eu-west-3"},
    ),
    "update: what the provider computed stays": (
        step("update", BUCKET, "b", old={"outputs": {"region": "eu-west-3"}}, inputs={"bucket": "b"}),
        {"bucket": "b", "region": "eu-west-3"},
    ),
    "update: what the program does not ask for any more is over": (
        step(
            "update",
            BUCKET,
            "b",
            old={"inputs": {"region": "us-east-1"}, "outputs": {"region": "us-east-1"}},
            inputs={},
        ),
        {},
    ),
    "replace: nothing of before holds": (
        step("replace", BUCKET, "b", old={"id": "b-1", "outputs": {"region": "us-east-1"}}, inputs={"bucket": "b"}),
        {"bucket": "b"},
    ),
}


@pytest.mark.parametrize(("written", "attributes"), OUTPUTS.values(), ids=OUTPUTS)
def test_inputs_and_outputs(written: Json, attributes: dict[str, str]) -> None:
    assert only(read(preview(written))).attributes == attributes


POSITIONS = {
    "a line": ("project:///__main__.py#13", Location("__main__.py", 13)),
    "a line and a column": ("project:///src/index.ts#7,21", Location("src/index.ts", 7)),
    "outside the project": ("project:///../lib/stack.py#2", None),
    "none": ("", None),
}


@pytest.mark.parametrize(("position", "expected"), POSITIONS.values(), ids=POSITIONS)
def test_positions(position: str, expected: Location | None) -> None:
    assert only(read(preview(step("create", BUCKET, "records", sourcePosition=position)))).location == expected


def test_the_provider_stands_at_the_step_or_in_the_state() -> None:
    at_step = step("create", BUCKET, "one") | {"provider": provider("america")}
    stack = read(preview(at_step, step("create", BUCKET, "two", provider=provider("default"))))
    assert named(stack, "one").provider_key == urn("pulumi:providers:aws", "america")
    assert named(stack, "two").provider_key == urn("pulumi:providers:aws", "default")


FAILED: dict[str, Json] = {
    "an error among the messages": preview(
        step("create", BUCKET, "b"), diagnostics=[{"message": "x", "severity": "error"}]
    ),
    "no steps at all": {"config": {}, "diagnostics": [{"message": "x", "severity": "error"}]},
    "messages and nothing else": {"config": {}, "diagnostics": [{"message": "x", "severity": "warning"}]},
}


@pytest.mark.parametrize("document", FAILED.values(), ids=FAILED)
def test_a_failed_preview_is_no_verdict(document: Json) -> None:
    with pytest.raises(ReadError) as raised:
        read(document)
    assert raised.value.code == "pulumi-failed"


def test_warnings_do_not_fail_a_preview() -> None:
    assert only(read(preview(step("create", BUCKET, "b"), diagnostics=[{"message": "x", "severity": "warning"}])))


def test_a_preview_of_nothing_new_is_read() -> None:
    stack = read({"config": {}, "duration": 1, "changeSummary": {"same": 3}})
    assert stack.resources == ()
    assert [gap.reason.args["count"] for gap in stack.gaps] == ["3"]


COUNTED: dict[str, tuple[dict[str, int], bool]] = {
    "as many": ({"create": 1, "replace": 1}, True),
    "what is only counted when it stays": ({"create": 1, "same": 7, "read": 2, "delete": 3}, True),
    "more creations": ({"create": 2}, False),
    "a replacement that is not shown": ({"create": 1, "replace": 2}, False),
    "an import that is not shown": ({"create": 1, "import": 1}, False),
}


@pytest.mark.parametrize(("summary", "whole"), COUNTED.values(), ids=COUNTED)
def test_a_preview_that_shows_less_than_it_counts_was_cut(summary: dict[str, int], whole: bool) -> None:
    replaced = step("create-replacement", BUCKET, "r"), step("replace", BUCKET, "r"), step("delete", BUCKET, "d")
    document = preview(step("create", BUCKET, "b"), *replaced, changeSummary=summary)
    if whole:
        assert len(read(document).resources) == 3
        return
    with pytest.raises(ReadError) as raised:
        read(document)
    assert (raised.value.code, raised.value.args_["count"]) == ("pulumi-steps-missing", "1")


def test_a_step_without_any_state_is_judged_by_its_urn() -> None:
    found = only(read(preview({"op": "create", "urn": urn(BUCKET, "b")})))
    assert (found.type, found.attributes) == ("aws_s3_bucket", {})


MALFORMED: dict[str, Json] = {
    "a step without operation": preview({"urn": urn(BUCKET, "b")}),
    "a state that is a list": preview({"op": "same", "urn": urn(BUCKET, "b"), "newState": []}),
    "inputs that are a list": preview(step("create", BUCKET, "b", inputs=[])),
    "steps that are text": preview() | {"steps": "none"},
}


@pytest.mark.parametrize("document", MALFORMED.values(), ids=MALFORMED)
def test_what_has_not_the_shape_of_a_preview_is_refused(document: Json) -> None:
    with pytest.raises(ReadError) as raised:
        read(document)
    assert raised.value.code == "malformed"
    assert raised.value.args_["kind"] == "pulumi-preview"


@pytest.mark.parametrize("where", ['"inputs":{"region":"eu-west-3","region":"us-east-1"}', '"type":"a","type":"b"'])
def test_a_key_that_stands_twice_is_refused(where: str) -> None:
    written = f'{{"urn":"{urn(BUCKET, "b")}","custom":true,{where}}}'
    step_ = f'{{"op":"create","urn":"{urn(BUCKET, "b")}","newState":{written}}}'
    text = f'{{"config":{{}},"steps":[{step_}],"changeSummary":{{}}}}'
    with pytest.raises(ReadError) as raised:
        read(text)
    assert raised.value.code == "key-twice"


def test_an_unknown_region_is_unknown_and_never_the_providers() -> None:
    document = preview(
        step("create", BUCKET, "records", inputs={"region": UNKNOWN}, provider=provider()),
        config={"aws:region": "eu-west-3"},
    )
    found = only(read(document))
    assert found.unknown == {"region"}
    assert "region" in found.expressions, "the program gives it: the provider's does not count"


def test_two_states_of_one_name_in_two_parents_are_two_resources() -> None:
    under = urn(f"clinic:index:Store${BUCKET}", "records")
    second = step("create", BUCKET, "records") | {"urn": under}
    second["newState"] = state(BUCKET, "records") | {"urn": under}
    stack = read(preview(step("create", BUCKET, "records"), second))
    assert [resource.address for resource in stack.resources] == [urn(BUCKET, "records"), under]
    assert {resource.type for resource in stack.resources} == {"aws_s3_bucket"}
