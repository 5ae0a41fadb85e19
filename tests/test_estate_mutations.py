"""What the findings of a large estate rest on: without any one reference, label, answer or certificate they differ.

The estate is `samples/hospital-group`. Nothing that was refused or not proven passes for it, but for what was so
because of a flow that is gone. What each removal does under the house policy is written down, to be read:
`golden/hospital_group/removals.txt`.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import msgspec
import pytest

import hospital_group as group
from hospital_group import Estate, Finding, Told, estate, judged, seen, told, without
from souverain import graph, knowledge

REMOVALS = Path(__file__).parent / "golden/hospital_group/removals.txt"
SITE = '["angers"]'
"""Of eight sites that are alike, the one that is written down."""
UNASKED = {"ISO/IEC 27001": "no regime asks for it: it says neither where data is nor who reaches it"}
"""Certificates that a report shows, and that decide nothing."""
SAYS_NONE = {"scaleway_block_volume.training"}
"""What is labelled `none`, and has its class from a flow against that label."""

ASKED = ("health", "hds", "secnumcloud")
"""The profiles under which many removals are tried."""

REFERENCES = group.references()
DESTINATIONS = group.destinations()
ATTRIBUTES = REFERENCES | DESTINATIONS
LABELS = group.labels()
CERTIFICATES = group.certificates()


@cache
def before() -> frozenset[Told]:
    return told(estate(), ASKED)


@cache
def after(address: str) -> frozenset[Told]:
    """What is told without one attribute, or without the labels of one resource."""
    return told(without(*(ATTRIBUTES[address] if address in ATTRIBUTES else (LABELS[address], "tags"))), ASKED)


@cache
def whole() -> dict[group.Subject, list[Finding]]:
    """All that is told of each subject."""
    found: dict[group.Subject, list[Finding]] = {}
    for item in judged(estate(), ASKED):
        found.setdefault((item.profile, item.requirement, item.address), []).append(item)
    return found


@cache
def as_if_all_applied() -> Estate:
    """The estate of somebody who says nothing of himself: choosing a profile declares that it applies."""
    return msgspec.structs.replace(estate(), config=msgspec.structs.replace(estate().config, workload=None))


def changed(**config: object) -> Estate:
    return msgspec.structs.replace(estate(), config=msgspec.structs.replace(estate().config, **config))


def test_the_estate_is_as_large_as_it_says() -> None:
    resources = estate().stack.resources
    assert len(resources) >= 120
    assert len({resource.provider for resource in resources}) == 4
    assert {flow.kind for flow in graph.flows(estate().stack)} >= {
        *("replicates-to", "backs-up-to", "restored-from", "logs-to"),
        *("served-by", "mounted-by", "reads", "encrypted-by", "deployed-on"),
    }
    assert (len(REFERENCES), len(DESTINATIONS), len(LABELS), len(CERTIFICATES)) == (99, 8, 29, 17)


@pytest.mark.parametrize("address", ATTRIBUTES)
def test_every_reference_counts(address: str) -> None:
    """What is no longer refused, or passes, was refused for the flow that is gone."""
    assert seen(after(address)) != seen(before())
    maker = estate().stack.resources[ATTRIBUTES[address][0]].address
    for subject in group.improved(before(), after(address)):
        cited = b"".join(msgspec.json.encode(item) for item in whole()[subject] if item.status in group.OPEN)
        assert subject[2] == maker or msgspec.json.encode(maker)[1:-1] in cited


@pytest.mark.parametrize("address", LABELS)
def test_every_label_counts(address: str) -> None:
    """Nothing that was open passes: it is at least asked about."""
    assert seen(after(address)) != seen(before())
    assert not group.improved(before(), after(address))
    assert {subject[2] for subject in group.left_out(before(), after(address))} <= SAYS_NONE


def test_the_rule_on_classes_counts() -> None:
    unruled = told(changed(classes=()), ASKED)
    assert seen(unruled) != seen(before())
    assert not group.improved(before(), unruled)
    assert not group.left_out(before(), unruled)


@pytest.mark.parametrize("question", estate().config.workload or {})
def test_every_answer_counts(question: str) -> None:
    answers = {name: answer for name, answer in (estate().config.workload or {}).items() if name != question}
    every = tuple(sorted(estate().knowledge.profiles))
    had, has = (told(item, every) for item in (estate(), changed(workload=answers)))
    assert seen(has) != seen(had)
    assert not group.improved(had, has)


def test_the_state_counts() -> None:
    unseen = told(msgspec.structs.replace(estate(), stack=msgspec.structs.replace(estate().stack, backend=None)), ASKED)
    gone = seen(before()) - seen(unseen)
    assert {item.address for item in gone} == {"terraform.backend.s3"}
    assert {(item.profile, item.status) for item in gone} >= {
        *(("health", "fail"), ("secnumcloud", "fail"), ("hds", "unproven"))
    }
    assert not seen(unseen) - seen(before())


@pytest.mark.parametrize("name", CERTIFICATES)
def test_every_certificate_counts(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under the profiles that ask for its scheme: nothing that was open passes, and nothing is left out."""
    provider, offer, scheme = CERTIFICATES[name]
    asking = group.asking_for(scheme)
    assert bool(asking) == (scheme not in UNASKED)
    poorer = tmp_path / "knowledge.json"
    poorer.write_bytes(group.knowledge_without(provider, offer, scheme))
    monkeypatch.setattr(knowledge, "COMPILED", poorer)
    given = as_if_all_applied()
    had, has = (
        told(item, asking or ASKED) for item in (given, msgspec.structs.replace(given, knowledge=knowledge.load()))
    )
    assert (seen(has) != seen(had)) == bool(asking)
    assert not group.improved(had, has)
    assert not group.left_out(had, has)


def test_the_last_day_of_a_qualification_counts() -> None:
    """That of the archive ends, and nobody knows of a renewal."""
    on, later = (told(changed(as_of=day), ("secnumcloud",)) for day in ("2026-11-30", "2026-12-01"))
    lapsed = {item.address for item in seen(later) - seen(on) if item.status == "unproven"}
    assert len(lapsed) == 24
    assert all(address.startswith("outscale_") for address in lapsed)


# --- As written down ----------------------------------------------------------------------------------------------


def test_what_each_removal_does_is_written_down() -> None:
    written = {**ATTRIBUTES, **LABELS}
    text = "\n".join(_written(address) for address in sorted(written) if "[" not in _block(address) or SITE in address)
    if os.environ.get("UPDATE_GOLDEN"):
        REMOVALS.parent.mkdir(parents=True, exist_ok=True)
        REMOVALS.write_text(text, encoding="utf-8", newline="\n")
    assert text == REMOVALS.read_text(encoding="utf-8")


def _block(address: str) -> str:
    """The address of the resource without the attribute."""
    return ".".join(address.split(".")[:2])


def _written(address: str) -> str:
    """What is gone and what has come, a line each; resources that differ by their instance alone are one."""
    signs = (("-", seen(before()) - seen(after(address))), ("+", seen(after(address)) - seen(before())))
    lines = {
        f"  {sign} {item.status} {item.rule}: {item.address or 'the input'}"
        for sign, items in signs
        for item in items
        if item.profile == "health"
    }
    title = f"{address}\n" if address in ATTRIBUTES else f"the labels of {address}\n"
    return title + "".join(f"{line}\n" for line in sorted(lines, key=lambda line: (line[2] == "+", line)))
