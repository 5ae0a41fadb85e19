"""Whether policies answered everything: a document and raw findings in, an error or the satisfied requirements out.

An empty answer is never a pass: every judged subject must be answered under every requirement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from souverain.document import Document, ResourceFacts
from souverain.engine import RawFinding
from souverain.engine.rules import Rule
from souverain.engine.view import EACH_FOR_ITSELF, Alike
from souverain.errors import PolicyError
from souverain.findings.binding import APPLICABILITY, NOT_APPLICABLE, Binding
from souverain.model import State

_JUDGED_STATES = ("introduced", "existing")
_STATUSES = ("fail", "unknown", "alert", "pass", "tolerated", NOT_APPLICABLE)
_PLACE_RULE = "unknown_location"


def undeclared(resource: ResourceFacts) -> bool:
    """Whether a resource that stays stores or processes data, or may, of which nobody has said the class."""
    return not resource.data_class.known and _holds(resource)


def protected(resource: ResourceFacts, classes: frozenset[str]) -> bool:
    """Whether a resource that stays stores or processes data of one of the classes, or may."""
    return not classes.isdisjoint(resource.classes) and _holds(resource)


def classes(document: Document) -> frozenset[str]:
    """The classes that a profile protects, with all that are of them."""
    protects = frozenset(document.profile.protects)
    return frozenset(one for one, above in document.classes.items() if not protects.isdisjoint(above))


def _holds(resource: ResourceFacts) -> bool:
    holds = not resource.role.known or resource.role.value in ("stores", "processes")
    return holds and resource.state in _JUDGED_STATES


def subjects(document: Document, among: Sequence[ResourceFacts] | None = None) -> Iterator[ResourceFacts]:
    """The resources that policies must answer for: of all, or of some."""
    these = classes(document)
    resources = document.resources if among is None else among
    return (resource for resource in resources if undeclared(resource) or protected(resource, these))


def check(
    document: Document,
    raw: Sequence[RawFinding],
    rules: Mapping[str, Rule],
    bound: Binding,
    alike: Alike = EACH_FOR_ITSELF,
) -> None:
    """Raise PolicyError when an answer makes no sense, or a subject is left without one.

    Nothing needs to be answered under a requirement that does not bind the workload.
    """
    asked = document.profile
    known = {requirement.id for requirement in asked.requirements} | {"", asked.applicability.requirement}
    for item in raw:
        _check_form(item, document, rules, known)
    judged = alike.one_of_each(document.resources)
    _check_questions(document, raw, judged)
    _check_subjects(document, _Given(raw, rules), bound, judged)


def satisfied(
    document: Document, raw: Sequence[RawFinding], rules: Mapping[str, Rule]
) -> Iterator[tuple[str, str, int]]:
    """Every (rule, requirement, subject) for which all rules of the requirement passed and none said anything else."""
    given = _Given(raw, rules)
    names = {rule.id: name for name, rule in rules.items()}
    for requirement in document.profile.requirements:
        of_resources = given.of_resources(requirement.rules)
        passed = given.proven(requirement.id, of_resources) - given.found[requirement.id]
        for subject in sorted(passed):
            yield names[of_resources[0]], requirement.id, subject


def assumed(requirement: str, subject: int, place: str) -> RawFinding:
    """What strict judging answers in place of a pass that rests on an assumption."""
    evidence = msgspec.Raw(b'[{"kind":"unknown","reason":"place-assumed","args":{}}]')
    return RawFinding(
        rule=_PLACE_RULE,
        requirement=requirement,
        subject=subject,
        place=place,
        status="unknown",
        unknown="place",
        evidence=evidence,
    )


def states_of_undeclared(resources: Sequence[ResourceFacts]) -> dict[int, State]:
    """Number of an input to the state of its undeclared data: introduced when any of it is."""
    states: dict[int, State] = {}
    for resource in resources:
        if undeclared(resource) and states.get(resource.input) != "introduced":
            states[resource.input] = resource.state
    return states


class _Given:
    """What was answered: `found` are the subjects of findings by requirement."""

    def __init__(self, raw: Sequence[RawFinding], rules: Mapping[str, Rule]) -> None:
        self.found: dict[str, set[int]] = defaultdict(set)
        self.said: set[tuple[str, str]] = set()
        """Requirement and rule of every answer about the workload."""
        self._scope = {rule.id: rule.scope for rule in rules.values()}
        self._passed: dict[tuple[str, str], set[int]] = defaultdict(set)
        for item in raw:
            if rules[item.rule].scope == "workload":
                self.said.add((item.requirement, rules[item.rule].id))
                continue
            if item.status == "pass":
                self._passed[item.requirement, rules[item.rule].id].update(item.subjects)
            elif item.subject is not None and item.status != "alert":
                self.found[item.requirement].add(item.subject)

    def of_resources(self, rules: Sequence[str]) -> tuple[str, ...]:
        """Those of the rules that answer for each resource."""
        return tuple(rule for rule in rules if self._scope[rule] != "workload")

    def of_workload(self, rules: Sequence[str]) -> tuple[str, ...]:
        """Those of the rules that answer once, for the workload."""
        return tuple(rule for rule in rules if self._scope[rule] == "workload")

    def proven(self, requirement: str, rules: Sequence[str]) -> set[int]:
        """The subjects that every rule of the requirement lets pass."""
        passes = [self._passed[requirement, rule] for rule in rules]
        return set.intersection(*passes) if passes else set()


def _check_form(item: RawFinding, document: Document, rules: Mapping[str, Rule], requirements: set[str]) -> None:
    numbers = item.subjects if item.subject is None else (*item.subjects, item.subject)
    whole = item.status == "pass" or item.subject is not None or item.input is not None
    whole = whole or (item.rule in rules and rules[item.rule].scope == "workload")
    understood = (
        item.rule in rules
        and item.status in _STATUSES
        and item.requirement in requirements
        and whole
        and (item.status != NOT_APPLICABLE or item.rule == APPLICABILITY)
        and (not numbers or (min(numbers) >= 0 and max(numbers) < len(document.resources)))
        and (item.input is None or 0 <= item.input < len(document.inputs))
        and (not item.place or item.place in document.places)
    )
    if not understood:
        raise PolicyError("strange-answer", rule=item.rule, requirement=item.requirement, status=item.status)


def _check_questions(document: Document, raw: Sequence[RawFinding], judged: Sequence[ResourceFacts]) -> None:
    asked = {subject for item in raw if item.unknown == "class" for subject in item.subjects}
    for resource in judged:
        if not resource.data_class.known and resource.id not in asked and _holds(resource):
            raise PolicyError("unasked", input=document.inputs[resource.input].path)


def _check_subjects(document: Document, given: _Given, bound: Binding, judged: Sequence[ResourceFacts]) -> None:
    expected = {resource.id for resource in subjects(document, judged)}
    for requirement in document.profile.requirements if expected else ():
        if bound.sets_aside(requirement.id):
            continue
        if of_resources := given.of_resources(requirement.rules):
            missing = expected - given.found[requirement.id] - given.proven(requirement.id, of_resources)
            if missing:
                first = document.resources[min(missing)].address
                raise PolicyError("unanswered", requirement=requirement.id, address=first, count=len(missing))
        for rule in given.of_workload(requirement.rules):
            if (requirement.id, rule) not in given.said:
                raise PolicyError("unanswered-workload", requirement=requirement.id, rule=rule)
