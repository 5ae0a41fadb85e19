"""Asks an OPA server that holds the same policies: facts document in, raw findings out, over HTTP.

The server says in the decision itself which policies it judged by; whatever is not a decision by the right ones is a
`PolicyError`. `link` is the wire, `credentials` what proves who is who, `pushing` gives a server the policies.
"""

from __future__ import annotations

from souverain.config import Server
from souverain.engine import RawFinding, Used, answers, rules
from souverain.engine.opa.link import Deadline, Link
from souverain.engine.own.record import Own
from souverain.errors import PolicyError


class OpaEngine:
    """The engine of those who run OPA already. `seconds` bound each evaluation, its retries included."""

    name = "opa"
    whole = True

    def __init__(self, server: Server, own: Own | None = None, *, seconds: float = 60.0) -> None:
        self._link = Link(server)
        self._push = server.push
        self._own = own
        self._seconds = seconds
        self._decisions: list[str] = []
        self._bundles: dict[str, str] = {}

    def evaluate(self, document: bytes) -> tuple[RawFinding, ...]:
        """Judge one facts document, with the policies of this very version of souverain."""
        deadline = Deadline(self._seconds)
        if self._push:
            from souverain.engine.opa import pushing

            pushing.push(self._link, deadline, self._own)
        self._compare(answers.text(answers.said(self._link.ask("revision", b"{}", deadline))))
        said = answers.said(self._link.ask("decision", b'{"input":%s}' % document, deadline))
        decision = answers.decision(said)
        self._compare(decision.revision)
        if decision.own != (self._own.revision if self._own else ""):
            raise PolicyError("opa-other-rules", url=self._link.shown)
        self._decisions += [said.decision_id] if said.decision_id else []
        self._bundles |= {name: bundle.revision for name, bundle in said.provenance.bundles.items()}
        return decision.findings

    def used(self) -> Used:
        """The server, what it called its decisions, and the bundles it holds."""
        bundles = dict(sorted(self._bundles.items()))
        return Used(name=self.name, url=self._link.shown, decisions=tuple(self._decisions), bundles=bundles)

    def close(self) -> None:
        """Close the connection."""
        self._link.close()

    def _compare(self, held: str | None) -> None:
        if held is None:
            raise PolicyError("opa-without-policies", url=self._link.shown)
        if held != rules.revision():
            raise PolicyError("opa-other-policies", url=self._link.shown)
