"""Everything the steps before found, as the one document that policies see: stacks in, a document per profile out.

Places, operators and bases are written once, under ids made from their content, so that documents merge by union.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import msgspec

from souverain import certification, contracts, custody, keeping, placement, sensitivity, workload
from souverain.config import Config
from souverain.control import nineteen_six
from souverain.control.ground import Ground
from souverain.document import (
    FACTS_SCHEMA,
    STATE_NOT_SHOWN,
    Basis,
    CertificateState,
    Contradiction,
    Document,
    Established,
    FlowFacts,
    GapFacts,
    InputFacts,
    KnowledgeFacts,
    Operator,
    Place,
    PlaceRef,
    ProfileFacts,
    ResourceFacts,
    WorkloadFacts,
)
from souverain.engine import Answers, Engine
from souverain.engine.view import Alike, alike
from souverain.errors import ReadError
from souverain.graph import Flow
from souverain.knowledge import Knowledge
from souverain.model import Fact, Input, Reason, Resource, Stack, unknown

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
    """What resources have in common that share their class and their places."""

    holds: bool
    """Whether they store or process data, or may."""
    class_basis: str
    places: tuple[PlaceRef, ...]


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
        self._operators: dict[str, Operator] = {}
        self._places: dict[str, Place] = {}
        self._basis_ids: dict[int, str] = {}
        self._place_ids: dict[tuple[int, str], str] = {}
        self._standings: dict[tuple[int, int], _Standing] = {}
        self._workloads = [workload.establish(config, knowledge)]
        self._classes = dict(config.order.above)
        self._kept: list[object] = []
        """What the three tables above know by identity, kept alive so that an identity is not used twice."""

    def established(self) -> Established:
        """All that was added; the shared things in one order, whatever the order of discovery."""
        known = self._knowledge
        return Established(
            as_of=self._config.as_of,
            knowledge=KnowledgeFacts(as_of=known.as_of, digest=known.digest, oldest_fact=known.oldest_fact),
            zones=self._ground.zones,
            inputs=tuple(self._inputs),
            bases=dict(sorted(self._bases.items())),
            operators=dict(sorted(self._operators.items())),
            places=dict(sorted(self._places.items())),
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
        self._inputs.append(_input_facts(item.input, error=item.error))

    def add_stack(self, read: Stack) -> None:
        number = len(self._inputs)
        stack = keeping.with_state(read, self._config.overlay, self._config.given.environment)
        self._inputs.append(_input_facts(stack.input, stack=stack, state=keeping.seen(read, self._config.overlay)))
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
        self._operators |= item.operators
        self._places |= item.places
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
            place=self._place(outside.site, "") if outside else "",
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
        standing = self._standing(places, found)
        return ResourceFacts(
            id=len(self._resources),
            input=number,
            address=resource.address,
            identity=resource.identity or resource.address,
            type=resource.type,
            provider=resource.provider,
            action=resource.action,
            state=resource.state,
            service=found.service,
            kind=found.kind,
            role=found.role,
            data_class=found.data_class,
            class_also=found.also,
            class_basis=standing.class_basis,
            class_origin=found.origin,
            custody=kept if standing.holds else None,
            places=standing.places,
            previous_address=resource.previous_address,
            location=resource.location,
        )

    def _standing(self, places: tuple[placement.Placed, ...], found: sensitivity.Classified) -> _Standing:
        key = (id(places), id(found))
        if (standing := self._standings.get(key)) is None:
            holds = not found.role.known or found.role.value in _HOLDERS
            kind = found.kind if holds else ""
            refs = tuple(
                PlaceRef(
                    place=self._place(item.site, kind),
                    role=item.role,
                    basis=self._basis(item.basis),
                    via=item.via,
                    sure=item.sure,
                )
                for item in places
            )
            standing = self._standings[key] = _Standing(holds, self._basis(found.basis), refs)
            self._kept += (places, found)
        return standing

    def _basis(self, basis: Basis) -> str:
        if (found := self._basis_ids.get(id(basis))) is None:
            found = self._basis_ids[id(basis)] = _content_id(basis)
            self._bases[found] = basis
            self._kept.append(basis)
        return found

    def _place(self, site: placement.Site, kind: str) -> str:
        key = (id(site), kind)
        if (found := self._place_ids.get(key)) is None:
            found = self._place_ids[key] = _place_id(site, kind)
            if found not in self._places:
                self._places[found] = self._describe(found, site, kind)
            self._kept.append(site)
        return found

    def _describe(self, place: str, site: placement.Site, kind: str) -> Place:
        known = self._ground.certificates
        if place not in known:
            known[place] = self._certificates(site, kind)
        certificates = known[place]
        return Place(
            id=place,
            provider=site.provider,
            service=site.service,
            kind=kind,
            offer=site.offer,
            region=site.region,
            city=site.city,
            countries=site.countries,
            operator=self._operator(site),
            reach=self._ground.control.territorial(site.countries, site.operator.value or ""),
            certificates=certificates,
            clauses=self._clauses(site),
            contradicted=self._contradicted(site, certificates),
        )

    def _operator(self, site: placement.Site) -> Fact[str]:
        """The key of the operator: its entity, and its offer where other parties have a hand in that offer alone."""
        if site.operator.value is None:
            return site.operator
        key = self._ground.control.key(site.operator.value, site.offer.value)
        if key not in self._operators:
            self._operators[key] = self._ground.control.operator(site.operator.value, site.offer.value)
        return msgspec.structs.replace(site.operator, value=key)

    def _contradicted(
        self, site: placement.Site, certificates: Fact[tuple[CertificateState, ...]]
    ) -> tuple[Contradiction, ...]:
        """What the records deny of the operator; nothing where no live qualification presumes it."""
        live = any(
            state.scheme == nineteen_six.SCHEME and state.status in ("granted", "attested") and state.covers.value
            for state in certificates.value or ()
        )
        return self._ground.control.denied(site.operator.value) if live and site.operator.value else ()

    def _clauses(self, site: placement.Site) -> dict[str, Fact[bool]]:
        if site.provider.value is None:
            return {}
        provider, offer = site.provider.value, site.offer.value
        return contracts.clauses(provider, offer, knowledge=self._knowledge, as_of=self._config.as_of)

    def _certificates(self, site: placement.Site, kind: str) -> Fact[tuple[CertificateState, ...]]:
        if site.provider.value is None or site.offer.value is None:
            return unknown("offer-unknown")
        return certification.certificates(
            site.provider.value,
            site.offer.value,
            site.region,
            site.service,
            kind,
            knowledge=self._knowledge,
            as_of=self._config.as_of,
        )


def _input_facts(
    item: Input, *, stack: Stack | None = None, state: Fact[str] = STATE_NOT_SHOWN, error: Reason | None = None
) -> InputFacts:
    return InputFacts(
        path=item.path,
        sha256=item.sha256,
        kind=item.kind,
        tool=item.tool,
        status="judged" if stack else "unreadable",
        has_actions=stack.has_actions if stack else False,
        resources=len(stack.resources) if stack else 0,
        gaps=tuple(GapFacts(address=gap.address, reason=gap.reason.code, args=gap.reason.args) for gap in stack.gaps)
        if stack
        else (),
        state=state,
        error=error,
        source=item.source,
        source_sha256=item.source_sha256,
    )


def _content_id(value: object) -> str:
    return hashlib.sha256(msgspec.json.encode(value)).hexdigest()[:12]


def _place_id(site: placement.Site, kind: str) -> str:
    """An id that reads well, and holds all that tells two places apart."""
    told = (site.provider, site.offer, site.region, site.operator)
    parts = [fact.value if fact.known and fact.value is not None else "?" for fact in told]
    name = "/".join([*parts[:3], site.service or "-", kind or "-", parts[3]])
    return name if all(fact.known for fact in (*told, site.countries)) else f"{name}~{_content_id(site)}"
