"""Names that sort questions: whole words between separators, and nothing of a class."""

from __future__ import annotations

import pytest

from souverain.sensitivity.hints import foremost, hinted


@pytest.mark.parametrize(
    "address",
    ["aws_s3_bucket.dpi", "module.pacs.aws_db_instance.x", "x.hl7-feed", "x.Patient_files", "x.eds_lake", "x.fhir"],
)
def test_a_word_of_health_is_asked_about_first(address: str) -> None:
    assert hinted(address)


@pytest.mark.parametrize("address", ["x.history", "x.ripacs", "x.headshots", "aws_instance.web", "x.patience"])
def test_a_part_of_another_word_says_nothing(address: str) -> None:
    assert not hinted(address)


@pytest.mark.parametrize(
    ("addresses", "expected"),
    [
        (["b", "a", "c"], ["a", "b"]),
        (["a", "b", "x.pacs", "y.dicom"], ["x.pacs", "y.dicom"]),
        (["b", "z.fhir", "b", "a"], ["z.fhir", "a"]),
        (["a"], ["a"]),
        ([], []),
    ],
    ids=["by name", "what hints first", "each once", "fewer than asked", "none"],
)
def test_whom_to_ask_about_first(addresses: list[str], expected: list[str]) -> None:
    assert foremost(addresses, 2) == expected


def test_of_very_many_only_the_first_are_looked_at() -> None:
    assert foremost([f"x{number:05}" for number in range(5000)] + ["pacs"], 1) == ["x00000"]
