"""Declared clauses of contracts: an overlay in, a record of each with who has read the contract out."""

from __future__ import annotations

from collections.abc import Mapping

from souverain.declared import DeclaredClause, Overlay
from souverain.errors import ConfigError
from souverain.knowledge.overlay.base import DECLARED, Base
from souverain.knowledge.records import Clause, Provider

_ALL = "*"


def clauses(base: Base, overlay: Overlay, declared: Mapping[str, Provider]) -> tuple[Clause, ...]:
    """The clauses. Raises ConfigError for one that no requirement asks for, and for an offer that is not there."""
    return tuple(_clause(base, item, declared) for item in overlay.contracts)


def _clause(base: Base, item: DeclaredClause, declared: Mapping[str, Provider]) -> Clause:
    if item.clause not in base.below.clauses:
        allowed = ", ".join(sorted(base.below.clauses))
        raise ConfigError("config-no-clause", path=base.path, clause=item.clause, allowed=allowed)
    for name in item.offers:
        _check_offer(base, name, f"contracts {item.clause}", declared)
    said = base.word(_title(base, item), item.date)
    return Clause(
        id=item.clause,
        offers=item.offers,
        agreed=item.agreed,
        since=item.since,
        until=item.until,
        source=said.source,
        as_of=said.as_of,
        grade=DECLARED,
    )


def _check_offer(base: Base, written: str, where: str, declared: Mapping[str, Provider]) -> None:
    name, _, id_ = written.partition("/")
    provider = declared.get(name) or base.provider(name)
    if written != _ALL and not (provider and (not id_ or any(offer.id == id_ for offer in provider.offers))):
        base.nothing("offers", written, where)


def _title(base: Base, item: DeclaredClause) -> str:
    """Who has read which document, and which bytes it was."""
    hashed = item.file_sha256 and f"SHA-256 {item.file_sha256}"
    return ", ".join(part for part in (item.document or base.path, f"declared by {item.author}", hashed) if part)
