"""Places to which a resource copies its data: a subject and its primary spot in, one `Copy` for each further place out.

One file for each way a copy is stated: an attribute that names a place, a setting that chooses one, a flow.
"""

from __future__ import annotations

import msgspec

from souverain.document import PlaceRole
from souverain.placement.spots import Spot


class Copy(msgspec.Struct, frozen=True):
    """One place of a copy. `via` is the attribute or the resource that sends it there."""

    role: PlaceRole
    spot: Spot
    via: str
