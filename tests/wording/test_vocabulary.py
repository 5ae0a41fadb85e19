"""The placeholders of templates: always all of them, and every shipped rule uses no other."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

import msgspec
import pytest
from msgspec.structs import replace

from estate import OPERATORS, PLACES, knowledge, reach, said
from souverain.engine import rules
from souverain.engine.evidence import decode
from souverain.i18n import Lang
from souverain.model import unknown
from souverain.wording import Case
from souverain.wording.names import Names
from souverain.wording.vocabulary import PLACEHOLDERS, sentence, words

NOWHERE = {"city": "", "region": unknown("no-pair", region="x"), "countries": unknown("no-pair", region="x")}
LANGS: tuple[Lang, ...] = ("en", "fr")
REACHED = {"kind": "reach", **msgspec.to_builtins(reach())}


def filled(*evidence: Mapping[str, object], lang: Lang = "en", place: str = "", **parameters: object) -> dict[str, str]:
    case = Case(status="fail", data_class="health", place=PLACES.get(place), evidence=decode(said(*evidence), "test"))
    return words(case, Names(knowledge(), OPERATORS, lang), OPERATORS, parameters)


def test_nothing_known_is_said_to_be_unknown() -> None:
    assert filled() == dict.fromkeys(PLACEHOLDERS, "unknown") | {"class": "health data", "count": "0"}


def test_data_is_never_in_unknown() -> None:
    nowhere = Case(status="fail", data_class="health", place=replace(PLACES["paris"], **NOWHERE), evidence=())
    said_ = {lang: words(nowhere, Names(knowledge(), OPERATORS, lang), OPERATORS, {})["city"] for lang in LANGS}
    assert said_ == {"en": "an unknown place", "fr": "lieu inconnu"}


def test_an_operator_that_is_not_known_is_one_all_the_same() -> None:
    nobody = replace(PLACES["paris"], operator=unknown("operator-not-stated", provider="x", why="y"))
    case = Case(status="fail", data_class="health", place=nobody, evidence=())
    said_ = {lang: words(case, Names(knowledge(), OPERATORS, lang), OPERATORS, {})["operator"] for lang in LANGS}
    assert said_ == {"en": "an operator not on record", "fr": "un opérateur inconnu"}


@pytest.mark.parametrize(
    ("covers", "expected"),
    [
        ({"covers": False}, "this service or region not in its scope"),
        ({"covers": True}, "claimed, attest it"),
        ({}, "claimed, attest it"),
    ],
    ids=["not covered", "covered", "not published"],
)
def test_a_certificate_out_of_scope_says_so_before_all_else(covers: dict[str, bool], expected: str) -> None:
    assert filled({"kind": "certificate", "scheme": "HDS", "status": "claimed", **covers})["status"] == expected


def test_a_reason_that_rests_on_another_says_it() -> None:
    args = {"link": "L", "operator": "O", "because": "owner-not-published", "entity": "L"}
    said_ = Names(knowledge(), {}, "en").reason("through-a-link", args)
    assert said_ == "L may obtain what O holds, and no owner of L is on record"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("city", "Paris"),
        ("region", "eu-west-3"),
        ("country", "France"),
        ("countries", "France"),
        ("operator", "AWS EMEA SARL"),
        ("operator_country", "Luxembourg"),
        ("parent", "Amazon.com, Inc."),
        ("parent_country", "United States"),
        ("law", "CLOUD Act"),
        ("law_country", "US"),
        ("entity", "Amazon.com, Inc."),
        ("zone", "the EEA"),
    ],
)
def test_words_of_a_reach(name: str, expected: str) -> None:
    assert filled(REACHED, place="paris", zone="EEA")[name] == expected


def test_french_names_countries_in_full() -> None:
    said_ = filled(REACHED, place="paris", zone="EEA", lang="fr")
    assert (said_["law_country"], said_["zone"], said_["class"]) == ("États-Unis", "l'EEE", "données de santé")


@pytest.mark.parametrize(
    ("codes", "english", "french"),
    [
        (("US",), "US", "États-Unis"),
        (("FR", "US"), "France and US", "France et États-Unis"),
        (("FR", "LU", "US", "FR"), "France, Luxembourg and US", "France, Luxembourg et États-Unis"),
        (("*", "US"), "US", "États-Unis"),
        (("*",), "any country's", "monde entier"),
        ((), "", ""),
    ],
)
def test_lists_as_one_speaks_them(codes: tuple[str, ...], english: str, french: str) -> None:
    assert Names(knowledge(), {}, "en").law_of(codes) == english
    assert Names(knowledge(), {}, "fr").law_of(codes) == french


def test_a_sentence_starts_with_a_capital() -> None:
    assert sentence("{class} in {city}.", "en", {"class": "état", "city": "x"}) == "État in x."


@pytest.mark.parametrize("rule", rules.load().values(), ids=rules.load())
def test_shipped_rules_keep_to_the_vocabulary(rule: rules.Rule) -> None:
    for template in (*rule.message.values(), *rule.remediation.values()):
        assert {name for _, name, _, _ in Formatter().parse(template) if name} <= PLACEHOLDERS
