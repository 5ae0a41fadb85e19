"""What an input is when it is nothing that souverain reads: members or text in, the error that says what to do out."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from souverain.errors import ReadError
from souverain.model import InputKind
from souverain.readers.members import Members


class Refusal(msgspec.Struct, frozen=True):
    """A kind of JSON object that is refused: `code` is the error that says so."""

    code: str
    recognises: Callable[[Members], bool]
    kind: InputKind = "unknown"


def _has(*names: str) -> Callable[[Members], bool]:
    return lambda found: all(name in found for name in names)


def _only(*names: str) -> Callable[[Members], bool]:
    return lambda found: names[0] in found and all(name in names for name in found)


OBJECTS: tuple[Refusal, ...] = (
    Refusal("is-an-empty-state", _only("format_version", "terraform_version"), "terraform-state"),
    Refusal("is-encrypted", _has("encrypted_data")),
    Refusal("is-a-souverain-report", lambda found: bytes(found.get("schema", b"")).startswith(b'"souverain/')),
)
"""In the order in which they are tried: an object may have the marks of two."""

TEXTS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("is-a-plan-as-text", re.compile(rb"^(Terraform|OpenTofu) will perform the following actions|^No changes\.", re.M)),
    (
        "is-source",
        re.compile(rb'^((resource|data|provider|module|variable|output)\s+"|terraform|locals)[^\n]*\{', re.M),
    ),
    ("is-yaml", re.compile(rb"\A(\s*#[^\n]*\n)*(---|[\w.-]+:(\s|$))", re.M)),
)
"""What text that is no JSON looks like."""


_NO_PLAN = Refusal("is-no-plan", lambda _: True)
_LINES = (Refusal("is-a-log", _has("@level", "@message")),)
"""Lines of a log may surround a plan: they are refused when they are alone, so they are none of `OBJECTS`."""


def known(found: Members) -> bool:
    """Whether the object is one of those that have a name here."""
    return any(refusal.recognises(found) for refusal in OBJECTS)


def of_object(path: str, found: Members) -> ReadError:
    """Why this JSON object is not read."""
    refusal = next(refusal for refusal in (*OBJECTS, *_LINES, _NO_PLAN) if refusal.recognises(found))
    return ReadError(refusal.code, path=path, kind=refusal.kind)


def of_text(path: str, text: bytes) -> ReadError:
    """Why this text, which holds no JSON object, is not read."""
    if _is_json(text):
        return ReadError("json-not-an-object", path=path)
    return ReadError(next((code for code, form in TEXTS if form.search(text)), "is-no-json"), path=path)


def _is_json(text: bytes) -> bool:
    try:
        msgspec.json.decode(text, type=msgspec.Raw)
    except msgspec.DecodeError:
        return False
    return True
