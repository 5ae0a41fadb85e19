"""What a bridge makes of a name is undone, for every path of every table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from souverain.knowledge import tokens, types
from souverain.readers.pulumi.spelling import Spelling

PLURALS = {
    "policy": "policies",
    "address": "addresses",
    "index": "indexes",
    "zone": "zones",
    "cache": "caches",
    "kinesis": "kineses",
}
WORDS = st.from_regex(r"[a-z]{2,8}[0-9]?", fullmatch=True)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map("_".join)


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def plural(name: str) -> str:
    stem, _, last = name.rpartition("_")
    many = PLURALS.get(last, last[:-1] + "ies" if last.endswith("y") else last + "s")
    return f"{stem}_{many}" if stem else many


@given(NAMES)
def test_camel_case_is_undone(name: str) -> None:
    assert Spelling(()).of("", camel(name)) == name


@given(st.lists(NAMES, min_size=1, max_size=3))
def test_plurals_of_known_names_are_undone(path: list[str]) -> None:
    spelling = Spelling([".".join(path)])
    above = ""
    for name in path:
        assert spelling.of(above, camel(name)) == name
        assert spelling.of(above, camel(plural(name))) in (name, plural(name))
        above = f"{above}.{name}" if above else name


@pytest.mark.parametrize(("one", "many"), PLURALS.items(), ids=PLURALS)
def test_plurals(one: str, many: str) -> None:
    assert Spelling([one]).of("", many) == one
    assert Spelling([many]).of("", one) == many


def test_a_name_that_exists_in_both_forms_is_itself() -> None:
    spelling = Spelling(["zone", "zones"])
    assert (spelling.of("", "zone"), spelling.of("", "zones")) == ("zone", "zones")


@pytest.mark.parametrize(
    ("known", "written", "expected"),
    [
        (["log_group_name"], "logGroup", "log_group_name"),
        (["topic_arn"], "topic", "topic_arn"),
        (["log_group", "log_group_name"], "logGroup", "log_group"),
        (["topic_arn", "topic_name"], "topic", "topic"),
        (["rest_api_id"], "restApi", "rest_api_id"),
    ],
    ids=["a name", "an ARN", "there as it is", "two that it could be", "an id"],
)
def test_what_a_reference_is_called_after(known: list[str], written: str, expected: str) -> None:
    assert Spelling(known).of("", written) == expected


def test_a_name_counts_where_it_stands() -> None:
    spelling = Spelling(["rule.destination"])
    assert spelling.of("rule", "destinations") == "destination"
    assert spelling.of("", "destinations") == "destinations"


@pytest.mark.parametrize("provider", ["aws", "azurerm", "google", "ovh", "scaleway", "outscale", "openstack", "hcloud"])
def test_every_location_of_a_table_is_found_from_camel_case(provider: str) -> None:
    table = types.table(provider)
    assert table is not None
    for name in table.types:
        facts = types.lookup(name, provider)
        assert facts is not None
        spelling = Spelling((*facts.location, *facts.replicas))
        for path in (*facts.location, *facts.replicas):
            above = ""
            for part in path.split("."):
                assert spelling.of(above, camel(part)) == part
                above = f"{above}.{part}" if above else part


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("kmsKeyId", "kms_key_id"),
        ("publicIPAddress", "public_ip_address"),
        ("ipv6CidrBlock", "ipv6_cidr_block"),
        ("id", "id"),
    ],
)
def test_snake(name: str, expected: str) -> None:
    assert tokens.snake(name) == expected
