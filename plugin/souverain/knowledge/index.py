"""What the build computes ahead, so that no provider is decoded to find the right one.

Providers come in, an `Index` comes out: source addresses, type prefixes and host patterns to provider ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec

from souverain.errors import KnowledgeError
from souverain.knowledge.records import Provider

_TERRAFORM_HOSTS = ("registry.terraform.io", "registry.opentofu.org")
_OPTIONAL_LABELS = r"\.)?"
_LITERAL = re.compile(r"(?:[a-z0-9-]|\\[.-])+\Z")


class HostPattern(msgspec.Struct, frozen=True, array_like=True):
    """One endpoint of one provider: `number` is its place in `Provider.endpoints`."""

    pattern: str
    provider: str
    number: int


class Index(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Ways to a provider id. Keys are lower case.

    `hosts` is keyed by the literal end that every matching host has, whole labels only (`amazonaws.com`). `declared`
    are the patterns of a configuration file: they win.
    """

    sources: dict[str, str]
    names: dict[str, str]
    pulumi: dict[str, str]
    prefixes: dict[str, str]
    hosts: dict[str, tuple[HostPattern, ...]]
    declared: tuple[HostPattern, ...] = ()

    @property
    def domains(self) -> frozenset[str]:
        """The last two labels of every host name that some pattern is about: `amazonaws.com`."""
        ends = (end.split(".") for end in self.hosts)
        return frozenset(".".join(labels[-2:]) for labels in ends if len(labels) > 1)

    def by_source(self, source: str) -> str | None:
        """The provider behind a source address in any of its spellings; None when no record names it.

        A private registry's address is another program, whatever its last words are.
        """
        words = source.lower().split("/")
        if words[0] == "pulumi" and len(words) == 2:
            return self.pulumi.get(words[1])
        if len(words) == 3 and words[0] in _TERRAFORM_HOSTS:
            words = words[1:]
        if len(words) == 1 or words[0] == "-":
            return self.names.get(words[-1])
        return self.sources.get("/".join(words))

    def by_type(self, type_: str) -> str | None:
        """The provider whose resource types begin like this one; the longest prefix wins."""
        return next((self.prefixes[start] for start in _starts(type_) if start in self.prefixes), None)

    def by_host(self, host: str) -> Iterable[HostPattern]:
        """The patterns that can match a host, the most specific ends first."""
        yield from self.declared
        labels = host.split(".")
        for first in range(len(labels) + 1):
            yield from self.hosts.get(".".join(labels[first:]), ())


def build(providers: Iterable[Provider]) -> Index:
    """The index of these providers. Raises KnowledgeError when two of them claim the same name."""
    known = sorted(providers, key=lambda provider: provider.id)
    sources = _claims((address.lower(), provider.id) for provider in known for address in provider.terraform)
    return Index(
        sources=sources,
        names=_short_names(sources),
        pulumi=_claims((name.lower(), provider.id) for provider in known for name in provider.pulumi),
        prefixes=_claims((prefix, provider.id) for provider in known for prefix in provider.prefixes),
        hosts=_hosts(known),
    )


def literal_end(pattern: str) -> str:
    r"""The whole labels with which every match of a host pattern ends: `amazonaws.com` of `^.+\.amazonaws\.com$`."""
    body = pattern.removeprefix("^").removesuffix("$")
    found = _LITERAL.search(body)
    if found is None or _alternates(body):
        return ""
    before, end = body[: found.start()], found.group().replace("\\", "")
    return end if not before or before.endswith(_OPTIONAL_LABELS) else end.partition(".")[2]


def _alternates(pattern: str) -> bool:
    depth = 0
    for char in pattern:
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            return True
    return False


def _starts(type_: str) -> Iterable[str]:
    words = type_.split("_")
    return ("_".join(words[:length]) + "_" for length in range(len(words) - 1, 0, -1))


def _claims(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    claimed: dict[str, str] = {}
    for name, provider in pairs:
        if claimed.setdefault(name, provider) != provider:
            raise KnowledgeError("claimed-twice", name=name, first=claimed[name], second=provider)
    return dict(sorted(claimed.items()))


def _short_names(sources: Mapping[str, str]) -> dict[str, str]:
    """`aws` for `hashicorp/aws`; a name that several namespaces use is HashiCorp's, or nobody's."""
    holders: dict[str, set[str]] = {}
    for address, provider in sources.items():
        holders.setdefault(address.rpartition("/")[2], set()).add(provider)
    for name in holders:
        if (official := sources.get(f"hashicorp/{name}")) is not None:
            holders[name] = {official}
    return {name: min(found) for name, found in sorted(holders.items()) if len(found) == 1}


def _hosts(providers: Iterable[Provider]) -> dict[str, tuple[HostPattern, ...]]:
    """Under one end, patterns that state a region come first, longer ones before shorter ones."""
    ends: dict[str, list[HostPattern]] = {}
    for provider in providers:
        for number, endpoint in enumerate(provider.endpoints):
            entry = HostPattern(pattern=endpoint.pattern, provider=provider.id, number=number)
            ends.setdefault(literal_end(endpoint.pattern), []).append(entry)
    return {end: tuple(sorted(entries, key=_precision)) for end, entries in sorted(ends.items())}


def _precision(entry: HostPattern) -> tuple[bool, int, str]:
    return ("(?P<region>" not in entry.pattern, -len(entry.pattern), entry.pattern)
