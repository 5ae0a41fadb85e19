"""The page about the knowledge itself: its date and digest, what it holds, what to keep an eye on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from souverain.cli.show import shelves
from souverain.i18n import Lang, text
from souverain.knowledge import Knowledge, watch
from souverain.model import Grade


def lines(known: Knowledge, as_of: str, within: int, below: Grade | None, lang: Lang) -> Iterator[str]:
    """The page, as of a day."""
    yield text("cli.knowledge", lang, as_of=known.as_of, oldest=known.oldest_fact, digest=known.digest)
    age = watch.age(as_of, known.as_of)
    if age > watch.STALE_AFTER:
        yield text("cli.stale", lang, days=age, as_of=as_of)
    yield ""
    for what in shelves.SHELVES:
        yield f"{what}: {len(shelves.shelf(what, known))}"
    grades = Counter(record.grade for _, record in watch.records(known))
    yield text("cli.grades", lang, counts=", ".join(f"{grade} {count}" for grade, count in grades.most_common()))
    yield from _section(text("cli.ended", lang, as_of=as_of), map(_ending, watch.ended(known, as_of)))
    yield from _section(
        text("cli.ending", lang, days=within, as_of=as_of), map(_ending, watch.ending(known, as_of, within))
    )
    yield from _section(
        text("cli.contradicted", lang), (f"{item.id}  {item.about}: {item.used[lang]}" for item in known.conflicts)
    )
    if below:
        title = text("cli.below", lang, grade=below)
        yield from _section(title, (f"{record.grade:<13}  {name}" for name, record in watch.weaker(known, below)))


def _ending(item: watch.Ending) -> str:
    return f"{item.until:<10}  {item.kind:<11}  {item.name}"


def _section(title: str, members: Iterator[str]) -> Iterator[str]:
    yield ""
    yield title
    yield from (f"  {member}" for member in members)
