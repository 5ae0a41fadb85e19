"""What the real CLI wrote of one program, in every format: the same resources, each format with what it knows."""

import pytest
from documents import RECORDED, named, read, recorded

from souverain.errors import ReadError
from souverain.model import Constant, Location, References, Stack, Unevaluated
from souverain.readers.pulumi.joining import joined

RECORDS = "urn:pulumi:dev::clinic::clinic:index:Store$aws:s3/bucket:Bucket::records"
REPLICA = "urn:pulumi:dev::clinic::aws:s3/bucket:Bucket::replica"
DEFAULT = "urn:pulumi:dev::clinic::pulumi:providers:aws::default"
AMERICA = "urn:pulumi:dev::clinic::pulumi:providers:aws::america"
DESTINATION = "rule[0].destination.bucket"

WHOLE = (
    "preview-create.json",
    "events-create.jsonl",
    "plan-create.json",
    "stack.json",
    "checkpoint.json",
    "preview-update-sames.json",
    "events-update.jsonl",
    "plan-update.json",
)
CREATED = WHOLE[:3]
UPDATED = WHOLE[5:]
STATES = WHOLE[3:5]
WITH_DEPENDENCIES = tuple(name for name in WHOLE if not name.startswith("events"))
WITH_IDS = tuple(name for name in WITH_DEPENDENCIES if name != "plan-update.json")


@pytest.mark.parametrize("name", WHOLE)
def test_the_same_resources_whatever_the_format(name: str) -> None:
    stack = recorded(name)
    assert {(resource.type, resource.name, resource.provider) for resource in stack.resources} == {
        ("aws_s3_bucket", "records", "pulumi/aws"),
        ("aws_s3_bucket", "replica", "pulumi/aws"),
        ("aws_s3_bucket_replication_configuration", "copy", "pulumi/aws"),
        ("aws_db_instance", "appointments", "pulumi/aws"),
    }
    assert named(stack, "records").address == RECORDS
    assert named(stack, "records").attributes["tags.data-class"] == "health"
    partial = name == "plan-update.json"
    assert [gap.reason.code for gap in stack.gaps] == ["pulumi-plan-partial"] * partial


@pytest.mark.parametrize("name", WHOLE)
def test_default_and_explicit_providers(name: str) -> None:
    stack = recorded(name)
    assert named(stack, "records").provider_key == DEFAULT
    assert stack.providers[DEFAULT].expressions["region"] == Constant("eu-west-3")
    assert stack.providers[DEFAULT].alias == ""
    assert named(stack, "replica").provider_key == AMERICA
    america = stack.providers[AMERICA]
    assert (america.alias, america.name, america.source) == ("america", "aws", "pulumi/aws")
    assert america.expressions == {"region": Constant("us-east-1"), "default_tags.tags.owner": Constant("dim")}


@pytest.mark.parametrize("name", WHOLE)
def test_no_secret_and_nothing_that_may_be_one_is_kept(name: str) -> None:
    kept = repr(recorded(name))
    assert "v1:" not in kept
    assert "correct horse" not in kept
    assert "scheduler" not in kept


@pytest.mark.parametrize("name", WITH_DEPENDENCIES)
def test_a_property_refers_to_what_the_engine_recorded(name: str) -> None:
    assert named(recorded(name), "copy").expressions["bucket"] == References((RECORDS,))


@pytest.mark.parametrize("name", WITH_IDS)
def test_a_nested_member_refers_to_the_resource_whose_id_it_has_or_waits_for(name: str) -> None:
    assert named(recorded(name), "copy").expressions[DESTINATION] == References((REPLICA,))


def test_a_plan_has_no_ids_to_tell_what_a_nested_member_refers_to() -> None:
    assert DESTINATION not in named(recorded("plan-update.json"), "copy").expressions


def test_events_record_no_dependencies() -> None:
    copy = named(recorded("events-create.jsonl"), "copy")
    assert copy.expressions[DESTINATION] == Unevaluated()
    assert DESTINATION in copy.unknown


@pytest.mark.parametrize("name", CREATED)
def test_what_the_program_takes_from_another_resource_is_unknown_before_it_exists(name: str) -> None:
    stack = recorded(name)
    appointments = named(stack, "appointments")
    assert "region" in appointments.unknown
    assert "region" in appointments.expressions
    assert "region" not in appointments.attributes
    assert {resource.action for resource in stack.resources} == {"create"}
    assert stack.has_actions


@pytest.mark.parametrize("name", STATES)
def test_a_state_knows_outputs_and_has_no_actions(name: str) -> None:
    stack = recorded(name)
    appointments = named(stack, "appointments")
    assert appointments.attributes["region"] == "records-id"
    assert appointments.attributes["arn"] == "arn-of-appointments"
    assert appointments.attributes["id"] == "appointments-id"
    assert {resource.action for resource in stack.resources} == {"exists"}
    assert not stack.has_actions


@pytest.mark.parametrize("name", UPDATED)
def test_an_update_beside_what_stays(name: str) -> None:
    stack = recorded(name)
    actions = {resource.name: resource.action for resource in stack.resources}
    assert actions == {"appointments": "update", "records": "no-op", "replica": "no-op", "copy": "no-op"}
    assert named(stack, "records").attributes["arn"] == "arn-of-records"


def test_a_plan_leaves_unknown_what_it_does_not_state() -> None:
    stack = recorded("plan-update.json")
    assert "region" in named(stack, "records").unknown, "an unchanged input is not in the plan"
    assert named(stack, "records").expressions["region"] == Unevaluated()
    assert "region" not in named(recorded("plan-create.json"), "records").unknown, "a new resource is there in full"


def test_a_plan_beside_the_state_of_its_stack_is_whole() -> None:
    plan, _ = joined([recorded("plan-update.json"), recorded("stack.json")])
    assert not plan.gaps
    assert "region" not in named(plan, "records").unknown


def test_a_preview_without_sames_says_what_it_leaves_out() -> None:
    stack = recorded("preview-update.json")
    assert [resource.name for resource in stack.resources] == ["appointments"]
    (gap,) = stack.gaps
    assert (gap.reason.code, gap.reason.args) == ("pulumi-unchanged-not-shown", {"count": "5"})


@pytest.mark.parametrize("name", ["preview-create.json", "stack.json"])
def test_positions_in_the_program(name: str) -> None:
    line = next(
        number
        for number, text in enumerate((RECORDED / "program.py").read_text("utf-8").splitlines(), 1)
        if text.startswith("records = ")
    )
    assert named(recorded(name), "records").location == Location("__main__.py", line)


@pytest.mark.parametrize("name", ["preview-failed.json", "events-failed.jsonl"])
def test_a_failed_run_is_no_verdict(name: str) -> None:
    with pytest.raises(ReadError) as raised:
        recorded(name)
    assert raised.value.code == "pulumi-failed"
    assert raised.value.args_["kind"] == "pulumi-preview"


def test_a_stack_that_was_never_updated_is_empty_and_read() -> None:
    assert recorded("empty-stack.json").resources == ()


@pytest.mark.parametrize("name", ["events-create.jsonl", "events-update.jsonl"])
def test_events_written_over_several_lines(name: str) -> None:
    lines = (RECORDED / name).read_text("utf-8").splitlines()
    wide = "".join(line.replace('{"sequence"', '{\n  "sequence"', 1) for line in lines)
    assert _told(read(wide)) == _told(recorded(name))


def _told(stack: Stack) -> object:
    return stack.resources, stack.providers, stack.gaps
