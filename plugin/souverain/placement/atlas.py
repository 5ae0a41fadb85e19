"""Providers and regions under any spelling: written values in, the records of the knowledge out, remembered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

from souverain.knowledge import HostMatch, Knowledge
from souverain.knowledge.records import Cloud, Hosting, Provider, Region

_IN_PATH = re.compile(r"(?:zones|regions|locations|instanceConfigs)/([^/]+)")
_DOMAIN = re.compile(r"(?:[^:]+:)?([A-Za-z]+-[A-Za-z]+-\d)-AD-\d$")
"""An availability domain of Oracle: `xYzA:EU-PARIS-1-AD-1`."""
_SPANNER = "regional-"
_LAST_HYPHEN = re.compile(r"-(?=\d+$)")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.I)
_HOST = re.compile(r"^(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#\s]+)(?::\d+)?(?:[/?#].*)?$", re.S)


class Atlas:
    """Finds records, and remembers what it found."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._ids: dict[tuple[str, str], str] = {}
        self._regions: dict[tuple[str, str, str], Region | None] = {}
        self._hosts: dict[str, HostMatch | None] = {}

    def provider_id(self, source: str, type_: str) -> str:
        """The provider behind a resource, "" when no record knows it."""
        key = (source, type_.partition("_")[0])
        if key not in self._ids:
            self._ids[key] = self._knowledge.provider_of(source, type_) or ""
        return self._ids[key]

    def provider(self, id_: str) -> Provider:
        """The record of a provider."""
        return self._knowledge.provider(id_)

    def region(self, provider: str, written: str, cloud: str = "") -> Region | None:
        """The region of a provider that a value names, whatever its case and whatever link or id it stands in."""
        key = (provider, written, cloud)
        if key not in self._regions:
            found = (self._knowledge.region(provider, name, cloud) for name in spellings(written))
            self._regions[key] = next((region for region in found if region is not None), None)
        return self._regions[key]

    def hosted(self, provider: str, written: str, path: str, beside: Mapping[str, str]) -> Region | None:
        """The region of a provider that is one of another's, on whose infrastructure it runs.

        `path` is where it is written, `beside` what other attributes say, by their names.
        """
        named = written.lower().replace("_", "-")
        for item in self.provider(provider).hosting:
            if item.attribute and beside.get(item.attribute, "").lower() not in item.values:
                continue
            if item.only and path.rpartition(".")[2] not in item.only:
                continue
            if (below := self._below(item, named)) is not None:
                return msgspec.structs.replace(
                    below,
                    id=written,
                    host=item.provider,
                    host_region=below.id,
                    cloud="",
                    operator="",
                    pair="",
                    parent="",
                )
        return None

    def _below(self, item: Hosting, named: str) -> Region | None:
        """The region of the provider below, in one of the ways in which its ids are written."""
        found = re.fullmatch(item.pattern, named)
        if found is None:
            return None
        region = item.names.get(found["region"], found["region"])
        for spelling in (region, _LAST_HYPHEN.sub("", region), region.replace("-", "")):
            if (below := self.region(item.provider, spelling)) is not None:
                return below
        return None

    def cloud(self, provider: str, id_: str) -> Cloud | None:
        """The cloud (partition, universe) of a provider by its id."""
        return next((cloud for cloud in self.provider(provider).clouds if cloud.id == id_), None) if id_ else None

    def cloud_of_region(self, provider: str, written: str) -> str:
        """The cloud to which a region that no table lists belongs by its form, "" when none or several do."""
        clouds = [c.id for c in self.provider(provider).clouds if c.regions and re.fullmatch(c.regions, written)]
        return clouds[0] if len(clouds) == 1 else ""

    def cloud_of_partition(self, provider: str, partition: str) -> str:
        """The cloud whose ARNs name this partition, or whose OCIDs this realm; "" when none does."""
        clouds = self.provider(provider).clouds
        return next((cloud.id for cloud in clouds if partition in (cloud.arn, cloud.id)), "")

    def host(self, written: str) -> HostMatch | None:
        """Who answers at an address, given as URL or as host name."""
        if written not in self._hosts:
            name = host_name(written)
            self._hosts[written] = self._knowledge.host(name) if name else None
        return self._hosts[written]


def countries(region: Region) -> tuple[str, ...]:
    """All countries of a region, sorted; () when they are not known."""
    if region.countries:
        return tuple(sorted(region.countries))
    return (region.country,) if isinstance(region.country, str) and region.country else ()


def host_name(written: str) -> str:
    """The host of an address, with or without scheme, port and path; "" when it has none."""
    found = _HOST.match(_SCHEME.sub("", written.strip()))
    return found[1].lower() if found and ("." in found[1] or ":" in found[1] or "localhost" in found[1]) else ""


def spellings(written: str) -> Iterator[str]:
    """What a value may call a region: itself, in either case, and the part of a link or id that names a place."""
    yield written
    yield written.lower()
    yield written.upper()
    if "/" in written:
        if found := _IN_PATH.search(written):
            yield from spellings(found[1])
        yield written.partition("/")[0]  # ids that begin with their zone: `nl-ams-1/5f0c...`
    elif found := _DOMAIN.match(written):
        yield found[1].lower()
    elif written.startswith(_SPANNER):
        yield written.removeprefix(_SPANNER)
