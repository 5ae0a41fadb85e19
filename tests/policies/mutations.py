"""Documents of which one fact is taken away, and what policies answer to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rego_cases import Json
from souverain.engine import RawFinding
from souverain.engine import rules as rule_book

UNKNOWN = {"known": False, "reason": "mutated"}
MISSING = object()
ALL_RULES = [
    {"id": "LOC", "rules": ["storage-outside-zone", "cross-border-copy"], "parameters": {"zone": "EEA"}},
    {"id": "REACH", "rules": ["extra-eu-jurisdiction"], "parameters": {"zone": "EEA"}},
    {"id": "CLAUSE", "rules": ["contract"], "parameters": {"clause": "c"}},
    {"id": "SAID", "rules": ["undeclared-workload"], "parameters": {"questions": ["who", "decided", "until"]}},
    {"id": "ACCESS", "rules": ["access-without-ground"], "parameters": {"zone": "FR", "safeguards": True}},
    {"id": "TRANSFER", "rules": ["transfer-without-ground"], "parameters": {"zone": "FR", "safeguards": True}},
    {
        "id": "BOUND",
        "rules": ["storage-outside-zone"],
        "parameters": {"zone": "EEA"},
        "applicability": {"all": [{"any": [{"question": "who", "is": ["state"]}]}]},
    },
    {
        "id": "DEROG",
        "rules": ["storage-outside-zone"],
        "parameters": {"zone": "FR"},
        "derogation": {"needs": [{"question": "granted", "is": ["yes"]}], "until": [{"question": "offer"}]},
    },
    {"id": "OFFER", "rules": ["unqualified-offer"], "parameters": {"scheme": "S", "version": "3.2"}},
    {"id": "AT-REST", "rules": ["unencrypted-data"], "parameters": {}},
    {"id": "CUSTODY", "rules": ["unfit-custody"], "parameters": {"question": "who", "holders.hospital": ["any"]}},
    {"id": "LEVEL", "rules": ["assurance-ceiling"], "parameters": {"zone": "EEA"}},
    {"id": "PRESUMED", "rules": ["extra-eu-jurisdiction"], "parameters": {"zone": "FR"}, "presumed_by": "OFFER"},
    {"id": "DOES", "rules": ["uncovered-activity"], "parameters": {"scheme": "S", "activities": ["hardware"]}},
]
_STATES = ("introduced", "existing")
_TROUBLE = ("fail", "unknown")
_QUESTION = ("parameters", "applicability", "derogation")
"""What a profile asks is the question, and no fact."""
_SCOPE = {rule.id: rule.scope for rule in rule_book.load().values()}
Path = tuple[str | int, ...]
Answer = tuple[str, int]


def asking_everything(facts: Json) -> Json:
    """The facts, with requirements that every rule answers for beside those they have."""
    profile = facts["profile"]
    return {**facts, "profile": {**profile, "requirements": [*profile["requirements"], *ALL_RULES]}}


def fields(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every field of a document but what a profile asks."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in _QUESTION:
                yield (*path, name)
                yield from fields(inner, (*path, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from fields(inner, (*path, number))


def facts(document: Json) -> Iterator[Path]:
    """The fields that hold a fact which can be unknowable."""
    for path in list(fields(document)):
        value = at(document, path)
        if isinstance(value, dict) and "known" in value:
            yield path


def at(document: Json, path: Path) -> Any:
    """What stands at a path."""
    value: Any = document
    for step in path:
        value = value[step]
    return value


@contextmanager
def mutated(document: Json, path: Path, *, value: Any = MISSING) -> Iterator[None]:
    """While it lasts, one field of the document holds another value, or is not there."""
    holder, name = at(document, path[:-1]), path[-1]
    kept = dict(holder)
    del holder[name]
    if value is not MISSING:
        holder[name] = value
    try:
        yield
    finally:
        holder.clear()
        holder.update(kept)


def judged(document: Json) -> set[int]:
    """The subjects that must be answered for, as the contract of the facts words it."""
    return {
        resource["id"]
        for resource in document["resources"]
        if resource["state"] in _STATES and _may_be_protected(resource, document)
    }


def _may_be_protected(resource: Json, document: Json) -> bool:
    """What a profile protects is of one of its classes; a class that the document does not describe says nothing."""
    role = resource["role"].get("value") if resource["role"]["known"] else "stores"
    described = document.get("classes", {})
    said = [resource["class"].get("value"), *resource.get("class_also", [])]
    declared = resource["class"]["known"] and said[0] in described
    protected = any(set(document["profile"]["protects"]) & set(described.get(one, [])) for one in said)
    return role in ("stores", "processes") and (not declared or protected)


def passing(document: Json, findings: Sequence[RawFinding]) -> set[Answer]:
    """Requirement and subject of a document: all rules of the requirement passed, and nothing else was said.

    While it is open whether the regime binds, nothing passes under it.
    """
    if _open(document, findings):
        return set()
    troubled = {(one.requirement, one.subject) for one in findings if one.status in _TROUBLE}
    passed: set[tuple[str, str, int | None]] = set()
    for one in findings:
        if one.status == "pass":
            about: tuple[int | None, ...] = one.subjects if _is_about_resources(one) else (None,)
            passed |= {(one.rule.replace("_", "-"), one.requirement, subject) for subject in about}
    return {
        (requirement["id"], subject)
        for requirement in document["profile"]["requirements"]
        for subject in range(len(document["resources"]))
        if requirement["rules"]
        and all((rule, requirement["id"], _about(rule, subject)) in passed for rule in requirement["rules"])
        and (requirement["id"], subject) not in troubled
        and (requirement["id"], None) not in troubled
    }


def set_aside(document: Json, findings: Sequence[RawFinding]) -> set[str]:
    """The requirements that are said not to bind the workload: all of them where the regime does not."""
    aside = {one.requirement for one in findings if one.status == "not-applicable"}
    stating = document["profile"].get("applicability", {})
    whole = stating.get("all") and stating.get("requirement", "") in aside
    return {item["id"] for item in document["profile"]["requirements"] if whole or item["id"] in aside}


def unanswered(document: Json, findings: Sequence[RawFinding]) -> set[Answer]:
    """Requirement and subject of which nothing was said, though something must be."""
    if _open(document, findings):
        return set()
    answered = passing(document, findings) | {
        (one.requirement, subject)
        for one in findings
        if one.status in (*_TROUBLE, "tolerated")
        for subject in (judged(document) if one.subject is None else {one.subject})
    }
    aside = set_aside(document, findings)
    asked = (item["id"] for item in document["profile"]["requirements"] if item["id"] not in aside)
    return {(requirement, subject) for requirement in asked for subject in judged(document)} - answered


def _open(document: Json, findings: Sequence[RawFinding]) -> bool:
    stating = document["profile"].get("applicability", {})
    named = {one.requirement for one in findings if (one.rule, one.unknown) == ("applicability", "workload")}
    return bool(stating.get("all")) and stating.get("requirement", "") in named


def _is_about_resources(one: RawFinding) -> bool:
    return _SCOPE[one.rule.replace("_", "-")] != "workload"


def _about(rule: str, subject: int) -> int | None:
    return subject if _SCOPE[rule] != "workload" else None
