"""What a change does: two runs in; what the second introduces, removes and moves out (`souverain/diff/v1`)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

import msgspec

from souverain import gate
from souverain.findings import Finding
from souverain.i18n import Lang
from souverain.reports.inventory import Entry, inventory
from souverain.reports.judged import Judged
from souverain.reports.report import Report
from souverain.reports.seen import InputSeen
from souverain.wording.names import Names

DIFF_SCHEMA: Literal["souverain/diff/v1"] = "souverain/diff/v1"

Change = Literal["introduces", "removes"]

_OPEN = ("fail", "unproven")
_HOLDS = ("stores", "processes", "unknown")


class Jurisdiction(msgspec.Struct, frozen=True, kw_only=True):
    """The law of a country reaches stores of a class that it did not reach before, or no longer does."""

    change: Change
    country: str
    data_class: str
    addresses: tuple[str, ...]


class Where(msgspec.Struct, frozen=True, kw_only=True):
    """Where a resource is, and with whom; `unknown` where nobody knows."""

    region: str
    country: str
    operator: str


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """A resource that is elsewhere, or with somebody else, than before."""

    address: str
    before: Where
    after: Where


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """All that the second run has and the first has not, and the other way round."""

    schema: Literal["souverain/diff/v1"] = DIFF_SCHEMA
    as_of: str
    exit_code: int
    old: tuple[InputSeen, ...]
    new: tuple[InputSeen, ...]
    jurisdictions: tuple[Jurisdiction, ...]
    moves: tuple[Move, ...]
    introduced: tuple[Finding, ...]
    removed: tuple[Finding, ...]


def compare(old: Judged, new: Judged, lang: Lang) -> Difference:
    """What lies between two runs, in the words of one language."""
    before, after = old.report(lang), new.report(lang)
    introduced, removed = _beyond(after.findings, before.findings), _beyond(before.findings, after.findings)
    there, here = _entries(old, lang), _entries(new, lang)
    return Difference(
        as_of=after.as_of,
        exit_code=_exit_code(before, after, introduced),
        old=before.inputs,
        new=after.inputs,
        jurisdictions=(*_reached("introduces", here, there), *_reached("removes", there, here)),
        moves=tuple(_moves(there, here)),
        introduced=introduced,
        removed=removed,
    )


def _exit_code(before: Report, after: Report, introduced: Iterable[Finding]) -> int:
    """As `check` would say of what is introduced alone."""
    if gate.NO_VERDICT in (before.exit_code, after.exit_code):
        return gate.NO_VERDICT
    closing = {finding.status for finding in introduced if finding.gate}
    return gate.REFUSED if "fail" in closing else gate.UNPROVEN if closing else gate.JUDGED


def _beyond(findings: Iterable[Finding], others: Iterable[Finding]) -> tuple[Finding, ...]:
    """The open findings that have no counterpart among the others; each counterpart counts once."""
    left = Counter((finding.profile, finding.fingerprint) for finding in others if finding.status in _OPEN)
    found = []
    for finding in findings:
        keys = [(finding.profile, print_) for print_ in (finding.fingerprint, finding.moved_from) if print_]
        known = next((key for key in keys if left[key] > 0), None)
        if known:
            left[known] -= 1
        elif finding.status in _OPEN:
            found.append(finding)
    return tuple(found)


def _entries(judged: Judged, lang: Lang) -> dict[str, Entry]:
    """What stays, by address."""
    if judged.established is None or judged.knowledge is None:
        return {}
    names = Names(judged.knowledge, judged.established.operators, lang)
    listed = inventory(judged.established, names).resources
    states = (resource.state for resource in judged.established.resources)
    staying = zip(listed, states, strict=True)
    return {entry.address: entry for entry, state in staying if state in ("introduced", "existing")}


def _reached(change: Change, these: Mapping[str, Entry], those: Mapping[str, Entry]) -> Iterator[Jurisdiction]:
    """The countries whose law reaches stores here and did not there, the most stores first."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for address, entry in these.items():
        if entry.data_role in _HOLDS and entry.data_class != "none":
            for country in sorted(_countries(entry) - (_countries(those[address]) if address in those else set())):
                found[country, entry.data_class].append(address)
    for (country, data_class), addresses in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        yield Jurisdiction(change=change, country=country, data_class=data_class, addresses=tuple(addresses))


def _countries(entry: Entry) -> set[str]:
    """Those whose law reaches the data surely, through somebody who holds it or who controls that one."""
    closing = ("direct", "parent", "subprocessor", "territorial")
    sure = ("certain", "high")
    return {item.country for item in entry.jurisdictions if item.channel in closing and item.certainty in sure}


def _moves(before: Mapping[str, Entry], after: Mapping[str, Entry]) -> Iterator[Move]:
    for address, entry in after.items():
        if address in before and (there := _where(before[address])) != (here := _where(entry)):
            yield Move(address=address, before=there, after=here)


def _where(entry: Entry) -> Where:
    return Where(region=entry.region, country=entry.country, operator=entry.operator.name)
