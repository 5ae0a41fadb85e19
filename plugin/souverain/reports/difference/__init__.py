"""What a change does: two runs in; what the second introduces, removes and moves out (`souverain/diff/v1`)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
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
    introduced, removed = _unmatched(before.findings, after.findings)
    there = _entries(old, lang, frozenset())
    here = _entries(new, lang, there.keys())
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


def _unmatched(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The open findings of each that have no counterpart in the other; a counterpart counts once."""
    stood = [finding for finding in before if finding.status in _OPEN]
    left = Counter((finding.profile, finding.fingerprint) for finding in stood)
    met: Counter[tuple[str, str]] = Counter()
    introduced = []
    for finding in after:
        keys = [(finding.profile, print_) for print_ in (finding.fingerprint, finding.moved_from) if print_]
        known = next((key for key in keys if left[key] > met[key]), None)
        if known:
            met[known] += 1
        elif finding.status in _OPEN:
            introduced.append(finding)
    removed = []
    for finding in stood:
        key = finding.profile, finding.fingerprint
        if met[key]:
            met[key] -= 1
        else:
            removed.append(finding)
    return tuple(introduced), tuple(removed)


def _entries(judged: Judged, lang: Lang, known: Collection[str]) -> dict[str, list[Entry]]:
    """What stays, by the address that is known of it already, or by its own. Several inputs may use the same."""
    found: dict[str, list[Entry]] = defaultdict(list)
    if judged.established is None or judged.knowledge is None:
        return found
    names = Names(judged.knowledge, judged.established.operators, lang, judged.established.classes)
    listed = inventory(judged.established, names).resources
    for entry, resource in zip(listed, judged.established.resources, strict=True):
        if resource.state in ("introduced", "existing"):
            previous = resource.previous_address or ""
            found[previous if previous in known else entry.address].append(entry)
    return found


def _reached(
    change: Change, these: Mapping[str, list[Entry]], those: Mapping[str, list[Entry]]
) -> Iterator[Jurisdiction]:
    """The countries whose law reaches stores here and did not there, the most stores first."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for known, entries in these.items():
        before = {country for entry in those.get(known, ()) for country in _countries(entry)}
        for entry in entries:
            if entry.data_role in _HOLDS and entry.data_class != "none":
                for country in sorted(_countries(entry) - before):
                    found[country, entry.data_class].append(entry.address)
    for (country, data_class), addresses in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        yield Jurisdiction(change=change, country=country, data_class=data_class, addresses=tuple(addresses))


def _countries(entry: Entry) -> set[str]:
    """Those whose law reaches the data surely, through somebody who holds it or who controls that one."""
    closing = ("direct", "parent", "subprocessor", "territorial")
    sure = ("certain", "high")
    return {item.country for item in entry.jurisdictions if item.channel in closing and item.certainty in sure}


def _moves(before: Mapping[str, list[Entry]], after: Mapping[str, list[Entry]]) -> Iterator[Move]:
    """What is elsewhere; nothing is said of an address that several inputs use."""
    for known, entries in after.items():
        if len(entries) == len(before.get(known, ())) == 1:
            there, here = _where(before[known][0]), _where(entries[0])
            if there != here:
                yield Move(address=entries[0].address, before=there, after=here)


def _where(entry: Entry) -> Where:
    return Where(region=entry.region, country=entry.country, operator=entry.operator.name)
