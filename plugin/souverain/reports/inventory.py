"""What there is, judged or not (`souverain/inventory/v1`): the facts of a run in, one flat entry for each resource out.

The flat fields repeat the primary place, for those who look for one country and one operator.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from souverain.document import (
    Certainty,
    Channel,
    Established,
    Operator,
    Party,
    Place,
    PlaceRef,
    PlaceRole,
    ResourceFacts,
)
from souverain.model import Confidence
from souverain.reports.coverage import Coverage, coverage
from souverain.reports.overview import Row, overview
from souverain.reports.seen import InputSeen, confidence, inputs_seen, primary
from souverain.reports.suppliers import Supplier, suppliers
from souverain.wording.names import Names

INVENTORY_SCHEMA: Literal["souverain/inventory/v1"] = "souverain/inventory/v1"
UNKNOWN = "unknown"


class PlaceSeen(msgspec.Struct, frozen=True, kw_only=True):
    """One place of a resource; `unknown` where the facts do not say."""

    role: PlaceRole
    region: str
    country: str
    countries: tuple[str, ...]
    operator: str


class CodeSeen(msgspec.Struct, frozen=True, kw_only=True):
    """Who hands out code that a resource runs: no place of its data.

    `address` is the registry's, "" where it is no resource of the input.
    """

    via: str
    address: str
    region: str
    country: str
    operator: Party
    sure: bool


class Jurisdiction(msgspec.Struct, frozen=True, kw_only=True):
    """A law that can order somebody to open the data, and how surely that somebody is attached to it."""

    law: str
    country: str
    certainty: Certainty
    channel: Channel


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One resource. `region` is the value, `unknown` (then `why` says what was tried), `global` or `none`."""

    input: str
    address: str
    type: str
    action: str
    provider: str
    provider_id: str
    service: str
    offer: str
    region: str
    country: str
    countries: tuple[str, ...]
    confidence: Confidence
    operator: Party
    ultimate_parent: Party
    places: tuple[PlaceSeen, ...]
    code: tuple[CodeSeen, ...]
    jurisdictions: tuple[Jurisdiction, ...]
    data_class: str
    data_class_also: tuple[str, ...] = ()
    """Further classes of the same data, which the first does not include."""
    data_role: str
    why: tuple[str, ...]


class Inventory(msgspec.Struct, frozen=True, kw_only=True):
    """Every resource of the inputs, with where it is, who has it in hand, and which laws reach it."""

    schema: Literal["souverain/inventory/v1"] = INVENTORY_SCHEMA
    as_of: str
    inputs: tuple[InputSeen, ...]
    overview: tuple[Row, ...]
    coverage: Coverage
    resources: tuple[Entry, ...]


NOBODY = Party("none", "none", "none")
UNKNOWN_PARTY = Party(UNKNOWN, UNKNOWN, UNKNOWN)


def inventory(established: Established, names: Names) -> Inventory:
    """The inventory of a run, in the order of its inputs."""
    writer = _Writer(established, names)
    return Inventory(
        as_of=established.as_of,
        inputs=inputs_seen(established, names.lang),
        overview=overview(established),
        coverage=coverage(established, names.lang),
        resources=tuple(writer.entry(resource) for resource in established.resources),
    )


class _Held(msgspec.Struct, frozen=True, kw_only=True):
    """What entries say of one place."""

    provider_id: str
    offer: str
    region: str
    country: str
    countries: tuple[str, ...]
    operator: Party
    ultimate_parent: Party
    jurisdictions: tuple[Jurisdiction, ...]


_NOWHERE = _Held(
    provider_id="none",
    offer="none",
    region="none",
    country="none",
    countries=(),
    operator=NOBODY,
    ultimate_parent=NOBODY,
    jurisdictions=(),
)


class _Writer:
    """Writes entries; what resources share is written once."""

    def __init__(self, established: Established, names: Names) -> None:
        self._established = established
        self._names = names
        self._held = {id_: _held(place, established.operators) for id_, place in established.places.items()}
        self._suppliers = suppliers(established)
        self._why: dict[tuple[str, str, str], tuple[str, ...]] = {}

    def entry(self, resource: ResourceFacts) -> Entry:
        """One resource, with its primary place in the flat fields."""
        ref = primary(resource)
        held = self._held[ref.place] if ref else _NOWHERE
        return Entry(
            input=self._established.inputs[resource.input].path,
            address=resource.address,
            type=resource.type,
            action=resource.action,
            provider=resource.provider,
            provider_id=held.provider_id,
            service=resource.service,
            offer=held.offer,
            region=held.region,
            country=held.country,
            countries=held.countries,
            confidence=confidence(resource, self._established),
            operator=held.operator,
            ultimate_parent=held.ultimate_parent,
            places=tuple(self._place(item) for item in resource.places),
            code=tuple(map(self._code, self._suppliers.get(resource.id, ()))),
            jurisdictions=held.jurisdictions,
            data_class=resource.data_class.value or "undeclared",
            data_class_also=resource.class_also,
            data_role=resource.role.value or UNKNOWN,
            why=self._steps(resource, ref),
        )

    def _place(self, ref: PlaceRef) -> PlaceSeen:
        held = self._held[ref.place]
        return PlaceSeen(
            role=ref.role,
            region=held.region,
            country=held.country,
            countries=held.countries,
            operator=held.operator.id,
        )

    def _code(self, item: Supplier) -> CodeSeen:
        held = self._held[item.place] if item.place else _NOWHERE
        return CodeSeen(
            via=item.via,
            address=item.address,
            region=held.region,
            country=held.country,
            operator=held.operator,
            sure=item.sure,
        )

    def _steps(self, resource: ResourceFacts, ref: PlaceRef | None) -> tuple[str, ...]:
        """How the class was found, then the place; at the end why the region is not known."""
        key = (resource.class_basis, ref.basis if ref else "", ref.place if ref else "")
        if key not in self._why:
            bases = [self._established.bases[id_] for id_ in key[:2] if id_]
            steps = [self._names.steps([step]) for basis in bases for step in basis.why]
            if ref and not (region := self._established.places[ref.place].region).known:
                steps.append(self._names.reason(region.reason, region.args))
            self._why[key] = tuple(dict.fromkeys(steps))
        return self._why[key]


def _held(place: Place, operators: Mapping[str, Operator]) -> _Held:
    countries = place.countries.value or (UNKNOWN,)
    operator = operators.get(place.operator.value or "")
    return _Held(
        provider_id=place.provider.value or UNKNOWN,
        offer=place.offer.value or UNKNOWN,
        region=place.region.value or UNKNOWN,
        country=countries[0] if len(countries) == 1 else "several",
        countries=countries,
        operator=Party(operator.id, operator.name, operator.country.value or UNKNOWN) if operator else UNKNOWN_PARTY,
        ultimate_parent=(operator.parents.value or (UNKNOWN_PARTY,))[0] if operator else UNKNOWN_PARTY,
        jurisdictions=_jurisdictions(place, operator),
    )


def _jurisdictions(place: Place, operator: Operator | None) -> tuple[Jurisdiction, ...]:
    reach = ((operator.reach.value or ()) if operator else ()) + place.reach
    return tuple(
        dict.fromkeys(
            Jurisdiction(law=item.law, country=item.country, certainty=item.certainty, channel=item.channel)
            for item in reach
        )
    )
