"""`souverain show`: print what the knowledge holds, with source, date and grade."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import click
import msgspec

from souverain import knowledge
from souverain.cli import guard, options, output
from souverain.cli.outline import cited, outline
from souverain.cli.show import capital, owners, shelves, skips, watching
from souverain.errors import UsageError
from souverain.i18n import Lang
from souverain.knowledge import Knowledge
from souverain.model import Grade
from souverain.wording.names import Names


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line says."""

    what: str
    id_: str | None = None
    format: str = "text"
    within: int = 90
    below: Grade | None = None
    as_of: str | None = None
    lang: Lang | None = None


@click.command("show", short_help="Print what the knowledge holds.")
@click.argument("what", type=click.Choice([*shelves.SHELVES, "knowledge"]))
@click.argument("id_", metavar="[ID]", required=False)
@click.option(
    "--format",
    type=click.Choice(["text", *owners.FORMATS, *skips.FORMATS]),
    default="text",
    help="mermaid, dot: of who owns whom; checkov, trivy: of conflicts, as lines that skip their checks.",
)
@click.option("--within", type=int, default=90, help="knowledge: what ends within so many days.")
@click.option(
    "--below",
    type=click.Choice(["primary", "transcription", "secondary"]),
    help="knowledge: list what rests on less than this grade.",
)
@click.option("--as-of", metavar="DATE", help="knowledge, entities: as of this day (default: today).")
@options.speaking
def command(**given: object) -> None:
    """Print what is known: a list, or all there is of one ID with its sources; entities with who owns whom."""
    asked = msgspec.convert(given, Asked)
    spoken = options.language(asked.lang)
    with guard.speaking(spoken):
        output.to_stdout(f"{line.rstrip()}\n" for line in _lines(asked, knowledge.load(), spoken))


def _lines(asked: Asked, known: Knowledge, lang: Lang) -> Iterator[str]:
    if asked.format in owners.FORMATS and (asked.what != "entities" or asked.id_ is None):
        raise UsageError("graph-of-what", format=asked.format)
    if asked.format in skips.FORMATS:
        return _skips(asked, known, lang)
    as_of = options.date_of(asked.as_of) or datetime.now(UTC).date().isoformat()
    if asked.what == "knowledge":
        return watching.lines(known, as_of, asked.within, asked.below, lang)
    if asked.id_ is None:
        return _list(shelves.shelf(asked.what, known), lang)
    if asked.what == "entities":
        return _entity(asked.id_, asked.format, as_of, known, lang)
    return _one(asked.what, asked.id_, known)


def _skips(asked: Asked, known: Knowledge, lang: Lang) -> Iterator[str]:
    tools = {item.id: {check.tool for check in item.checks} for item in known.advice}
    chosen = tuple(item for item in known.advice if asked.id_ in (None, item.id) and asked.format in tools[item.id])
    if asked.what != "conflicts" or not chosen:
        raise UsageError("skips-of-what", format=asked.format)
    return skips.FORMATS[asked.format](chosen, lang)


def _list(things: tuple[shelves.Thing, ...], lang: Lang) -> Iterator[str]:
    width = max((len(thing.id) for thing in things), default=0)
    for thing in things:
        yield f"{thing.id:<{width}}  {thing.name[lang]}"


def _one(what: str, id_: str, known: Knowledge) -> Iterator[str]:
    thing = next((thing for thing in shelves.shelf(what, known) if thing.id == id_), None)
    if thing is None:
        raise UsageError("not-shown", what=what, id=id_)
    yield from outline(thing.record)
    yield ""
    for source in dict.fromkeys(cited(thing.record)):
        yield from outline({source: known.source(source)})


def _entity(id_: str, form: str, as_of: str, known: Knowledge, lang: Lang) -> Iterator[str]:
    """Entities by their id, or those that run a provider by the provider's."""
    entities = shelves.entities_of(id_, known)
    if not entities:
        raise UsageError("not-shown", what="entities", id=id_)
    group = owners.group(entities, known)
    names = Names(known, {}, lang)
    if form != "text":
        yield from owners.FORMATS[form](group, names)
        return
    for entity in entities:
        yield from outline(known.entity(entity))
        yield ""
        yield from owners.tree(entity, known, names)
        yield ""
        yield from capital.lines(entity, known, as_of, names)
        yield ""
    for source in dict.fromkeys(cited((*(known.entity(entity) for entity in entities), *group.edges, *group.links))):
        yield from outline({source: known.source(source)})
