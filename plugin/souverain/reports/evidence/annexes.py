"""The annexes on who hosts what: facts in; actors with their activities, certificates with sites and dates out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from souverain.document import CertificateState, Place, Reach
from souverain.model import Fact
from souverain.reports.evidence.dossier import Dossier, Held, Known
from souverain.reports.evidence.sheet import Cell, Sheet
from souverain.reports.inventory import UNKNOWN, inventory

_HDS, _SECNUMCLOUD = "HDS", "SecNumCloud"
_HELD = ("granted", "attested")
_COVERAGE = ("hds", "HDS-CERT-1")
"""The regime and the requirement that say which activities each kind of resource asks of its host."""


def hosts(dossier: Dossier, known: Known) -> Sheet:
    """Who takes part in hosting, by the columns of the HDS framework of 2024, chapter 8."""
    actors: dict[tuple[str, bool], list[Held]] = {}
    for item in known.places:
        actors.setdefault((known.actor(item), item.ref.role == "infrastructure"), []).append(item)
    heads = ("actor", "role", "sites", "hds", "secnumcloud", "certified", "asked", "access", "reach", "owners")
    return dossier.sheet("hosts", heads, [_host(dossier, known, *key, same) for key, same in actors.items()])


def certificates(dossier: Dossier, known: Known) -> Sheet:
    """Every certificate on record of the places of the data."""
    heads = ("actor", "offer", "certificate", "standing", "number", "since", "until", "covers")
    alike: dict[tuple[Cell, ...], list[Place]] = {}
    for item in known.places:
        for state in item.place.certificates.value or ():
            if state.status != "none":
                alike.setdefault(_certificate(dossier, known, item, state), []).append(item.place)
    rows = [(*row, _sites(known, places), _kinds(places)) for row, places in alike.items()]
    return dossier.sheet("certificates", (*heads, "certified", "conditions", "rests-on", "sites", "kind"), rows)


def resources(dossier: Dossier, known: Known) -> Sheet:
    """Every resource with its places."""
    names = known.names
    rows = []
    for entry in inventory(known.facts, names).resources:
        countries = tuple(names.country(code) for code in entry.countries)
        region = names.say("evidence.unknown") if entry.region == UNKNOWN else entry.region
        laws = tuple(dict.fromkeys(names.law_name(item.law) for item in entry.jurisdictions))
        owner = () if entry.ultimate_parent.name == "none" else (_party(known, entry.ultimate_parent.name),)
        class_ = names.data(entry.data_class)
        cells: tuple[Cell, ...] = ((entry.address,), (entry.input,), (class_,), (region,), countries)
        rows.append((*cells, (_party(known, entry.operator.name),), owner, laws, entry.why))
    heads = ("address", "input", "class", "region", "countries", "actor", "owners", "reach", "why")
    return dossier.sheet("resources", heads, rows)


def _sites(known: Known, places: Iterable[Place]) -> Cell:
    return tuple(dict.fromkeys(map(known.names.location, places)))


def _kinds(places: Iterable[Place]) -> Cell:
    return tuple(dict.fromkeys(place.kind for place in places))


def _party(known: Known, name: str) -> str:
    return {UNKNOWN: known.names.say("evidence.unknown"), "none": ""}.get(name, name)


def _host(dossier: Dossier, known: Known, actor: str, below: bool, same: list[Held]) -> tuple[Cell, ...]:
    operator = same[0].operator
    laws = [*(operator.reach.value or () if operator else ()), *(law for item in same for law in item.place.reach)]
    return (
        (actor,),
        (dossier.say("role-below"),) if below else (dossier.say("role-host"), *_roles(known, same)),
        _sites(known, (item.place for item in same)),
        _held_certificates(dossier, known, same, _HDS),
        _held_certificates(dossier, known, same, _SECNUMCLOUD),
        _certified(known, (state for item in same for state in _states(item.place, _HDS))),
        () if below else _asked(known, same),
        (dossier.say("access-not-judged"),),
        known.laws(laws) or (dossier.say(_no_law(operator.reach if operator else None)),),
        (known.names.chain(operator),) if operator else (),
    )


def _roles(known: Known, same: Iterable[Held]) -> Cell:
    """What is at the places of an actor: the data itself, a copy, what a flow leads to."""
    return tuple(dict.fromkeys(known.names.say(f"evidence.copy-{item.ref.role}") for item in same))


def _no_law(reach: Fact[tuple[Reach, ...]] | None) -> str:
    return "no-law" if reach is not None and reach.known else "laws-not-known"


def _held_certificates(dossier: Dossier, known: Known, same: Iterable[Held], scheme: str) -> Cell:
    told: dict[str, None] = {}
    for item in same:
        if not item.place.certificates.known:
            reason = item.place.certificates
            told[known.names.reason(reason.reason, reason.args)] = None
        for state in _states(item.place, scheme):
            told[f"{known.names.certificate(state)}{_covering(dossier, state)}"] = None
    return tuple(told) or (dossier.say("none-on-record"),)


def _states(place: Place, scheme: str) -> Iterator[CertificateState]:
    return (state for state in place.certificates.value or () if state.scheme == scheme)


def _covering(dossier: Dossier, state: CertificateState) -> str:
    """What the scope says of this place, where that is less than that it covers it."""
    if state.status == "none" or state.covers.value:
        return ""
    return f" ({dossier.say('covers-no' if state.covers.known else 'covers-unknown')})"


def _certified(known: Known, states: Iterable[CertificateState]) -> Cell:
    told: dict[str, None] = {}
    for state in states:
        if state.status == "none":
            continue
        if state.activities.known:
            held = "" if state.status in _HELD else f" ({known.names.standing(state)})"
            told |= dict.fromkeys(f"{name}{held}" for name in _activities(known, state.activities.value or ()))
        else:
            told[known.names.reason(state.activities.reason, state.activities.args)] = None
    return tuple(told)


def _asked(known: Known, same: Iterable[Held]) -> Cell:
    """The activities that the resources ask of their host, as the regime states them; nothing without it."""
    regime = known.knowledge.regimes.get(_COVERAGE[0])
    asked = next((item.parameters for item in regime.requirements if item.id == _COVERAGE[1]), {}) if regime else {}
    wanted = [asked.get(f"activities.{item.place.kind}") or asked.get("activities") or () for item in same]
    return tuple(dict.fromkeys(name for some in wanted if isinstance(some, tuple) for name in _activities(known, some)))


def _activities(known: Known, ids: Iterable[str]) -> Iterator[str]:
    """The activities of the code, by name: older texts number them otherwise."""
    question = known.knowledge.questions.get("hds-activities")
    words = {option.id: option.text[known.names.lang] for option in question.options} if question else {}
    return (words.get(id_, id_) for id_ in ids)


def _certificate(dossier: Dossier, known: Known, item: Held, state: CertificateState) -> tuple[Cell, ...]:
    place, names = item.place, known.names
    covers = ("covers-yes" if state.covers.value else "covers-no") if state.covers.known else "covers-unknown"
    cells: tuple[Cell, ...] = (
        (known.actor(item),),
        (place.offer.value or names.say("evidence.unknown"),),
        (f"{state.scheme} {state.version}".strip(),),
        (names.standing(state),),
        (state.number,),
        (state.since,),
        (state.until,),
        (dossier.say(covers),),
    )
    proof = (dossier.sourced(state.grade, state.source, state.as_of),)
    return (*cells, _certified(known, [state]), state.conditions, proof)
