"""What the knowledge comes to on one date, whatever the inputs: the knowledge and a date in, a `Ground` out."""

from __future__ import annotations

from souverain.control import Control
from souverain.document import CertificateState
from souverain.knowledge import Knowledge, zones
from souverain.model import Fact


class Ground:
    """Made once by who establishes facts many times."""

    def __init__(self, knowledge: Knowledge, as_of: str) -> None:
        self.control = Control(knowledge, as_of)
        self.zones = zones.zones(knowledge, as_of)
        self.adequacy = dict(zones.adequacy(knowledge, as_of))
        self.certificates: dict[str, Fact[tuple[CertificateState, ...]]] = {}
        """Those of places that were met, by the id of the place; filled by who establishes facts."""
