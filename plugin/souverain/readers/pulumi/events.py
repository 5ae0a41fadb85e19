"""Event logs and streaming previews: events of the engine one after the other in, a `Stack` out.

Each event is a JSON object; they follow each other on lines of their own, or written over several lines. An update, a
preview and a destroy write the same events.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import msgspec

from souverain.errors import ReadError
from souverain.model import InputKind, Stack
from souverain.readers.members import Members, members
from souverain.readers.pulumi import shapes, stacks, steps
from souverain.readers.pulumi.shapes import Diagnostic, EventStep, Happening, Summary, is_null, strict
from souverain.readers.pulumi.steps import Step
from souverain.readers.source import Source

_KIND: InputKind = "pulumi-preview"
_BEGINNING = re.compile(rb'\s*\{\s*"sequence"\s*:')
_COMES_TO_PASS = ("resourcePreEvent", "resOutputsEvent", "resOpFailedEvent")
_FAILED = frozenset({"failed", "canceled"})


def begins(text: bytes) -> bool:
    """Whether the text is a log of events."""
    return _BEGINNING.match(text) is not None


def read(source: Source) -> Stack:
    """What the events state. Raises ReadError for a run that failed, or of which the end is missing."""
    events = _events(source)
    _refuse_unfinished(source, events)
    configuration = stacks.NO_CONFIGURATION
    told = [step for event in events for step in _steps(event)]
    missing = steps.unseen(_counts(events), told)
    steps.refuse_missing(source.path, missing)
    for event in events:
        if "preludeEvent" in event:
            written = members(event["preludeEvent"]).get("config", shapes.NOTHING)
            configuration = configuration if is_null(written) else members(written)
    return stacks.stack(
        source,
        _KIND,
        steps.objects(told),
        configuration=configuration,
        gaps=steps.left_out(missing),
        has_actions=True,
    )


def _events(source: Source) -> tuple[Members, ...]:
    """The events in their order. Raises ReadError where the text stops being JSON."""
    try:
        return tuple(members(line) for line in source.text.splitlines() if line.strip())
    except msgspec.DecodeError:
        return tuple(_one_by_one(source))


def _one_by_one(source: Source) -> Iterator[Members]:
    """The same for events that do not stand on lines of their own."""
    text = source.text.decode()
    decoder = json.JSONDecoder()
    position = _next(text, 0)
    while position < len(text):
        try:
            _, after = decoder.raw_decode(text, position)
        except ValueError as error:
            line = text.count("\n", 0, position) + 1
            raise ReadError("json-cut-short", path=source.path, line=line, column=1, kind=_KIND) from error
        yield members(text[position:after].encode())
        position = _next(text, after)


def _next(text: str, position: int) -> int:
    """Where the next value begins."""
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _refuse_unfinished(source: Source, events: tuple[Members, ...]) -> None:
    summaries = [strict(event["summaryEvent"], Summary) for event in events if "summaryEvent" in event]
    messages = [strict(event["diagnosticEvent"], Diagnostic) for event in events if "diagnosticEvent" in event]
    failed = any(message.severity == "error" for message in messages) or any("errorEvent" in event for event in events)
    if failed or any(summary.result in _FAILED or summary.maybe_corrupt for summary in summaries):
        raise ReadError("pulumi-failed", path=source.path, kind=_KIND)
    if not summaries:
        raise ReadError("pulumi-unfinished", path=source.path, kind=_KIND)


def _counts(events: tuple[Members, ...]) -> dict[str, int]:
    """How much of each operation the run counts."""
    counts: dict[str, int] = {}
    for event in events:
        if "summaryEvent" in event:
            counts |= strict(event["summaryEvent"], Summary).resource_changes or {}
    return counts


def _steps(event: Members) -> Iterator[Step]:
    for name in _COMES_TO_PASS:
        if name in event:
            found = strict(strict(event[name], Happening).metadata, EventStep)
            yield steps.step(found.op, found.urn, found.provider, found.old, found.new)
