"""Laws: the conditions that the research writes as formulas in, drafts of `records.Law` out."""

from __future__ import annotations

import re

from shaping import overrides
from shaping.evidence import Entry

_CONDITION = re.compile(r"(?P<subject>[\w.]+?)(?:_RU)? (?:==|in) (?P<value>[\w*]+)")
_TESTS = {
    "incorporated_in": "incorporated",
    "hq_in": "headquartered",
    "branch_in": "branch",
    "establishment_in": "establishment",
    "offers_services_to": "offers_services",
    "us_listed": "listed",
    "data_in": "data",
    "data_centre_in": "data",
    "admin_from": "administration",
    "traffic_transits": "transit",
    "controller.incorporated_in": "controller_incorporated",
    "controller.hq_in": "controller_headquartered",
}
_TERRITORIAL = ("data", "administration", "transit")
_ACCESS = {
    "data_access != none": "needs_access",
    "can_obtain_data == true": "needs_access",
    "can_obtain_data == false": "without_access",
}
_COUNTRY = re.compile(r"[A-Z]{2}")


def draft(entry: Entry, corrections: Entry, read_on: str) -> Entry:
    """One law. Its article, dates, sources and reasons are in `overrides/laws.toml`."""
    found = {
        "id": entry["id"],
        "name": entry["name"],
        "jurisdiction": entry["jurisdiction"],
        "citation": entry["citation"],
        "status": entry.get("status", "in_force"),
        "as_of": read_on,
        "triggers": [part for trigger in entry["triggers"] for part in _triggers(trigger, entry["jurisdiction"])],
    }
    return overrides.merge(found, corrections)


def _triggers(entry: Entry, jurisdiction: str) -> list[Entry]:
    """One trigger, or two where it mixes who a company is with where the data is: that is a channel of its own."""
    tests = list(dict.fromkeys(_test(condition) for condition in entry["any"]))
    country = _country(entry["any"], jurisdiction)
    there = tuple(test for test in tests if test in _TERRITORIAL)
    if entry["channel"] == "territorial" or not there:
        return [_trigger(entry, tuple(tests), country)]
    own = _trigger(entry, tuple(test for test in tests if test not in there), country)
    return [own, _trigger(entry, there, country) | {"id": f"{entry['id']}-data", "channel": "territorial"}]


def _trigger(entry: Entry, tests: tuple[str, ...], country: str) -> Entry:
    access = {_ACCESS[condition]: True for condition in entry.get("requires", ()) if condition in _ACCESS}
    uncounted = [condition for condition in entry.get("requires", ()) if condition not in _ACCESS]
    return {
        "id": entry["id"],
        "role": entry["role"].replace("infra", "infrastructure"),
        "channel": entry["channel"],
        # A condition that no step can compute keeps the trigger from being computed at all.
        "tests": ("other",) if uncounted else tests,
        "country": country,
        "certainty": entry["certainty"],
        **access,
    }


def _test(condition: str) -> str:
    found = _CONDITION.match(condition)
    return _TESTS.get(found["subject"], "other") if found else "other"


def _country(conditions: list[str], jurisdiction: str) -> str:
    stated = {found["value"] for condition in conditions if (found := _CONDITION.match(condition))}
    countries = {value for value in stated if _COUNTRY.fullmatch(value)}
    return countries.pop() if len(countries) == 1 else jurisdiction
