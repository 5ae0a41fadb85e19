"""JSON values from raw JSON, with no key read in one of two ways.

A key that stands twice in one object has no meaning of its own: JSON readers differ, most take the last. Here it is
refused where it could change a verdict: sections, what a change does, attributes, expressions, settings, variables,
facts. What nobody reads is not looked at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

import msgspec

Members = dict[str, msgspec.Raw]
"""One JSON object, its values not decoded yet."""

_DECODER = msgspec.json.Decoder(Members)
_KEY = re.compile(rb'\s*("(?:[^"\\]|\\.)*")\s*:\s*', re.S)
_BETWEEN = re.compile(rb"\s*([,}])\s*")
_PLAIN_KEY = re.compile(rb'"([^"]*)"\s*:')
_DISGUISED = re.compile(rb"\\u00(?:2[dD]|3[0-9]|4[1-9a-fA-F]|5[0-9aAfF]|6[1-9a-fA-F]|7[0-9aA])")
"""A letter, a digit, `-` or `_` as an escape: no tool writes it so, and a key may hide in it from who looks for it."""


class RepeatedKeyError(ValueError):
    """A key stands twice in one object; its only argument is the key."""


def members(raw: msgspec.Raw | bytes) -> Members:
    """One level of a JSON object. Raises RepeatedKeyError, or msgspec.DecodeError when it is not an object.

    Where escapes may disguise a key, all levels are looked at.
    """
    found = unchecked(raw)
    written = bytes(raw)
    _refuse_repeated(written, found)
    if written.rfind(b"\\u00") >= 0 and _DISGUISED.search(written):  # from the end: three times as fast
        json.loads(written, object_pairs_hook=_refuse_repeated_pairs, parse_int=str)  # of any length
    return found


def unchecked(raw: msgspec.Raw | bytes) -> Members:
    """The same without looking for repeated keys: the caller does, for the members that it uses."""
    return _DECODER.decode(raw)


def stands_once(key: bytes, written: bytes, found: Members) -> bool:
    """Whether a key of an object, in its quotes, stands in it once: wherever else it is met is inside of a value."""
    return written.count(key) == 1 + sum(bytes(item).count(key) for item in found.values())


def value(raw: bytes) -> object:
    """Any JSON value, whole. Raises RepeatedKeyError when a key stands twice in one object, at any depth."""
    if raw.count(b":") > 1 and raw[:1] in (b"{", b"["):
        keys = _PLAIN_KEY.findall(raw)
        if len(set(keys)) < len(keys) or b"\\" in raw:
            json.loads(raw, object_pairs_hook=_refuse_repeated_pairs, parse_int=str)
    return msgspec.json.decode(raw)


def _refuse_repeated_pairs(pairs: Iterable[tuple[str, object]]) -> None:
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            raise RepeatedKeyError(key)
        seen.add(key)


def _refuse_repeated(raw: bytes, found: Members) -> None:
    """Walk from key to key, over the values that were kept: where another value stands, the key stands twice.

    That is exact: no JSON value begins with another one, but a number, after which no separator stands then.
    """
    seen: set[str] = set()
    position = raw.index(b"{") + 1
    while match := _KEY.match(raw, position):
        key = msgspec.json.decode(match[1], type=str)
        kept = memoryview(found[key])
        after = _BETWEEN.match(raw, match.end() + kept.nbytes)
        if key in seen or after is None or not raw.startswith(kept, match.end()):
            raise RepeatedKeyError(key)
        seen.add(key)
        position = after.end()
