"""Names that sort questions: whole words between separators, and nothing of a class."""

from __future__ import annotations

import pytest

from souverain.sensitivity.hints import hinted


@pytest.mark.parametrize(
    "address",
    ["aws_s3_bucket.dpi", "module.pacs.aws_db_instance.x", "x.hl7-feed", "x.Patient_files", "x.eds_lake", "x.fhir"],
)
def test_a_word_of_health_is_asked_about_first(address: str) -> None:
    assert hinted(address)


@pytest.mark.parametrize("address", ["x.history", "x.ripacs", "x.headshots", "aws_instance.web", "x.patience"])
def test_a_part_of_another_word_says_nothing(address: str) -> None:
    assert not hinted(address)
