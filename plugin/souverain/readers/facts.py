"""A facts document of an earlier run (`souverain facts`): JSON in, the same `Document` out.

It was written by souverain, so nothing in it is guessed or completed: what does not hold together is refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, get_args

import msgspec

from souverain.classes import shipped
from souverain.document import FACTS_SCHEMA, DataRole, Document
from souverain.errors import ReadError
from souverain.model import Fact
from souverain.readers.members import Members, value
from souverain.readers.source import Source

_ROLES = frozenset(get_args(DataRole))
_FAMILY = FACTS_SCHEMA.rpartition("/")[0] + "/"


def recognises(found: Members) -> bool:
    """Whether the document says that it is one of facts, in whatever version."""
    return _schema(found).startswith(_FAMILY)


def read(source: Source, found: Members) -> Document:
    """The document, checked. Raises ReadError for another version, or for an id that stands for nothing."""
    if _schema(found) != FACTS_SCHEMA:
        raise ReadError("facts-version", path=source.path, schema=_schema(found), read=FACTS_SCHEMA, kind="facts")
    document = msgspec.convert({name: value(bytes(raw)) for name, raw in found.items()}, Document)
    if broken := next(_inconsistencies(document), None):
        raise ReadError("facts-inconsistent", path=source.path, what=broken, kind="facts")
    return document


def _schema(found: Members) -> str:
    written = value(bytes(found["schema"])) if "schema" in found else ""
    return written if isinstance(written, str) else ""


def _inconsistencies(document: Document) -> Iterator[str]:
    """What the document mentions and does not hold."""
    for number, resource in enumerate(document.resources):
        where = f"resources[{number}]"
        if resource.id != number:
            yield f"{where}.id: {resource.id}"
        if not 0 <= resource.input < len(document.inputs):
            yield f"{where}.input: {resource.input}"
        for basis in (resource.class_basis, *(ref.basis for ref in resource.places)):
            if basis not in document.bases:
                yield f"{where}: basis {basis}"
        for ref in resource.places:
            if ref.place not in document.places:
                yield f"{where}: place {ref.place}"
        for one in resource.classes if resource.data_class.known else resource.class_also:
            if one not in document.classes:
                yield f"{where}: class {one}"
        yield from _valueless(where, resource.role, resource.data_class)
        if resource.role.known and resource.role.value not in _ROLES:
            yield f"{where}.role: {resource.role.value}"
    yield from _missing(document)
    yield from _broken_classes(document)
    yield from _broken_flows(document)
    yield from _broken_places(document)


def _broken_classes(document: Document) -> Iterator[str]:
    """Classes that are less than they must be: a shipped one keeps all that it is, an own one is one of them."""
    base = shipped().above
    for id_, above in document.classes.items():
        if id_ not in above or not set(base.get(id_, ())) <= set(above) or base.keys().isdisjoint(above):
            yield f"classes.{id_}: {', '.join(above)}"
    for id_ in base.keys() - document.classes.keys():
        yield f"classes: {id_}"


def _missing(document: Document) -> Iterator[str]:
    """What an input held when it was read, and the document does not."""
    held = Counter(resource.input for resource in document.resources)
    for number, item in enumerate(document.inputs):
        if item.resources != held[number]:
            yield f"inputs[{number}].resources: {item.resources} / {held[number]}"


def _broken_flows(document: Document) -> Iterator[str]:
    for number, flow in enumerate(document.flows):
        where = f"flows[{number}]"
        for end in (flow.source, flow.target):
            if end is not None and not 0 <= end < len(document.resources):
                yield f"{where}: resource {end}"
        if flow.target is None and flow.place not in document.places:
            yield f"{where}: place {flow.place}"
        if flow.basis not in document.bases:
            yield f"{where}: basis {flow.basis}"
    for number, resource in enumerate(document.resources):
        if resource.class_flow is not None and not 0 <= resource.class_flow < len(document.flows):
            yield f"resources[{number}].class_flow: {resource.class_flow}"


def _broken_places(document: Document) -> Iterator[str]:
    for id_, place in document.places.items():
        where = f"places.{id_}"
        yield from _valueless(where, place.provider, place.offer, place.region, place.operator, place.certificates)
        yield from _empty(where, place.countries)
        if place.operator.known and place.operator.value not in document.operators:
            yield f"{where}: operator {place.operator.value}"
    for question, answer in document.workload.answers.items():
        yield from _empty(f"workload.answers.{question}", answer)
    for code, decision in document.adequacy.items():
        yield from _valueless(f"adequacy.{code}", decision.covers)
    for id_, operator in document.operators.items():
        yield from _valueless(f"operators.{id_}", operator.country, operator.reach)
        yield from _empty(f"operators.{id_}", operator.parents)


def _valueless(where: str, *facts: Fact[Any]) -> Iterator[str]:
    """Facts said to be known that hold nothing: read as they are, they could pass for an answer."""
    for fact in facts:
        if fact.known and fact.value is None:
            yield f"{where}: a known fact without value"
        if not fact.known and not fact.reason:
            yield f"{where}: an unknown fact without reason"


def _empty(where: str, fact: Fact[Any]) -> Iterator[str]:
    """The same for lists that are never empty when known: data lies somewhere, an operator has a parent or is one."""
    yield from _valueless(where, fact)
    if fact.known and fact.value == ():
        yield f"{where}: a known fact with an empty list"
