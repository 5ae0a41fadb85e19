"""Puts the parts together for one stack: a position in `Stack.resources` in, the places of that resource out.

Resources of one type and one provider block that read alike share their answer: thousands of them cost one.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from functools import lru_cache

import msgspec

from souverain import custody, graph
from souverain.document import Basis, PlaceRole
from souverain.graph import Flow, addresses
from souverain.graph.links import Links
from souverain.knowledge import Knowledge
from souverain.knowledge.records import Region
from souverain.model import EMPTY, Constant, Expression, Form, Reason, References, Stack
from souverain.placement import spots
from souverain.placement.atlas import Atlas
from souverain.placement.blocks import BlockPlaces
from souverain.placement.configuration import Configuration
from souverain.placement.copies.flows import Way, Ways
from souverain.placement.copies.flows import of as way_of
from souverain.placement.copies.named import NamedCopies
from souverain.placement.copies.outside import key_store, outside, registry
from souverain.placement.copies.switches import SwitchedCopies
from souverain.placement.endpoints import Answer, Answers
from souverain.placement.environment import Environment
from souverain.placement.kinds import Kinds
from souverain.placement.location import Locator
from souverain.placement.operators import Sites
from souverain.placement.own import OwnPlaces
from souverain.placement.parents import Family
from souverain.placement.reading import Reading, Readings
from souverain.placement.sites import Placed
from souverain.placement.spots import Spot
from souverain.placement.standing import Standing
from souverain.placement.subjects import Located, Subject
from souverain.placement.zones import LocalZones

_HOLDERS = ("stores", "processes", "")
_CIRCLE = spots.nowhere(Reason("reference-in-circle"))
_LONGEST_CHAIN = 50
"""Resources that stand in each other, at most: no real stack comes near, and a made one must not exhaust the stack."""


class Placer:
    """Places the resources of one stack."""

    def __init__(self, stack: Stack, knowledge: Knowledge, environment: Mapping[str, str] = EMPTY) -> None:
        self._resources = stack.resources
        self._forms = stack.forms
        self._atlas, self._kinds = _market(knowledge)
        self._readings = Readings(self._kinds)
        self._sites = Sites(self._atlas)
        links = Links(stack)
        self._configuration = Configuration(stack, links, Environment(self._atlas, environment, stack.input.kind))
        self._answers = Answers(self._atlas, self._configuration)
        family = Family(links, self._kinds, stack.resources)
        self._standing = Standing(links, self._kinds, stack.resources)
        blocks = BlockPlaces(self._atlas, self._configuration)
        own = OwnPlaces(self._atlas, links, family, blocks)
        self._zones = LocalZones(links, self._kinds, stack.resources)
        self._locator = Locator(self._atlas, own, family, blocks, self._zones)
        self._named = NamedCopies(self._atlas, links, family)
        self._switched = SwitchedCopies(self._atlas, links)
        self._flows = graph.flows(stack, links)
        self._ways = Ways(self._flows, self._hands_on, self._kept_outside)
        self._answered: dict[Hashable, Answer] = {}
        self._located: dict[int, Located] = {}
        self._alike: dict[Hashable, Located] = {}
        self._asked: set[int] = set()
        self._shared: dict[Hashable, tuple[Placed, ...]] = {}
        self._settled: dict[tuple[Form, str | None, int], tuple[Placed, ...]] = {}
        """By form, key of the provider block and reading: of what depends on nothing else."""
        self._led: dict[Hashable, tuple[tuple[Placed, ...], tuple[Placed, ...]]] = {}
        """What ways lead to, beside the places without: those are kept alive, since their identity is in the key."""
        self._bases: dict[bytes, Basis] = {}

    def places(self, position: int) -> tuple[Placed, ...]:
        """All places of one resource, the primary one first."""
        found = self._alone(position)
        ways = self._ways.out(position) if found else ()
        return self._with(found, ways, self._subject(position)) if ways else found

    def _alone(self, position: int) -> tuple[Placed, ...]:
        """The places of a resource but for those that ways lead to: the same tuple for all that are alike."""
        block = self._resources[position].provider_key
        mine = (self._forms[position], block, id(self._reading(position)))
        if (settled := self._settled.get(mine)) is not None:
            return settled
        subject = self._subject(position)
        key = self._key(subject)
        settles = bool(block) and key == (id(subject.block), id(subject.reading))
        located = self.locate(position) if key is None else None
        if located is not None and not subject.reading.copies_open:
            key = (id(subject.block), id(subject.reading), *map(id, located.spots))
        found = self._shared.get(key) if key is not None else None
        if found is None:
            found = tuple(self._placed(subject, located or self._locate(subject)))
            if key is not None:
                self._shared[key] = found
        if settles:
            self._settled[mine] = found
        return found

    def _with(self, found: tuple[Placed, ...], ways: tuple[Way, ...], subject: Subject) -> tuple[Placed, ...]:
        """The places found, and those that ways lead to; the same tuple for all resources of which that is alike."""
        own = f"{subject.resource.address}."
        ways = tuple(msgspec.structs.replace(way, via=way.via.removeprefix(own)) for way in ways)
        key = (id(found), id(subject.answer), id(subject.kind), ways)
        if key not in self._led:
            self._led[key] = found, _distinct((*found, *(self._led_to(way, subject) for way in ways)))
        return self._led[key][1]

    def flows(self) -> tuple[tuple[Flow, Placed | None], ...]:
        """Every flow of the stack, with the place of what it leads to outside."""
        return tuple((flow, self._outside(flow) if flow.target is None else None) for flow in self._flows)

    def _outside(self, flow: Flow) -> Placed:
        if flow.kind == graph.SUPPLYING:
            answer, spot = registry(self._atlas, flow.destination)
            site = self._sites.of(answer, spot, "", "")
            return Placed(site, "infrastructure", self._basis(spot.basis), flow.via, flow.sure)
        way = way_of(flow) or Way("infrastructure", None, flow.destination, flow.via, flow.sure)
        return self._led_to(way, self._subject(flow.source))

    def _hands_on(self, position: int) -> bool:
        """Whether a resource only hands data on: what neither stores nor processes it answers for nothing itself."""
        facts = self._kinds.of(self._resources[position]).facts
        return facts is not None and facts.role not in _HOLDERS

    def _kept_outside(self, position: int) -> str:
        """The attribute that says of a key that another than its provider keeps it, with the address of the key."""
        resource = self._resources[position]
        said = custody.outside(resource)
        return f"{resource.address}.{said}" if said else ""

    def locate(self, position: int) -> Located:
        """Where one resource is, for another that asks. What refers to itself, through others, is nowhere."""
        if (found := self._located.get(position)) is None:
            subject = self._subject(position)
            if position in self._asked or len(self._asked) == _LONGEST_CHAIN:
                return Located(subject.answer, (_CIRCLE,))
            self._asked.add(position)
            key = self._key(subject)
            found = self._alike.get(key) if key is not None else None
            if found is None:
                found = self._locate(subject)
                if key is not None:
                    self._alike[key] = found
            self._located[position] = found
            self._asked.remove(position)
        return found

    def _key(self, subject: Subject) -> Hashable | None:
        return None if self._zones.concern(subject) else _key(subject)

    def _locate(self, subject: Subject) -> Located:
        return Located(subject.answer, self._locator.locate(subject, self.locate))

    def _subject(self, position: int) -> Subject:
        resource = self._resources[position]
        kind = self._kinds.of(resource)
        block = self._configuration.block(resource)
        key = (id(block), id(kind))
        if (answer := self._answered.get(key)) is None:
            answer = self._answered[key] = self._answers.of(block, kind.provider, kind.service, kind.type)
            if answer.target is not None:  # until it is placed, what stands on itself finds nothing
                answer = self._answered[key] = self._standing.settled(answer, resource, self.locate)
        return Subject(resource, kind, self._reading(position), block, answer)

    def _reading(self, position: int) -> Reading:
        return self._readings.of(self._resources[position], self._forms[position])

    def _placed(self, subject: Subject, located: Located) -> Iterator[Placed]:
        for number, spot in enumerate(located.spots):
            further = number and not spot.contradicts
            yield self._place(subject, *(("replica", spot, _stated_by(spot)) if further else ("primary", spot)))
        if not located.spots:
            return
        primary = located.spots[0]
        copies = (*self._named.of(subject, self.locate), *self._switched.of(subject, primary))
        for copy in copies:
            if not copy.spot.beside(primary):
                yield self._place(subject, copy.role, copy.spot, copy.via)
        for spot in located.spots:
            if spot.region is not None and spot.region.host:
                yield self._hosted(subject, spot, spot.region)

    def _place(self, subject: Subject, role: PlaceRole, spot: Spot, via: str = "") -> Placed:
        site = self._sites.of(subject.answer, spot, subject.kind.service, subject.kind.type)
        return Placed(site, role, self._basis(spot.basis), via)

    def _hosted(self, subject: Subject, above: Spot, at: Region) -> Placed:
        """The place of the infrastructure below, where it is another provider's."""
        host = at.host
        why = Reason("hosted-by", {"region": above.written, "provider": host})
        region = self._atlas.region(host, at.host_region or at.id)
        spot = msgspec.structs.replace(above, written="", region=region, why=(why, *above.why), cloud="")
        site = self._sites.of(Answer(host, host), spot, "", subject.kind.type)
        return Placed(site, "infrastructure", self._basis(spot.basis))

    def _led_to(self, way: Way, subject: Subject) -> Placed:
        """The place of the target of a way, or of what it names outside the stack."""
        if way.target is None:
            found = key_store(self._atlas, way.destination) if way.elsewhere else None
            answer, spot = found or outside(self._atlas, subject.answer, way.destination)
            at_home = answer is subject.answer
            service, type_ = (subject.kind.service, subject.kind.type) if at_home else ("", "")
            return Placed(
                self._sites.of(answer, spot, service, type_), way.role, self._basis(spot.basis), way.via, way.sure
            )
        target = self._subject(way.target)
        located = self.locate(way.target)
        spot = located.spot(Reason("copy-not-known"), target.kind.type)
        spot = msgspec.structs.replace(spot, why=(Reason("copy-to", {"type": target.kind.type}), *spot.why))
        placed = self._place(target, way.role, spot, way.via)
        return placed if way.sure else msgspec.structs.replace(placed, sure=False)

    def _basis(self, basis: Basis) -> Basis:
        return self._bases.setdefault(msgspec.json.encode(basis), basis)


@lru_cache(maxsize=2)
def _market(knowledge: Knowledge) -> tuple[Atlas, Kinds]:
    """The records and the types of a knowledge, prepared once for all stacks that it places."""
    atlas = Atlas(knowledge)
    return atlas, Kinds(atlas)


def _stated_by(spot: Spot) -> str:
    """The attribute that names a further place."""
    return next((step.args["attribute"] for step in spot.why if "attribute" in step.args), "")


def _key(subject: Subject) -> Hashable | None:
    """What the places of a resource depend on; None when they depend on other resources too."""
    reading = subject.reading
    kind = subject.kind
    if kind.stands_in and all(kind.weak(item[0]) for item in (*reading.own, *reading.open)):
        return None
    if not reading.open and not reading.copies_open:
        return (id(subject.block), id(reading))
    expressions = [item[2] for item in reading.open] + [item[1] for item in reading.copies_open]
    if any(_refers(expression) for expression in expressions):
        return None
    return (id(subject.block), id(reading), addresses.plain(subject.resource.module))


def _refers(expression: Expression) -> bool:
    if isinstance(expression, Constant):
        return False
    return not isinstance(expression, References) or not all(name.startswith("var.") for name in expression.names)


def _distinct(places: tuple[Placed, ...]) -> tuple[Placed, ...]:
    """The places without copies that stay at a known primary site, and without repetitions."""
    primary = places[0].site
    kept: dict[tuple[int, str], Placed] = {}
    for place in places[1:]:
        same = place.site.region == primary.region and place.site.provider == primary.provider
        if not (same and place.site.countries.known):
            kept.setdefault((id(place.site), place.role), place)
    return (places[0], *kept.values())
