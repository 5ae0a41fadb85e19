"""Everything the steps before found, as the one document that policies see: stacks in, a document per profile out.

Places, operators and bases are written once, under ids made from their content, so that documents merge by union.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import msgspec

from souverain import custody, keeping, placement, sensitivity, workload
from souverain.config import Config
from souverain.control.ground import Ground
from souverain.document import (
    FACTS_SCHEMA,
    Basis,
    Document,
    Established,
    FlowFacts,
    InputFacts,
    KnowledgeFacts,
    PlaceRef,
    ProfileFacts,
    ResourceFacts,
    WorkloadFacts,
)
from souverain.engine import Answers, Engine
from souverain.engine.view import Alike, alike
from souverain.errors import ReadError
from souverain.facts import ids
from souverain.facts.inputs import input_facts
from souverain.facts.places import Places
from souverain.graph import Flow
from souverain.knowledge import Knowledge
from souverain.model import Fact, Input, Reason, Resource, Stack

_HOLDERS = frozenset({"stores", "processes"})
_REFERRED = {
    True: Basis(confidence="derived", why=(Reason("flow-by-reference"),)),
    False: Basis(confidence="unknown", why=(Reason("flow-of-several"),)),
}
"""On what a flow within one stack rests, by whether it is sure."""


class Unreadable(msgspec.Struct, frozen=True):
    """An input that gave no stack, and the error that says why."""

    input: Input
    error: Reason


Readable = Stack | Unreadable | Document


class Facts:
    """What every profile of a run is judged on, with its encoding."""

    def __init__(self, established: Established) -> None:
        self.established = established

    def document(self, profile: ProfileFacts) -> Document:
        """The document as one profile's policies see it."""
        return Document(profile=profile, **msgspec.structs.asdict(self.established))

    def judged(self, profile: ProfileFacts, engine: Engine) -> Answers:
        """What policies answer: ours are asked once about resources that they cannot tell apart. Raises PolicyError."""
        if engine.whole:
            return Answers(engine.evaluate(self.encode(profile)))
        facts, alike = self._kinds
        return Answers(engine.evaluate(_asked(facts, profile)), alike)

    def encode(self, profile: ProfileFacts) -> bytes:
        """The same as UTF-8 JSON. The facts are encoded once, whatever the number of profiles."""
        return _asked(self._encoded, profile)

    @cached_property
    def _encoded(self) -> bytes:
        return msgspec.json.encode(self.established)

    @cached_property
    def _kinds(self) -> tuple[bytes, Alike]:
        """The facts with one resource of each kind, encoded, and what each stands for."""
        resources = self.established.resources
        found = alike(resources)
        kinds = msgspec.structs.replace(self.established, resources=tuple(found.one_of_each(resources)))
        return msgspec.json.encode(kinds), found


def _asked(facts: bytes, profile: ProfileFacts) -> bytes:
    """Encoded facts, with what is asked of them."""
    return b'%s,"schema":"%s","profile":%s}' % (facts[:-1], FACTS_SCHEMA.encode(), msgspec.json.encode(profile))


def establish(
    inputs: Sequence[Readable], knowledge: Knowledge, config: Config, *, ground: Ground | None = None
) -> Facts:
    """The facts of all inputs together, as they stand on `config.as_of`.

    `ground` is that of the same knowledge and date. Raises ReadError when an input is a facts document of another date
    than the run.
    """
    builder = _Builder(knowledge, config, ground or Ground(knowledge, config.as_of))
    for item in inputs:
        if isinstance(item, Stack):
            builder.add_stack(item)
        elif isinstance(item, Unreadable):
            builder.add_unreadable(item)
        else:
            builder.add_document(item)
    return Facts(builder.established())


def decode(data: bytes) -> Document:
    """A facts document from its JSON. Raises msgspec.ValidationError when it does not follow the schema."""
    return msgspec.json.decode(data, type=Document)


class _Standing(NamedTuple):
    """What resources of one type have in common that share their class and their places."""

    holds: bool
    """Whether they store or process data, or may."""
    shared: ResourceFacts
    """All that is not of one of them alone."""


class _Builder:
    """Collects inputs, and gives every shared thing its id."""

    def __init__(self, knowledge: Knowledge, config: Config, ground: Ground) -> None:
        self._knowledge = knowledge
        self._config = config
        self._ground = ground
        self._inputs: list[InputFacts] = []
        self._resources: list[ResourceFacts] = []
        self._flows: list[FlowFacts] = []
        self._bases: dict[str, Basis] = {}
        self._places = Places(knowledge, config.as_of, ground)
        self._basis_ids: dict[int, str] = {}
        self._standings: dict[tuple[object, ...], _Standing] = {}
        self._workloads = [workload.establish(config, knowledge)]
        self._classes = dict(config.order.above)
        self._kept: list[object] = []
        """What the two tables above know by identity, kept alive so that an identity is not used twice."""

    def established(self) -> Established:
        """All that was added; the shared things in one order, whatever the order of discovery."""
        known = self._knowledge
        return Established(
            as_of=self._config.as_of,
            knowledge=KnowledgeFacts(as_of=known.as_of, digest=known.digest, oldest_fact=known.oldest_fact),
            zones=self._ground.zones,
            inputs=tuple(self._inputs),
            bases=dict(sorted(self._bases.items())),
            operators=dict(sorted(self._places.operators.items())),
            places=dict(sorted(self._places.all.items())),
            resources=tuple(self._resources),
            flows=tuple(self._flows),
            classes=self._classes,
            workload=self._workload(),
            adequacy=self._ground.adequacy,
        )

    def _workload(self) -> WorkloadFacts:
        """What the configuration says, else what the documents said when they were made."""
        configured, *stated = self._workloads
        return configured if configured.declared else workload.joined(stated)

    def add_unreadable(self, item: Unreadable) -> None:
        self._inputs.append(input_facts(item.input, error=item.error))

    def add_stack(self, read: Stack) -> None:
        number = len(self._inputs)
        stack = keeping.with_state(read, self._config.overlay, self._config.given.environment)
        self._inputs.append(input_facts(stack.input, stack=stack, state=keeping.seen(read, self._config.overlay)))
        placed = placement.trace(stack, self._knowledge, self._config.given.environment)
        flows_of = (flow for flow, _ in placed.flows)
        keys = custody.Keys(stack, flows_of, self._config.overlay.keys, self._config.as_of)
        classes = sensitivity.follow(stack, self._config, [flow for flow, _ in placed.flows])
        first, flows = len(self._resources), len(self._flows)
        whole = zip(stack.resources, placed.resources, classes.resources, strict=True)
        for position, (resource, places, found) in enumerate(whole):
            self._resources.append(self._resource(number, resource, places, found, keys.of(position)))
        for position, flow in classes.flows.items():
            given = msgspec.structs.replace(self._resources[first + position], class_flow=flows + flow)
            self._resources[first + position] = given
        self._flows += [self._flow(flow, place, first) for flow, place in placed.flows]

    def add_document(self, item: Document) -> None:
        if item.as_of != self._config.as_of:
            raise ReadError(
                "facts-of-another-date",
                path=item.inputs[0].path if item.inputs else "",
                date=item.as_of,
                as_of=self._config.as_of,
            )
        offset, first = len(self._inputs), len(self._resources)
        self._workloads.append(item.workload)
        for id_, above in item.classes.items():  # of two files that differ, both hold
            self._classes[id_] = tuple(dict.fromkeys((*self._classes.get(id_, ()), *above)))
        self._inputs += item.inputs
        self._bases |= item.bases
        self._places.operators |= item.operators
        self._places.all |= item.places
        for resource in item.resources:
            self._resources.append(
                msgspec.structs.replace(
                    resource,
                    id=resource.id + first,
                    input=resource.input + offset,
                    class_flow=None if resource.class_flow is None else resource.class_flow + len(self._flows),
                )
            )
        self._flows += [
            msgspec.structs.replace(
                flow, source=flow.source + first, target=None if flow.target is None else flow.target + first
            )
            for flow in item.flows
        ]

    def _flow(self, flow: Flow, outside: placement.Placed | None, first: int) -> FlowFacts:
        return FlowFacts(
            kind=flow.kind,
            source=flow.source + first,
            target=None if flow.target is None else flow.target + first,
            place=self._places.of(outside.site, "") if outside else "",
            via=flow.via,
            sure=flow.sure,
            basis=self._basis(outside.basis if outside else _REFERRED[flow.sure]),
        )

    def _resource(
        self,
        number: int,
        resource: Resource,
        places: tuple[placement.Placed, ...],
        found: sensitivity.Classified,
        kept: Fact[str] | None,
    ) -> ResourceFacts:
        standing = self._standing(number, resource, places, found)
        return msgspec.structs.replace(
            standing.shared,
            id=len(self._resources),
            address=resource.address,
            identity=resource.identity or resource.address,
            action=resource.action,
            state=resource.state,
            custody=kept if standing.holds else None,
            previous_address=resource.previous_address,
            location=resource.location,
        )

    def _standing(
        self, number: int, resource: Resource, places: tuple[placement.Placed, ...], found: sensitivity.Classified
    ) -> _Standing:
        key = (number, resource.type, resource.provider, id(places), id(found))
        if (standing := self._standings.get(key)) is None:
            holds = not found.role.known or found.role.value in _HOLDERS
            shared = ResourceFacts(
                id=-1,
                input=number,
                address="",
                identity="",
                type=resource.type,
                provider=resource.provider,
                action="",
                state=resource.state,
                service=found.service,
                kind=found.kind,
                role=found.role,
                data_class=found.data_class,
                class_also=found.also,
                class_basis=self._basis(found.basis),
                class_origin=found.origin,
                places=tuple(self._ref(item, found.kind if holds else "") for item in places),
            )
            standing = self._standings[key] = _Standing(holds, shared)
            self._kept += (places, found)
        return standing

    def _ref(self, placed: placement.Placed, kind: str) -> PlaceRef:
        return PlaceRef(
            place=self._places.of(placed.site, kind),
            role=placed.role,
            basis=self._basis(placed.basis),
            via=placed.via,
            sure=placed.sure,
        )

    def _basis(self, basis: Basis) -> str:
        if (found := self._basis_ids.get(id(basis))) is None:
            found = self._basis_ids[id(basis)] = ids.of_content(basis)
            self._bases[found] = basis
            self._kept.append(basis)
        return found
