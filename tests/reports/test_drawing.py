"""Drawings hold every place, flow and class, and no text of an input leaves its label."""

from __future__ import annotations

import re
import subprocess

import msgspec
import pytest

import estate
import real_tools
from souverain.document import Established, FlowFacts
from souverain.i18n import Lang
from souverain.reports import drawing
from souverain.wording.names import Names

EVIL = 'aws_s3_bucket.b["x\\"]:::evil"]\n`|<script>#&lt;b&gt;%%{init: {"theme": "dark"}}%%'


def drawn(form: drawing.Format, lang: Lang = "en", *, address: str = "aws_s3_bucket.logs", sure: bool = True) -> str:
    key = estate.resource("aws_kms_key.k", id=2, role=estate.known("keys"))
    made = estate.document(estate.resource(), estate.resource(address, id=1), key)
    logging = "aws_s3_bucket_logging.l.target_bucket"
    flows = (
        FlowFacts(kind="logs-to", source=0, target=1, via=logging, sure=sure, basis="stated"),
        FlowFacts(kind="replicates-to", source=0, place="virginia", via="aws_s3_bucket.records.x", basis="stated"),
        FlowFacts(kind="encrypted-by", source=0, target=2, via="aws_s3_bucket.records.key", basis="stated"),
    )
    established: Established = msgspec.structs.replace(made, flows=flows)
    names = Names(estate.knowledge(), established.operators, lang)
    return "\n".join(drawing.draw(established, names, form))


@pytest.mark.parametrize("form", ["mermaid", "dot"])
@pytest.mark.parametrize(("lang", "said"), [("en", "logs to"), ("fr", "journalise vers")])
def test_flows_places_and_classes_are_shown(form: drawing.Format, lang: Lang, said: str) -> None:
    found = drawn(form, lang)
    assert said in found
    assert "Paris" in found or "eu-west-3" in found or "(FR)" in found
    assert "(US)" in found
    assert found.count("aws_s3_bucket.records") == 1


def test_what_is_not_sure_or_carries_nothing_is_dashed() -> None:
    assert "r0 -->|logs to| r1" in drawn("mermaid")
    assert "r0 -.->|logs to| r1" in drawn("mermaid", sure=False)
    assert "r0 -.->|is encrypted with a key of| r2" in drawn("mermaid")
    assert '[label="logs to", style=dashed]' in drawn("dot", sure=False)


def test_no_text_of_an_input_leaves_its_label() -> None:
    (node,) = [line for line in drawn("mermaid", address=EVIL).splitlines() if line.lstrip().startswith("r1[")]
    assert re.fullmatch(r'\s+r1\["[^"`|]*"\](:::protected)?', node)
    assert "<script>" not in node
    assert "&lt;" not in node, "nor a tag that a browser would undo"
    assert "%%{" not in node, "nor an order to whoever draws"


def test_dot_is_read_by_graphviz() -> None:
    done = subprocess.run(
        [real_tools.find("dot"), "-Tplain"], input=drawn("dot", address=EVIL), text=True, capture_output=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "r0" in done.stdout


ALIKE = {
    "instances of one block": ({}, 1, ["aws_s3_bucket.b ×2"]),
    "of another class": ({"data_class": estate.known("snds")}, 2, ['aws_s3_bucket.b["x"]', 'aws_s3_bucket.b["y"]']),
    "elsewhere": ({"at": "virginia"}, 2, ['aws_s3_bucket.b["x"]', 'aws_s3_bucket.b["y"]']),
    "of another input": ({"input": 1}, 2, ['aws_s3_bucket.b["x"]', 'aws_s3_bucket.b["y"]']),
}


@pytest.mark.parametrize(("other", "arrows", "labels"), ALIKE.values(), ids=ALIKE)
def test_what_is_alike_is_one_node(other: dict[str, object], arrows: int, labels: list[str]) -> None:
    """And what they do alike is one arrow."""
    one, same = estate.resource('aws_s3_bucket.b["x"]'), estate.resource('aws_s3_bucket.b["y"]', **other)  # type: ignore[arg-type]
    made = estate.document(one, same, estate.resource("aws_s3_bucket.logs"))
    flows = tuple(FlowFacts(kind="logs-to", source=source, target=2, via="x", basis="stated") for source in (0, 1))
    established: Established = msgspec.structs.replace(made, flows=flows)
    found = "\n".join(drawing.draw(established, Names(estate.knowledge(), established.operators, "en"), "dot"))
    assert [label for label in labels if f'[label="{label.replace(chr(34), chr(92) + chr(34))}\\n' in found] == labels
    assert found.count('[label="logs to"]') == arrows


def test_a_key_has_no_class_of_its_own() -> None:
    assert 'r2 [label="aws_kms_key.k\\nhealth data", penwidth=3];' in drawn("dot")
    key = estate.resource("aws_kms_key.k", id=1, role=estate.known("keys"), data_class=estate.UNDECLARED)
    made = estate.document(estate.resource(), key)
    flow = FlowFacts(kind="encrypted-by", source=0, target=1, via="x", basis="stated")
    established: Established = msgspec.structs.replace(made, flows=(flow,))
    assert 'r1 [label="aws_kms_key.k"];' in "\n".join(
        drawing.draw(established, Names(estate.knowledge(), established.operators, "en"), "dot")
    )
