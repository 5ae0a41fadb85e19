"""Plans: only differences are stated, the rest is unknown or comes from the state that the provider foresees."""

from __future__ import annotations

from typing import Any

import pytest
from documents import BUCKET, UNKNOWN, Json, export, only, provider, read, urn
from documents import state as state_of

from souverain.model import Constant, References, Unevaluated
from souverain.readers.pulumi.joining import joined


def plan(*steps: str, state: Json | None = None, difference: Json | None = None, **goal: Any) -> Json:
    found = {"type": BUCKET, "name": "records", "custom": True, "inputDiff": difference or {}, **goal}
    return {"goal": found, "steps": list(steps), "state": state}


def document(**plans: Json) -> Json:
    return {
        "manifest": {"version": "3.259.0"},
        "config": {"aws:region": "eu-west-3"},
        "resourcePlans": {urn(BUCKET, name): entry for name, entry in plans.items()},
    }


def test_a_new_resource_is_stated_in_full() -> None:
    entry = plan("create", difference={"adds": {"bucket": "b"}}, state={"bucket": "b", "arn": UNKNOWN})
    found = only(read(document(records=entry)))
    assert found.attributes == {"bucket": "b"}
    assert "region" not in found.unknown


UNSTATED = {
    "unchanged, no state": plan("same"),
    "updated, no state": plan("update", difference={"updates": {"bucket": "b"}}),
    "replaced, no state": plan("create-replacement", "replace", "delete-replaced"),
    "without a step": plan(),
}


@pytest.mark.parametrize("entry", UNSTATED.values(), ids=UNSTATED)
def test_what_is_not_stated_is_unknown(entry: Json) -> None:
    found = only(read(document(records=entry)))
    assert "region" in found.unknown
    assert found.expressions["region"] == Unevaluated()


STATED = {
    "added": (plan("update", difference={"adds": {"region": "eu-west-3"}}), {"region": "eu-west-3"}),
    "updated": (plan("update", difference={"updates": {"region": "eu-west-3"}}), {"region": "eu-west-3"}),
    "foreseen": (plan("same", state={"region": "eu-west-3"}), {"region": "eu-west-3"}),
    "the update wins over what is foreseen": (
        plan("update", difference={"updates": {"region": "eu-west-3"}}, state={"region": "us-east-1"}),
        {"region": "eu-west-3"},
    ),
    "taken away": (plan("update", difference={"deletes": ["region"]}, state={"region": "us-east-1"}), {}),
}


@pytest.mark.parametrize(("entry", "attributes"), STATED.values(), ids=STATED)
def test_what_is_stated_counts(entry: Json, attributes: dict[str, str]) -> None:
    found = only(read(document(records=entry)))
    assert found.attributes == attributes
    assert "region" not in found.unknown


def test_what_goes_has_no_goal() -> None:
    found = only(read(document(records={"steps": ["delete"], "state": {"region": "eu-west-3"}})))
    assert (found.action, found.type, found.attributes) == ("delete", "aws_s3_bucket", {"region": "eu-west-3"})


def test_dependencies_of_the_goal() -> None:
    entry = plan(
        "create",
        difference={"adds": {"bucket": UNKNOWN}},
        provider=provider(),
        propertyDependencies={"bucket": [urn(BUCKET, "other")], "tags": None},
    )
    found = only(read(document(records=entry)))
    assert found.expressions["bucket"] == References((urn(BUCKET, "other"),))


def test_providers_of_a_plan() -> None:
    entry = plan("same", provider=provider("america"))
    america = {
        "goal": {"type": "pulumi:providers:aws", "custom": True, "inputDiff": {"updates": {"region": "us-east-1"}}},
        "steps": ["update"],
        "state": {"region": "eu-west-3", "profile": "clinic"},
    }
    key = urn("pulumi:providers:aws", "america")
    written = document(records=entry)
    written["resourcePlans"][key] = america
    assert read(written).providers[key].expressions == {"region": Constant("us-east-1"), "profile": Constant("clinic")}
    del america["state"]
    assert read(written).providers[key].expressions["endpoints"] == Unevaluated(), "what is not shown is not absent"


def deployed(**resources: Json) -> Json:
    """A state that holds buckets with these outputs."""
    return export(*(state_of(BUCKET, name, outputs=outputs) for name, outputs in resources.items()))


BESIDE: dict[str, tuple[Json, Json, dict[str, str], bool]] = {
    "what stays is as it was": (plan("same"), {"region": "eu-west-3"}, {"region": "eu-west-3"}, False),
    "what the plan states wins": (
        plan("update", difference={"updates": {"region": "eu-west-3"}}),
        {"region": "us-east-1"},
        {"region": "eu-west-3"},
        False,
    ),
    "what is taken away is not given back": (
        plan("update", difference={"deletes": ["region"]}),
        {"region": "us-east-1"},
        {},
        False,
    ),
    "what was never set": (plan("same"), {}, {}, False),
    "what the state does not know": (plan("same"), {"region": "[secret]"}, {}, True),
    "a replacement starts anew": (plan("replace"), {"region": "us-east-1"}, {}, True),
}


@pytest.mark.parametrize(("entry", "outputs", "attributes", "open_"), BESIDE.values(), ids=BESIDE)
def test_a_state_beside_a_plan(entry: Json, outputs: Json, attributes: dict[str, str], open_: bool) -> None:
    completed, _ = joined([read(document(records=entry)), read(deployed(records=outputs))])
    found = only(completed)
    assert {path: value for path, value in found.attributes.items() if path == "region"} == attributes
    assert ("region" in found.unknown) is open_


def test_a_plan_says_that_it_is_partial_until_its_state_is_there() -> None:
    alone = read(document(records=plan("same"), more=plan("same")))
    assert [gap.reason.code for gap in alone.gaps] == ["pulumi-plan-partial"]
    half, _ = joined([alone, read(deployed(records={}))])
    assert half.gaps == alone.gaps
    whole, _ = joined([alone, read(deployed(records={}, more={}))])
    assert whole.gaps == ()
    assert read(document(records=plan("create"))).gaps == ()


def test_what_is_no_plan_is_not_touched() -> None:
    inputs = [read(deployed(records={"region": "eu-west-3"})), "something else"]
    assert joined(inputs) == tuple(inputs)


def test_places_of_copies_come_from_the_state_too() -> None:
    table = "aws:dynamodb/table:Table"
    entry = {"goal": {"type": table, "custom": True, "inputDiff": {}}, "steps": ["same"], "state": None}
    written = {"resourcePlans": {urn(table, "t"): entry}}
    state = export(state_of(table, "t", outputs={"replicas": [{"regionName": "us-east-1"}]}))
    completed, _ = joined([read(written), read(state)])
    assert only(completed).attributes["replica[0].region_name"] == "us-east-1"
