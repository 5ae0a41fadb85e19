"""What engines send back: the JSON of an evaluation in, raw findings out, one for each subject, in one order.

Policies answer for many subjects at once; whoever reads findings sees one subject in each, passes aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec

from souverain.engine import RawFinding
from souverain.engine.view import EACH_FOR_ITSELF, Alike
from souverain.errors import PolicyError

T = TypeVar("T")


class _Result(msgspec.Struct, frozen=True):
    """An evaluation with a value. Without one the decision was undefined, and the key is not there."""

    result: list[RawFinding]


_WASM = msgspec.json.Decoder(list[_Result])
_FINDINGS: msgspec.json.Decoder[Iterable[RawFinding]] = msgspec.json.Decoder(list[RawFinding])


class Bundle(msgspec.Struct, frozen=True):
    """A bundle that a server holds."""

    revision: str = ""


class Provenance(msgspec.Struct, frozen=True):
    """What a server says of where its policies come from."""

    bundles: dict[str, Bundle] = {}


class Said(msgspec.Struct, frozen=True):
    """An OPA server's answer. Without `result` the decision is undefined: the server says `{}` then."""

    result: msgspec.Raw = msgspec.Raw(b"")
    decision_id: str = ""
    provenance: Provenance = Provenance()


class Decision(msgspec.Struct, frozen=True):
    """All findings, and the revisions of the policies that gave them."""

    findings: tuple[RawFinding, ...]
    revision: str
    own: str


_SERVER = msgspec.json.Decoder(Said)
_DECISION = msgspec.json.Decoder(Decision)
_TEXT = msgspec.json.Decoder(str)


def from_wasm(data: bytes, alike: Alike = EACH_FOR_ITSELF) -> tuple[RawFinding, ...]:
    """The findings of a Wasm module's result set, which must hold exactly one result, on what it was given."""
    if data == b"[]":
        raise PolicyError("policy-undefined", engine="wasm")
    try:
        results = _WASM.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PolicyError("policy-answer", engine="wasm", detail=error) from error
    if len(results) != 1:
        raise PolicyError("policy-answer", engine="wasm", detail=f"{len(results)} results")
    return spread(results[0].result, alike)


def said(data: bytes) -> Said:
    """An OPA server's answer. Raises PolicyError for what is none."""
    try:
        return _SERVER.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PolicyError("policy-answer", engine="opa", detail=error) from error


def decision(answer: Said) -> Decision:
    """The decision in an answer. Raises PolicyError where it is undefined, or of another form."""
    found = _value(answer, _DECISION)
    return msgspec.structs.replace(found, findings=spread(found.findings))


def text(answer: Said) -> str | None:
    """The text in an answer, None where it is undefined."""
    return _value(answer, _TEXT) if answer.result else None


def from_server(data: bytes) -> tuple[RawFinding, ...]:
    """The findings in an OPA server's answer about them alone."""
    return spread(_value(said(data), _FINDINGS))


def _value(answer: Said, decoder: msgspec.json.Decoder[T]) -> T:
    if not answer.result:
        raise PolicyError("policy-undefined", engine="opa")
    try:
        return decoder.decode(answer.result)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PolicyError("policy-answer", engine="opa", detail=error) from error


def spread(findings: Iterable[RawFinding], alike: Alike = EACH_FOR_ITSELF) -> tuple[RawFinding, ...]:
    """One finding for each subject, and for each that it stands for, in one order."""
    found = sorted((one for finding in findings for one in _each(finding, alike)), key=_key)
    return tuple(one for number, one in enumerate(found) if not number or one != found[number - 1])


def _each(finding: RawFinding, alike: Alike) -> Iterator[RawFinding]:
    """Every subject of a finding by itself; a pass and what concerns an input stay whole."""
    named = finding.subjects if finding.subject is None else (finding.subject,)
    subjects = alike.all(named)
    if finding.status == "pass" or finding.input is not None:
        yield msgspec.structs.replace(finding, subjects=subjects)
    elif not subjects:
        yield finding
    else:
        for subject in subjects:
            yield RawFinding(
                rule=finding.rule,
                status=finding.status,
                requirement=finding.requirement,
                subject=subject,
                place=finding.place,
                unknown=finding.unknown,
                severity=finding.severity,
                evidence=finding.evidence,
            )


def _key(finding: RawFinding) -> tuple[object, ...]:
    return (
        finding.requirement,
        finding.rule,
        -1 if finding.subject is None else finding.subject,
        -1 if finding.input is None else finding.input,
        finding.place,
        finding.status,
        finding.unknown,
        finding.severity,
        finding.subjects,
        bytes(finding.evidence),
    )
