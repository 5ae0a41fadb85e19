"""Whether a country is outside the European Union: a code in, a yes or no out."""

from __future__ import annotations

from souverain.knowledge import Knowledge

_UNION = ("EU", "EU_OUTERMOST")


def is_outside(country: str, knowledge: Knowledge) -> bool:
    """Whether the law of a country is foreign to the Union. A code that the knowledge does not place is outside.

    The Union's outermost regions are in it, overseas countries and territories are not.
    """
    return country != "EU" and not any(country in knowledge.zones.get(zone, ()) for zone in _UNION)
