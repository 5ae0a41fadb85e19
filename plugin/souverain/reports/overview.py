"""An estate in ten lines: the facts of a run in, resources by operator, ultimate parent and country out."""

from __future__ import annotations

from collections import Counter

import msgspec

from souverain.document import Established, Party, Place
from souverain.reports.seen import primary


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """How many resources an operator has in these countries; `stores` counts those that keep data, or may.

    The operator of what has no place by its nature is absent; one that is not known has the name `unknown`.
    """

    operator: Party | None
    parents: tuple[Party, ...]
    countries: tuple[str, ...]
    resources: int
    stores: int


_Key = tuple[Party | None, tuple[Party, ...], tuple[str, ...]]


def overview(established: Established) -> tuple[Row, ...]:
    """The largest groups first."""
    all_: Counter[_Key] = Counter()
    stores: Counter[_Key] = Counter()
    keys = {id_: _key(place, established) for id_, place in established.places.items()}
    for resource, number in established.counted:
        ref = primary(resource)
        key = keys[ref.place] if ref else (None, (), ())
        all_[key] += number
        stores[key] += number if not resource.role.known or resource.role.value == "stores" else 0
    rows = [
        Row(operator=key[0], parents=key[1], countries=key[2], resources=count, stores=stores[key])
        for key, count in all_.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.stores, -row.resources, msgspec.json.encode(row))))


def _key(place: Place, established: Established) -> _Key:
    operator = established.operators.get(place.operator.value or "")
    countries = place.countries.value or ("unknown",)
    if operator is None:
        return Party("unknown", "unknown", "unknown"), (), countries
    itself = Party(operator.id, operator.name, operator.country.value or "unknown")
    return itself, tuple(party for party in operator.parents.value or () if party.id != operator.id), countries
