"""Any record as indented lines, and the sources that it cites."""

from __future__ import annotations

import msgspec
import pytest

from estate import LAWS, READ
from souverain.cli.outline import cited, outline
from souverain.knowledge.records import Certificate, Offer


class Pair(msgspec.Struct):
    left: object
    right: object = None


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        ("text", ["text"]),
        (Pair("a", ""), ["left: a"]),
        (Pair((), {}), []),
        (Pair(0, False), ["left: 0", "right: False"]),
        (Pair(("a", "b")), ["left: a, b"]),
        (Pair({"en": "x", "fr": "y"}), ["left:", "  en: x", "  fr: y"]),
        (Pair((Pair("a", "b"), Pair("c"))), ["left:", "  - left: a", "    right: b", "  - left: c"]),
        (Pair(Pair("a")), ["left:", "  left: a"]),
    ],
)
def test_lines(value: object, lines: list[str]) -> None:
    assert [*outline(value)] == lines


def test_sources_are_found_at_every_depth() -> None:
    held = Certificate(scheme="HDS", status="claimed", **{**READ, "source": ("certifier",)})
    offer = Offer(id="o", name="O", certificates=(held,), **READ)
    assert [*cited((offer, *LAWS))] == ["registry", "certifier", "registry", "registry"]
