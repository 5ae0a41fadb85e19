"""The data class of each resource, and why: a stack and the configuration in, a `Classified` for each resource out.

What counts, in this order: the configuration, labels, default labels of the provider block, a type that exists for
health data, what holds the resource, `--assume-class`. Where two statements differ, the more protective class holds.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from souverain.config import ClassRule, Config
from souverain.document import Basis
from souverain.knowledge.types import TypeFacts, lookup
from souverain.model import Fact, Resource, Stack, known, unknown
from souverain.sensitivity.holders import Holders
from souverain.sensitivity.labels import Label, LabelReader
from souverain.sensitivity.rules import Rules
from souverain.sensitivity.verdict import Verdict, decide, described_by, held, undeclared
from souverain.sensitivity.words import Vocabulary

_DEEPEST = 8
"""Levels of holders: a blob in a container in an account has two."""
_STAYING = ("introduced", "existing")


class Classified(msgspec.Struct, frozen=True):
    """What a resource does with data, and of which class the data is."""

    role: Fact[str]
    kind: str
    service: str
    data_class: Fact[str]
    basis: Basis


def classify(stack: Stack, config: Config) -> tuple[Classified, ...]:
    """One answer for each resource of the stack, in its order."""
    classifier = _Classifier(stack, config)
    return tuple(classifier.classified(number) for number in range(len(stack.resources)))


class _Classifier:
    """Classifies the resources of one stack; equal statements about equal types give the same object."""

    def __init__(self, stack: Stack, config: Config) -> None:
        self._stack = stack
        self._assumed = config.assume_class
        self._vocabulary = Vocabulary(config.labels)
        self._labels = LabelReader(self._vocabulary)
        self._rules = Rules(config.classes, stack.input.path)
        self._holders: Holders | None = None
        self._verdicts: dict[tuple[str, tuple[Label, ...], ClassRule | None], Verdict | None] = {}
        self._held: dict[str, Verdict | None] = {}
        self._found: dict[int, Verdict | None] = {}
        self._results: dict[tuple[str, str, int], Classified] = {}

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
            if resource.keeps_state:
                self._found[number] = self._stated(resource) or self._of_state(number)
            else:
                self._found[number] = self._stated(resource) or self._inherited(number, inside)
        return self._found[number]

    def _of_state(self, number: int) -> Verdict | None:
        """The most protective class of all that the state describes; None where some of that has none."""
        described = (
            (resource, self._verdict(other, frozenset({number})))
            for other, resource in enumerate(self._stack.resources)
            if other != number and resource.state in _STAYING
        )
        return described_by(((_holds(resource), resource.address, verdict) for resource, verdict in described))

    def _stated(self, resource: Resource) -> Verdict | None:
        facts = lookup(resource.type, resource.provider)
        provider = self._stack.providers.get(resource.provider_key) if resource.provider_key else None
        labels = self._labels.labels(resource, provider, facts.tags if facts else "tags")
        rule = self._rules.match(resource) if self._rules else None
        health = resource.type if facts is not None and facts.health else ""
        if not (labels or rule or health):
            return None
        key = (health, labels, rule)
        if key not in self._verdicts:
            self._verdicts[key] = decide(rule, labels, health_type=health, vocabulary=self._vocabulary)
        return self._verdicts[key]

    def _inherited(self, number: int, inside: frozenset[int]) -> Verdict | None:
        if self._holders is None:
            self._holders = Holders(self._stack.resources)
        holder = self._holders.of(self._stack.resources[number])
        if not holder or number in inside or len(inside) > _DEEPEST:
            return None
        if holder not in self._held:
            self._held[holder] = self._of_holder(self._holders.instances(holder), holder, inside | {number})
        return self._held[holder]

    def _of_holder(self, instances: Sequence[int], holder: str, inside: frozenset[int]) -> Verdict | None:
        """The class that all instances of a holder share: which of them holds the resource is not known."""
        verdicts = [self._verdict(instance, inside) for instance in instances]
        first = verdicts[0]
        if first is None or any(other is None or other.data_class != first.data_class for other in verdicts):
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
    )


def _role(type_: str, facts: TypeFacts | None) -> Fact[str]:
    if facts is None:
        return unknown("type-unknown", type=type_)
    return known(facts.role) if facts.role else unknown("type-deploys-anything", type=type_)
