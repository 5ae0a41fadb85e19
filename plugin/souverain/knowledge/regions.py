"""Finds a region of one provider by whatever a configuration writes for it: id, alias, zone, display name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from souverain.knowledge.records import Provider, Region

_SMALL_PLACES = ("local_zone", "wavelength_zone", "edge")
"""Looked at first: their names begin like the region that they hang on, whose country they may not share."""


class Regions:
    """The regions of one provider, indexed when first asked for."""

    def __init__(self, provider: Provider) -> None:
        self._loose = provider.loose_names
        self.find = lru_cache(maxsize=4096)(self._find)
        """The region that a text names in a cloud (any cloud when ""); None when none or several do."""
        self._exact: dict[str, list[Region]] = {}
        self._matched: list[Region] = []
        for region in sorted(provider.regions, key=lambda region: region.kind not in _SMALL_PLACES):
            self._add(region)

    def _find(self, written: str, cloud: str = "") -> Region | None:
        value = self._plain(written)
        exact = _only(self._exact.get(value, ()), cloud)
        if exact is not None or value in self._exact:
            return exact
        return _only((region for region in self._matched if re.fullmatch(region.match, value)), cloud)

    def _add(self, region: Region) -> None:
        for name in dict.fromkeys(self._plain(name) for name in (region.id, *region.aliases, *region.zones)):
            self._exact.setdefault(name, []).append(region)
        if region.match:
            self._matched.append(region)

    def _plain(self, written: str) -> str:
        return written.replace(" ", "").lower() if self._loose else written


def _only(found: Iterable[Region], cloud: str) -> Region | None:
    fitting = [region for region in found if not cloud or region.cloud in ("", cloud)]
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    small = [region for region in fitting if region.kind in _SMALL_PLACES]
    return small[0] if len(small) == 1 else None
