"""Copies that a setting makes without naming a place: geo-redundancy, which copies to the paired region; defaults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from souverain.document import PlaceRole
from souverain.graph import addresses
from souverain.graph.links import Links
from souverain.graph.scopes import Resolution, Unset, Value, text
from souverain.knowledge.records import Default
from souverain.model import Reason, Scalar
from souverain.placement import spots
from souverain.placement.atlas import Atlas
from souverain.placement.copies import Copy
from souverain.placement.spots import Spot
from souverain.placement.subjects import Subject

_PAIR = "pair"
_SWITCHES: Mapping[str, tuple[PlaceRole, frozenset[str]]] = {
    "account_replication_type": ("replica", frozenset({"grs", "ragrs", "gzrs", "ragzrs"})),
    "backup.geo_redundant_backup": ("backup", frozenset({"enabled"})),
    "backup.storage_redundancy": ("backup", frozenset({"geo"})),
    "geo_backup_policy_enabled": ("backup", frozenset({"true"})),
    "geo_redundant_backup_enabled": ("backup", frozenset({"true"})),
    "properties.redundancy_settings.standard_tier_storage_redundancy": ("backup", frozenset({"georedundant"})),
    "properties.storage_profile.geo_redundant_backup": ("backup", frozenset({"enabled"})),
    "redundancy": ("backup", frozenset({"georedundant"})),
    "requested_backup_storage_redundancy": ("backup", frozenset({"geo", "geozone"})),
    "sku.name": ("replica", frozenset({"standard_grs", "standard_ragrs", "standard_gzrs", "standard_ragzrs"})),
    "storage_account_type": ("backup", frozenset({"geo", "geozone", "grs", "gzrs"})),
    "storage_mode_type": ("backup", frozenset({"georedundant"})),
}
"""Attribute to the role of the copy that it makes, and the values (in lower case) that make it."""
_NO_BACKUP = "disable_backup"

Written = Mapping[str, tuple[str, Scalar]]
"""Path without indices to path and value."""


class SwitchedCopies:
    """Reads settings that copy to the paired region."""

    def __init__(self, atlas: Atlas, links: Links) -> None:
        self._atlas = atlas
        self._links = links

    def of(self, subject: Subject, primary: Spot) -> Iterator[Copy]:
        """One copy for each setting that makes one, whether it is written or holds because nothing is."""
        if not subject.reading.copies and not subject.reading.copies_open and not subject.kind.copy_defaults:
            return
        written: Written = {addresses.plain_path(path): (path, value) for path, value in subject.reading.copies}
        stated = {addresses.plain_path(path): (path, found) for path, found in self._open(subject)}
        for plain, (role, values) in _SWITCHES.items():
            if plain in written and text(written[plain][1]).lower() in values:
                yield self._paired(subject, primary, role, written[plain])
            elif plain in stated:
                yield from self._configured(subject, primary, *stated[plain])
        for default in subject.kind.copy_defaults:
            yield from self._defaulted(subject, primary, default, written, stated)

    def _paired(self, subject: Subject, primary: Spot, role: PlaceRole, written: tuple[str, Scalar]) -> Copy:
        path, value = written
        why = Reason("copy-to-pair", {"attribute": path, "value": text(value)})
        return Copy(role, self._pair(subject, primary, why), path)

    def _open(self, subject: Subject) -> Iterator[tuple[str, Resolution]]:
        """Settings that are configured and not known before apply, with what their expressions come to."""
        for path, expression in subject.reading.copies_open:
            found = self._links.resolve(expression, addresses.plain(subject.resource.module))
            if not isinstance(found, Unset):
                yield path, found

    def _configured(self, subject: Subject, primary: Spot, path: str, found: Resolution) -> Iterator[Copy]:
        role, values = _SWITCHES[addresses.plain_path(path)]
        if isinstance(found, Value) and found.value.lower() in values:
            yield self._paired(subject, primary, role, (path, found.value))
        elif not isinstance(found, Value) or not found.sure:
            yield Copy(role, spots.nowhere(Reason("copy-not-resolved", {"attribute": path})), path)

    def _defaulted(
        self,
        subject: Subject,
        primary: Spot,
        default: Default,
        written: Written,
        stated: Mapping[str, tuple[str, Resolution]],
    ) -> Iterator[Copy]:
        """What holds when an attribute is left out, or set to false, which is the same."""
        path, value = written.get(default.attribute, (default.attribute, False))
        if value is not False or text(written.get(_NO_BACKUP, ("", False))[1]) == "true":
            return
        if default.attribute in stated:
            yield from self._unsettled(subject, primary, default, *stated[default.attribute])
            return
        yield self._by_default(subject, primary, default, path)

    def _unsettled(
        self, subject: Subject, primary: Spot, default: Default, path: str, found: Resolution
    ) -> Iterator[Copy]:
        if not isinstance(found, Value) or not found.sure:
            yield Copy(default.role, spots.nowhere(Reason("copy-not-resolved", {"attribute": path})), path)
        elif found.value == "false":
            yield self._by_default(subject, primary, default, path)

    def _by_default(self, subject: Subject, primary: Spot, default: Default, path: str) -> Copy:
        why = Reason("copy-by-default", {"attribute": default.attribute, "value": default.value})
        if default.value == _PAIR:
            return Copy(default.role, self._pair(subject, primary, why).weakened("assumed"), path)
        spot = spots.at(self._atlas, subject.answer, default.value, confidence="assumed", why=(why,))
        return Copy(default.role, spot, path)

    def _pair(self, subject: Subject, primary: Spot, why: Reason) -> Spot:
        """The region that geo-redundant options of the primary region copy to."""
        if primary.region is None:
            return spots.nowhere(Reason("pair-of-unknown-region"), why)
        if not primary.region.pair:
            return spots.nowhere(Reason("no-pair", {"region": primary.region.id}), why)
        spot = spots.at(self._atlas, subject.answer, primary.region.pair, confidence="derived", why=(why, *primary.why))
        return spot.weakened(primary.confidence)
