"""What `show` can list: the name of a shelf in, the things on it out."""

from __future__ import annotations

import msgspec

from souverain.knowledge import Knowledge
from souverain.knowledge.asides import Advice
from souverain.knowledge.records import Provider, Record

SHELVES = ("providers", "offers", "laws", "regimes", "entities", "claims", "conflicts", "backends")


class Thing(msgspec.Struct, frozen=True):
    """Something known under an id: its name by language, and its record."""

    id: str
    name: dict[str, str]
    record: Record


def shelf(what: str, known: Knowledge) -> tuple[Thing, ...]:
    """Everything on one shelf."""
    match what:
        case "laws":
            return tuple(Thing(law.id, law.name, law) for law in known.laws)
        case "regimes":
            return tuple(Thing(id_, regime.name, regime) for id_, regime in known.regimes.items())
        case "claims":
            return tuple(Thing(claim.id, _with_verdict(claim.claim, claim.verdict), claim) for claim in known.claims)
        case "conflicts":
            return (
                *(Thing(item.id, _same(item.about), item) for item in known.conflicts),
                *(Thing(item.id, _same(f"{', '.join(item.types)} ({_checks(item)})"), item) for item in known.advice),
            )
        case "backends":
            return tuple(Thing(item.id, _same(", ".join(item.tools)), item) for item in known.backends)
        case "entities":
            return tuple(Thing(id_, _same(known.entity(id_).name), known.entity(id_)) for id_ in known.entities())
        case "providers":
            return tuple(Thing(item.id, _same(item.name), item) for item in _providers(known))
    return tuple(
        Thing(f"{item.id}/{offer.id}", _same(offer.name), offer) for item in _providers(known) for offer in item.offers
    )


def entities_of(id_: str, known: Knowledge) -> tuple[str, ...]:
    """The entity of this id; else those that run the provider of this id, in whatever cloud or region."""
    if id_ in known.entities():
        return (id_,)
    if id_ not in known.providers():
        return ()
    record = known.provider(id_)
    running = (
        record.operator,
        *(cloud.operator for cloud in record.clouds),
        *(place.operator for place in record.regions),
    )
    return tuple(dict.fromkeys(operator for operator in running if isinstance(operator, str) and operator))


def _checks(advice: Advice) -> str:
    return ", ".join(f"{check.tool} {check.id}" for check in advice.checks)


def _providers(known: Knowledge) -> tuple[Provider, ...]:
    return tuple(known.provider(id_) for id_ in known.providers())


def _same(name: str) -> dict[str, str]:
    """A name that no language changes."""
    return {"en": name, "fr": name}


def _with_verdict(claim: dict[str, str], verdict: str) -> dict[str, str]:
    return {lang: f"{said}: {verdict}" if lang == "en" else f"{said} : {verdict}" for lang, said in claim.items()}
