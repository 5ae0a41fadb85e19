"""All that is established of one resource, and on what it rests: its facts in, lines of 80 columns out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from souverain.cli.output import coloured
from souverain.document import Established, Operator, Place, PlaceRef, Reach, ResourceFacts
from souverain.model import Grade
from souverain.reports.layout import Layout
from souverain.reports.suppliers import Supplier, suppliers
from souverain.wording import said
from souverain.wording.names import Names
from souverain.wording.paths import path, told


def page(resource: ResourceFacts, established: Established, names: Names) -> Iterator[str]:
    """The page of a resource."""
    return _Page(established, names).lines(resource)


class _Page:
    """Writes pages about the resources of one run."""

    def __init__(self, established: Established, names: Names) -> None:
        self._established = established
        self._names = names
        self._suppliers = suppliers(established)
        self._layout = Layout(colour=coloured(), gutter=max(len(names.say(f"cli.page-{name}")) for name in _LABELS))

    def lines(self, resource: ResourceFacts) -> Iterator[str]:
        """Class first, then each place with its operator, laws and certificates."""
        aside = f"{resource.location.file}:{resource.location.line}" if resource.location else ""
        yield from self._layout.head("", resource.address, f"({resource.action})", aside)
        yield from self._line("class", self._names.all_of(map(self._names.data, resource.classes)))
        yield from self._steps(resource.class_basis)
        for number, flow in enumerate(path(resource, self._established)):
            yield from self._line("" if number else "path", told(flow, self._established, self._names), f"[{flow.via}]")
        for ref in resource.places:
            yield from self._place(ref, self._established.places[ref.place])
        for item in self._suppliers.get(resource.id, ()):
            yield from self._code(item)
        yield ""

    def _code(self, item: Supplier) -> Iterator[str]:
        """Who hands out code that runs there."""
        place = self._established.places[item.place] if item.place else None
        operator = self._established.operators.get(place.operator.value or "") if place else None
        who = self._names.chain(operator) if operator else self._names.say("evidence.unknown")
        where = self._names.location(place) if place and place.countries.known else ""
        told = ", ".join(part for part in (item.address, where, who) if part)
        yield from self._line("code", told, f"[{item.via}]")
        yield from self._steps(item.basis)

    def _place(self, ref: PlaceRef, place: Place) -> Iterator[str]:
        names, fact = self._names, place.countries
        role = f"{names.say(f'evidence.copy-{ref.role}')}: " if ref.role != "primary" else ""
        yield from self._line("where", role + names.location(place), self._support(fact.grade, fact.source, fact.as_of))
        yield from self._steps(ref.basis)
        operator = self._established.operators.get(place.operator.value or "")
        if operator:
            yield from self._operator(operator)
        else:
            yield from self._line("who", names.reason(place.operator.reason, place.operator.args))
        yield from self._laws(place, operator)
        yield from self._certificates(place)

    def _operator(self, operator: Operator) -> Iterator[str]:
        yield from self._line("who", self._names.chain(operator))
        for edge in operator.chain:
            yield from self._line("", self._names.edge(edge), self._support(edge.grade, edge.source, edge.as_of))

    def _laws(self, place: Place, operator: Operator | None) -> Iterator[str]:
        names, label = self._names, "law"
        if operator and not operator.reach.known:
            yield from self._line(label, names.reason(operator.reach.reason, operator.reach.args))
            label = ""
        for reach in dict.fromkeys([*((operator.reach.value or ()) if operator else ()), *place.reach]):
            yield from self._line(label, self._reach(reach))
            label = ""

    def _reach(self, reach: Reach) -> str:
        names = self._names
        law = names.law(reach.law)
        name = ", ".join(part for part in (names.law_name(reach.law), law.article if law else "") if part)
        how = f"{names.say(f'evidence.certainty-{reach.certainty}')}, {names.say(f'evidence.channel-{reach.channel}')}"
        return f"{name}: {how}, {names.seated(reach.entity)} [{reach.trigger}, {said(reach.grade)}]"

    def _certificates(self, place: Place) -> Iterator[str]:
        names, label = self._names, "proof"
        if not place.certificates.known:
            yield from self._line(label, names.reason(place.certificates.reason, place.certificates.args))
        for state in place.certificates.value or ():
            support = self._support(state.grade, state.source, state.as_of)
            yield from self._line(label, names.certificate(state), support)
            label = ""

    def _steps(self, basis: str) -> Iterator[str]:
        found = self._established.bases[basis]
        how = self._names.say(f"cli.confidence-{found.confidence}")
        yield from self._line("why", f"{how}: {self._names.steps(found.why)}" if found.why else how)

    def _support(self, grade: Grade | None, source: Iterable[str], as_of: str | None) -> str:
        """What a statement rests on; nothing for what the input itself states."""
        if not grade:
            return ""
        read = self._names.say("cli.read", as_of=as_of) if as_of else ""
        return f"[{'; '.join(part for part in (said(grade), self._names.sources(source), read) if part)}]"

    def _line(self, label: str, text: str, basis: str = "") -> Iterator[str]:
        named = self._names.say(f"cli.page-{label}") if label else ""
        yield from self._layout.labelled(named, text, basis)


_LABELS = ("class", "path", "where", "who", "law", "proof", "why", "code")
