"""Each kind of evidence is one line, that says what it rests on."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import pytest

import estate
from estate import BASES, OPERATORS, PLACES, certificate, knowledge, reach, said
from souverain.document import Basis, Operator
from souverain.engine.evidence import decode
from souverain.model import known, unknown
from souverain.wording import Case, Line
from souverain.wording.lines import Lines
from souverain.wording.names import Names

REACHED = {"kind": "reach", **msgspec.to_builtins(reach())}


def lines(
    *evidence: Mapping[str, object],
    operators: Mapping[str, Operator] = OPERATORS,
    basis: Basis | None = None,
    **case: object,
) -> list[Line]:
    stated = Case(status="fail", data_class="health", evidence=decode(said(*evidence), "test"))
    names = Names(knowledge(), operators, "en")
    written = Lines(names, operators)
    told = msgspec.structs.replace(stated, **case)
    return [*written.resting_on(basis, written.of(told), told.status)]


def outside(country: str, zone: str) -> dict[str, str]:
    return {"kind": "country", "country": country, "zone": zone}


def hds(status: str, **more: object) -> dict[str, object]:
    return {"kind": "certificate", "scheme": "HDS", "status": status, **more}


def missing(fact: str) -> dict[str, object]:
    return {"kind": "unknown", "reason": "type-unknown", "args": {"type": "x"}, "fact": fact}


END = {"until": "2027-01-01"}
LAPSED = {"until": "2026-11-30", "scheme": "SecNumCloud", "version": "3.2"}
OTHER_RELEASE = {"kind": "unknown", "reason": "of-another-release", "args": {"a": None}}


@pytest.mark.parametrize(
    ("evidence", "about", "text"),
    [
        (outside("US", "EEA"), "zone", "United States is outside the EEA"),
        (outside("*", "EU"), "zone", "the whole world is outside the EU"),
        (outside("XX", "DE_393"), "zone", "XX is outside DE_393"),
        (REACHED, "law", "CLOUD Act, 18 USC 2713: high, through the parent"),
        ({**REACHED, "law": "xx-law"}, "law", "xx-law: high, through the parent"),
        (hds("claimed"), "proof", "HDS: claimed, attest it"),
        (hds("granted", covers=True, **END), "proof", "HDS: granted, until 2027-01-01"),
        (hds("granted", covers=True), "proof", "HDS: granted, end not published"),
        (hds("expired"), "proof", "HDS: expired on a date not published, not renewed"),
        (missing("reach"), "why", "no table knows the resource type x"),
        (OTHER_RELEASE, "why", "of-another-release None"),
        ({"kind": "copy", "via": "replication", "role": "replica"}, "copy", "replica"),
        ({"kind": "count", "stores": 12, "processors": 3}, "count", "12 stores, 3 that process data"),
    ],
)
def test_a_line_for_each_kind(evidence: Mapping[str, object], about: str, text: str) -> None:
    line = lines(evidence)[0]
    assert (line.about, line.text) == (about, text)


@pytest.mark.parametrize(
    ("evidence", "ends"),
    [
        ({**REACHED, "channel": "subprocessor"}, "high, through a subcontractor, Amazon.com, Inc. (US)"),
        (hds("granted", covers=False, **END), "until 2027-01-01, this service or region not in its scope"),
        (hds("granted", **END), "until 2027-01-01, coverage not established"),
        (hds("claimed", covers=False), "attest it, this service or region not in its scope"),
        (hds("lapsed-renewal-unknown", **LAPSED), "ended on 2026-11-30, renewal not known at 2026-11-21"),
    ],
    ids=["subcontractor", "out of scope", "no scope", "claimed out of scope", "lapsed"],
)
def test_what_a_line_adds(evidence: Mapping[str, object], ends: str) -> None:
    assert lines(evidence)[0].text.endswith(ends)


def test_what_a_copy_goes_through_is_its_basis() -> None:
    (line,) = lines({"kind": "copy", "via": "aws_s3_bucket_replication_configuration.r", "role": "backup"})
    assert line.basis == "aws_s3_bucket_replication_configuration.r"


def test_a_certificate_has_the_source_of_the_facts() -> None:
    held = msgspec.structs.replace(PLACES["paris"], certificates=known((certificate("HDS", "claimed"),)))
    line = lines(hds("claimed"), place=held)[-1]
    assert (line.grade, line.source, line.as_of) == ("secondary", "Trade register, 2026-01-02", "2026-11-21")


def test_laws_come_by_channel_the_strongest_first() -> None:
    weak = {**REACHED, "channel": "market", "law": "us-fisa-702"}
    assert [line.about for line in lines(weak, REACHED)] == ["law", "law", "note"]
    assert "CLOUD Act" in lines(weak, REACHED)[0].text


AWS = OPERATORS["aws-emea-sarl"]
ITSELF = estate.Party("aws-emea-sarl", "AWS EMEA SARL", "LU")


@pytest.mark.parametrize(
    ("parents", "chain", "expected"),
    [
        (AWS.parents, AWS.chain, "AWS EMEA SARL (LU) < Amazon.com, Inc. (US, control)"),
        (known((estate.AMAZON,)), (), "AWS EMEA SARL (LU) < Amazon.com, Inc. (US, control not published)"),
        (known((ITSELF,)), (), "AWS EMEA SARL (LU)"),
        (unknown("owner-not-published", entity="x"), (), "AWS EMEA SARL (LU) < no owner of x is on record"),
    ],
    ids=["controlled", "control unknown", "nobody above", "not known"],
)
def test_who_controls_the_operator(parents: object, chain: object, expected: str) -> None:
    operator = msgspec.structs.replace(AWS, parents=parents, chain=chain)
    (who,) = (
        line
        for line in lines(place=PLACES["paris"], operators={**OPERATORS, "aws-emea-sarl": operator})
        if line.about == "who"
    )
    assert who.text == expected


def test_the_weakest_link_grades_a_chain() -> None:
    edges = [
        msgspec.structs.replace(AWS.chain[0], grade=grade, as_of=as_of)
        for grade, as_of in (("primary", "2026-11-01"), ("background", "2026-11-20"), ("secondary", "2026-02-01"))
    ]
    operator = msgspec.structs.replace(AWS, chain=tuple(edges))
    who = lines(place=PLACES["paris"], operators={**OPERATORS, "aws-emea-sarl": operator})[1]
    assert (who.grade, who.as_of) == ("background", "2026-02-01")


@pytest.mark.parametrize(
    ("fact", "tried"),
    [("countries", True), ("place", True), ("operator", True), ("reach", False), ("certificates", False)],
)
def test_what_was_tried_is_told_where_it_would_have_helped(fact: str, tried: bool) -> None:
    found = lines(missing(fact), status="unknown", place=PLACES["nowhere"], basis=BASES["unknown"])
    assert ("tried" in [line.about for line in found]) is tried
    assert "where" not in [line.about for line in found]


@pytest.mark.parametrize(
    ("status", "covers", "shown"),
    [("claimed", None, True), ("granted", True, True), ("claimed", False, False), ("in-progress", None, False)],
)
def test_what_a_certificate_asks_of_the_customer_is_said_where_it_may_hold(
    status: str, covers: bool | None, shown: bool
) -> None:
    state = msgspec.structs.replace(certificate("HDS", status), conditions=("the option of the project", "a contract"))
    place = msgspec.structs.replace(PLACES["paris"], certificates=known((state,)))
    scope = {} if covers is None else {"covers": covers}
    told = [line.text for line in lines(hds(status, **scope), place=place) if line.about == "proof"]
    assert ("only with: the option of the project; a contract" in told) is shown
