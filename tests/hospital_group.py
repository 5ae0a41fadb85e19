"""The estate of `samples/hospital-group`, judged in this process, and all that can be taken away from it one by one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec

from samples import ROOT
from souverain import config_file, facts, findings, graph, knowledge, readers
from souverain.config import Config
from souverain.config_file import Options
from souverain.engine.wasm import WasmEngine
from souverain.findings import Finding, asking
from souverain.graph import addresses
from souverain.knowledge import Knowledge
from souverain.knowledge.records import Certificate
from souverain.model import References, Stack

FOLDER = ROOT / "samples/hospital-group"
AS_OF = "2026-11-24"
OPEN = ("fail", "unproven")

Subject = tuple[str, str, str]
"""A profile, one of its requirements, and the address of what it is asked of."""


class Estate(msgspec.Struct, frozen=True, kw_only=True):
    """All that a verdict on the estate depends on."""

    stack: Stack
    config: Config
    knowledge: Knowledge


class Told(msgspec.Struct, frozen=True, order=True):
    """What a finding says, in the words that a report begins with."""

    profile: str
    requirement: str
    rule: str
    status: str
    address: str
    message: str

    @property
    def subject(self) -> Subject:
        return (self.profile, self.requirement, self.address)


@cache
def estate() -> Estate:
    """The estate as the sample shows it, under the profiles that its configuration names."""
    read = readers.read(str(FOLDER / "plan.json"))
    assert isinstance(read, Stack)
    said = config_file.merge(config_file.load(FOLDER / "souverain.yaml"), Options(as_of=AS_OF, include_passes=True))
    return Estate(stack=read, config=said, knowledge=knowledge.load())


_engine = cache(WasmEngine)


def judged(given: Estate, profiles: Sequence[str] = ()) -> Iterator[Finding]:
    """Findings with passes, under the profiles of the configuration, or under others."""
    known = given.knowledge
    established = facts.establish([given.stack], known, given.config)
    for profile in profiles or given.config.profiles:
        asked, under = asking.asked(profile, known, given.config)
        answered = established.judged(asked, _engine())
        yield from findings.judge(established.document(asked), answered.raw, under, known, answered.alike)


def told(given: Estate, profiles: Sequence[str] = ()) -> frozenset[Told]:
    """The same, in few words."""
    names = Told.__struct_fields__
    return frozenset(Told(*(getattr(item, name) for name in names)) for item in judged(given, profiles))


def seen(said: frozenset[Told]) -> frozenset[Told]:
    """What a report shows."""
    return frozenset(item for item in said if item.status != "pass")


def statuses(said: frozenset[Told]) -> Mapping[Subject, frozenset[str]]:
    """Which statuses each subject has."""
    found: dict[Subject, set[str]] = {}
    for item in said:
        found.setdefault(item.subject, set()).add(item.status)
    return {subject: frozenset(had) for subject, had in found.items()}


def improved(before: frozenset[Told], after: frozenset[Told]) -> set[Subject]:
    """What was refused or not proven, and now passes."""
    now = statuses(after)
    return {
        subject
        for subject, had in statuses(before).items()
        if not had.isdisjoint(OPEN) and "pass" in now.get(subject, ()) and now[subject].isdisjoint(OPEN)
    }


def left_out(before: frozenset[Told], after: frozenset[Told]) -> set[Subject]:
    """What was refused or not proven, and of which nothing is said any more."""
    now = statuses(after)
    return {subject for subject, had in statuses(before).items() if not had.isdisjoint(OPEN) and subject not in now}


# --- What can be taken away ---------------------------------------------------------------------------------------


def references() -> dict[str, tuple[int, str]]:
    """Each attribute that leads to another resource of the estate: its address to the resource and the path."""
    made = estate().stack
    links = graph.Links(made)
    return {
        f"{resource.address}.{path}": (number, path)
        for number, resource in enumerate(made.resources)
        for path, expression in resource.expressions.items()
        if isinstance(expression, References) and links.mentioned(resource, addresses.plain_path(path))
    }


def destinations() -> dict[str, tuple[int, str]]:
    """Each attribute that sends data out of the estate, likewise."""
    made = estate().stack
    found = {}
    for flow in graph.flows(made):
        if flow.target is None:
            number = next(n for n, item in enumerate(made.resources) if flow.via.startswith(f"{item.address}."))
            found[flow.via] = (number, flow.via.removeprefix(f"{made.resources[number].address}."))
    return found


def labels() -> dict[str, int]:
    """Each resource with a label."""
    return {
        resource.address: number
        for number, resource in enumerate(estate().stack.resources)
        if any(path.startswith("tags") for path in resource.attributes)
    }


def certificates() -> dict[str, tuple[str, str, str]]:
    """Each certificate on record for an offer that the estate uses: provider, offer, scheme."""
    given = estate()
    used = facts.establish([given.stack], given.knowledge, given.config).established.places.values()
    offers = {(str(at.provider.value), str(at.offer.value)) for at in used if at.offer.known}
    return {
        f"{offer} {held.scheme}": (provider, offer, held.scheme)
        for provider, offer in sorted(offers)
        for held in _held(given.knowledge, provider, offer)
    }


def _held(known: Knowledge, provider: str, offer: str) -> tuple[Certificate, ...]:
    return next((item.certificates for item in known.provider(provider).offers if item.id == offer), ())


def without(number: int, path: str) -> Estate:
    """The estate in which one resource does not say one thing, nor what stands below it."""
    given = estate()
    resource = given.stack.resources[number]

    def other(item: str) -> bool:
        return item != path and not item.startswith((f"{path}.", f"{path}["))

    poorer = msgspec.structs.replace(
        resource,
        attributes={item: value for item, value in resource.attributes.items() if other(item)},
        expressions={item: value for item, value in resource.expressions.items() if other(item)},
        unknown=frozenset(filter(other, resource.unknown)),
    )
    resources = (*given.stack.resources[:number], poorer, *given.stack.resources[number + 1 :])
    return msgspec.structs.replace(given, stack=msgspec.structs.replace(given.stack, resources=resources))


def knowledge_without(provider: str, offer: str, scheme: str) -> bytes:
    """The compiled knowledge in which one offer has no certificate of a scheme on record."""
    told: dict[str, Any] = json.loads(knowledge.COMPILED.read_bytes())
    for item in told["providers"][provider]["offers"]:
        if item["id"] == offer:
            item["certificates"] = [held for held in item["certificates"] if held["scheme"] != scheme]
    return json.dumps(told).encode()


def asking_for(scheme: str) -> tuple[str, ...]:
    """The profiles whose regime asks for a certificate of this scheme."""
    known = estate().knowledge
    return tuple(
        name
        for name, profile in sorted(known.profiles.items())
        if any(item.parameters.get("scheme") == scheme for item in known.regimes[profile.regime].requirements)
    )
