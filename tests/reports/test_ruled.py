"""What the text says of rules that were added and of a server that was asked."""

from __future__ import annotations

import msgspec
import pytest
import report_cases as cases

from souverain.engine import Used
from souverain.reports import Look, ruled

SERVER = Used(name="opa", url="https://opa.example", decisions=("a", "b"), bundles={"souverain": "r1"})


def told(engine: Used, **look: object) -> list[str]:
    report = msgspec.structs.replace(cases.mixed(), engine=engine)
    return list(ruled.lines(report, msgspec.convert(look, Look)))


def test_nothing_is_said_where_nothing_was_added() -> None:
    assert told(Used(name="wasm"), verbose=True) == []


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        ({}, ["Judged by the OPA server https://opa.example. souverain r1"]),
        ({"verbose": True}, ["Judged by the OPA server https://opa.example. souverain r1", "Its decisions: a, b."]),
        ({"lang": "fr"}, ["Jugé par le serveur OPA https://opa.example. souverain r1"]),
    ],
)
def test_a_server_is_named_with_its_bundles_and_decisions(look: dict[str, object], expected: list[str]) -> None:
    assert told(SERVER, **look) == expected
