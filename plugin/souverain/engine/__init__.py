"""The seam between facts and judgement: bytes of one facts document in, raw findings out, whatever runs the Rego."""

from __future__ import annotations

from typing import Literal, Protocol

import msgspec

from souverain.engine.view import EACH_FOR_ITSELF, Alike

NO_EVIDENCE = msgspec.Raw(b"[]")


class RawFinding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What `souverain.findings` returns, one element: the answer of one rule on one subject, or its list of passes.

    `status` is `fail`, `unknown`, `alert` or `pass`; `tolerated` for what a derogation lets be; `not-applicable` for a
    requirement, or the whole regime, that does not bind the workload. A pass lists `subjects`, and so does what
    concerns a whole `input`; the others name one `subject` (a resource id), or none where they are about the workload.
    `unknown` names the kind of unknown as profiles price it. `severity` lowers that of
    the rule for one answer; it never raises it.
    """

    rule: str
    status: str
    requirement: str = ""
    subject: int | None = None
    subjects: tuple[int, ...] = ()
    input: int | None = None
    place: str = ""
    unknown: str = ""
    severity: Literal["", "warning", "note"] = ""
    evidence: msgspec.Raw = NO_EVIDENCE
    """JSON of a list of `evidence.Evidence`. Kept encoded: thousands of findings share the same few lists, which
    `findings` decodes once."""


class Answers(msgspec.Struct, frozen=True):
    """What policies answered; a resource in it stands for all that are alike."""

    raw: tuple[RawFinding, ...]
    alike: Alike = EACH_FOR_ITSELF


class Used(msgspec.Struct, frozen=True, kw_only=True):
    """What ran the policies, for whoever wants to find a decision again."""

    name: str
    url: str = ""
    """Of the server, without what is secret in it."""
    decisions: tuple[str, ...] = ()
    """The ids that the server gave its decisions, in the order of the profiles."""
    bundles: dict[str, str] = msgspec.field(default_factory=dict)
    """The bundles that the server holds, with their revisions."""


class Engine(Protocol):
    """Runs the policies. Every failure is a `PolicyError`; an undefined answer is one too."""

    name: str

    @property
    def whole(self) -> bool:
        """Whether its policies may read all of a document: those of a user, or on a server."""

    def used(self) -> Used:
        """What answered so far."""

    def evaluate(self, document: bytes) -> tuple[RawFinding, ...]:
        """Judge one facts document (UTF-8 JSON, as `facts.encode` writes it); findings come in any order."""

    def close(self) -> None:
        """Give back what the engine holds."""
