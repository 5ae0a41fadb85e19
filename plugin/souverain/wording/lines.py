"""One line for each piece of evidence: a case in, its lines out, in the order in which one reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from souverain.document import Basis, CertificateState, Operator, Place
from souverain.engine.evidence import (
    Agreed,
    Answered,
    Certified,
    Copied,
    Counted,
    Denied,
    Evidence,
    InCountry,
    Keyed,
    NotKnown,
    Reached,
    Stated,
    Tolerated,
    Uncovered,
)
from souverain.model import Fact, Grade
from souverain.wording import About, Case, Line, said
from souverain.wording.names import Names

_WEAKEST_LAST: tuple[Grade, ...] = ("primary", "transcription", "secondary", "background", "own", "declared")
_STRONGEST_FIRST = ("direct", "parent", "subprocessor", "territorial", "local_presence", "market", "technology")
_FACTS_OF_PLACE = ("place", "places", "countries", "operator")
_HELD = ("granted", "attested")
_MAY_HOLD = (*_HELD, "claimed")

_AnyFact = Fact[tuple[str, ...]] | Fact[str] | Fact[bool]


class Lines:
    """Writes the lines of cases about one document, in one language."""

    def __init__(self, names: Names, operators: Mapping[str, Operator]) -> None:
        self._names = names
        self._operators = operators

    def of(self, case: Case) -> tuple[Line, ...]:
        """Where, who, what the rule saw; and an empty line for what was tried where that is worth telling."""
        return tuple(msgspec.structs.replace(line, grade=said(line.grade)) for line in self._all(case))

    def resting_on(self, basis: Basis | None, lines: Iterable[Line], status: str) -> tuple[Line, ...]:
        """The lines of a case for one resource: with the step that found its place, or all that were tried.

        Resources share a case and differ in these steps: a thousand modules have a thousand provider blocks.
        """
        steps = self._names.steps(basis.why) if basis and status == "unknown" else ""
        found = self._names.steps(basis.why[-1:]) if basis and status != "unknown" else ""
        told = (
            msgspec.structs.replace(line, basis=found)
            if line.about == "where" and found
            else msgspec.structs.replace(line, text=steps)
            if line.about == "tried"
            else line
            for line in lines
        )
        return tuple(line for line in told if line.text)

    def _all(self, case: Case) -> Iterator[Line]:
        if case.place and case.place.countries.known:
            where = self._names.location(case.place)
            yield _drawn_from(case.place.countries, self._names, "where", where)
        if case.place and case.place.operator.known:
            yield self._who(case.place)
        for item in sorted(case.evidence, key=_order):
            yield self._line(item, case.place)
            yield from self._conditions(item, case.place)
        if any(_looked_up(item) for item in case.evidence):
            yield Line(about="tried", text="")
        if any(isinstance(item, Reached) for item in case.evidence):
            yield Line(about="note", text=self._names.say("evidence.no-access-presumed"))

    def _who(self, place: Place) -> Line:
        """The operator and who controls it in the end; the weakest link of the chain grades the whole."""
        operator = self._operators.get(place.operator.value or "")
        if operator is None:
            return Line(about="who", text=self._names.reason(place.operator.reason, place.operator.args))
        if not (links := operator.chain):
            return _drawn_from(place.operator, self._names, "who", self._names.chain(operator))
        return Line(
            about="who",
            text=self._names.chain(operator),
            grade=max((edge.grade for edge in links), key=_WEAKEST_LAST.index),
            source=self._names.sources(dict.fromkeys(source for edge in links for source in edge.source)),
            as_of=min(edge.as_of for edge in links),
        )

    def _line(self, item: Evidence, place: Place | None) -> Line:
        names = self._names
        match item:
            case InCountry():
                outside = names.say("evidence.outside", country=names.country(item.country), zone=names.zone(item.zone))
                return _drawn_from(place.countries if place else None, names, "zone", outside)
            case Reached():
                return self._reach(item, place)
            case Certified():
                return self._certificate(item, place)
            case NotKnown():
                return Line(about="why", text=names.reason(item.reason, item.args))
            case Copied():
                return Line(about="copy", text=names.say(f"evidence.copy-{item.role}"), basis=item.via)
            case Agreed():
                return self._clause(item, place)
            case Denied():
                text = names.pair(item.criterion, names.reason(item.reason, item.args))
                return Line(
                    about="why", text=text, grade=item.grade, source=names.sources(item.source), as_of=item.as_of
                )
            case Uncovered():
                missing = names.activities(item.missing)
                return Line(about="why", text=names.say("evidence.activities-missing", activities=missing))
            case Keyed():
                return self._keys(item)
            case Stated():
                return Line(about="value", text=names.pair(item.name, str(item.value)))
            case Answered():
                told = names.pair(names.label(item.question), names.answer(item))
                return Line(about="said", text=told, grade="declared", source=item.author, as_of=item.date)
            case Tolerated():
                return Line(about="said", text=names.derogation(item))
            case Counted():
                counts = {"stores": item.stores, "processors": item.processors}
                said = (names.say(f"evidence.count-{what}", count=count) for what, count in counts.items() if count)
                return Line(about="count", text=", ".join(said))

    def _reach(self, item: Reached, place: Place | None) -> Line:
        names, law = self._names, self._names.law(item.law)
        name = ", ".join(part for part in (names.law_name(item.law), law.article if law else "") if part)
        channel = names.say(f"evidence.channel-{item.channel}")
        if item.channel == "subprocessor" and not (place and place.operator.value == item.entity):
            channel = f"{channel}, {names.seated(item.entity)}"
        return Line(
            about="law",
            text=names.pair(name, f"{names.say(f'evidence.certainty-{item.certainty}')}, {channel}"),
            grade=item.grade,
            source=names.sources(law.source) if law else "",
            as_of=law.as_of if law else "",
        )

    def _clause(self, item: Agreed, place: Place | None) -> Line:
        """What the contract says, and who has read it."""
        said = self._names.say("evidence.clause-agreed" if item.agreed else "evidence.clause-absent")
        text = self._names.pair(item.clause, said)
        return _drawn_from(place.clauses.get(item.clause) if place else None, self._names, "clause", text)

    def _keys(self, item: Keyed) -> Line:
        """Who holds the keys, and what that changes for whoever is reached."""
        names, record = self._names, self._names.custody(item.custody)
        if record is None:
            return Line(about="keys", text=item.custody)
        return Line(
            about="keys",
            text=names.pair(record.name[names.lang], record.effect[names.lang]),
            grade=record.grade,
            source=names.sources(record.source),
            as_of=record.as_of,
        )

    def _certificate(self, item: Certified, place: Place | None) -> Line:
        state = _state_of(item, place)
        said = self._names.certificate(item)
        if item.covers is False and item.status != "none":
            said += self._names.say("evidence.not-covered")
        elif item.covers is None and item.status in _HELD:
            said += self._names.say("evidence.scope-unknown")
        return Line(
            about="proof",
            text=said,
            grade=state.grade if state else None,
            source=self._names.sources(state.source) if state else "",
            as_of=state.as_of if state else "",
        )

    def _conditions(self, item: Evidence, place: Place | None) -> Iterator[Line]:
        """What the customer has to do for a certificate to cover it, where it may cover anything at all."""
        if isinstance(item, Certified) and item.covers is not False and item.status in _MAY_HOLD:
            state = _state_of(item, place)
            if state and state.conditions:
                said = self._names.say("evidence.only-with", conditions="; ".join(state.conditions))
                yield Line(about="proof", text=said)


def _drawn_from(fact: _AnyFact | None, names: Names, about: About, text: str) -> Line:
    """A line that rests on one fact of the knowledge."""
    if fact is None:
        return Line(about=about, text=text)
    return Line(
        about=about,
        text=text,
        grade=fact.grade,
        source=names.sources(fact.source),
        as_of=fact.as_of or "",
    )


def _looked_up(item: Evidence) -> bool:
    """Whether a fact is missing that the steps towards the place would have given."""
    return isinstance(item, NotKnown) and item.fact in _FACTS_OF_PLACE


def _order(item: Evidence) -> tuple[int, str]:
    if isinstance(item, Keyed):  # after the laws of which it changes the effect
        return len(_STRONGEST_FIRST), repr(item)
    return _STRONGEST_FIRST.index(item.channel) if isinstance(item, Reached) else 0, repr(item)


def _state_of(item: Certified, place: Place | None) -> CertificateState | None:
    """The certificate of the facts that a policy speaks of."""
    told = (item.scheme, item.status, item.number, item.until)
    states = (place.certificates.value or ()) if place else ()
    return next((state for state in states if (state.scheme, state.status, state.number, state.until) == told), None)
