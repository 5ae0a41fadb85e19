"""Small records for graphs of a few entities: everything that a case does not speak about has a default."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec
from hypothesis import strategies as st

from souverain.knowledge import Knowledge, of
from souverain.knowledge.records import Country, Entity, Law, Nexus, Ownership, Trigger, Unstated
from souverain.model import Grade

AS_OF = "2026-11-21"
Control = Literal["full", "controlling", "joint", "minority", "none", "unknown"]
Kind = Literal["company", "person", "state", "foundation", "fund", "public", "other"]
Role = Literal["affiliate", "infrastructure", "subprocessor", "supplier", "key_custodian"]
Access = bool | Unstated

NOT_PUBLISHED = Unstated("not published")


def entity(
    name: str,
    country: str | None = "FR",
    *,
    kind: Kind = "company",
    headquarters: str = "",
    establishments: tuple[str, ...] = (),
    grade: Grade = "primary",
) -> Entity:
    return Entity(
        id=name,
        name=name.title(),
        country=NOT_PUBLISHED if country is None else country,
        headquarters=headquarters,
        kind=kind,
        establishments=establishments,
        source=("register",),
        as_of="2026-01-01",
        grade=grade,
    )


def own(
    owner: str,
    owned: str,
    control: Control = "unknown",
    *,
    share: float | None = None,
    votes: float | None = None,
    since: str = "",
    until: str = "",
    grade: Grade = "primary",
) -> Ownership:
    return Ownership(
        owner=owner,
        owned=owned,
        share=share,
        votes=votes,
        control=control,
        since=since,
        until=until,
        source=(f"{owner}-report",),
        as_of="2026-02-02",
        grade=grade,
    )


def drawn(graph: str) -> list[Ownership]:
    """Edges from their drawing: `a>x full 60% 70v since=2020-01-01 | top>a 80%` (control, capital, votes, dates)."""
    return [_drawn_edge(text.split()) for text in graph.split("|") if text.strip()]


def _drawn_edge(words: list[str]) -> Ownership:
    owner, _, owned = words[0].partition(">")
    edge = own(owner, owned)
    for word in words[1:]:
        name, _, value = word.partition("=")
        if word[-1] in "%v":
            change = {"share" if word[-1] == "%" else "votes": float(word[:-1])}
        else:
            change = {name: value} if value else {"control": word}
        edge = msgspec.structs.replace(edge, **change)
    return edge


def link(
    name: str,
    other: str,
    role: Role,
    *,
    access: Access = False,
    country: str = "",
    offers: tuple[str, ...] = (),
    grade: Grade = "primary",
) -> Nexus:
    return Nexus(
        entity=name,
        role=role,
        other=other,
        country=country,
        can_obtain_data=access,
        offers=offers,
        source=("contract",),
        as_of="2026-03-03",
        grade=grade,
    )


def known_of(
    entities: Iterable[Entity],
    ownership: Iterable[Ownership] = (),
    nexus: Iterable[Nexus] = (),
    laws: Iterable[Law] = (),
) -> Knowledge:
    zones = {"FR": "EU", "DE": "EU", "LU": "EU", "AT": "EU", "RE": "EU", "EU": "EU", "NO": "EEA"}
    countries = [
        Country(
            id=code,
            zones=("EU", "EEA") if zone == "EU" else (zone,),
            source=("list",),
            as_of="2026-01-01",
            grade="primary",
        )
        for code, zone in zones.items()
    ]
    return of(entities=entities, ownership=ownership, nexus=nexus, laws=laws, countries=countries)


def law(
    name: str, jurisdiction: str, *triggers: Trigger, since: str = "", until: str = "", foreign: bool = True
) -> Law:
    return Law(
        id=name,
        name={"en": name, "fr": name},
        jurisdiction=jurisdiction,
        citation=name,
        article=name,
        since=since,
        until=until,
        sovereignty=foreign,
        triggers=triggers,
        source=("statute",),
        as_of="2026-01-01",
        grade="background",
    )


@st.composite
def consistent_graphs(draw: st.DrawFn, names: Sequence[str], *, stated: bool = False) -> list[Ownership]:
    """Up to three holders for each company, who have no more than all of it together; loops included.

    With `stated`, records also say what the numbers allow: control, none, or that the rest is dispersed.
    """
    edges = []
    for owned in names:
        cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=3, max_size=3)))
        owners = draw(st.permutations([name for name in names if name != owned]))
        for owner, share in zip(owners, (cuts[0], cuts[1] - cuts[0], cuts[2] - cuts[1]), strict=False):
            words: list[Control] = ["unknown", "controlling" if share > 50 else "minority", "none"]
            control = draw(st.sampled_from(words)) if stated else "unknown"
            edges += [own(owner, owned, control, share=float(share))] if share else []
    return edges
