"""The part of a facts document that the shipped policies read: the whole document in, a smaller one out.

An engine that lives in this process pays for every byte it parses. A policy of the user may read more: it gets all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
from msgspec import Raw

from souverain.errors import PolicyError


class _Resource(msgspec.Struct, frozen=True, gc=False):
    """A resource as rules see it: addresses and types are for reports."""

    id: int
    input: int
    state: Raw
    role: Raw
    data_class: Raw = msgspec.field(name="class")
    places: Raw


class _View(msgspec.Struct, frozen=True):
    """What rules read of a document; bases, sources of knowledge and gaps are for reports."""

    as_of: Raw
    profile: Raw
    zones: Raw
    operators: Raw
    places: Raw
    resources: list[_Resource]


_DECODER = msgspec.json.Decoder(_View)
_ENCODER = msgspec.json.Encoder()


def view(document: bytes) -> bytes:
    """The same facts without what no shipped rule reads. Raises PolicyError for what is no facts document."""
    with _refusing():
        return _ENCODER.encode(_DECODER.decode(document))


def checked(document: bytes) -> bytes:
    """The document itself. Raises PolicyError for what is no JSON."""
    with _refusing():
        msgspec.json.decode(document, type=Raw)
    return document


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PolicyError("not-facts", detail=error) from error
