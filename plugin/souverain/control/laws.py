"""Which laws attach to a party, or to data in a country: the laws in force on a date in, reaches out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from souverain.control.parties import Party, Role
from souverain.control.union import is_outside
from souverain.document import Certainty, Channel, Reach
from souverain.knowledge import Knowledge
from souverain.knowledge.records import Law, Trigger
from souverain.knowledge.validity import can_hold
from souverain.model import Grade

_ANY = "*"
_BY_SURENESS: tuple[Certainty, ...] = get_args(Certainty)
_SURE: tuple[Certainty, ...] = ("certain", "high")
_OF_A_PARTY = frozenset(
    {
        "incorporated",
        "headquartered",
        "branch",
        "establishment",
        "controller_incorporated",
        "controller_headquartered",
    }
)
"""Tests that the records of an entity answer. `data` is asked of places; the others of nobody: no record answers."""


class Laws:
    """The foreign laws in force on one date: those of named countries, and the ordinary law of every other.

    A law or an order under it that lapses inside a month without a day is in force to the month's end. Laws of the
    Union are no foreign reach and left out.
    """

    def __init__(self, knowledge: Knowledge, as_of: str) -> None:
        self._knowledge = knowledge
        self._triggers = tuple(
            (law, trigger)
            for law in knowledge.laws
            if law.sovereignty and can_hold(law.since, law.until, as_of)
            for trigger in law.triggers
        )
        self._named = frozenset(
            (trigger.country, trigger.role)
            for _, trigger in self._triggers
            if trigger.country != _ANY and not _OF_A_PARTY.isdisjoint(trigger.tests)
        )

    def reaching(self, party: Party) -> Iterator[Reach]:
        """Every way in which a law attaches to a party."""
        for law, trigger in self._triggers:
            if trigger.role == party.role and _fits_access(trigger, party):
                for country in self._attached(trigger, party):
                    yield _reach(law, trigger, country, party.entity, party.grade)

    def over_data_in(self, country: str, entity: str, grade: Grade) -> Iterator[Reach]:
        """Every way in which a law attaches to data in a country; `*` is data anywhere in the world.

        In every country outside the Union ordinary jurisdiction holds at `high`, whether or not a law of it is
        listed, and beside a listed one that is less sure.
        """
        if country != _ANY and not is_outside(country, self._knowledge):
            return
        found = list(self._territorial(country, country, entity, grade))
        yield from found
        if not any(reach.certainty in _SURE for reach in found):
            yield from self._territorial(_ANY, country, entity, grade)

    def _territorial(self, listed: str, country: str, entity: str, grade: Grade) -> Iterator[Reach]:
        for law, trigger in self._triggers:
            if trigger.country == listed and "data" in trigger.tests:
                yield _reach(law, trigger, country, entity, grade, channel="territorial")

    def _attached(self, trigger: Trigger, party: Party) -> Iterable[str]:
        fulfilled = set().union(*(party.places.get(_test(name), frozenset()) for name in trigger.tests))
        if trigger.country != _ANY:
            return fulfilled & {trigger.country}
        return sorted(country for country in fulfilled if self._is_unnamed(country, trigger.role))

    def _is_unnamed(self, country: str, role: Role) -> bool:
        """Whether ordinary jurisdiction answers for a country: no listed law speaks of this role there."""
        return is_outside(country, self._knowledge) and (country, role) not in self._named


def best(reaches: Iterable[Reach]) -> tuple[Reach, ...]:
    """The surest reach of each law through each channel at each entity, the surest first."""
    kept: dict[tuple[str, str, str, str], Reach] = {}
    for reach in sorted(reaches, key=_order):
        kept.setdefault((reach.law, reach.country, reach.channel, reach.entity), reach)
    return tuple(kept.values())


def _order(reach: Reach) -> tuple[int, str, str, str, str, str]:
    sureness = _BY_SURENESS.index(reach.certainty)
    return sureness, reach.law, reach.country, reach.channel, reach.entity, reach.trigger


def _fits_access(trigger: Trigger, party: Party) -> bool:
    if trigger.needs_access:
        return party.access == "yes"
    return not trigger.without_access or party.access != "yes"


def _test(name: str) -> str:
    """A branch is an establishment: records do not tell them apart."""
    return "establishment" if name == "branch" else name


def _reach(
    law: Law, trigger: Trigger, country: str, entity: str, grade: Grade, *, channel: Channel | None = None
) -> Reach:
    return Reach(
        law=law.id,
        country=country if law.jurisdiction == _ANY else law.jurisdiction,
        channel=channel or trigger.channel,
        certainty=trigger.certainty,
        role=trigger.role,
        entity=entity,
        trigger=f"{law.id}/{trigger.id}",
        grade=grade,
    )
