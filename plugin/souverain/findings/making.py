"""Findings made one by one: an answer with its price and its texts in, `Finding`s with their place in the order out."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import msgspec

from souverain.document import Document, PlaceRef, ResourceFacts
from souverain.engine import RawFinding
from souverain.engine.evidence import Counted
from souverain.engine.rules import Rule
from souverain.engine.view import Alike
from souverain.findings import answers, pricing
from souverain.findings.binding import APPLICABILITY, Binding
from souverain.findings.finding import Asked, Finding
from souverain.findings.telling import Teller, Told
from souverain.globs import without_keys
from souverain.model import STATE_TYPE, Confidence, Location, Reason, State

_DECLARED_IN = "souverain.yaml"
_CONTRADICTED = "contradicted-class"
_CONTRADICTED_PLACE = "contradicted-place"
_STATE = "unknown-state"
_OF_PLACES = ("location", "jurisdiction")
"""Categories of rules that a copy elsewhere can break."""
_DIFFERING = (
    "class-label-over-configuration",
    "class-contradiction",
    "class-contradicts-flow",
    "class-below-flow",
    "class-below-copy",
)
_ELSEWHERE = "contradiction"

Order = tuple[int, int, str, str, str, str]
"""Input, resource, requirement, rule, place, group: findings come in this order."""

Placed = tuple[Order, Finding]


class Maker:
    """Makes the findings of one document under one profile."""

    def __init__(self, document: Document, asked: Asked, teller: Teller, bound: Binding, alike: Alike) -> None:
        self._document = document
        self._kinds = alike
        self._asked = asked
        self._teller = teller
        self._bound = bound
        self._costs = pricing.costs(asked.profile)
        self._tallies: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        self._protected = answers.classes(document)
        self._undeclared = answers.states_of_undeclared(alike.one_of_each(document.resources))
        self._alike: dict[tuple[object, ...], _Alike] = {}
        """By all that decides but the resource itself: thousands of resources share a few answers."""

    def findings(self, raw: RawFinding) -> Iterator[Placed]:
        """The findings of one answer, on all that its subject stands for; none when its unknown costs nothing."""
        return self._priced(raw, () if raw.subject is None else self._kinds.of(raw.subject))

    def _priced(self, raw: RawFinding, subjects: Sequence[int]) -> Iterator[Placed]:
        rule = self._asked.rules[raw.rule]
        if raw.rule != APPLICABILITY and self._bound.sets_aside(raw.requirement):
            return
        price = pricing.price(raw, rule, self._costs, strict=self._asked.config.strict)
        if price is None:
            return
        if rule.scope == "workload":
            if self._concerned or price != pricing.Price("alert", "note"):
                yield self._on_workload(raw, rule, price)
        elif raw.subject is None:
            yield self._on_input(self._counted(raw), rule, price)
        elif not self._can_wait(raw, price, self._document.resources[raw.subject]):
            yield from self._on_resources(raw, rule, price, subjects)

    def passes(self, satisfied: Iterator[tuple[str, str, int]]) -> Iterator[Placed]:
        """What was satisfied, when it is asked for; and what strict judging does not let pass."""
        config = self._asked.config
        for rule, requirement, kind in satisfied:
            assumed = dict(self._assumed(kind)) if config.strict else {}
            for subject, place in assumed.items():
                yield from self._priced(answers.assumed(requirement, subject, place), (subject,))
            if config.include_passes:
                places = self._document.resources[kind].places
                at = places[0].place if places else ""
                raw = RawFinding(rule=rule, requirement=requirement, subject=kind, place=at, status="pass")
                sure = [subject for subject in self._kinds.of(kind) if subject not in assumed]
                yield from self._on_resources(raw, self._asked.rules[rule], pricing.Price("pass", "note"), sure)

    def _assumed(self, kind: int) -> Iterator[tuple[int, str]]:
        """The resources of a kind of which a place is assumed, with the first of those."""
        for subject in self._kinds.of(kind):
            for ref in self._document.resources[subject].places:
                if self._confidence(ref) == "assumed":
                    yield subject, ref.place
                    break

    def contradictions(self) -> Iterator[Placed]:
        """An alert for each judged resource about which two statements differ: about its class, or about its place.

        The stricter class was judged, and both places.
        """
        classes, places = self._saying(*_DIFFERING), self._saying(_ELSEWHERE)
        steps: dict[int, Reason | None] = {}
        """By the identity of the places of a resource, which many share."""
        for resource in self._document.resources if classes or places else ():
            if resource.state not in ("introduced", "existing"):
                continue
            if step := classes.get(resource.class_basis):
                yield self._contradicted(_CONTRADICTED, "settle-class", step, resource)
            if (key := id(resource.places)) not in steps:
                steps[key] = next((places[ref.basis] for ref in resource.places if ref.basis in places), None)
            if step := steps[key]:
                yield self._contradicted(_CONTRADICTED_PLACE, "settle-place", step, resource)

    def _saying(self, *codes: str) -> dict[str, Reason]:
        """Bases among whose steps is one of these, with the step."""
        bases = self._document.bases.items()
        return {id_: step for id_, basis in bases for step in basis.why if step.code in codes}

    def _contradicted(self, rule: str, settle: str, step: Reason, resource: ResourceFacts) -> Placed:
        key = (id(step), rule, resource.input, resource.state)  # a step stands as long as the document
        if (alike := self._alike.get(key)) is None:
            alike = self._alike[key] = self._alike_to(
                rule,
                self._teller.contradiction(step, settle),
                price=pricing.Price("alert", "warning"),
                raw=RawFinding(rule="", status="alert", subject=resource.id),
                subject=resource,
                confidence="observed",
            )
        return (resource.input, resource.id, "", rule, "", alike.finding.group), alike.about(resource)

    def _can_wait(self, raw: RawFinding, price: pricing.Price, resource: ResourceFacts) -> bool:
        """Whether an unknown costs no more than a note: of what may hold nothing of concern it is not asked yet."""
        return raw.status == "unknown" and price == pricing.Price("alert", "note") and not resource.data_class.known

    def states(self) -> Iterator[Placed]:
        """One for each input with judged resources whose state is nowhere to be seen, where the profile requires it."""
        price = pricing.of_unknown("gate" if self._asked.config.strict else self._costs["state"], "error")
        hidden = [number for number, item in enumerate(self._document.inputs) if not item.state.known]
        judged = {resource.input for resource in self._judged()} if price and hidden else set()
        for number in (number for number in hidden if number in judged):
            told = self._teller.unseen_state(self._document.inputs[number].state)
            subject = _WholeInput(input=number, state="introduced")
            alike = self._alike_to(
                _STATE,
                told,
                price=price or pricing.Price("alert", "note"),
                raw=RawFinding(rule="", status="unknown", input=number),
                subject=subject,
                confidence="unknown",
            )
            yield (number, -1, "", _STATE, "", told.group), alike.about(subject)

    def _on_resources(
        self, raw: RawFinding, rule: Rule, price: pricing.Price, subjects: Sequence[int]
    ) -> Iterator[Placed]:
        """The findings on resources that rules cannot tell from each other: one text for those that read alike too."""
        found: dict[tuple[int, str, int | None], _Alike] = {}
        for resource in map(self._document.resources.__getitem__, subjects):
            key = (id(resource.places), resource.type, resource.class_flow)
            if (alike := found.get(key)) is None:
                alike = found[key] = self._remembered(raw, rule, price, resource)
            for said in alike.tally:
                self._tallies[resource.input][said].add(resource.id)
            order = (resource.input, resource.id, raw.requirement, rule.id, raw.place, alike.finding.group)
            yield order, alike.about(resource)

    def _remembered(self, raw: RawFinding, rule: Rule, price: pricing.Price, resource: ResourceFacts) -> _Alike:
        """What the answer comes to for this resource, and for all of which the same is answered."""
        ref = _at(raw.place, resource)
        key = (
            *(raw.rule, raw.requirement, raw.status, raw.place, raw.unknown, bytes(raw.evidence)),
            *(price, ref.basis if ref else "", resource.input, resource.type, resource.state),
            *(resource.data_class.known, resource.data_class.value, resource.class_also, resource.class_flow),
        )
        if (alike := self._alike.get(key)) is None:
            alike = self._alike[key] = self._answered(raw, rule, price, resource, ref)
        return alike

    def _answered(
        self, raw: RawFinding, rule: Rule, price: pricing.Price, resource: ResourceFacts, ref: PlaceRef | None
    ) -> _Alike:
        """What the answer comes to for this resource, and for all that are alike."""
        open_class = not resource.data_class.known
        open_binding = self._bound.leaves_open(raw.requirement)
        asks = (open_class or open_binding) and price.status in ("fail", "unproven")
        data_class = ("state:" if resource.type.startswith(STATE_TYPE) else "") + self._class(resource)
        told = self._teller.tell(raw, rule, data_class, self._document.bases[ref.basis] if ref else None)
        if price.status == "fail" and rule.category in _OF_PLACES:
            told = self._teller.beside_scanners(told, resource.type)
        if resource.class_flow is not None:
            told = self._teller.come_by(told, resource)
        alike = self._alike_to(
            rule.id,
            told,
            price=pricing.Price("question", price.severity) if asks else price,
            raw=raw,
            subject=resource,
            confidence=self._confidence(ref),
        )
        if open_class:
            alike = alike._replace(cause=f"{told.cause}?", tally=told.tally if asks else ())
        return alike

    def _class(self, resource: ResourceFacts) -> str:
        """The class that makes it of concern, the most protective of them."""
        said = resource.classes
        return next((one for one in said if one in self._protected), said[0])

    def _on_workload(self, raw: RawFinding, rule: Rule, price: pricing.Price) -> Placed:
        told = self._teller.tell(raw, rule, "undeclared", None)
        asks = rule.id != APPLICABILITY and self._bound.leaves_open(raw.requirement)
        if asks and price.status in ("fail", "unproven"):
            price = pricing.Price("question", price.severity)
        subject = _Workload(state=self._state, location=self._where())
        alike = self._alike_to(rule.id, told, price=price, raw=raw, subject=subject, confidence="unknown")
        return (-1, -1, raw.requirement, rule.id, "", told.group), alike.about(subject)

    @cached_property
    def _concerned(self) -> bool:
        """Whether some judged data is known to be of concern; before that nobody is asked what costs but a note."""
        return any(resource.data_class.known for resource in self._judged())

    def _judged(self) -> Iterator[ResourceFacts]:
        """One of each kind of the resources that policies answer for."""
        return answers.subjects(self._document, self._kinds.one_of_each(self._document.resources))

    def _where(self) -> Location:
        """Where the workload declares itself, or would."""
        return Location(self._asked.config.path or _DECLARED_IN)

    @cached_property
    def _state(self) -> State:
        """What the change does to the judged data as a whole: it introduces some, or it does not."""
        states = {resource.state for resource in self._judged()}
        return "existing" if states == {"existing"} else "introduced"

    def _counted(self, raw: RawFinding) -> RawFinding:
        """The answer with how many of the resources that it concerns store data, and how many process it."""
        subjects = self._kinds.all(raw.subjects)
        roles = [self._document.resources[subject].role.value for subject in subjects]
        processors = roles.count("processes")
        counts = Counted(stores=len(roles) - processors, processors=processors)
        evidence = [*msgspec.json.decode(raw.evidence, type=list[msgspec.Raw]), counts]
        return msgspec.structs.replace(raw, subjects=subjects, evidence=msgspec.Raw(msgspec.json.encode(evidence)))

    def _on_input(self, raw: RawFinding, rule: Rule, price: pricing.Price) -> Placed:
        number = raw.input or 0
        tally = {said: len(subjects) for said, subjects in self._tallies[number].items()}
        subjects = [self._document.resources[subject] for subject in raw.subjects]
        told = self._teller.counted(self._teller.tell(raw, rule, "undeclared", None), tally, subjects)
        subject = _WholeInput(input=number, state=self._undeclared.get(number, "introduced"))
        alike = self._alike_to(rule.id, told, price=price, raw=raw, subject=subject, confidence="unknown")
        return (number, -1, raw.requirement, rule.id, "", told.group), alike.about(subject)

    def _alike_to(
        self,
        rule: str,
        told: Told,
        *,
        price: pricing.Price,
        raw: RawFinding,
        subject: _Subject,
        confidence: Confidence,
    ) -> _Alike:
        """The finding on a subject and on all that are alike."""
        finding = Finding(
            input="" if subject.input is None else self._document.inputs[subject.input].path,
            profile=self._document.profile.id,
            rule=rule,
            requirement=f"{self._document.profile.regime}/{raw.requirement}" if raw.requirement else "",
            binding=self._asked.regime.binding if raw.requirement else self._unasked_binding(raw.rule),
            status=price.status,
            state=subject.state,
            action="",
            gate=pricing.gates(price, subject.state, self._asked.config),
            severity=price.severity,
            confidence=confidence,
            address="",
            group=told.group,
            message=told.message,
            evidence=told.evidence,
            legal_basis=told.legal_basis,
            remediation=told.remediation,
            remedy=told.remedy,
            location=None,
            fingerprint="",
        )
        return _Alike(finding, told.cause)

    def _unasked_binding(self, rule: str) -> str:
        """What a finding binds by that no requirement asked for: a rule that a user added is of the house."""
        added = rule in self._asked.rules and self._asked.rules[rule].own
        return "house" if added else self._asked.regime.binding

    def _confidence(self, ref: PlaceRef | None) -> Confidence:
        return self._document.bases[ref.basis].confidence if ref else "unknown"


def _at(place: str, resource: ResourceFacts) -> PlaceRef | None:
    for ref in resource.places:
        if ref.place == place:
            return ref
    return None


def _fingerprint(cause: str, identity: str) -> str:
    """What tells a finding again in another run: never language, date, path or index."""
    return hashlib.sha256(f"{cause}\0{identity}".encode()).hexdigest()


class _Alike(NamedTuple):
    """What the findings on subjects alike have in common. `cause` goes into fingerprints."""

    finding: Finding
    cause: str
    tally: tuple[str, ...] = ()
    """What is wrong, where the subjects are only counted as yet."""

    def about(self, subject: _Subject) -> Finding:
        """The finding on one of them."""
        before = subject.previous_address
        return msgspec.structs.replace(
            self.finding,
            action=subject.action,
            address=subject.address,
            location=subject.location,
            fingerprint=_fingerprint(self.cause, subject.identity),
            moved_from=_fingerprint(self.cause, without_keys(before)) if before else "",
        )


class _WholeInput(msgspec.Struct, frozen=True, kw_only=True):
    """An input in the place of a resource."""

    input: int
    state: State
    action: str = ""
    address: str = ""
    identity: str = ""
    previous_address: str | None = None
    location: Location | None = None


class _Workload(msgspec.Struct, frozen=True, kw_only=True):
    """The workload in the place of a resource."""

    state: State
    location: Location | None
    input: None = None
    action: str = ""
    address: str = ""
    identity: str = ""
    previous_address: str | None = None


_Subject = ResourceFacts | _WholeInput | _Workload
