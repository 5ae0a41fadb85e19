"""Event logs: what a run of the engine tells, and when its telling is not enough."""

from __future__ import annotations

import json

import pytest
from documents import BUCKET, UNKNOWN, Json, only, provider, read, state, urn

from souverain.errors import ReadError
from souverain.model import Constant

PRELUDE: Json = {"preludeEvent": {"config": {"aws:region": "eu-west-3"}}}
SUMMARY: Json = {"summaryEvent": {"resourceChanges": {"create": 1}, "result": "succeeded"}}


def happening(event: str, operation: str, *, old: Json | None = None, new: Json | None = None) -> Json:
    metadata = {"op": operation, "urn": urn(BUCKET, "records"), "type": BUCKET, "old": old, "new": new}
    return {event: {"metadata": metadata, "planning": True}}


def records(**fields: object) -> Json:
    return state(BUCKET, "records", id="", parent="", provider=provider(), **fields)


def log(*events: Json) -> str:
    return "\n".join(json.dumps({"sequence": number, "timestamp": 1, **event}) for number, event in enumerate(events))


BEFORE = happening("resourcePreEvent", "create", new=records(inputs={"bucket": "b"}, outputs={}))
AFTER = happening(
    "resOutputsEvent", "create", new=records(inputs={"bucket": "b"}, outputs={"bucket": "b", "region": UNKNOWN})
)


def test_outputs_come_after_inputs() -> None:
    stack = read(log(PRELUDE, BEFORE, AFTER, SUMMARY, {"cancelEvent": {}}))
    found = only(stack)
    assert (found.action, found.attributes, found.unknown) == ("create", {"bucket": "b"}, {"region"})
    assert "region" not in found.expressions, "the provider computes it: nobody asked for anything"
    assert stack.providers[urn("pulumi:providers:aws", "default")].expressions == {"region": Constant("eu-west-3")}
    assert (stack.input.kind, stack.has_actions) == ("pulumi-preview", True)


UNFINISHED = {
    "no end": (log(PRELUDE, BEFORE, AFTER), "pulumi-unfinished"),
    "a failure at the end": (log(PRELUDE, BEFORE, {"summaryEvent": {"result": "failed"}}), "pulumi-failed"),
    "interrupted by the user": (log(BEFORE, {"summaryEvent": {"result": "canceled"}}), "pulumi-failed"),
    "a state that may be wrong": (log(BEFORE, {"summaryEvent": {"maybeCorrupt": True}}), "pulumi-failed"),
    "an error among the messages": (
        log(BEFORE, {"diagnosticEvent": {"severity": "error", "message": "no"}}, SUMMARY),
        "pulumi-failed",
    ),
    "an error of the engine": (log(BEFORE, {"errorEvent": {"error": "no"}}, SUMMARY), "pulumi-failed"),
    "cut within an event": (log(PRELUDE, BEFORE, AFTER)[:-40], "json-cut-short"),
    "fewer steps than the summary counts": (
        log(PRELUDE, BEFORE, AFTER, {"summaryEvent": {"resourceChanges": {"create": 2}}}),
        "pulumi-steps-missing",
    ),
    "an event without metadata": (log({"resourcePreEvent": {}}, SUMMARY), "malformed"),
    "an event that is no object": (log(PRELUDE, SUMMARY) + "\n[1]", "malformed"),
}


@pytest.mark.parametrize(("text", "code"), UNFINISHED.values(), ids=UNFINISHED)
def test_a_run_that_did_not_end_well_is_no_verdict(text: str, code: str) -> None:
    with pytest.raises(ReadError) as raised:
        read(text)
    assert raised.value.code == code
    assert raised.value.args_["kind"] == "pulumi-preview"


def test_older_logs_do_not_say_how_they_ended() -> None:
    assert only(read(log(BEFORE, {"summaryEvent": {"resourceChanges": {"create": 1}}}))).name == "records"


def test_a_log_of_a_stack_without_configuration() -> None:
    assert only(read(log({"preludeEvent": {"config": None}}, AFTER, SUMMARY))).name == "records"


@pytest.mark.parametrize("separator", ["\n", "\r\n", "", "\n\n"])
def test_events_follow_each_other_in_any_way(separator: str) -> None:
    assert only(read(separator.join(log(PRELUDE, AFTER, SUMMARY).splitlines()))).name == "records"


def test_a_destroy_lists_what_leaves() -> None:
    found = only(
        read(
            log(
                happening("resOutputsEvent", "delete", old=records(outputs={"region": "eu-west-3"})),
                {"summaryEvent": {"resourceChanges": {"delete": 1}}},
            )
        )
    )
    assert (found.state, found.attributes) == ("leaving", {"region": "eu-west-3"})
