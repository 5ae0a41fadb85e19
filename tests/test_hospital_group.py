"""What is expected of the estate of `samples/hospital-group`, in few lines: findings under every profile, and facts.

What its commands print stands in the folder itself. Both files here are approved by `UPDATE_GOLDEN=1`; instances that
are alike are one, with their number.
"""

from __future__ import annotations

import os
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from hospital_group import estate, judged
from souverain import facts
from souverain.document import Established, Place
from souverain.graph import addresses
from souverain.model import Fact

GOLDEN = Path(__file__).parent / "golden/hospital_group"
PROFILES = tuple(sorted(estate().knowledge.profiles))


def test_findings_under_every_profile() -> None:
    approved("findings.txt", (line for profile in PROFILES for line in (profile, *_findings(profile))))


def test_facts() -> None:
    given = estate()
    found = facts.establish([given.stack], given.knowledge, given.config).established
    approved("facts.txt", ("places", *_places(found), "resources", *_resources(found), "flows", *_flows(found)))


def approved(name: str, lines: Iterable[str]) -> None:
    fill = textwrap.TextWrapper(width=118, subsequent_indent=6 * " ", break_on_hyphens=False).fill
    text = "".join(f"{fill(line)}\n" for line in lines)
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


def _findings(profile: str) -> Iterator[str]:
    """What the profile says, without what passes: `  STATUS RULE REQUIREMENT: ADDRESSES`."""
    found = Counter(
        (item.status, item.rule, item.requirement.rpartition("/")[2], addresses.plain(item.address) or "the input")
        for item in judged(estate(), (profile,))
        if item.status != "pass"
    )
    for status, rule, requirement in sorted({key[:3] for key in found}):
        subjects = {key[3]: count for key, count in found.items() if key[:3] == (status, rule, requirement)}
        yield f"  {' '.join(filter(None, (status, rule, requirement)))}: {_counted(subjects)}"


def _places(found: Established) -> Iterator[str]:
    """What is known of each place: where, with whom, which certificates, and for which kinds of resources."""
    kinds: dict[tuple[str, str], set[str]] = {}
    for at in found.places.values():
        held = sorted(f"{item.scheme} {item.status}" for item in at.certificates.value or ())
        said = f"{_known(at.countries)}, {_known(at.operator)}: {', '.join(held)}"
        kinds.setdefault((_where(at), said), set()).add(at.kind or "other")
    for (where, said), served in sorted(kinds.items()):
        yield f"  {where} {said}; for {', '.join(sorted(served))}"


def _resources(found: Established) -> Iterator[str]:
    """Class and places of each resource that holds data, or keys."""
    told = Counter(
        (
            addresses.plain(item.address),
            f"{_known(item.data_class)} ({item.class_origin})",
            "; ".join(f"{ref.role} {_where(found.places[ref.place])}" for ref in item.places),
        )
        for item in found.resources
        if item.places
    )
    for (address, said, places), count in sorted(told.items()):
        yield f"  {_counted({address: count})}: {said}; {places}"


def _flows(found: Established) -> Iterator[str]:
    told = Counter(
        " ".join(
            (
                addresses.plain(found.resources[flow.source].address),
                flow.kind,
                _where(found.places[flow.place])
                if flow.target is None
                else addresses.plain(found.resources[flow.target].address),
                "by",
                addresses.plain(flow.via),
                "" if flow.sure else "(not sure)",
            )
        ).rstrip()
        for flow in found.flows
    )
    for line, count in sorted(told.items()):
        yield f"  {_counted({line: count})}"


def _where(at: Place) -> str:
    return f"{_known(at.provider)}/{_known(at.region)}"


def _known(fact: Fact[object]) -> str:
    value = fact.value if fact.known else "?"
    return "+".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _counted(numbers: dict[str, int]) -> str:
    return ", ".join(f"{name} ({count})" if count > 1 else name for name, count in sorted(numbers.items()))
