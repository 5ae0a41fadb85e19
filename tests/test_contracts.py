"""Clauses of contracts: declared absent is a refusal, agreed a pass with its author, not declared a question."""

from __future__ import annotations

import pytest

from market import ON, Market, Sold
from souverain import contracts
from souverain.declared import DeclaredClause, Overlay
from souverain.errors import ConfigError
from souverain.knowledge import load

CLAUSE = "service-qualified"
SAID = {"author": "DPO", "date": "2026-11-20"}
QUALIFIED = Sold(source="outscale/outscale", type="outscale_volume", says={"subregion_name": "cloudgouv-eu-west-1a"})


def clause(*, agreed: bool = True, **changes: object) -> DeclaredClause:
    return DeclaredClause(**{"clause": CLAUSE, "agreed": agreed, **SAID, **changes})


def stated(*declared: DeclaredClause, offer: str | None = "outscale") -> str:
    known = load().with_overlay(Overlay(path="souverain.yaml", contracts=declared))
    fact = contracts.clauses("outscale", offer, knowledge=known, as_of=ON).get(CLAUSE)
    return "not declared" if fact is None else fact.reason or str(fact.value)


OURS, THEIRS = ("outscale/outscale",), ("ovhcloud",)


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        pytest.param((), "not declared", id="nothing"),
        pytest.param((clause(),), "True", id="agreed with all"),
        pytest.param((clause(agreed=False),), "False", id="absent from all"),
        pytest.param((clause(offers=OURS),), "True", id="of this offer"),
        pytest.param((clause(offers=("outscale",)),), "True", id="of this provider"),
        pytest.param((clause(offers=THEIRS),), "not declared", id="of another provider"),
        pytest.param((clause(clause="change-notice"),), "not declared", id="another clause"),
        pytest.param((clause(until=ON),), "True", id="its last day"),
        pytest.param((clause(until="2026-11-20"),), "clause-lapsed", id="the day after"),
        pytest.param((clause(since=ON),), "True", id="its first day"),
        pytest.param((clause(since="2026-11-22"),), "clause-not-yet", id="the day before"),
        pytest.param((clause(), clause(agreed=False, offers=OURS)), "False", id="absent wins over agreed"),
        pytest.param((clause(until="2026-11-20"), clause()), "True", id="what counts wins over what has ended"),
        pytest.param((clause(until="2026-11-20"), clause(agreed=False)), "False", id="so does an absence"),
        pytest.param((clause(agreed=False, until="2026-11-20"), clause()), "True", id="a renewed contract"),
    ],
)
@pytest.mark.parametrize("turned", [False, True], ids=["", "in the other order"])
def test_stated(declared: tuple[DeclaredClause, ...], expected: str, turned: bool) -> None:
    assert stated(*(reversed(declared) if turned else declared)) == expected


@pytest.mark.parametrize(("offers", "expected"), [(OURS, "not declared"), (("outscale",), "True"), (("*",), "True")])
def test_an_offer_that_is_not_known(offers: tuple[str, ...], expected: str) -> None:
    assert stated(clause(offers=offers), offer=None) == expected


@pytest.mark.parametrize(
    ("declared", "code", "name"),
    [
        pytest.param(clause(clause="servce"), "config-no-clause", "servce", id="a clause nobody asks for"),
        pytest.param(clause(offers=("outscale/o",)), "config-names-nothing", "outscale/o", id="no such offer"),
        pytest.param(clause(offers=("outscal",)), "config-names-nothing", "outscal", id="no such provider"),
    ],
)
def test_a_declaration_that_names_nothing_is_refused(declared: DeclaredClause, code: str, name: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load().with_overlay(Overlay(path="souverain.yaml", contracts=(declared,)))
    assert caught.value.code == code
    assert name in caught.value.args_.values()


def test_the_evidence_says_who_has_read_what_and_when() -> None:
    hashed = "a" * 64
    declared = clause(document="contract 2026-114", file_sha256=hashed)
    known = load().with_overlay(Overlay(path="souverain.yaml", contracts=(declared,)))
    fact = contracts.clauses("outscale", "outscale", knowledge=known, as_of=ON)[CLAUSE]
    source = known.source(fact.source[0])
    assert (fact.grade, fact.as_of) == ("declared", "2026-11-20")
    assert (source.title, source.date) == (f"contract 2026-114, declared by DPO, SHA-256 {hashed}", "2026-11-20")


@pytest.mark.parametrize(
    ("declared", "verdict"),
    [
        pytest.param((), "pass", id="not declared: a pass with the question"),
        pytest.param((clause(),), "pass", id="agreed"),
        pytest.param((clause(agreed=False),), "fail", id="absent"),
        pytest.param((clause(agreed=False, offers=THEIRS),), "pass", id="absent from another's"),
        pytest.param((clause(agreed=False, until="2026-11-20"),), "pass", id="absent from the one before"),
    ],
)
def test_a_qualified_offer(declared: tuple[DeclaredClause, ...], verdict: str) -> None:
    assert Market(Overlay(contracts=declared)).verdict(QUALIFIED, "secnumcloud").partition(":")[0] == verdict


def test_every_clause_that_is_asked_for_can_be_declared() -> None:
    asked = {
        requirement.parameters["clause"]
        for regime in load().regimes.values()
        for requirement in regime.requirements
        if "contract" in requirement.rules
    }
    assert {CLAUSE, "change-notice", "third-country-laws-listed", "hosting-clauses"} <= asked
    load().with_overlay(Overlay(contracts=tuple(clause(clause=str(name)) for name in asked)))
