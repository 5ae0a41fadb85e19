"""The words that a rule's templates may use: a case in, the fixed placeholders filled, none of them ever missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from souverain.document import Operator, Place
from souverain.engine.evidence import (
    Agreed,
    Answered,
    Certified,
    Copied,
    Counted,
    Denied,
    InCountry,
    Keyed,
    NotKnown,
    Reached,
    Stated,
    Uncovered,
)
from souverain.i18n import Lang, filled
from souverain.wording import Case
from souverain.wording.names import Names

T = TypeVar("T")

PLACEHOLDERS = frozenset(
    {
        *("class", "city", "region", "country", "countries", "zone", "operator", "operator_country", "parent"),
        *("parent_country", "law", "law_country", "entity", "scheme", "status", "until", "reason", "via", "count"),
        *("clause", "criteria", "requirement"),
        *("applies", "said", "activities", "encryption", "ceiling"),
    }
)


class _Words(dict[str, str]):
    """Words by placeholder, with one for those that are not there."""

    def __init__(self, said: Mapping[str, str], missing: str) -> None:
        super().__init__(said)
        self._missing = missing

    def __missing__(self, name: str) -> str:
        return self._missing


def words(
    case: Case,
    names: Names,
    operators: Mapping[str, Operator],
    parameters: Mapping[str, object],
    requirement: str = "",
) -> dict[str, str]:
    """The placeholders of `PLACEHOLDERS` and the values that the rule names; whatever nobody says reads `unknown`."""
    said = {
        **{item.name: str(item.value) for item in _items(case, Stated)},
        **_of_place(case.place, names, operators),
        **_of_reach(case, names),
        **_of_certificate(case, names, parameters),
        **_of_rest(case, names, parameters),
        **(_of_contract(case, names, parameters["clause"]) if "clause" in parameters else {}),
        "requirement": requirement,
        **_of_workload(case, names),
    }
    unknown = names.say("evidence.unknown")
    return _Words(dict.fromkeys(PLACEHOLDERS, unknown) | {name: told for name, told in said.items() if told}, unknown)


def sentence(template: str, lang: Lang, words: Mapping[str, str]) -> str:
    """A template as a sentence: filled, with a capital at its head."""
    return capitalised(filled(template, lang, words))


def capitalised(text: str) -> str:
    """A text with a capital at its head."""
    return text[:1].upper() + text[1:]


def _of_place(place: Place | None, names: Names, operators: Mapping[str, Operator]) -> dict[str, str]:
    if place is None:
        return {}
    countries = place.countries.value or ()
    region = place.region.value or ""
    said = {
        "city": place.city
        or names.all_of(names.country(code) for code in countries)
        or region
        or names.say("evidence.unknown-place"),
        "region": region,
        "country": names.country(countries[0]) if countries else "",
        "countries": names.all_of(names.country(code) for code in countries) or names.say("evidence.unknown-place"),
        "operator": names.say("evidence.unknown-operator"),
    }
    if operator := operators.get(place.operator.value or ""):
        parents = operator.parents.value or ()
        said |= {
            "operator": operator.name,
            "operator_country": names.country(operator.country.value or "unknown"),
            "parent": names.all_of(party.name for party in parents),
            "parent_country": names.all_of(names.country(party.country) for party in parents),
        }
    return said


def _of_reach(case: Case, names: Names) -> dict[str, str]:
    found = _items(case, Reached)
    return {
        "law": names.all_of(names.law_name(item.law) for item in found),
        "law_country": names.law_of(sorted({item.country for item in found})),
        "entity": names.all_of(names.party(item.entity).name for item in found),
    }


def _of_certificate(case: Case, names: Names, parameters: Mapping[str, object]) -> dict[str, str]:
    found = _items(case, Certified)
    return {
        "scheme": found[0].scheme if found else str(parameters.get("scheme", "")),
        "status": names.all_of(_standing(item, names) for item in found),
        "until": names.all_of(item.until for item in found if item.until),
    }


def _standing(item: Certified, names: Names) -> str:
    """Where a certificate stands; of one that does not cover the place nothing else matters."""
    return names.say("evidence.out-of-scope") if item.covers is False else names.standing(item)


def _of_contract(case: Case, names: Names, clause: object) -> dict[str, str]:
    found = _items(case, Agreed)
    word = "open" if not found else "agreed" if found[0].agreed else "absent"
    return {"clause": str(clause), "status": names.say(f"evidence.clause-{word}")}


def _of_rest(case: Case, names: Names, parameters: Mapping[str, object]) -> dict[str, str]:
    zone = next((item.zone for item in _items(case, InCountry)), str(parameters.get("zone", "")))
    return {
        "class": names.data(case.data_class),
        "zone": names.zone(zone) if zone else "",
        "encryption": _encryption(case, names),
        "activities": names.activities(one for item in _items(case, Uncovered) for one in item.missing),
        "criteria": names.all_of(item.criterion for item in _items(case, Denied)),
        "reason": names.all_of(names.reason(item.reason, item.args) for item in _items(case, NotKnown)),
        "via": names.all_of(item.via for item in _items(case, Copied)),
        "count": str(sum(item.stores + item.processors for item in _items(case, Counted))),
    }


def _encryption(case: Case, names: Names) -> str:
    if any(item.custody == "none" for item in _items(case, Keyed)):
        return names.say("evidence.encryption-off")
    open_ = any(item.fact == "custody" for item in _items(case, NotKnown))
    return names.say("evidence.encryption-open") if open_ else ""


def _of_workload(case: Case, names: Names) -> dict[str, str]:
    """Whether a regime or a requirement binds, and what was answered or not."""
    separator = names.say("evidence.separator")
    answers = [names.pair(names.label(item.question), names.answer(item)) for item in _items(case, Answered)]
    missing = sorted(_items(case, NotKnown), key=lambda item: names.place_of(item.args.get("question")))
    open_ = [names.reason(item.reason, item.args) for item in missing]
    said = separator.join(dict.fromkeys([*answers, *open_]))
    return {"said": said, "applies": names.say(f"evidence.applies-{case.status}", said=said) if _binds(case) else ""}


def _binds(case: Case) -> bool:
    return case.status in ("not-applicable", "alert", "unknown", "pass")


def _items(case: Case, kind: type[T]) -> tuple[T, ...]:
    return tuple(item for item in case.evidence if isinstance(item, kind))
