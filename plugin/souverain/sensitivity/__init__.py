"""The data class of each resource, and why: a stack and the configuration in, a `Classified` for each resource out.

What counts, in this order: the configuration, labels, default labels of the provider block, a type that exists for
health data, what holds the resource, flows of data from another, `--assume-class`. Where two statements differ, the
more protective class holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from souverain.config import ClassRule, Config
from souverain.document import Basis, ClassOrigin
from souverain.graph import CARRYING, Flow
from souverain.knowledge.types import TypeFacts, lookup
from souverain.model import Fact, Form, Resource, Stack, known, unknown
from souverain.sensitivity import propagation
from souverain.sensitivity.holders import Holders
from souverain.sensitivity.labels import Label, LabelReader
from souverain.sensitivity.propagation import Edge, Order, Ranks
from souverain.sensitivity.rules import Rules
from souverain.sensitivity.verdict import (
    Verdict,
    decide,
    denied,
    described_by,
    flown,
    held,
    joined_by,
    overruled,
    undeclared,
)
from souverain.sensitivity.words import vocabulary

_DEEPEST = 8
"""Levels of holders: a blob in a container in an account has two."""
_STAYING = ("introduced", "existing")
_COPIES = ("replicates-to", "backs-up-to", "restored-from")
_NOTHING = undeclared("")


class Classified(msgspec.Struct, frozen=True):
    """What a resource does with data, and of which class the data is."""

    role: Fact[str]
    kind: str
    service: str
    data_class: Fact[str]
    basis: Basis
    origin: ClassOrigin = "none"
    also: tuple[str, ...] = ()
    """Further classes of the same data, which the first does not include."""


class Classes(msgspec.Struct, frozen=True):
    """The classes of one stack."""

    resources: tuple[Classified, ...]
    """In its order."""
    flows: Mapping[int, int]
    """Position of a resource to the index of the flow that gave its class."""


def classify(stack: Stack, config: Config) -> tuple[Classified, ...]:
    """One answer for each resource of the stack, in its order, as if no data went anywhere."""
    return follow(stack, config, ()).resources


def follow(stack: Stack, config: Config, flows: Sequence[Flow]) -> Classes:
    """One answer for each resource, with what flows of the stack bring to it."""
    classifier = _Classifier(stack, config)
    given = classifier.spread(flows)
    classified = tuple(classifier.classified(number) for number in range(len(stack.resources)))
    return Classes(classified, given)


class _Classifier:
    """Classifies the resources of one stack; equal statements about equal types give the same object."""

    def __init__(self, stack: Stack, config: Config) -> None:
        self._stack = stack
        self._forms = stack.forms
        self._assumed = config.assume_class
        self._order = config.order
        self._vocabulary = vocabulary(config.labels, self._order)
        self._labels = LabelReader(self._vocabulary)
        self._rules = Rules(config.classes, stack.input.path, config.settings)
        self._ruled = bool(self._rules)
        self._holders: Holders | None = None
        self._verdicts: dict[tuple[str, tuple[Label, ...], ClassRule | None], Verdict | None] = {}
        self._alike: dict[tuple[Form, str | None, object], Verdict | None] = {}
        self._held: dict[str, Verdict | None] = {}
        self._found: dict[int, Verdict | None] = {}
        self._holding: list[Edge] = []
        self._results: dict[tuple[str, str, int], Classified] = {}

    def spread(self, flows: Sequence[Flow]) -> dict[int, int]:
        """Give what flows reach their class; the index of the flow for each."""
        if not flows:
            return {}
        resources = self._stack.resources
        stated = [self._verdict(number, frozenset()) for number in range(len(resources))]
        edges = (*_edges(flows, resources), *self._holding)
        ranks = {id(one): self._ranks(one) for one in {id(verdict): verdict for verdict in stated}.values()}
        order = Order.of(self._order)
        ends = {position for edge in edges for position in (edge.source, edge.target)}
        found = propagation.spread(
            [ranks[id(verdict)] for verdict in stated],
            edges,
            order,
            closed=frozenset(n for n in ends if _closed(resources[n], stated[n])),
        )
        for number, brought in found.reached.items():
            self._found[number] = self._reached(stated[number], brought, flows)
        for number, (rank, edge) in found.denied.items():
            verdict = stated[number]
            if verdict and edge.flow is not None:
                self._found[number] = denied(verdict, self._order.ids[rank], flows[edge.flow].kind)
        self._compare_copies(edges, stated, flows, order)
        return {
            number: edge.flow
            for number, ((rank, edge), *_) in found.reached.items()
            if edge.flow is not None and self._first(number) == self._order.ids[rank]
        }

    def _compare_copies(
        self, edges: Sequence[Edge], stated: Sequence[Verdict | None], flows: Sequence[Flow], order: Order
    ) -> None:
        """Tell what its own copy denies: both hold the same, and say that they do not."""
        for edge in edges:
            above, below = stated[edge.source], stated[edge.target]
            if not edge.copies or edge.flow is None or self._found[edge.source] is not above:
                continue
            said, copied = self._ranks(above), self._ranks(below)
            if above and said and copied and copied[0] < order.protected and order.denied_by(copied[0], said):
                data, kind = self._order.ids[copied[0]], flows[edge.flow].kind
                self._found[edge.source] = denied(above, data, kind, "class-below-copy")

    def _reached(self, stated: Verdict | None, brought: Sequence[tuple[int, Edge]], flows: Sequence[Flow]) -> Verdict:
        """What a resource is with the classes that flows bring, the most protective of them first."""
        rank, edge = brought[0]
        data, said = self._order.ids[rank], stated.classes if stated else ()
        first, *also = self._order.joined((*said, *(self._order.ids[one] for one, _ in brought)))
        if edge.flow is None:
            above = self._found[edge.source] or _NOTHING
            whole = held(self._stack.resources[edge.source].address, above)
            return msgspec.structs.replace(whole, data_class=known(first), also=tuple(also))
        kind = flows[edge.flow].kind
        if stated and first in said:
            return joined_by(stated, data, kind, tuple(also))
        other = next(iter(overruled(said, (first, *also), self._order)), "")
        return flown(data, kind, other, tuple(also))

    def _first(self, number: int) -> str | None:
        verdict = self._found[number]
        return verdict.data_class.value if verdict else None

    def _ranks(self, verdict: Verdict | None) -> Ranks | None:
        """The places of the classes in the order; None where none is known."""
        return tuple(map(self._order.rank, verdict.classes)) or None if verdict else None

    def classified(self, number: int) -> Classified:
        resource = self._stack.resources[number]
        verdict = self._verdict(number, frozenset()) or undeclared(self._assumed)
        key = (resource.type, resource.provider, id(verdict))
        if (found := self._results.get(key)) is None:
            found = self._results[key] = _result(resource, verdict)
        return found

    def _verdict(self, number: int, inside: frozenset[int]) -> Verdict | None:
        """What is stated of the resource, else of what holds it; None when nothing is. `inside` breaks a circle."""
        if number not in self._found:
            resource = self._stack.resources[number]
            found = self._stated(number)
            if found is None:
                found = self._of_state(number) if resource.keeps_state else self._inherited(number, inside)
            self._found[number] = found
        return self._found[number]

    def _of_state(self, number: int) -> Verdict | None:
        """The most protective class of all that the state describes; None where some of that has none."""
        described = (
            (resource, self._verdict(other, frozenset({number})))
            for other, resource in enumerate(self._stack.resources)
            if other != number and resource.state in _STAYING
        )
        return described_by(
            ((_holds(resource), resource.address, verdict) for resource, verdict in described), self._order
        )

    def _stated(self, number: int) -> Verdict | None:
        """What a resource states itself; one answer for all of a form under one block that say the same."""
        resource, form = self._stack.resources[number], self._forms[number]
        said = None if self._ruled else self._labels.said(resource, form)
        if said is None:
            return self._decided(resource, form)
        key = (form, resource.provider_key, said)
        if key not in self._alike:
            self._alike[key] = self._decided(resource, form)
        return self._alike[key]

    def _decided(self, resource: Resource, form: Form) -> Verdict | None:
        facts = lookup(resource.type, resource.provider)
        provider = self._stack.providers.get(resource.provider_key) if resource.provider_key else None
        labels = self._labels.labels(resource, form, provider, facts.tags if facts else "tags")
        rule = self._rules.match(resource) if self._ruled else None
        health = resource.type if facts is not None and facts.health else ""
        if not (labels or rule or health):
            return None
        key = (health, labels, rule)
        if key not in self._verdicts:
            self._verdicts[key] = decide(rule, labels, self._order, health_type=health, vocabulary=self._vocabulary)
        return self._verdicts[key]

    def _inherited(self, number: int, inside: frozenset[int]) -> Verdict | None:
        if self._holders is None:
            self._holders = Holders(self._stack.resources)
        holder = self._holders.of(self._stack.resources[number])
        if not holder or number in inside or len(inside) > _DEEPEST:
            return None
        instances = self._holders.instances(holder)
        if len(instances) == 1:
            self._holding.append(Edge(instances[0], number))
        if holder not in self._held:
            self._held[holder] = self._of_holder(instances, holder, inside | {number})
        return self._held[holder]

    def _of_holder(self, instances: Sequence[int], holder: str, inside: frozenset[int]) -> Verdict | None:
        """The class that all instances of a holder share: which of them holds the resource is not known."""
        verdicts = [self._verdict(instance, inside) for instance in instances]
        first = verdicts[0]
        if first is None or any(
            other is None or (other.data_class, other.also) != (first.data_class, first.also) for other in verdicts
        ):
            return None
        return held(holder, first)


def _holds(resource: Resource) -> bool:
    facts = lookup(resource.type, resource.provider)
    return facts is None or facts.role in ("", "stores", "processes")


def _result(resource: Resource, verdict: Verdict) -> Classified:
    facts = lookup(resource.type, resource.provider)
    return Classified(
        role=_role(resource.type, facts),
        kind=facts.kind if facts else "",
        service=facts.service if facts else "",
        data_class=verdict.data_class,
        basis=verdict.basis,
        origin=verdict.origin,
        also=verdict.also,
    )


def _closed(resource: Resource, stated: Verdict | None) -> bool:
    """Whether flows give it no class: it holds no data, is not there any more, or its own label is still to be read.

    Whoever writes a label that is not known yet may mean a more protective class than the flow brings.
    """
    facts = lookup(resource.type, resource.provider)
    holds = facts is None or facts.role not in ("keys", "identity", "none")
    open_label = stated is not None and not stated.data_class.known
    return not holds or resource.state not in _STAYING or open_label


def _edges(flows: Sequence[Flow], resources: Sequence[Resource]) -> Iterator[Edge]:
    """The flows that surely carry data; a disk and what mounts it hold the same, whichever has a label."""
    for number, flow in enumerate(flows):
        if flow.target is not None and flow.sure and flow.kind in CARRYING:
            yield Edge(flow.source, flow.target, number, flow.kind in _COPIES)
            if flow.kind == "mounted-by" and not resources[flow.target].data:
                yield Edge(flow.target, flow.source, number)


def _role(type_: str, facts: TypeFacts | None) -> Fact[str]:
    if facts is None:
        return unknown("type-unknown", type=type_)
    return known(facts.role) if facts.role else unknown("type-deploys-anything", type=type_)
