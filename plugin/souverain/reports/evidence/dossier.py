"""What all tables of the folder share: a run and a language in; its report, its facts and words out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

import msgspec

from souverain.document import Established, Operator, Place, PlaceRef, Reach, ResourceFacts
from souverain.i18n import Lang, text
from souverain.knowledge import Knowledge
from souverain.model import Grade
from souverain.reports.evidence.sheet import Cell, Sheet
from souverain.reports.judged import Judged
from souverain.wording import said
from souverain.wording.names import Names

_UNPROTECTED = frozenset({"technical", "none"})
_STAYING = ("introduced", "existing")
_HOLDING = ("stores", "processes")
_EEA = "EEA"


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """One place of a resource that stores or processes data to protect, or may."""

    resource: ResourceFacts
    ref: PlaceRef
    place: Place
    operator: Operator | None


class Known:
    """What the run established."""

    def __init__(self, facts: Established, knowledge: Knowledge, lang: Lang) -> None:
        self.facts = facts
        self.knowledge = knowledge
        self.names = Names(knowledge, facts.operators, lang, facts.classes)

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """Every place of data to protect, or that may be."""
        return tuple(self._held())

    def _held(self) -> Iterator[Held]:
        for resource in self.facts.resources:
            holds = not resource.role.known or resource.role.value in _HOLDING
            if not holds or resource.state not in _STAYING or self._harmless(resource):
                continue
            for ref in resource.places:
                place = self.facts.places[ref.place]
                operator = self.facts.operators.get(place.operator.value or "")
                yield Held(resource=resource, ref=ref, place=place, operator=operator)

    @cached_property
    def places(self) -> tuple[Held, ...]:
        """The same, each place once in each of its roles."""
        found: dict[tuple[str, str], Held] = {}
        for item in self.held:
            found.setdefault((item.ref.place, item.ref.role), item)
        return tuple(found.values())

    def _harmless(self, resource: ResourceFacts) -> bool:
        above = self.facts.classes.get(resource.data_class.value or "", ())
        return not _UNPROTECTED.isdisjoint(above)

    def outside(self, code: str) -> bool:
        """Whether a country is outside the European Economic Area."""
        return code not in self.facts.zones.get(_EEA, ())

    def actor(self, item: Held) -> str:
        """The operator of a place with its seat, or why nobody knows it."""
        if item.operator:
            return self.names.seated(item.operator.id)
        return self.names.reason(item.place.operator.reason, item.place.operator.args)

    def reaching(self, some: Iterable[Held]) -> Iterator[Reach]:
        """What reaches the data: through each country in which it lies, and through each operator."""
        for item in {item.ref.place: item for item in some}.values():
            yield from item.place.reach
            if item.operator:
                yield from item.operator.reach.value or ()

    def laws(self, reaches: Iterable[Reach]) -> Cell:
        """The laws of countries outside the zone, each once, with their channel and certainty."""
        names = self.names
        told = (
            names.pair(
                names.law_name(item.law),
                f"{names.say(f'evidence.certainty-{item.certainty}')}, {names.say(f'evidence.channel-{item.channel}')}",
            )
            for item in reaches
            if self.outside(item.country)
        )
        return tuple(dict.fromkeys(told))


class Dossier:
    """One run in one language. `known` is None when the run broke before it established anything."""

    def __init__(self, judged: Judged, lang: Lang) -> None:
        self.lang = lang
        self.report = judged.with_passes(lang)
        self.config = judged.config
        facts, knowledge = judged.established, judged.knowledge
        self.known = Known(facts, knowledge, lang) if facts is not None and knowledge is not None else None

    def say(self, name: str, **args: object) -> str:
        """A message of the folder."""
        return text(f"dossier.{name}", self.lang, **args)

    def sheet(self, name: str, heads: Iterable[str], rows: Iterable[tuple[Cell, ...]]) -> Sheet:
        """A table with its texts; equal rows once."""
        return Sheet(
            name=name,
            file=f"{self.say(f'file-{name}')}.csv",
            title=f"{int(self.say(f'file-{name}')[:2])}. {self.say(f'title-{name}')}",
            note=self.say(f"note-{name}"),
            heads=tuple(self.say(f"column-{head}") for head in heads),
            rows=tuple(dict.fromkeys(rows)),
        )

    def proof(self, grade: str | None, source: str, as_of: str | None) -> str:
        """On what something rests: its grade, its source, its date."""
        word = self.say(f"grade-{grade}") if grade else ""
        return " ; ".join(part for part in (word, source, as_of or "") if part)

    def sourced(self, grade: Grade | None, source: Iterable[str], as_of: str | None) -> str:
        """The same, of sources by their ids."""
        titles = self.known.names.sources(source) if self.known else ""
        return self.proof(said(grade), titles, as_of)

    def first(self, names: Iterable[str], most: int = 3) -> Cell:
        """The first few of many names, each once, and how many more there are."""
        all_ = [*dict.fromkeys(names)]
        more = (self.say("more", count=len(all_) - most),) if len(all_) > most else ()
        return (*all_[:most], *more)
