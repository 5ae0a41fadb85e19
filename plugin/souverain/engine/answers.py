"""What engines send back: the JSON of an evaluation in, raw findings out, one for each subject, in one order.

Policies answer for many subjects at once; whoever reads findings sees one subject in each, passes aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from souverain.engine import RawFinding
from souverain.engine.view import Alike, View
from souverain.errors import PolicyError


class _Result(msgspec.Struct, frozen=True):
    """An evaluation with a value. Without one the decision was undefined, and the key is not there."""

    result: list[RawFinding]


_WASM = msgspec.json.Decoder(list[_Result])
_FINDINGS = msgspec.json.Decoder(list[RawFinding])
_SERVER = msgspec.json.Decoder(dict[str, msgspec.Raw])


_EACH_FOR_ITSELF = View(b"", {})


def from_wasm(data: bytes, seen: View = _EACH_FOR_ITSELF) -> tuple[RawFinding, ...]:
    """The findings of a Wasm module's result set, which must hold exactly one result, on what it was given."""
    if data == b"[]":
        raise PolicyError("policy-undefined", engine="wasm")
    try:
        results = _WASM.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PolicyError("policy-answer", engine="wasm", detail=error) from error
    if len(results) != 1:
        raise PolicyError("policy-answer", engine="wasm", detail=f"{len(results)} results")
    return _ordered(results[0].result, seen)


def from_server(data: bytes) -> tuple[RawFinding, ...]:
    """The findings of an OPA server's answer."""
    value = value_of(data)
    if value is None:
        raise PolicyError("policy-undefined", engine="opa")
    try:
        return _ordered(_FINDINGS.decode(value), _EACH_FOR_ITSELF)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PolicyError("policy-answer", engine="opa", detail=error) from error


def spread(findings: Iterable[RawFinding], alike: Alike) -> tuple[RawFinding, ...]:
    """The findings on resources that stand for others, for all of them."""
    return _ordered(findings, View(b"", alike))


def value_of(data: bytes) -> bytes | None:
    """JSON of the decision in an OPA server's answer, None where it is undefined: the server says `{}` then."""
    try:
        answer = _SERVER.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PolicyError("policy-answer", engine="opa", detail=error) from error
    return bytes(answer["result"]) if "result" in answer else None


def _ordered(findings: Iterable[RawFinding], seen: View) -> tuple[RawFinding, ...]:
    found = sorted((one for finding in findings for one in _each(finding, seen)), key=_key)
    return tuple(one for number, one in enumerate(found) if not number or one != found[number - 1])


def _each(finding: RawFinding, seen: View) -> Iterator[RawFinding]:
    """Every subject of a finding by itself; a pass and what concerns an input stay whole."""
    named = finding.subjects if finding.subject is None else (finding.subject,)
    subjects = seen.all(named)
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
