"""Names that make one think of health data: an address in, whether to ask about it first out.

They sort questions and never decide a class.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from heapq import nsmallest
from itertools import islice

from souverain import classes

_MOST_LOOKED_AT = 1000
"""Beyond, what comes first is asked first: names are no reason to spend time."""
_APART = re.compile(r"[^a-z0-9]+")


def hinted(address: str) -> bool:
    """Whether a part of the address, between its separators, is one of the words."""
    return not _words().isdisjoint(_APART.split(address.lower()))


@cache
def _words() -> frozenset[str]:
    return frozenset(classes.table().hints)


def foremost(addresses: Iterable[str], number: int) -> list[str]:
    """Some addresses to ask about first: those that hint at health data, then by name."""
    some = islice(dict.fromkeys(addresses), _MOST_LOOKED_AT)
    return nsmallest(number, some, key=lambda address: (not hinted(address), address))
