"""Gives a server the policies before it is asked: the shipped ones and the user's, those with the revision last.

While anything is missing the server has no revision, and a decision without one is none. What an earlier push left and
nobody needs any more is taken away. A server whose policies come in a bundle refuses, and says so.
"""

from __future__ import annotations

from urllib.parse import quote

import msgspec

from souverain.engine import shipped
from souverain.engine.opa.joining import joined
from souverain.engine.opa.link import Deadline, Link, Request
from souverain.engine.own.record import Own
from souverain.errors import PolicyError

PREFIX = "souverain/"
"""Of the ids under which the policies stand on a server."""
_ENTRY = "souverain/souverain.rego"
"""The package that every question goes to; it holds the revision."""
_TEXT = "text/plain"


class _Held(msgspec.Struct, frozen=True):
    id: str
    raw: str = ""


class _Listed(msgspec.Struct, frozen=True):
    result: tuple[_Held, ...] = ()


def push(link: Link, deadline: Deadline, own: Own | None) -> None:
    """Make the server hold these policies and no others under our ids. Raises PolicyError."""
    wanted = policies(own)
    held = _held(link, deadline)
    if held == wanted:
        return
    for name in (*(held.keys() & {_ENTRY}), *sorted(held.keys() - wanted.keys() - {_ENTRY})):
        link.send(Request("DELETE", _path(name)), deadline)
    changed = {name: text for name, text in wanted.items() if held.get(name) != text or name == _ENTRY}
    _send_all(link, deadline, {name: text for name, text in changed.items() if name != _ENTRY})
    link.send(_put(_ENTRY, wanted[_ENTRY]), deadline)


def policies(own: Own | None) -> dict[str, str]:
    """Every module by its id, one for each package."""
    files = [content.decode() for content in shipped.sources().values()]
    added = (*own.sources.values(), own.named) if own else ()
    return {f"{PREFIX}{package}.rego": text for package, text in joined((*files, *added)).items()}


def _held(link: Link, deadline: Deadline) -> dict[str, str]:
    try:
        listed = msgspec.json.decode(link.send(Request("GET", "policies"), deadline), type=_Listed)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PolicyError("policy-answer", engine="opa", detail=error) from error
    return {item.id: item.raw for item in listed.result if item.id.startswith(PREFIX)}


def _send_all(link: Link, deadline: Deadline, modules: dict[str, str]) -> None:
    """Each module once those are there whose functions it calls: the server compiles every one as it comes."""
    waiting = dict(modules)
    while waiting:
        refused: dict[str, PolicyError] = {}
        for name, text in waiting.items():
            try:
                link.send(_put(name, text), deadline)
            except PolicyError as error:
                if error.code != "opa-refused":
                    raise
                refused[name] = error
        if len(refused) == len(waiting):
            raise next(iter(refused.values()))
        waiting = {name: waiting[name] for name in refused}


def _put(name: str, text: str) -> Request:
    return Request("PUT", _path(name), text.encode(), kind=_TEXT)


def _path(name: str) -> str:
    return f"policies/{quote(name)}"
