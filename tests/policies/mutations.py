"""Documents of which one fact is taken away, and what policies answer to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rego_cases import Json
from souverain.engine import RawFinding

UNKNOWN = {"known": False, "reason": "mutated"}
MISSING = object()
ALL_RULES = [
    {"id": "LOC", "rules": ["storage-outside-zone", "cross-border-copy"], "parameters": {"zone": "EEA"}},
    {"id": "REACH", "rules": ["extra-eu-jurisdiction"], "parameters": {"zone": "EEA"}},
    {"id": "CLAUSE", "rules": ["contract"], "parameters": {"clause": "c"}},
    {"id": "OFFER", "rules": ["unqualified-offer"], "parameters": {"scheme": "S", "version": "3.2"}},
]
_STATES = ("introduced", "existing")
_TROUBLE = ("fail", "unknown")
Path = tuple[str | int, ...]
Answer = tuple[str, int]


def asking_everything(facts: Json) -> Json:
    """The facts, with requirements that every rule answers for beside those they have."""
    profile = facts["profile"]
    return {**facts, "profile": {**profile, "requirements": [*profile["requirements"], *ALL_RULES]}}


def fields(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every field of a document but the parameters of requirements: they are the question, not facts."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name != "parameters":
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
    protects = document["profile"]["protects"]
    return {
        resource["id"]
        for resource in document["resources"]
        if resource["state"] in _STATES and _may_be_protected(resource, protects)
    }


def _may_be_protected(resource: Json, protects: Sequence[str]) -> bool:
    role = resource["role"].get("value") if resource["role"]["known"] else "stores"
    unprotected = resource["class"]["known"] and resource["class"].get("value") not in protects
    return role in ("stores", "processes") and not unprotected


def passing(document: Json, findings: Sequence[RawFinding]) -> set[Answer]:
    """Requirement and subject of a document: all rules of the requirement passed, and nothing else was said."""
    troubled = {(one.requirement, one.subject) for one in findings if one.status in _TROUBLE}
    passed = {
        (one.rule.replace("_", "-"), one.requirement, subject)
        for one in findings
        if one.status == "pass"
        for subject in one.subjects
    }
    return {
        (requirement["id"], subject)
        for requirement in document["profile"]["requirements"]
        for subject in range(len(document["resources"]))
        if requirement["rules"]
        and all((rule, requirement["id"], subject) in passed for rule in requirement["rules"])
        and (requirement["id"], subject) not in troubled
    }


def unanswered(document: Json, findings: Sequence[RawFinding]) -> set[Answer]:
    """Requirement and subject of which nothing was said, though something must be."""
    answered = passing(document, findings) | {
        (one.requirement, one.subject) for one in findings if one.status in _TROUBLE and one.subject is not None
    }
    asked = (requirement["id"] for requirement in document["profile"]["requirements"])
    return {(requirement, subject) for requirement in asked for subject in judged(document)} - answered
