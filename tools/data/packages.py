"""One reader for each package: nothing in, what the package publishes of its provider's places out.

A package is imported when it is read, so that the others do without it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module
from importlib.resources import files
from typing import NamedTuple
from urllib.parse import urlsplit


class PublishedPlace(NamedTuple):
    """A region or zone under the id that configurations use."""

    id: str
    name: str = ""
    cloud: str = ""


class Published(NamedTuple):
    """All that a package publishes. `whole`: it lists every region of the provider."""

    places: tuple[PublishedPlace, ...] = ()
    clouds: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    """Where orders for a cloud go."""
    whole: bool = True


def botocore() -> Published:
    """Partitions and their regions; `aws-global` and its like are no places."""
    data = json.loads(files("botocore").joinpath("data/partitions.json").read_text(encoding="utf-8"))
    places = [
        PublishedPlace(id_, region.get("description", ""), partition["id"])
        for partition in data["partitions"]
        for id_, region in partition["regions"].items()
        if not id_.endswith("-global")
    ]
    return Published(tuple(sorted(places)), tuple(sorted(partition["id"] for partition in data["partitions"])))


def azure() -> Published:
    """The hosts of every cloud; which regions a cloud has, only the service says."""
    known = import_module("azure.cli.core.cloud").KNOWN_CLOUDS
    addresses = (getattr(cloud.endpoints, name) for cloud in known for name in ("resource_manager", "active_directory"))
    hosts = {urlsplit(address).hostname or "" for address in addresses if address}
    return Published(hosts=tuple(sorted(hosts)), whole=False)


def oci() -> Published:
    """Regions with their realms."""
    module = import_module("oci.regions")
    places = [PublishedPlace(id_, "", module.REGION_REALMS.get(id_, "")) for id_ in module.REGIONS]
    return Published(tuple(sorted(places)), tuple(sorted(module.REALMS)))


def scaleway() -> Published:
    """Regions and zones."""
    regions = import_module("scaleway_core.bridge.region").ALL_REGIONS
    zones = import_module("scaleway_core.bridge.zone").ALL_ZONES
    return Published(tuple(sorted(PublishedPlace(str(id_)) for id_ in (*regions, *zones))))


READERS: dict[str, tuple[str, Callable[[], Published]]] = {
    "botocore": ("aws", botocore),
    "azure-cli-core": ("azure", azure),
    "oci": ("oci", oci),
    "scaleway-core": ("scaleway", scaleway),
}
"""Package to the provider that it speaks of, and how it is read."""
