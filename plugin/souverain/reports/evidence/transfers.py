"""What leaves the European Economic Area, or can be ordered from outside: facts in; the annexes on transfers out.

The record of GDPR art. 30 and the six steps of the EDPB's recommendations 01/2020 hold what code can show, and
say of all else that nobody computes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from souverain.engine.evidence import Answered
from souverain.reports.evidence.dossier import Dossier, Held, Known
from souverain.reports.evidence.sheet import Cell, Sheet

_STEPS = ("know", "tool", "law", "measures", "procedure", "again")
_OUT_OF_HAND = ("external", "client-side")
_CONTROLLERS = "controllers"


def record(dossier: Dossier, known: Known) -> Sheet:
    """The record of processing activities, art. 30(1), as far as code shows it."""
    computed = {
        "a": _answer(known, _CONTROLLERS),
        "b": (),
        "c": _classes(dossier, known),
        "d": tuple(dict.fromkeys(known.actor(item) for item in known.places)),
        "e": _third(dossier, known),
        "f": (),
        "g": _custodies(dossier, known),
    }
    rows = [
        (
            (dossier.say(f"record-{letter}"),),
            said or (dossier.say("not-computed"),),
            (dossier.say(f"record-{letter}-open"),),
        )
        for letter, said in computed.items()
    ]
    return dossier.sheet("record", ("item", "computed", "not-computed"), rows)


def transfers(dossier: Dossier, known: Known) -> Sheet:
    """Data outside the zone or nowhere known, then operators within it that a law from outside reaches."""
    heads = ("nature", "countries", "actor", "sites", "role", "resources", "adequacy", "laws", "tool-46")
    return dossier.sheet("transfers", heads, _transfers(dossier, known))


def steps(dossier: Dossier, known: Known) -> Sheet:
    """The six steps."""
    away, nowhere, reached = _leaving(known), _nowhere(known), _reached(known)
    ends = dict.fromkeys(state.until for item in known.places for state in item.place.certificates.value or ())
    last = min((day for day in ends if day >= dossier.report.as_of), default="")
    computed: dict[str, Cell] = {
        "know": (
            dossier.say("step-know-computed", away=_count(away), nowhere=_count(nowhere), reached=_count(reached)),
        ),
        "tool": _adequacies(dossier, known, away),
        "law": known.laws(known.reaching((*away, *reached))),
        "measures": _custodies(dossier, known),
        "procedure": (),
        "again": (
            dossier.say("step-again-computed", as_of=dossier.report.as_of, knowledge=known.facts.knowledge.as_of),
            *((dossier.say("next-end", date=last),) if last else ()),
        ),
    }
    rows = [
        (
            (dossier.say(f"step-{name}"),),
            computed[name] or (dossier.say("not-computed"),),
            (dossier.say(f"step-{name}-open"),),
        )
        for name in _STEPS
    ]
    return dossier.sheet("steps", ("step", "computed", "not-computed"), rows)


def _transfers(dossier: Dossier, known: Known) -> Iterator[tuple[Cell, ...]]:
    for nature, some in (("away", _leaving(known)), ("nowhere", _nowhere(known)), ("reached", _reached(known))):
        alike: dict[tuple[str, str], list[Held]] = {}
        for item in some:
            alike.setdefault((item.ref.place, item.ref.role), []).append(item)
        for same in alike.values():
            yield _transfer(dossier, known, nature, same)


def _transfer(dossier: Dossier, known: Known, nature: str, same: list[Held]) -> tuple[Cell, ...]:
    first, names = same[0], known.names
    place, operator = first.place, first.operator
    where = place.countries
    countries = tuple(map(names.country, where.value or ())) or (names.reason(where.reason, where.args),)
    laws = known.laws(known.reaching(same))
    return (
        (dossier.say(f"nature-{nature}"),),
        countries,
        (known.actor(first),),
        (names.location(place),),
        (names.say(f"evidence.copy-{first.ref.role}"),),
        (str(len({item.resource.id for item in same})), *dossier.first(item.resource.address for item in same)),
        _adequacies(dossier, known, same) if nature == "away" else (),
        laws or (dossier.say("no-law" if operator and operator.reach.known else "laws-not-known"),),
        (dossier.say("tool-not-judged"),) if nature == "away" else (),
    )


def _leaving(known: Known) -> list[Held]:
    """Data that is in a country outside the zone, or may be."""
    return [item for item in known.held if any(map(known.outside, item.place.countries.value or ()))]


def _nowhere(known: Known) -> list[Held]:
    return [item for item in known.held if not item.place.countries.known]


def _reached(known: Known) -> list[Held]:
    """Data within the zone whose operator a law from outside reaches."""
    inside = [item for item in known.held if item.place.countries.known and not any(map(known.outside, _codes(item)))]
    operators = {item.operator.id: item.operator for item in known.places if item.operator}
    within_reach = {
        id_ for id_, who in operators.items() if any(known.outside(law.country) for law in who.reach.value or ())
    }
    return [item for item in inside if item.operator and item.operator.id in within_reach]


def _codes(item: Held) -> tuple[str, ...]:
    return item.place.countries.value or ()


def _count(some: Iterable[Held]) -> int:
    return len({item.resource.id for item in some})


def _adequacies(dossier: Dossier, known: Known, some: Iterable[Held]) -> Cell:
    """For each country outside the zone the decision about it, and whether it covers every importer."""
    told = []
    for code in dict.fromkeys(code for item in some for code in _codes(item) if known.outside(code)):
        decision = known.facts.adequacy.get(code)
        said = dossier.say("no-adequacy")
        if decision:
            ends = (dossier.say("ends", date=decision.until),) if decision.until else ()
            part = () if decision.covers.value else (dossier.say("adequacy-part"),)
            said = ", ".join((decision.decision, *ends, *part))
        told.append(known.names.pair(known.names.country(code), said))
    return tuple(told)


def _third(dossier: Dossier, known: Known) -> Cell:
    codes = Counter(code for item in _leaving(known) for code in set(_codes(item)) if known.outside(code))
    told = [known.names.pair(known.names.country(code), str(count)) for code, count in codes.most_common()]
    open_ = (dossier.say("places-unknown", count=_count(nowhere)),) if (nowhere := _nowhere(known)) else ()
    return (*(told or (dossier.say("none-outside"),)), *open_)


def _classes(dossier: Dossier, known: Known) -> Cell:
    """Each class with how many resources have it, and who says so."""
    resources = {item.resource.id: item.resource for item in known.held}.values()
    counted = Counter((item.data_class.value or "undeclared", item.class_basis) for item in resources)
    told = [
        dossier.say(
            "class-counted",
            data=known.names.data(name),
            count=count,
            origin=known.names.steps(known.facts.bases[basis].why),
        )
        for (name, basis), count in counted.most_common()
    ]
    return dossier.first(told, most=12)


def _custodies(dossier: Dossier, known: Known) -> Cell:
    """Who holds the keys of the data at rest, with how many resources."""
    counted: Counter[str] = Counter()
    for item in {item.resource.id: item.resource for item in known.held}.values():
        if item.custody is None:
            continue
        custody = known.names.custody(item.custody.value or "")
        unknown = known.names.reason(item.custody.reason, item.custody.args)
        counted[custody.name[dossier.lang] if custody else item.custody.value or unknown] += 1
    return tuple(dossier.say("keys-counted", said=said, count=count) for said, count in counted.most_common())


def _answer(known: Known, question: str) -> Cell:
    """What the workload says of itself, by whom and when."""
    fact = known.facts.workload.answers.get(question)
    if fact is None or fact.value is None:
        return ()
    said = Answered(question=question, values=fact.value, author=", ".join(fact.source), date=fact.as_of or "")
    return (known.names.answer(said),)
