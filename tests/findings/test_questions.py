"""The one question of an input names some of the resources that it is about."""

from __future__ import annotations

import pytest

import estate
from souverain import findings

NAMES = {
    "few": (["b", "a"], "aws_s3_bucket.a, aws_s3_bucket.b"),
    "instances of one block": (['a["x"]', 'a["y"]', "b"], "aws_s3_bucket.a, aws_s3_bucket.b"),
    "many": (["d", "c", "b", "a"], "among them aws_s3_bucket.a, aws_s3_bucket.b, aws_s3_bucket.c"),
    "many, one of which hints at health data": (
        ["a", "b", "c", "pacs"],
        "among them aws_s3_bucket.pacs, aws_s3_bucket.a, aws_s3_bucket.b",
    ),
}


@pytest.mark.parametrize(("names", "expected"), NAMES.values(), ids=NAMES)
def test_whom_it_is_about(names: list[str], expected: str) -> None:
    made = estate.document(
        *(
            estate.resource(f"aws_s3_bucket.{name}", data_class=estate.UNDECLARED, class_basis="unknown")
            for name in names
        )
    )
    all_ = range(len(names))
    answers = [*estate.passed("IMM-LOC", *all_), *estate.passed("IMM-REACH", *all_), estate.question(*all_)]
    found = findings.judge(made, answers, estate.asked(), estate.knowledge())
    (asked,) = (finding for finding in found if finding.rule == "undeclared-class")
    lines = [line.text for line in asked.evidence if line.about == "count"]
    assert lines[1:] == [expected]
