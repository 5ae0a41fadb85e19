"""Where data of one resource goes: the resources of a stack in, one `Flow` for each way out.

Every type has a plan of the attributes to look at, so that a resource costs one look at what it states.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

import msgspec

from souverain.document import FlowKind
from souverain.graph import addresses
from souverain.graph.images import Registries
from souverain.graph.links import Link, Links, generated
from souverain.graph.rows import COPYING, LEAVING, SUPPLYING, rows
from souverain.knowledge import types
from souverain.knowledge.flows import MENTIONED, OF_PROVIDER, FlowRow
from souverain.model import Form, ProviderConfig, Resource, Stack

_ITSELF = Link("")
_STAYING = ("introduced", "existing")
_HOLDS = ("stores", "processes", "transports", "")
_LOGS = "log-store"
_MOST_UNSURE = 5
"""Copies of unknown sources that are told apart for one candidate; beyond, their destinations are not."""


class Flow(msgspec.Struct, frozen=True, gc=False):
    """Data of `source` goes to `target` in the same stack, or to what `destination` says."""

    kind: FlowKind
    source: int
    """Position in `Stack.resources`."""
    target: int | None
    """Position in the same stack."""
    destination: str
    """What is written: an ARN, an id, a region, an address; "" if it is not known."""
    via: str
    """Address of the resource that makes the flow, and the attribute that says so."""
    sure: bool = True
    """False when another resource of the stack may be meant at either end."""


class _Blind(msgspec.Struct, frozen=True):
    """A flow whose source is not known, and where it leads."""

    resource: Resource
    row: FlowRow
    destination: Link


class _Asked(msgspec.Struct, frozen=True):
    """What to look at in resources of one form."""

    rows: tuple[FlowRow, ...]
    stated: Mapping[str, Sequence[str]]
    """Path without indices to the paths with indices at which it is written or configured."""
    hidden: Mapping[str, Link]
    """What is known after apply only, in blocks that are generated."""


class _Plan:
    """What to look at in resources of one type."""

    def __init__(self, type_: str, provider: str) -> None:
        self.rows = rows(type_, provider)
        read = {path for row in self.rows for path in (row.source, row.through, *row.destinations, row.only)}
        self._paths = frozenset(path for path in read if path and path[0] not in (MENTIONED, OF_PROVIDER))

    def asked(self, resource: Resource) -> _Asked:
        """The rows of which the resource states enough, and where: the same for all of its form."""
        stated, hidden = self._stated(resource), self._hidden(resource)
        said = {"", *stated, *hidden}
        return _Asked(tuple(row for row in self.rows if _says(row, said)), stated, hidden)

    def _stated(self, resource: Resource) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for path in (*resource.attributes, *resource.expressions):
            if (read := addresses.plain_path(path)) in self._paths:
                found.setdefault(read, {})[path] = None
        return {read: tuple(paths) for read, paths in found.items()}

    def _hidden(self, resource: Resource) -> dict[str, Link]:
        found = ((path, generated(resource, path)) for path in self._paths)
        return {path: link for path, link in found if link is not None}


class Finder:
    """Finds the flows that each resource makes."""

    def __init__(self, stack: Stack, links: Links) -> None:
        self._resources = stack.resources
        self._providers = stack.providers
        self._links = links
        self._registries = Registries(stack.resources, links)
        self._forms = stack.forms
        self._plans: dict[tuple[str, str], _Plan] = {}
        self._asked: dict[Form, _Asked] = {}
        self._blind: list[_Blind] = []
        self._number = 0

    def sure(self) -> Iterator[Flow]:
        """The flows of all that stays or is created."""
        for number, (resource, form) in enumerate(zip(self._resources, self._forms, strict=True)):
            if (asked := self._asked.get(form)) is None:
                asked = self._asked[form] = self._plan(form).asked(resource)
            if asked.rows and resource.state in _STAYING:
                self._number = number
                for row in asked.rows:
                    if _applies(row, resource, asked):
                        yield from self._moved(row, resource, asked)

    def _plan(self, form: Form) -> _Plan:
        key = (form.type, form.provider)
        if (plan := self._plans.get(key)) is None:
            plan = self._plans[key] = _Plan(*key)
        return plan

    def unsure(self, known: frozenset[int]) -> Iterator[Flow]:
        """Flows from all that a mover of unknown source could copy, but what is `known` to be copied by its like.

        To be called after `sure` has ended.
        """
        groups: dict[int, tuple[tuple[int, ...], list[_Blind]]] = {}
        for blind in self._blind:
            candidates = self._links.directory.candidates(blind.row.source, blind.resource)
            groups.setdefault(id(candidates), (candidates, []))[1].append(blind)
        for candidates, movers in groups.values():
            for position in candidates:
                if position not in known:
                    yield from self._could_copy(position, movers)

    def _could_copy(self, source: int, movers: list[_Blind]) -> Iterator[Flow]:
        itself = self._resources[source].address
        for blind in movers[:_MOST_UNSURE]:
            via = f"{blind.resource.address}.{blind.destination.path or blind.row.source}"
            for target in self._targets(blind.resource, blind.destination):
                if source != target and itself != blind.resource.address:
                    yield Flow(blind.row.kind, source, target, blind.destination.written, via, sure=False)
        for blind in movers[_MOST_UNSURE : _MOST_UNSURE + 1]:
            yield Flow(blind.row.kind, source, None, "", f"{blind.resource.address}.{blind.row.source}", sure=False)

    def _moved(self, row: FlowRow, resource: Resource, asked: _Asked) -> Iterator[Flow]:
        if row.kind == SUPPLYING:
            yield from self._supplied(row, resource, asked)
            return
        if row.source.startswith(MENTIONED):
            yield from self._mentioned(row, resource, asked)
            return
        destinations = self._destinations(row, resource, asked)
        if not destinations:
            return
        for source in self._of(resource, row.source, asked):
            for link in destinations:
                if not row.through and not _same_block(source.path, link.path):
                    continue
                if source.reason is not None and row.kind in COPYING:
                    self._blind.append(_Blind(resource, row, link))
                yield from self._flow(row, resource, source, link)

    def _supplied(self, row: FlowRow, resource: Resource, asked: _Asked) -> Iterator[Flow]:
        """Flows to the registries of the images that a resource names, at the first of the paths that is written.

        A document that is known after apply only may name them where its expression does.
        """
        documents = [path.rpartition(".")[0] for path in row.destinations]
        hidden = [path for path in documents if path in resource.unknown and path in resource.expressions]
        for path in next((asked.stated[path] for path in row.destinations if path in asked.stated), hidden):
            for target, host, sure in self._registries.of(resource, path):
                if target != self._number:
                    yield Flow(row.kind, self._number, target, host, f"{resource.address}.{path}", sure)

    def _mentioned(self, row: FlowRow, resource: Resource, asked: _Asked) -> Iterator[Flow]:
        """Flows from all that an attribute mentions and that holds data. What mentions a log store writes to it."""
        path = row.source.removeprefix(MENTIONED)
        ends = [target for link in self._destinations(row, resource, asked) for target in self._targets(resource, link)]
        for position in self._links.mentioned(resource, path):
            if not _holds(self._resources[position]):
                continue
            via = f"{resource.address}.{path}"
            for end in ends:
                if end is None or end == position:
                    continue
                if row.kind == "reads" and _kind(self._resources[position]) == _LOGS:
                    yield Flow("logs-to", end, position, "", via)
                else:
                    yield Flow(row.kind, position, end, "", via)

    def _destinations(self, row: FlowRow, resource: Resource, asked: _Asked) -> list[Link]:
        """What the first of the destinations that is written says; read at another resource where the row says so."""
        if row.through:
            holders = [
                self._resources[position]
                for link in self._at(resource, row.through, asked)
                for position in link.targets
            ]
            return [link for holder in holders for path in row.destinations for link in self._links.of(holder, path)]
        for path in row.destinations:
            if written := self._of(resource, path, asked):
                return written
        return []

    def _of(self, resource: Resource, path: str, asked: _Asked) -> list[Link]:
        if not path:
            return [_ITSELF]
        if path.startswith(OF_PROVIDER):
            return self._of_provider(resource, path.removeprefix(OF_PROVIDER))
        found = self._at(resource, path, asked)
        return [*found, asked.hidden[path]] if path in asked.hidden else found

    def _at(self, resource: Resource, path: str, asked: _Asked) -> list[Link]:
        return self._links.at(resource, asked.stated[path]) if path in asked.stated else []

    def _of_provider(self, resource: Resource, path: str) -> list[Link]:
        config = self._providers.get(resource.provider_key or "")
        targets = self._links.named_by(config, path) if isinstance(config, ProviderConfig) else ()
        return [Link(path, targets=targets)] if targets else []

    def _flow(self, row: FlowRow, resource: Resource, source: Link, destination: Link) -> Iterator[Flow]:
        via = f"{resource.address}.{destination.path or source.path}".removesuffix(".")
        sure = not (source.several or destination.several)
        origins = (
            (self._number,) if source is _ITSELF else source.targets or ((self._number,) if row.kind in COPYING else ())
        )
        for origin in origins:
            for target in self._targets(resource, destination):
                if origin != target and (target is not None or row.kind in LEAVING):
                    yield Flow(row.kind, origin, target, destination.written, via, sure)

    def _targets(self, resource: Resource, destination: Link) -> tuple[int | None, ...]:
        if destination is _ITSELF:
            return (self._number if self._resources[self._number] is resource else self._position(resource),)
        return destination.targets or (None,)

    def _position(self, resource: Resource) -> int | None:
        return self._links.directory.position(resource.address)


def _says(row: FlowRow, said: Set[str]) -> bool:
    """Whether a resource says enough for a row by the paths that it states: where data comes from, and where it goes.

    Images may stand in documents; what is mentioned, or said by the provider block, is looked for in any case.
    """
    paths = (row.source, *row.destinations)
    if row.kind == SUPPLYING or any(path.startswith((MENTIONED, OF_PROVIDER)) for path in paths):
        return True
    return row.source in said and (bool(row.through) or not said.isdisjoint(row.destinations))


def _applies(row: FlowRow, resource: Resource, asked: _Asked) -> bool:
    """Whether the attribute that decides on the flow has a value that makes it, or may."""
    if not row.only:
        return True
    said = [resource.attributes.get(path) for path in asked.stated.get(row.only, ())]
    return any(value is None or (value in row.among if row.among else value not in (False, "")) for value in said)


def _holds(resource: Resource) -> bool:
    facts = types.lookup(resource.type, resource.provider)
    return not resource.data and (facts is None or facts.role in _HOLDS)


def _kind(resource: Resource) -> str:
    facts = types.lookup(resource.type, resource.provider)
    return facts.kind if facts else ""


def _same_block(one: str, other: str) -> bool:
    """Whether two paths stand in the same instance of the blocks that they share: `rule[0]` is not `rule[1]`."""
    if "[" not in one or "[" not in other:
        return True
    for here, there in zip(one.split("."), other.split("."), strict=False):
        if addresses.plain_path(here) != addresses.plain_path(there):
            return True
        if here != there:
            return False
    return True
