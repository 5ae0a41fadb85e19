"""A qualification is the proof: what the records say against it is an alert beside the pass, and no more."""

from __future__ import annotations

import json

import pytest

from market import ON, Market, Sold
from souverain import scan
from souverain.config import ClassRule, Config
from souverain.control import Control
from souverain.declared import DeclaredOwner, Overlay
from souverain.findings.alternatives import SCHEME
from souverain.i18n import Lang
from souverain.knowledge import load

SAID = {"author": "RSSI", "date": "2026-11-20"}
QUALIFIED = Sold(source="outscale/outscale", type="outscale_volume", says={"subregion_name": "cloudgouv-eu-west-1a"})
ELSEWHERE = Sold(source="outscale/outscale", type="outscale_volume", says={"subregion_name": "eu-west-2a"})


def owned(share: float, owner: str = "amazon-com-inc") -> Overlay:
    holders = (
        DeclaredOwner(owned="outscale-sas", owner="dassault-systemes", share=100 - share, control="full", **SAID),
        DeclaredOwner(owned="outscale-sas", owner=owner, share=share, control="minority", **SAID),
    )
    return Overlay(owners=holders)


def criteria(sold: Sold, overlay: Overlay | None = None, as_of: str = ON) -> set[str]:
    places = Market(overlay).established(sold, as_of).established.places.values()
    return {item.criterion for place in places for item in place.contradicted}


@pytest.mark.parametrize(
    ("sold", "overlay", "as_of", "expected"),
    [
        pytest.param(QUALIFIED, None, ON, set(), id="the records do not deny it"),
        pytest.param(QUALIFIED, owned(24), ON, set(), id="at the cap"),
        pytest.param(QUALIFIED, owned(25), ON, {"19.6.b1"}, id="above the cap of one"),
        pytest.param(QUALIFIED, owned(40), ON, {"19.6.b1", "19.6.b2"}, id="above the cap of all"),
        pytest.param(QUALIFIED, owned(40, "klaba-family"), ON, set(), id="a holder inside the Union"),
        pytest.param(QUALIFIED, owned(40), "2026-12-01", set(), id="no longer qualified: nothing is presumed"),
        pytest.param(ELSEWHERE, owned(40), ON, set(), id="not qualified there"),
    ],
)
def test_what_the_records_deny(sold: Sold, overlay: Overlay | None, as_of: str, expected: set[str]) -> None:
    assert criteria(sold, overlay, as_of) == expected


def test_it_says_who_holds_how_much_and_on_whose_word() -> None:
    (place,) = Market(owned(30)).established(QUALIFIED).established.places.values()
    (found,) = place.contradicted
    assert (found.reason, found.args["share"], found.args["cap"]) == ("holder-above-cap", "30", "24")
    assert (found.grade, found.as_of, bool(found.source)) == ("declared", "2026-11-20", True)


def test_the_pass_stays_a_pass() -> None:
    assert Market(owned(40)).verdict(QUALIFIED, "secnumcloud").startswith("pass")


@pytest.mark.parametrize(("lang", "word"), [("en", "the qualification counts"), ("fr", "la qualification vaut")])
def test_an_alert_stands_beside_it(tmp_path, lang: Lang, word: str) -> None:
    change = {"actions": ["create"], "before": None, "after": {"subregion_name": "cloudgouv-eu-west-1a"}}
    resource = {
        "address": "outscale_volume.records",
        "mode": "managed",
        "type": "outscale_volume",
        "name": "records",
        "provider_name": "registry.terraform.io/outscale/outscale",
        "change": change | {"after_unknown": {}},
    }
    path = tmp_path / "plan.json"
    path.write_text(json.dumps({"format_version": "1.2", "resource_changes": [resource]}), encoding="utf-8")
    asked = Config(
        profiles=("secnumcloud",), as_of=ON, classes=(ClassRule(data="health"),), overlay=owned(30), lang=lang
    )
    report = scan.check([str(path)], asked)
    (alert,) = [finding for finding in report.findings if finding.rule == "contradicted-qualification"]
    assert (alert.status, alert.severity, alert.gate) == ("alert", "warning", False)
    assert word in alert.message
    assert "19.6.b1" in alert.message
    assert "30" in next(line.text for line in alert.evidence if line.about == "why")
    assert [verdict.verdict for verdict in report.verdicts] == ["pass"]


def test_nothing_on_record_contradicts_a_qualification_today() -> None:
    """What is shipped agrees with ANSSI's list; a record that no longer does is to be looked at."""
    known = load()
    control = Control(known, ON)
    denied = {
        (provider.id, item.criterion)
        for provider in map(known.provider, known.providers())
        for offer in provider.offers
        if any((one.scheme, one.status) == (SCHEME, "granted") for one in offer.certificates)
        for operator in (offer.operator or provider.operator,)
        if isinstance(operator, str)
        for item in control.denied(operator)
    }
    assert denied == set()
