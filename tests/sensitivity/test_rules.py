"""Rules of the configuration: what their patterns match, and what holds against a label."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sensitivity_cases import answer, classified, codes, declared, one, resource

from souverain.classes import shipped
from souverain.config import ClassRule, Config
from souverain.model import (
    Resource,
    Scalar,
)

CLASSES = shipped().ids
PATTERNS: dict[str, tuple[dict[str, str], bool]] = {
    "everything": ({}, True),
    "input": ({"input": "plans/*.json"}, True),
    "input by its name": ({"input": "prod.json"}, True),
    "another input": ({"input": "dev.json"}, False),
    "address": ({"address": 'module.a["x"].aws_s3_bucket.b[0]'}, True),
    "address without keys": ({"address": "module.a.aws_s3_bucket.b"}, True),
    "address with a star": ({"address": "*.aws_s3_bucket.b*"}, True),
    "brackets are no set": ({"address": "module.a[x].aws_s3_bucket.b[0]"}, False),
    "address of another": ({"address": "module.a.aws_s3_bucket.c"}, False),
    "part of an address": ({"address": "aws_s3_bucket.b"}, False),
    "type": ({"type": "aws_s3_*"}, True),
    "type with a question mark": ({"type": "aws_s?_bucket"}, True),
    "another type": ({"type": "aws_s3"}, False),
    "module": ({"module": "module.a"}, True),
    "module with its key": ({"module": 'module.a["x"]'}, True),
    "another module": ({"module": "module.b"}, False),
    "all of them": ({"type": "aws_*", "module": "module.*", "address": "*b*", "input": "*"}, True),
    "all but one": ({"type": "aws_*", "module": "module.*", "address": "*.c*", "input": "*"}, False),
}


@pytest.mark.parametrize(("rules", "matches"), PATTERNS.values(), ids=PATTERNS)
def test_patterns_of_rules(rules: dict[str, str], matches: bool) -> None:
    found = Resource(
        address='module.a["x"].aws_s3_bucket.b[0]',
        identity="module.a.aws_s3_bucket.b",
        module='module.a["x"]',
        type="aws_s3_bucket",
        name="b",
        provider="hashicorp/aws",
    )
    assert answer(one(found, config=declared(data="eds", **rules))) == (
        "eds observed" if matches else "undeclared unknown"
    )


def test_the_last_rule_that_matches_counts() -> None:
    config = Config(
        classes=(
            ClassRule(data="health", author="DPO"),
            ClassRule(data="none", author="RSSI", address="aws_s3_bucket.logs"),
        )
    )
    found = classified(resource("aws_s3_bucket.b"), resource("aws_s3_bucket.logs"), config=config)
    assert [answer(item) for item in found] == ["health observed", "none observed"]
    assert found[1].basis.why[0].args == {"data": "none", "author": "RSSI"}


@pytest.mark.parametrize(
    ("data", "label", "expected", "steps"),
    [
        ("none", "health", "health observed", ["class-labelled", "class-label-over-configuration", "class-declared"]),
        ("health", "none", "health observed", ["class-declared", "class-contradiction", "class-labelled"]),
        ("health", "health", "health observed", ["class-declared", "class-labelled"]),
        ("none", "internal", "none observed", ["class-declared", "class-label-unrecognised"]),
    ],
)
def test_the_more_protective_of_configuration_and_label_holds(
    data: str, label: str, expected: str, steps: list[str]
) -> None:
    found = one(resource(attributes={"tags.data-class": label}), config=declared(data=data))
    assert (answer(found), codes(found)) == (expected, steps)


def test_contradictory_labels() -> None:
    found = one(resource(attributes={"tags.data-class": "none", "tags.sensibilite": "sante"}))
    assert answer(found) == "health observed"
    assert codes(found) == ["class-labelled", "class-contradiction", "class-labelled"]
    assert found.basis.why[1].args == {"data": "health", "other": "none"}


@given(st.lists(st.sampled_from(CLASSES), min_size=1), st.sampled_from(CLASSES))
def test_one_more_statement_never_protects_less(stated: list[str], more: str) -> None:
    def verdict(classes: list[str]) -> tuple[str, ...]:
        attributes: dict[str, Scalar] = {f"tags[{number}]": f"data-class={data}" for number, data in enumerate(classes)}
        found = one(resource("scaleway_object_bucket.b", attributes))
        return (found.data_class.value or "", *found.also)

    assert verdict([*stated, more]) == shipped().joined((*verdict(stated), more)) == shipped().joined((*stated, more))


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"env": "prod", "account": "111"}, "health"),
        ({"env": "prod-2", "account": "111"}, "health"),
        ({"env": "test", "account": "111"}, "undeclared"),
        ({"env": "prod"}, "undeclared"),
        ({}, "undeclared"),
    ],
    ids=["both given", "a glob", "another", "one is not given", "none is given"],
)
def test_a_rule_may_ask_for_settings_of_the_command_line(settings: dict[str, str], expected: str) -> None:
    rule = ClassRule(data="health", set=(("account", "111"), ("env", "prod*")), author="a")
    (found,) = classified(resource(), config=Config(classes=(rule,), settings=settings))
    assert (found.data_class.value or "undeclared") == expected
