"""Where the data is, and what crosses a border: a run in, two maps and the table that says the same out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import msgspec

from souverain.document import Established, ResourceFacts
from souverain.reports.html.elements import Element, el, table
from souverain.reports.html.seen import Known, Seen, worst
from souverain.reports.seen import primary

Crossing = tuple[str, str]
"""Codes of the countries that data leaves and enters."""


class Country(msgspec.Struct, frozen=True):
    """An outline (SVG path data) and the point at which something in it is shown; "" and () when the map has none."""

    d: str = ""
    at: tuple[int, ...] = ()


class Map(msgspec.Struct, frozen=True):
    """A map: left, top, width, height; and its countries by code."""

    box: tuple[int, int, int, int]
    countries: dict[str, Country]


class Maps(msgspec.Struct, frozen=True):
    """Both maps, as tools/data/world_map.py wrote them."""

    europe: Map
    world: Map


@cache
def maps() -> Maps:
    """The maps that are shipped."""
    return msgspec.json.decode((Path(__file__).parent / "world.json").read_bytes(), type=Maps)


def outlines(inside: Iterable[str]) -> Element:
    """The land of both maps, for pages in any language to show: countries `inside` the zone are told apart."""
    zone = frozenset(inside)
    symbols = (_outline(name, drawn, zone) for name, drawn in (("europe", maps().europe), ("world", maps().world)))
    return el("svg", *symbols, class_="outlines", aria_hidden="true")


def _outline(name: str, drawn: Map, zone: frozenset[str]) -> Element:
    land = (
        el("path", d=country.d, class_="land zone" if code in zone else "land")
        for code, country in drawn.countries.items()
        if country.d
    )
    return el("symbol", *land, id=f"land-{name}", viewBox=_box(drawn))


def _box(drawn: Map) -> str:
    return " ".join(map(str, drawn.box))


def section(seen: Seen, known: Known) -> Element:
    """The maps, and the tables that say the same."""
    places = Places(seen, known)
    return el(
        "section",
        el("h2", seen.say("map")),
        el("p", seen.say("map-note")),
        el(
            "div",
            places.drawn("europe", maps().europe),
            el("div", places.drawn("world", maps().world), places.listed(), places.crossings()),
            class_="maps",
        ),
    )


class Places:
    """The countries of one run."""

    def __init__(self, seen: Seen, known: Known) -> None:
        self._seen, self._facts, self._names = seen, known.facts, known.names
        self._count: Counter[str] = Counter()
        said: dict[str, set[str]] = defaultdict(set)
        for resource in self._facts.resources:
            status = seen.status.get((self._facts.inputs[resource.input].path, resource.address), "none")
            for code in _countries(resource, self._facts):
                self._count[code] += 1
                said[code].add(status)
        self._status = {code: worst(words) for code, words in said.items()}
        self._crossings = Counter(_crossings(self._facts))

    def drawn(self, name: str, drawn: Map) -> Element:
        """One map. What it shows stands in the table too."""
        title = f"map-{name}-{self._seen.lang}"
        return el(
            "svg",
            el("title", self._seen.say(f"map-{name}"), id=title),
            el("use", href=f"#land-{name}"),
            *self._arrows(drawn),
            *self._marks(drawn),
            viewBox=_box(drawn),
            role="img",
            aria_labelledby=title,
            class_="map",
        )

    def listed(self) -> Element:
        """Every country with its number of resources, unknown ones included."""
        rows = [
            [self._names.country(code), self._zone(code), str(count), self._seen.word(self._status[code])]
            for code, count in self._count.most_common()
        ]
        heads = [self._seen.say(f"column-{name}") for name in ("country", "zone", "resources", "status")]
        return table(self._seen.say("countries"), heads, rows)

    def crossings(self) -> Element | None:
        """What leaves one country for another."""
        if not self._crossings:
            return None
        rows = [
            [self._names.country(leaves), self._names.country(enters), str(count)]
            for (leaves, enters), count in self._crossings.most_common()
        ]
        heads = [self._seen.say(f"column-{name}") for name in ("from", "to", "resources")]
        return table(self._seen.say("crossings"), heads, rows)

    def _zone(self, code: str) -> str:
        """The smallest zone that a country is in; a country that nobody knows is in none and outside of none.

        What is all over the world is outside too.
        """
        zone = next((zone for zone in ("EU", "EEA") if code in self._facts.zones.get(zone, ())), "")
        word = zone or ("outside" if code.isupper() or code == "*" else "unknown")
        return self._seen.say(f"zone-{word}")

    def _marks(self, drawn: Map) -> Iterator[Element]:
        for code, count in self._count.most_common():
            if at := _at(drawn, code):
                said = f"{self._names.country(code)}: {count} ({self._seen.word(self._status[code])})"
                yield el(
                    "g",
                    el("title", said),
                    el("circle", cx=str(at[0]), cy=str(at[1]), r=str(9 + min(9, len(str(count)) * 3))),
                    el("text", str(count), x=str(at[0]), y=str(at[1] + 4)),
                    class_=f"mark is-{self._status[code]}",
                )

    def _arrows(self, drawn: Map) -> Iterator[Element]:
        for (leaves, enters), count in self._crossings.items():
            start, end = _at(drawn, leaves), _at(drawn, enters)
            if start and end:
                (x, y), (to_x, to_y) = start, end
                bend_x, bend_y = (x + to_x) / 2 + (to_y - y) / 5, (y + to_y) / 2 - (to_x - x) / 5
                said = f"{self._names.country(leaves)} → {self._names.country(enters)}: {count}"
                yield el(
                    "path", el("title", said), d=f"M{x},{y}Q{bend_x:.0f},{bend_y:.0f} {to_x},{to_y}", class_="flow"
                )


def _at(drawn: Map, code: str) -> tuple[int, int] | None:
    country = drawn.countries.get(code)
    return (country.at[0], country.at[1]) if country and country.at else None


def _countries(resource: ResourceFacts, facts: Established) -> tuple[str, ...]:
    """Where the resource is, each country once; `unknown` where nobody knows."""
    found = [facts.places[ref.place].countries.value or ("unknown",) for ref in resource.places]
    return tuple(dict.fromkeys(code for codes in found for code in codes))


def _crossings(facts: Established) -> Iterator[Crossing]:
    """The pairs of countries that copies and flows of data join, once for each copy or flow."""
    homes = {resource.id: primary(resource) for resource in facts.resources}
    pairs = [
        (home.place, ref.place)
        for resource in facts.resources
        for ref in resource.places
        if (home := homes[resource.id]) and ref.role in ("replica", "backup")
    ]
    for flow in facts.flows:
        source, target = homes.get(flow.source), homes.get(-1 if flow.target is None else flow.target)
        place = flow.place or (target.place if target else "")
        if source and place and flow.kind not in ("encrypted-by", "peers-with", "supplied-by"):
            pairs.append((source.place, place))
    for source_place, target_place in pairs:
        for leaves in facts.places[source_place].countries.value or ():
            for enters in facts.places[target_place].countries.value or ():
                if leaves != enters:
                    yield leaves, enters
