"""Who hands out the code that resources run: the facts of a run in; by resource, each registry once, out.

A registry holds code and no data: it is said, and never judged as a place of the data.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from souverain.document import Established, FlowFacts
from souverain.reports.seen import primary

_SUPPLYING = "supplied-by"


class Supplier(msgspec.Struct, frozen=True):
    """A registry: the resource of the input that it is, "" for none, and the place at which it answers."""

    via: str
    """Address of what runs the code, and the attribute that names the image."""
    address: str
    place: str
    basis: str
    sure: bool


def suppliers(established: Established) -> Mapping[int, tuple[Supplier, ...]]:
    """By the id of what runs code; nothing for what names no image."""
    found: dict[int, dict[tuple[str, str], Supplier]] = {}
    for flow in established.flows:
        if flow.kind == _SUPPLYING:
            item = _supplier(flow, established)
            found.setdefault(flow.source, {}).setdefault((item.address, item.place), item)
    return {source: tuple(items.values()) for source, items in found.items()}


def _supplier(flow: FlowFacts, established: Established) -> Supplier:
    if flow.target is None:
        return Supplier(flow.via, "", flow.place, flow.basis, flow.sure)
    registry = established.resources[flow.target]
    ref = primary(registry)
    return Supplier(flow.via, registry.address, ref.place if ref else "", flow.basis, flow.sure)
