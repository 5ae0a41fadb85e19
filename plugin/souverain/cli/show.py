"""`souverain show`: print what the knowledge holds, with source, date and grade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click
import msgspec

from souverain import knowledge
from souverain.cli import guard, options, output
from souverain.cli.outline import cited, outline
from souverain.errors import UsageError
from souverain.i18n import Lang, text
from souverain.knowledge import Knowledge
from souverain.knowledge.records import Record

_SHELVES = ("providers", "offers", "laws", "regimes", "entities")


@click.command("show")
@click.argument("what", type=click.Choice([*_SHELVES, "knowledge"]))
@click.argument("id_", metavar="[ID]", required=False)
@options.speaking
def command(what: str, id_: str | None, lang: Lang | None) -> None:
    """Print what is known: a list, or all there is of one ID with its sources."""
    spoken = options.language(lang)
    with guard.speaking(spoken):
        known = knowledge.load()
        if what == "knowledge":
            lines = _knowledge(known, spoken)
        elif id_ is None:
            lines = _list(_shelf(what, known), spoken)
        else:
            lines = _one(what, id_, known)
        output.to_stdout(f"{line}\n" for line in lines)


class _Thing(msgspec.Struct, frozen=True):
    """Something known under an id: its name by language, and its records."""

    id: str
    name: dict[str, str]
    records: tuple[Record, ...]


def _shelf(what: str, known: Knowledge) -> tuple[_Thing, ...]:
    match what:
        case "laws":
            return tuple(_Thing(law.id, law.name, (law,)) for law in known.laws)
        case "regimes":
            return tuple(_Thing(id_, regime.name, (regime,)) for id_, regime in known.regimes.items())
        case "entities":
            return tuple(_entity(id_, known) for id_ in known.entities())
        case "providers":
            return tuple(
                _Thing(id_, _both(known.provider(id_).name), (known.provider(id_),)) for id_ in known.providers()
            )
    return tuple(
        _Thing(f"{id_}/{offer.id}", _both(offer.name), (offer,))
        for id_ in known.providers()
        for offer in known.provider(id_).offers
    )


def _entity(id_: str, known: Knowledge) -> _Thing:
    """An entity with who owns it, what it owns, and its other links."""
    entity = known.entity(id_)
    return _Thing(id_, _both(entity.name), (entity, *known.owners(id_), *known.holdings(id_), *known.nexus(id_)))


def _both(name: str) -> dict[str, str]:
    """A name that no language changes."""
    return {"en": name, "fr": name}


def _list(things: Sequence[_Thing], lang: Lang) -> Iterator[str]:
    width = max((len(thing.id) for thing in things), default=0)
    for thing in things:
        yield f"{thing.id:<{width}}  {thing.name[lang]}"


def _one(what: str, id_: str, known: Knowledge) -> Iterator[str]:
    thing = next((thing for thing in _shelf(what, known) if thing.id == id_), None)
    if thing is None:
        raise UsageError("not-shown", what=what, id=id_)
    for record in thing.records:
        yield from outline(record)
        yield ""
    for source in dict.fromkeys(cited(thing.records)):
        yield from outline({source: known.source(source)})


def _knowledge(known: Knowledge, lang: Lang) -> Iterator[str]:
    yield text("cli.knowledge", lang, as_of=known.as_of, oldest=known.oldest_fact, digest=known.digest)
    for what in _SHELVES:
        yield f"{what}: {len(_shelf(what, known))}"
