"""One run of the engine on one stack: resources asked about one by one in, their violations out, then the stack's.

A resource is judged alone before it exists, and again with all others at the end, when references are known. What is
unknown only because it stands in another resource waits for the end; what is unknown for good does not. What rules of
the user's say waits too: nobody knows what else in the stack they look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec
from msgspec import Raw

from souverain.config import Config
from souverain.findings import Finding
from souverain.graph.addresses import is_urn, plain_path
from souverain.knowledge import types
from souverain.model import Resource, Stack
from souverain.pulumi_pack import policies
from souverain.pulumi_pack.policies import Level
from souverain.pulumi_pack.violations import Violation, violations
from souverain.readers.pulumi import stacks, urns
from souverain.readers.pulumi.objects import Object
from souverain.readers.source import Source, undigested

_NAMELESS = "urn:pulumi:stack::project::type::name"
"""Stands for the resource that is judged, so that those that differ in nothing else have equal facts."""
_POINTING = frozenset({"address", "addresses", "baseline", "fingerprint", "fingerprints"})
"""Members of a configuration that mean single resources."""

_REMEMBERED = 1_000

Findings = Callable[[Stack], Iterable[Finding]]


class Session:
    """What is known of the stack so far."""

    def __init__(
        self, findings: Findings, config: Config, levels: Mapping[str, Level], own: frozenset[str] = frozenset()
    ) -> None:
        """`own` are the rules of the user's."""
        self._findings = findings
        self._own = own
        self._config = config
        self._levels = levels
        self._source = Source("", undigested, b"")
        self._settled = True
        self.analyzed = True
        """Whether a state is analyzed: what exists has outputs, which only the end shows."""
        self._configuration: Mapping[str, Raw] = stacks.NO_CONFIGURATION
        self._asked: dict[str, Object] = {}
        self._providers: dict[str, Object] = {}
        self._told: set[tuple[str, str, str, str]] = set()
        self._violated: dict[tuple[int, ...], tuple[list[Finding], tuple[Violation, ...]]] = {}
        """By the identities of the findings, which stand beside, so that they live as long."""
        self._by_address = _points(msgspec.to_builtins(config))

    def configure(self, name: str, configuration: Mapping[str, Raw], *, preview: bool) -> None:
        """What the stack is, and whether its outputs are only foreseen; of a state that is analyzed nobody says it."""
        self._source = Source(name, undigested, b"")
        self._configuration = configuration
        self._settled = not preview
        self.analyzed = False

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

    def at_the_end(self, items: Iterable[Object], providers: Iterable[Object]) -> tuple[Violation, ...]:
        """What the stack as a whole violates, and was not said of a resource before."""
        self._providers |= {provider.urn: provider for provider in providers}
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
        """Those of one resource, judged alone."""
        stack = self._stack((item if self._by_address else msgspec.structs.replace(item, urn=_NAMELESS),))
        (resource,) = stack.resources
        kept = [finding for finding in self._findings(stack) if not self._waits(finding, resource)]
        return tuple(msgspec.structs.replace(violation, urn=item.urn) for violation in self._said(kept))

    def _said(self, findings: list[Finding]) -> tuple[Violation, ...]:
        """The violations that findings are. Resources alike have the very same findings, and are told the same."""
        key = tuple(map(id, findings))
        if key not in self._violated:
            if len(self._violated) >= _REMEMBERED:
                self._violated.clear()
            self._violated[key] = findings, violations(findings, self._levels, self._config.lang)
        return self._violated[key][1]

    def _waits(self, finding: Finding, resource: Resource) -> bool:
        later = finding.rule in self._own or (self.analyzed and finding.status == "unproven")
        return later or _waits(finding, resource)

    def _stack(self, items: tuple[Object, ...]) -> Stack:
        """The resources with the providers that they use."""
        used = dict.fromkeys(urns.provider_urn(item.provider) for item in items if item.provider)
        shown = (self._providers[urn] for urn in used if urn in self._providers)
        return stacks.stack(
            self._source, "pulumi-preview", (*items, *shown), configuration=self._configuration, has_actions=True
        )


def _cause(violation: Violation) -> tuple[str, str, str, str]:
    """What tells two violations apart: the policy, its level, the resource, and the first line of what is said."""
    return violation.policy, violation.level, violation.urn, violation.message.partition("\n")[0]


def _points(written: object) -> bool:
    """Whether a configuration says anything of single resources, which then have to keep their names."""
    if isinstance(written, dict):
        return any((name in _POINTING and value not in ("", "*")) or _points(value) for name, value in written.items())
    return isinstance(written, list | tuple) and any(map(_points, written))


def _waits(finding: Finding, resource: Resource) -> bool:
    """Whether an answer may be another one when the whole stack is known."""
    if not is_urn(finding.address):
        return True  # of the stack as a whole, or of its state
    if finding.status != "unproven":
        return False
    if policies.is_of_the_stack(finding.rule):
        return True
    facts = types.lookup(resource.type, resource.provider)
    open_ = {plain_path(path) for path in resource.expressions if path in resource.unknown}
    if facts is None or open_ & set(facts.location):
        return False
    return facts.model == "parent" or bool(open_ & facts.references.keys())
