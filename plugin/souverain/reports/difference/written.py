"""A difference for people and for machines: a `Difference` and a format in, text out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from souverain.findings import Finding
from souverain.i18n import Lang, text
from souverain.reports import Look
from souverain.reports.difference import Difference, Jurisdiction, Where
from souverain.reports.groups import groups
from souverain.reports.layout import paragraph, printable
from souverain.reports.seen import InputSeen
from souverain.wording.names import Names

FORMATS = ("text", "json")
_NAMED = 5


def write(name: str, difference: Difference, names: Names | None, look: Look) -> Iterator[str]:
    """The difference, piece by piece, ending in a newline. `names` is None when a run knew nothing."""
    if name == "json":
        yield msgspec.json.format(msgspec.json.encode(difference), indent=2).decode() + "\n"
        return
    for line in _lines(difference, names, look):
        yield line.rstrip() + "\n"


def _lines(difference: Difference, names: Names | None, look: Look) -> Iterator[str]:
    yield from _unread((*difference.old, *difference.new))
    for item in difference.jurisdictions if names else ():
        said = reached(item, names, look.lang) if names else ""
        yield from paragraph(f"{said} {_named(item.addresses, look)}")
    for move in difference.moves:
        before, after = where(move.before), where(move.after)
        yield from paragraph(_say("moves", look.lang, address=move.address, before=before, after=after))
    for change, findings in (("introduces", difference.introduced), ("removes", difference.removed)):
        yield from _findings(change, findings, look)
    if not (difference.jurisdictions or difference.moves or difference.introduced or difference.removed):
        yield from paragraph(_say("nothing", look.lang))


def _unread(inputs: Iterable[InputSeen]) -> Iterator[str]:
    for item in inputs:
        if item.error:
            yield from paragraph(item.error.text)


def _findings(change: str, findings: Iterable[Finding], look: Look) -> Iterator[str]:
    for group in groups(findings):
        finding = group.first
        word = text(f"report.word-{finding.status if finding.status != 'fail' else finding.severity}", look.lang)
        head = f"{_say(change, look.lang)} {word}[{finding.profile}/{finding.rule}]"
        yield from paragraph(f"{head} {finding.message} ({group.size})")


def _named(addresses: tuple[str, ...], look: Look) -> str:
    shown = addresses if look.verbose else addresses[:_NAMED]
    more = f" +{len(addresses) - len(shown)}" if len(shown) < len(addresses) else ""
    return "(" + printable(", ".join(shown)) + more + ")"


def where(place: Where) -> str:
    """A place on one line."""
    return ", ".join(part for part in (place.region, place.country, place.operator) if part)


def reached(item: Jurisdiction, names: Names, lang: Lang) -> str:
    """Whose law reaches how many stores, or no longer does."""
    data = names.data(item.data_class)
    country = names.law_of([item.country])
    return _say(f"{item.change}-law", lang, country=country, count=len(item.addresses), data=data)


def _say(name: str, lang: Lang, **args: object) -> str:
    return text(f"diff.{name}", lang, **args)
