"""One run of the engine on one stack: resources asked about one by one in, their violations out, then the stack's.

A resource is judged alone before it exists, and again with all others at the end, when references are known. What is
unknown only because it stands in another resource waits for the end; what is unknown for good does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec
from msgspec import Raw

from souverain.config import Config
from souverain.findings import Finding
from souverain.graph.addresses import plain_path
from souverain.knowledge import types
from souverain.model import Resource, Stack
from souverain.pulumi_pack.policies import Level
from souverain.pulumi_pack.violations import Violation, violations
from souverain.readers.pulumi import stacks, urns
from souverain.readers.pulumi.objects import Object
from souverain.readers.pulumi.properties import PropertyReader
from souverain.readers.pulumi.resources import ResourceReader
from souverain.readers.source import Source

_WAITING = frozenset({"unknown-location", "unknown-operator"})
"""Rules whose answer may come from the resources that one refers to."""
_NAMES = frozenset({"bucket", "id", "identifier", "name"})
"""Attributes that only name a resource, unless its type says that they say more."""
_NAMELESS = "urn:pulumi:stack::project::type::name"
"""Stands for the resource that is judged, so that equal ones have equal facts."""
_REMEMBERED = 10_000

Findings = Callable[[Stack], Iterable[Finding]]
Key = tuple[object, ...]


class Session:
    """What is known of the stack so far."""

    def __init__(self, findings: Findings, config: Config, levels: Mapping[str, Level]) -> None:
        self._findings = findings
        self._config = config
        self._levels = levels
        self._source = Source("", "", b"")
        self._settled = True
        self._analyzed = True
        """Whether a state is analyzed: what exists has outputs, which only the end shows."""
        self._configuration: Mapping[str, Raw] = stacks.NO_CONFIGURATION
        self._reader = ResourceReader()
        self._asked: dict[str, Object] = {}
        self._providers: dict[str, Object] = {}
        self._known: dict[Key, tuple[Violation, ...]] = {}
        self._told: set[tuple[str, str, str]] = set()
        self._by_address = any(rule.address != "*" for rule in config.classes)

    def configure(self, name: str, configuration: Mapping[str, Raw], *, preview: bool) -> None:
        """What the stack is, and whether its outputs are only foreseen; of a state that is analyzed nobody says it."""
        self._source = Source(name, "", b"")
        self._configuration = configuration
        self._settled = not preview
        self._analyzed = False

    def before(self, item: Object, provider: Object | None) -> tuple[Violation, ...]:
        """The violations of a resource that is about to be made. Raises SouverainError when it cannot be judged."""
        self._asked[item.urn] = item
        if provider is not None:
            self._providers[provider.urn] = provider
        if not stacks.is_somewhere(item):
            return ()
        found = self._violations(item)
        self._told.update(map(_cause, found))
        return found

    def at_the_end(self, items: Iterable[Object]) -> tuple[Violation, ...]:
        """What the stack as a whole violates, and was not said of a resource before."""
        stack = self._stack(tuple(items))
        found = violations(self._findings(stack), self._levels, self._config.lang)
        return tuple(item for item in found if _cause(item) not in self._told)

    def asked(self, urn: str) -> Object | None:
        """A resource as it was asked about, None when it never was."""
        return self._asked.get(urn)

    @property
    def settled(self) -> bool:
        """Whether outputs are those of what exists."""
        return self._settled

    def _violations(self, item: Object) -> tuple[Violation, ...]:
        """Those of one resource; resources that differ in nothing but their names have the same."""
        (resource,) = self._reader.read((item,))
        key = self._key(resource, self._reader.properties(item))
        if (found := self._known.get(key)) is None:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            nameless = item if self._by_address else msgspec.structs.replace(item, urn=_NAMELESS)
            kept = [
                finding for finding in self._findings(self._stack((nameless,))) if not self._waits(finding, resource)
            ]
            found = self._known[key] = violations(kept, self._levels, self._config.lang)
        return tuple(msgspec.structs.replace(violation, urn=item.urn) for violation in found)

    def _waits(self, finding: Finding, resource: Resource) -> bool:
        return _waits(finding, resource) or (self._analyzed and finding.status == "unproven")

    def _stack(self, items: tuple[Object, ...]) -> Stack:
        """The resources with the providers that they use."""
        used = dict.fromkeys(urns.provider_urn(item.provider) for item in items if item.provider)
        shown = (self._providers[urn] for urn in used if urn in self._providers)
        return stacks.stack(
            self._source, "pulumi-preview", (*items, *shown), configuration=self._configuration, has_actions=True
        )

    def _key(self, resource: Resource, reader: PropertyReader) -> Key:
        """All that the judgement of a resource alone depends on."""
        named = _NAMES - {*reader.places, *reader.endpoints}
        attributes = sorted((path, value) for path, value in resource.attributes.items() if path not in named)
        return (
            resource.type,
            resource.provider_key,
            tuple(attributes),
            resource.unknown,
            frozenset(resource.expressions),
            resource.address if self._by_address else "",
        )


def _cause(violation: Violation) -> tuple[str, str, str]:
    """What tells two violations apart: the policy, the resource, and the first line of what is said."""
    return violation.policy, violation.urn, violation.message.partition("\n")[0]


def _waits(finding: Finding, resource: Resource) -> bool:
    """Whether an answer may be another one when the whole stack is known."""
    if not finding.address:
        return True
    facts = types.lookup(resource.type, resource.provider)
    if facts is None or finding.rule not in _WAITING or finding.status != "unproven":
        return False
    open_ = {plain_path(path) for path in resource.expressions if path in resource.unknown}
    if open_ & set(facts.location):
        return False
    return facts.model == "parent" or bool(open_ & facts.references.keys())
