"""How Pulumi writes what it does not know or must not show: a JSON value in, what stands behind it out."""

from __future__ import annotations

from typing import Literal

SIGNATURE = "4dabf18193072939515e22adb298388d"
"""The key of an object that stands for something that JSON has no word for; its value says what."""

_SECRET = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105  # the signature of secrets, none itself
_OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
_ASSETS = frozenset({"c44067f5952c0a294b673a41bacd8c17", "0def7320c3a5731c473e5ecbe6d01bc7"})
_BLINDED = "[secret]"
_UNKNOWNS = (
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
)
"""Of a string, a bool, a number, a list, an asset, an archive, an object."""
UNKNOWN = _UNKNOWNS[0]
"""What a reader of ours writes for a value that only a run can tell."""
SECRET = {SIGNATURE: _SECRET}
"""What it writes for a secret."""
_HYPHEN = 8
"""Where the first hyphen of each of them stands."""
_SHORTEST = len(_UNKNOWNS[0])

Meaning = Literal["value", "unknown", "secret", "nothing"]


def meaning(item: object) -> tuple[Meaning, object]:
    """What a value stands for: itself or what is inside, something unknown, a secret, or nothing (a file's content)."""
    if isinstance(item, str):
        return (text_meaning(item), item)
    if not isinstance(item, dict) or SIGNATURE not in item:
        return ("value", item)
    mark = item[SIGNATURE]
    if mark == _SECRET:
        return ("secret", None)
    if isinstance(mark, str) and mark in _ASSETS:
        return ("nothing", None)
    if mark == _OUTPUT and "value" in item:
        return ("secret", None) if item.get("secret") is True else meaning(item["value"])
    return ("unknown", None)


def text_meaning(text: str) -> Meaning:
    """What a text stands for. One that merely contains a sentinel, or what stands for a secret, is not known either."""
    if _BLINDED in text:
        return "secret"
    if len(text) < _SHORTEST or "-" not in text[_HYPHEN:]:
        return "value"
    return "unknown" if any(sentinel in text for sentinel in _UNKNOWNS) else "value"
