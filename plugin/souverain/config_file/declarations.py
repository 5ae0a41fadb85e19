"""What the file declares beside the knowledge: the checked `Shape` in, an `Overlay` with authors and dates out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from souverain.config_file.shape import Shape, Stated, is_date
from souverain.declared import (
    Answer,
    Attestation,
    DeclaredClause,
    DeclaredEntity,
    DeclaredKeys,
    DeclaredOwner,
    DeclaredSite,
    DeclaredState,
    Overlay,
    Waiver,
)
from souverain.errors import ConfigError

Declared = TypeVar(
    "Declared",
    DeclaredEntity,
    DeclaredOwner,
    DeclaredSite,
    Attestation,
    DeclaredState,
    DeclaredClause,
    DeclaredKeys,
    Waiver,
)

_DATES = ("date", "since", "until", "checked_on")
_SPELLED = {"since": "from", "until": "to"}


def overlay(said: Shape, path: Path) -> Overlay:
    """Every declaration with who says so and when, its own or the file's.

    Raises ConfigError for one without, and for a day that no calendar has.
    """
    parts = (said.entities, said.owners, said.sites, said.attestations, said.state, said.contracts, said.keys)
    if not any(parts):
        return Overlay()
    return Overlay(
        path=str(path),
        entities=tuple(_signed(said.entities, "entities", said, path)),
        owners=tuple(_signed(said.owners, "owners", said, path)),
        sites=tuple(_signed(said.sites, "sites", said, path)),
        attestations=tuple(_signed(said.attestations, "attestations", said, path)),
        states=tuple(_signed(said.state, "state", said, path)),
        contracts=tuple(_signed(said.contracts, "contracts", said, path)),
        keys=tuple(_signed(said.keys, "keys", said, path)),
    )


def workload(said: Shape, path: Path) -> dict[str, Answer] | None:
    """What the workload says of itself, each answer with author and date, its own or the file's.

    Raises ConfigError for one without, and for a day that no calendar has. Whether a question takes the answer is
    for those who know the questions.
    """
    if said.workload is None:
        return None
    return {name: _answer(name, item, said, path) for name, item in said.workload.items()}


def _answer(name: str, item: Stated, said: Shape, path: Path) -> Answer:
    stated = item if isinstance(item, Answer) else Answer(answer=item)
    signed = msgspec.structs.replace(
        stated, author=stated.author or said.author or "", date=stated.date or said.date or ""
    )
    field = f"workload.{name}"
    if not (signed.author and signed.date):
        raise ConfigError("config-unsigned", path=path, field=field, when="date")
    if not is_date(signed.date):
        raise ConfigError("config-no-date", path=path, field=f"{field}.date" if stated.date else "date")
    return signed


def waivers(said: Shape, path: Path) -> tuple[Waiver, ...]:
    """Every waiver with its author and date. Raises ConfigError as `overlay` does."""
    return tuple(_signed(said.waivers, "waivers", said, path))


def _signed(items: tuple[Declared, ...], part: str, said: Shape, path: Path) -> Iterator[Declared]:
    for number, item in enumerate(items):
        field = f"{part}[{number}]"
        when = "checked_on" if isinstance(item, Attestation) else "date"
        author, date = item.author or said.author or "", getattr(item, when) or said.date or ""
        if not (author and date):
            raise ConfigError("config-unsigned", path=path, field=field, when=when)
        signed = msgspec.structs.replace(item, **{"author": author, when: date})
        for name in _DATES:
            if (day := getattr(signed, name, "")) and not is_date(day):
                spelled = _SPELLED.get(name, name) if isinstance(item, Attestation) else name
                raise ConfigError("config-no-date", path=path, field=f"{field}.{spelled}")
        yield signed
