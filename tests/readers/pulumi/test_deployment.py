"""States of all versions: exports and checkpoints."""

from __future__ import annotations

import pytest
from documents import BUCKET, SECRET, Json, export, only, provider, read, state, urn

from souverain.errors import ReadError
from souverain.model import Constant, Unevaluated

RECORDS = state(BUCKET, "records", id="records-1", outputs={"region": "eu-west-3"}, provider=provider())
OLD = {key: value for key, value in RECORDS.items() if key != "provider"} | {"dependencies": None}
LATEST = {"manifest": {"version": "v3.91.1"}, "resources": [RECORDS]}

VERSIONS: dict[str, Json] = {
    "export, version 3": export(RECORDS),
    "export, version 4": export(RECORDS, version=4, features=["views", "hooks"]),
    "export, version 2": export(OLD, version=2),
    "checkpoint, version 4": {"version": 4, "features": ["taint"], "checkpoint": {"stack": "dev", "latest": LATEST}},
    "checkpoint, version 3": {"version": 3, "checkpoint": {"stack": "dev", "latest": LATEST}},
    "checkpoint, version 1": {"version": 1, "checkpoint": {"target": "dev", "latest": {"resources": [OLD]}}},
    "checkpoint without version": {"target": "dev", "latest": {"resources": [OLD]}},
}


@pytest.mark.parametrize("document", VERSIONS.values(), ids=VERSIONS)
def test_versions(document: Json) -> None:
    stack = read(document)
    found = only(stack)
    assert found.attributes == {"region": "eu-west-3", "id": "records-1"}
    assert (found.action, found.state) == ("exists", "introduced")
    assert (stack.input.kind, stack.has_actions) == ("pulumi-stack", False)


def test_states_from_before_providers_were_resources_do_not_show_their_configuration() -> None:
    assert read(VERSIONS["export, version 3"]).shows_configuration
    stack = read(VERSIONS["checkpoint, version 1"])
    assert not stack.shows_configuration
    assert only(stack).provider_key is None


def test_the_tool_is_the_one_in_the_manifest() -> None:
    assert read(export(RECORDS)).input.tool == "pulumi 3.259.0"
    assert read(VERSIONS["checkpoint, version 3"]).input.tool == "pulumi 3.91.1"
    assert read(VERSIONS["checkpoint without version"]).input.tool == "pulumi"


REFUSED: dict[str, tuple[Json, str]] = {
    "a version to come": (export(RECORDS, version=5), "pulumi-version"),
    "a feature to come": (export(RECORDS, version=4, features=["views", "time-travel"]), "pulumi-feature"),
    "resources that are none": (export("x"), "malformed"),  # type: ignore[arg-type]
    "a version that is no number": (export(RECORDS) | {"version": "three"}, "malformed"),
    "a deployment that is a list": ({"version": 3, "deployment": []}, "malformed"),
}


@pytest.mark.parametrize(("document", "code"), REFUSED.values(), ids=REFUSED)
def test_refused(document: Json, code: str) -> None:
    with pytest.raises(ReadError) as raised:
        read(document)
    assert raised.value.code == code
    assert raised.value.args_["kind"] == "pulumi-stack"


EMPTY: dict[str, Json] = {
    "no resources": {"version": 3, "deployment": {"manifest": {"version": "3.259.0"}, "metadata": {}}},
    "no deployment yet": {"version": 3, "deployment": None},
    "no checkpoint yet": {"version": 3, "checkpoint": {"stack": "dev", "latest": None}},
    "resources null": {"version": 3, "deployment": {"manifest": {"version": "3.259.0"}, "resources": None}},
}


@pytest.mark.parametrize("document", EMPTY.values(), ids=EMPTY)
def test_an_empty_stack_is_read(document: Json) -> None:
    assert read(document).resources == ()


def test_what_waits_for_its_deletion_leaves_beside_what_replaced_it() -> None:
    old = RECORDS | {"delete": True, "outputs": {"region": "us-east-1"}}
    stack = read(export(RECORDS, old))
    assert [(found.address, found.state) for found in stack.resources] == [
        (urn(BUCKET, "records"), "introduced"),
        (f"{urn(BUCKET, 'records')} (pending deletion)", "leaving"),
    ]
    assert {found.identity for found in stack.resources} == {urn(BUCKET, "records")}


def test_what_was_deleted_and_not_made_again_is_not_there() -> None:
    assert only(read(export(RECORDS | {"pendingReplacement": True}))).state == "leaving"


def test_a_provider_that_waits_for_its_deletion_does_not_speak_for_its_successor() -> None:
    new = state("pulumi:providers:aws", "default", inputs={"region": "us-east-1"})
    old = state("pulumi:providers:aws", "default", inputs={"region": "eu-west-3"}, delete=True)
    for document in (export(RECORDS, new, old), export(RECORDS, old, new)):
        key = urn("pulumi:providers:aws", "default")
        assert read(document).providers[key].expressions == {"region": Constant("us-east-1")}


def test_an_operation_under_way_is_a_gap() -> None:
    document = export(RECORDS)
    document["deployment"]["pending_operations"] = [{"type": "creating", "resource": state(BUCKET, "replica")}]
    stack = read(document)
    (gap,) = stack.gaps
    assert gap.address == urn(BUCKET, "replica")
    assert (gap.reason.code, gap.reason.args) == ("pulumi-operation-pending", {"operation": "creating"})


OPERATIONS = {"creating": True, "importing": True, "updating": True, "deleting": False, "reading": False}


@pytest.mark.parametrize(("operation", "judged"), OPERATIONS.items(), ids=OPERATIONS)
def test_what_an_operation_may_have_made_is_judged_as_if_it_had(operation: str, judged: bool) -> None:
    document = export(RECORDS)
    made = state(BUCKET, "replica", inputs={"region": "us-east-1"})
    document["deployment"]["pending_operations"] = [{"type": operation, "resource": made}]
    found = [(item.address, item.attributes.get("region")) for item in read(document).resources[1:]]
    assert found == ([(f"{urn(BUCKET, 'replica')} (pending operation)", "us-east-1")] if judged else [])


def test_defaults_of_old_checkpoints_are_inputs() -> None:
    old = {"urn": urn(BUCKET, "b"), "type": BUCKET, "custom": True, "defaults": {"bucket": "b-1"}}
    assert only(read({"target": "dev", "latest": {"resources": [old]}})).attributes == {"bucket": "b-1"}


def test_the_configuration_that_a_checkpoint_keeps() -> None:
    latest = {"resources": [RECORDS]}
    config = {"aws:region": "eu-west-3", "aws:profile": {"secure": "v1:abc"}, "gcp:region": "europe-west9"}
    stack = read({"version": 3, "checkpoint": {"stack": "dev", "config": config, "latest": latest}})
    assert stack.providers[urn("pulumi:providers:aws", "default")].expressions == {
        "region": Constant("eu-west-3"),
        "profile": Unevaluated(),
    }


def test_secrets_in_clear_are_not_read_either() -> None:
    shown = {**SECRET, "plaintext": '"eu-west-3"'}
    found = only(read(export(RECORDS | {"outputs": {"region": shown, "bucket": "b"}})))
    assert found.unknown == {"region"}
    assert found.attributes == {"bucket": "b", "id": "records-1"}


def test_what_is_secret_in_the_inputs_is_secret_in_the_outputs() -> None:
    resource = RECORDS | {"inputs": {"tags": {"data-class": SECRET}}, "outputs": {"region": "eu-west-3"}}
    found = only(read(export(resource)))
    assert "tags.data-class" in found.unknown
