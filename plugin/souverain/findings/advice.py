"""A remedy in words: regions, the attribute to change, what stays refused."""

from __future__ import annotations

from collections.abc import Iterator

from souverain.findings.remedy import Change, Remedy
from souverain.wording.names import Names

_REGIONS_NAMED = 8


def said(remedy: Remedy, names: Names) -> Iterator[str]:
    """The sentences, in the order in which one acts on them."""
    yield names.say(
        "evidence.regions-inside",
        provider=remedy.provider,
        as_of=remedy.as_of,
        zone=names.zone(remedy.zone),
        regions=_regions(remedy.regions, names),
    )
    yield _change(remedy.change, names)
    if remedy.still:
        yield names.say("evidence.still-refused", rules=", ".join(remedy.still))


def _regions(regions: tuple[str, ...], names: Names) -> str:
    shown = ", ".join(regions[:_REGIONS_NAMED])
    hidden = len(regions) - _REGIONS_NAMED
    return names.say("evidence.regions-more", regions=shown, count=hidden) if hidden > 0 else shown


def _change(change: Change, names: Names) -> str:
    if change.variable:
        return names.say("evidence.change-variable", variable=change.variable, attribute=change.attribute)
    if change.block:
        block = f"{change.block} ({change.at})" if change.at else change.block
        return names.say("evidence.change-block", attribute=change.attribute, block=block)
    return names.say("evidence.change-resource", attribute=change.attribute)
