"""What the knowledge comes to on one date, whatever the inputs: the knowledge and a date in, a `Ground` out."""

from __future__ import annotations

from souverain.control import Control
from souverain.knowledge import Knowledge, zones


class Ground:
    """Made once by who establishes facts many times."""

    def __init__(self, knowledge: Knowledge, as_of: str) -> None:
        self.control = Control(knowledge, as_of)
        self.zones = zones.zones(knowledge, as_of)
        self.adequacy = dict(zones.adequacy(knowledge, as_of))
