"""Names that make one think of health data: an address in, whether to ask about it first out.

They sort questions and never decide a class.
"""

from __future__ import annotations

import re

from souverain import classes

_APART = re.compile(r"[^a-z0-9]+")


def hinted(address: str) -> bool:
    """Whether a part of the address, between its separators, is one of the words."""
    return not frozenset(classes.table().hints).isdisjoint(_APART.split(address.lower()))
