"""Regimes and profiles: every requirement is computed by rules that exist, or says why it is not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec
import pytest

import rego_cases
from souverain import knowledge
from souverain.engine import rules
from souverain.i18n import text
from souverain.knowledge import regimes, zones

DATA = rego_cases.ROOT / "plugin/souverain/knowledge/data"
PROFILES = sorted((rego_cases.POLICIES / "souverain/profiles").glob("*.toml"))
NEEDED = {
    "storage-outside-zone": "zone",
    "cross-border-copy": "zone",
    "extra-eu-jurisdiction": "zone",
    "copy-to-extra-eu-operator": "zone",
    "logs-to-extra-eu-operator": "zone",
    "cdn-serves-health-data": "zone",
    "keys-held-extra-eu": "zone",
    "unqualified-offer": "scheme",
    "uncovered-activity": "scheme",
    "unencrypted-data": "",
    "unfit-custody": "question",
    "assurance-ceiling": "zone",
    "contract": "clause",
    "undeclared-workload": "questions",
    "applicability": "",
    "transfer-without-ground": "zone",
    "access-without-ground": "zone",
}
ZONES = zones.zones(knowledge.load(), "2026-11-24")


def regime(path: Path) -> regimes.Regime:
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), regimes.Regime)


REGIMES = {found.id: found for found in map(regime, sorted((DATA / "regimes").glob("*.toml")))}
REQUIREMENTS = [
    pytest.param(one, id=f"{found.id}/{one.id}") for found in REGIMES.values() for one in found.requirements
]


@pytest.mark.parametrize("requirement", REQUIREMENTS)
def test_a_requirement_is_computed_or_says_why_not(requirement: regimes.Requirement) -> None:
    assert sum(map(bool, (requirement.rules, requirement.part_of, requirement.why_not_computed))) == 1
    if requirement.why_not_computed:
        assert all(text(f"reasons.{requirement.why_not_computed}", lang) for lang in ("en", "fr"))


@pytest.mark.parametrize("requirement", REQUIREMENTS)
def test_rules_exist_and_get_what_they_read(requirement: regimes.Requirement) -> None:
    known = {rule.id for rule in rules.load().values()}
    assert set(requirement.rules) <= known & set(NEEDED)
    assert {NEEDED[rule] for rule in requirement.rules} - {""} <= set(requirement.parameters)
    assert requirement.parameters.get("zone", "EU") in ZONES


@pytest.mark.parametrize("requirement", REQUIREMENTS)
def test_texts_exist_in_both_languages(requirement: regimes.Requirement) -> None:
    assert set(requirement.text) == {"en", "fr"}
    assert requirement.text["en"] != requirement.text["fr"]
    assert not requirement.text["en"].endswith(".")


@pytest.mark.parametrize("found", REGIMES.values(), ids=REGIMES)
def test_what_presumes_is_computed(found: regimes.Regime) -> None:
    computed = {one.id for one in found.requirements if one.rules}
    assert {one.presumed_by for one in found.requirements if one.presumed_by} <= computed
    assert len({one.id for one in found.requirements}) == len(found.requirements)


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_what_a_profile_asks_for_is_computed(path: Path) -> None:
    asked = REGIMES[tomllib.loads(path.read_text(encoding="utf-8"))["regime"]]
    assert any(one.rules for one in asked.requirements)


def test_every_regime_and_requirement_is_there_once() -> None:
    """25 regimes with 96 requirements are known; HDS is one here, its scope and its certificate together.

    What HDS asks of two further parties, administrator and keeper of backups, stand in requirements of their own.
    So does encryption in transit, which nobody can compute.
    """
    ids = [one.id for found in REGIMES.values() for one in found.requirements]
    assert (len(REGIMES), len(ids), len(set(ids))) == (24, 99, 99)


@pytest.mark.parametrize("found", REGIMES.values(), ids=REGIMES)
def test_a_regime_says_what_it_is_in_both_languages(found: regimes.Regime) -> None:
    for said in (found.name, found.applies, found.derogations):
        assert set(said) in ({"en", "fr"}, set())
    assert found.citation
    assert found.status
    assert all(one.starts_on <= "2031-12-31" for one in found.requirements if one.starts_on)


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_a_profile_asks_for_one_regime_and_prices_every_unknown(path: Path) -> None:
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    profile = msgspec.convert(written, regimes.Profile)
    assert profile.id == path.stem
    assert profile.regime in REGIMES
    assert set(written["unknown"]) == {field.encode_name for field in msgspec.structs.fields(regimes.Cost)}
    assert set(written["unknown"].values()) <= {"gate", "warning", "note", "nothing"}


@pytest.mark.parametrize(("name", "cost"), [("health", "warning"), ("hds", "gate"), ("secnumcloud", "gate")])
def test_a_claim_is_no_proof_where_the_proof_is_asked(name: str, cost: str) -> None:
    path = rego_cases.POLICIES / f"souverain/profiles/{name}.toml"
    assert tomllib.loads(path.read_text(encoding="utf-8"))["unknown"]["certificate-claimed"] == cost


def test_norway_is_inside_for_hds_and_outside_for_secnumcloud() -> None:
    zones = {
        name: {one.parameters["zone"] for one in REGIMES[name].requirements if "zone" in one.parameters}
        for name in ("hds", "secnumcloud")
    }
    assert zones == {"hds": {"EEA"}, "secnumcloud": {"EU"}}
