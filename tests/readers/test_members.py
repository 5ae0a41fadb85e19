"""A key that stands twice is refused where its value would be read, in every way of writing JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import BUCKET, PLAN, TEXT, only, plan

from souverain import readers
from souverain.errors import ReadError
from souverain.readers.members import RepeatedKeyError, members, value

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["", "a", "é"]), inner, max_size=3),
    max_leaves=8,
)
SPACES = st.text(" \t\n\r", max_size=2)
KEYS = st.text(max_size=3) | st.sampled_from(["", "a", "b"])
PAIRS = st.lists(st.tuples(KEYS, VALUES), min_size=1, max_size=6)


@st.composite
def written(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A JSON object with any spaces, any escapes and any keys, and its keys as they stand."""
    pairs = draw(PAIRS)
    ascii_only = draw(st.booleans())
    parts = [
        f"{draw(SPACES)}{json.dumps(key, ensure_ascii=ascii_only)}{draw(SPACES)}:{draw(SPACES)}{json.dumps(item)}"
        for key, item in pairs
    ]
    return f"{{{','.join(f'{part}{draw(SPACES)}' for part in parts)}}}", [key for key, _ in pairs]


@given(written())
def test_repeated_keys_are_found_and_nothing_else(found: tuple[str, list[str]]) -> None:
    text, keys = found
    if len(set(keys)) == len(keys):
        assert {key: json.loads(bytes(raw)) for key, raw in members(text.encode()).items()} == json.loads(text)
        assert value(text.encode()) == json.loads(text)
    else:
        with pytest.raises(RepeatedKeyError):
            members(text.encode())
        with pytest.raises(RepeatedKeyError):
            value(text.encode())


@given(VALUES, st.text(max_size=3), VALUES)
def test_repeated_keys_are_found_at_any_depth(outer: object, key: str, item: object) -> None:
    name = json.dumps(key)
    twice = f"{{{name}: {json.dumps(item)}, {name}: {json.dumps(item)}}}"
    with pytest.raises(RepeatedKeyError):
        value(f'[{json.dumps(outer)}, {{"a": [{twice}]}}]'.encode())


REPEATED = {
    "a section": TEXT.replace('"errored"', '"resource_changes": [], "errored"'),
    "the state after": TEXT.replace('"after":', '"after": {"region": "fr-par"}, "after":'),
    "the state before": TEXT.replace('"after":', '"before": {"region": "fr-par"}, "before": null, "after":'),
    "the state before, equal": TEXT.replace('"after":', '"before": {"a": 1}, "before": {"a": 1}, "after":'),
    "the type, among marks of the same name": TEXT.replace('"type":', '"type": "random_id", "type":', 1).replace(
        '"after":', '"after_unknown": {"type": true}, "after":'
    ),
    "an attribute that stands further down too": TEXT.replace(
        '{"bucket":', '{"region": "eu-west-3", "replica": [{"region": "fr-par"}], "region": "us-east-1", "bucket":'
    ),
    "the actions": TEXT.replace('"actions":', '"actions": ["delete"], "actions":'),
    "the type": TEXT.replace('"type":', '"type": "random_id", "type":', 1),
    "the name": TEXT.replace('"name":', '"name": "other", "name":', 1),
    "what imports it": TEXT.replace('"after":', '"importing": {"id": "a"}, "importing": null, "after":'),
    "the mode": TEXT.replace('"mode":', '"mode": "data", "mode":', 1),
    "the provider": TEXT.replace('"provider_name":', '"provider_name": "a/b/ovh", "provider_name":', 1),
    "the provider, among marks of the name of another key": TEXT.replace(
        '"provider_name":', '"provider_name": "a/b/ovh", "provider_name":', 1
    ).replace('"after_unknown": {', '"after_unknown": {"type": true, '),
    "the module": TEXT.replace('"mode":', '"module_address": "module.a", "module_address": "", "mode":', 1),
    "what is unknown": TEXT.replace('"after_unknown":', '"after_unknown": {}, "after_unknown":'),
    "what is sensitive": TEXT.replace('"after_sensitive":', '"after_sensitive": {}, "after_sensitive":'),
    "the change": TEXT.replace('"change":', '"change": {"actions": ["delete"]}, "change":'),
    "an attribute": TEXT.replace('{"bucket":', '{"region": "eu-west-3", "region": "us-east-1", "bucket":'),
    "a label": TEXT.replace('"data-class":', '"data-class": "none", "data-class":'),
    "an expression": TEXT.replace('"expressions": {"bucket"', '"expressions": {"region": {}, "region": {}, "bucket"'),
    "a setting of a provider": TEXT.replace('{"region": {"constant', '{"region": {}, "region": {"constant'),
    "the actions, disguised": TEXT.replace('"actions":', r'"actions": ["delete"], "\u0061ctions":'),
    "the address, disguised": TEXT.replace('"address":', r'"address": "a.b", "addres\u0073":', 1),
    "an attribute, disguised": TEXT.replace(
        '{"bucket":', r'{"region": "eu-west-3", "re\u0067ion": "us-east-1", "bucket":'
    ),
    "a label, disguised": TEXT.replace('"data-class":', r'"data-class": "none", "data\u002Dclass":'),
    "pretty": json.dumps(PLAN, indent=2).replace('"data-class":', '"data-class" : "none",\n"data-class":'),
}


@pytest.mark.parametrize("text", REPEATED.values(), ids=REPEATED.keys())
def test_a_plan_with_a_repeated_key_is_refused(text: str) -> None:
    assert text != TEXT
    with pytest.raises(ReadError) as refused:
        readers.read("plan.json", text.encode())
    assert refused.value.code == "key-twice"


def test_a_number_too_long_for_any_reader_is_malformed() -> None:
    text = TEXT.replace('"change":', f'"zz": {{"actions": {"9" * 5000}}}, "change":')
    with pytest.raises(ReadError) as refused:
        readers.read("plan.json", text.encode())
    assert refused.value.code == "malformed"


PLANNED = {
    "values": '"values": {"region": "x"}, "values": {"region": "y"}',
    "provider": '"provider_name": "a/b/ovh", "provider_name": "a/b/aws", "values": {"region": "x"}',
    "marks": '"sensitive_values": {"region": true}, "sensitive_values": {}, "values": {"region": "x"}',
}


@pytest.mark.parametrize("twice", PLANNED.values(), ids=PLANNED.keys())
def test_a_repeated_key_of_a_planned_value_is_refused(twice: str) -> None:
    item = '{"address": "a.b", "type": "a", "name": "b", ' + twice + "}"
    with pytest.raises(ReadError) as refused:
        readers.read("plan.json", ('{"planned_values": {"root_module": {"resources": [' + item + "]}}}").encode())
    assert refused.value.code == "key-twice"


def test_a_repeated_key_of_what_waits_for_a_later_plan_is_refused() -> None:
    waiting = json.dumps({**PLAN, "resource_changes": [], "deferred_changes": [{"resource_change": BUCKET}]})
    assert only(waiting).type == "aws_s3_bucket"
    with pytest.raises(ReadError) as refused:
        only(waiting.replace('"provider_name":', '"provider_name": "a/b/ovh", "provider_name":'))
    assert refused.value.code == "key-twice"


def test_escapes_that_tools_write_disguise_nothing() -> None:
    """Go escapes these three; a document inside a text has keys of its own."""
    policy = r'{"a": 1, "\u0061": 2, "b": "<>&"}'
    written = plan({**BUCKET, "change": {"actions": ["create"], "after": {"region": "eu-west-3", "policy": policy}}})
    for character in b"<>&":
        written = written.replace(bytes([character]), b"\\u%04x" % character)
    assert only(written).attributes["region"] == "eu-west-3"


def test_what_nobody_reads_may_repeat() -> None:
    assert only(TEXT.replace('"errored"', '"checks": {"a": 1, "a": 2}, "errored"')).type == "aws_s3_bucket"
    assert only(TEXT.replace('{"bucket":', '{"acl": "private", "acl": "public", "bucket":')).type == "aws_s3_bucket"


@pytest.mark.parametrize("order", [("before", "after"), ("after", "before")], ids=["as made", "sorted"])
def test_names_of_an_entry_may_be_those_of_attributes_and_of_marks(order: tuple[str, str]) -> None:
    state = {"type": "gp3", "mode": "x", "address": "y", "change": {"before": 1, "after": 2, "actions": []}}
    states = {"before": state, "after": {**state, "name": "b"}}
    change = {"actions": ["update"], **{key: states[key] for key in order}, "after_unknown": {"type": True}}
    resource = only(plan({**BUCKET, "change": change}))
    assert (resource.type, resource.action, resource.attributes["name"]) == ("aws_s3_bucket", "update", "b")


@pytest.mark.parametrize("order", [("before", "after"), ("after", "before")], ids=["as made", "sorted"])
def test_what_nobody_reads_of_a_state_may_repeat_whichever_stands_first(order: tuple[str, str]) -> None:
    state = {"acl": "private", "policy": {"actions": []}}
    change = {"actions": ["update"], **dict.fromkeys(order, state)}
    written = plan({**BUCKET, "change": change}).replace(b'"acl":', b'"acl": "public", "acl":')
    assert only(written).action == "update"


def test_the_same_name_at_two_depths_is_no_repetition() -> None:
    after = {"region": "eu-west-3", "name": "a", "replica": [{"region": "eu-west-1", "name": "region"}]}
    resource = only(plan({**BUCKET, "type": "x_y", "change": {"actions": ["create"], "after": after}}))
    assert resource.attributes["region"] == "eu-west-3"
    assert resource.attributes["replica[0].region"] == "eu-west-1"
