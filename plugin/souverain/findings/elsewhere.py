"""Where a refused resource could be instead, in words: a kind of service and a refusal in, sentences out.

Each is written once for all resources of a kind: thousands share one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from souverain.conditions import Parameter
from souverain.document import Document
from souverain.engine.evidence import Certified, Reached
from souverain.findings.alternatives import SCHEME, Alternative, attestable, out_of_reach, qualified
from souverain.knowledge import Knowledge
from souverain.knowledge.regimes import Requirement
from souverain.wording import Case
from souverain.wording.names import Names

_HDS = "HDS"
_OFFERS_NAMED = 3


class Market:
    """What is on record of offers on the day of one document, in one language."""

    def __init__(self, document: Document, knowledge: Knowledge, names: Names) -> None:
        self._document = document
        self._knowledge = knowledge
        self._names = names
        self._written: dict[tuple[object, ...], str] = {}

    def said(self, kind: str, case: Case, requirement: Requirement | None) -> Iterator[str]:
        """The sentences: who holds the certificate that is asked for, and who is out of reach of the refused laws."""
        parameters = requirement.parameters if requirement else {}
        reached = any(isinstance(item, Reached) for item in case.evidence) and "clause" not in parameters
        schemes = {item.scheme for item in case.evidence if isinstance(item, Certified)}
        if _HDS in schemes and (asked := _activities(parameters, kind)):
            yield from self._once(self._hds, kind, asked)
        if reached or SCHEME in schemes:
            yield from self._once(self._qualified, kind)
        zone = parameters.get("zone")
        if (
            reached
            and case.status == "fail"
            and isinstance(zone, str)
            and not (requirement and requirement.presumed_by)
        ):
            near = (case.place.countries.value or ("",))[0] if case.place else ""
            yield from self._once(self._free, kind, zone, near)

    def _once(self, write: Callable[..., str], *args: object) -> Iterator[str]:
        key = (write.__name__, *args)
        if key not in self._written:
            self._written[key] = write(*args)
        if self._written[key]:
            yield self._written[key]

    def _qualified(self, kind: str) -> str:
        return self._held("qualified", SCHEME, kind, qualified(kind, self._knowledge, self._document.as_of))

    def _hds(self, kind: str, asked: tuple[str, ...]) -> str:
        as_of = self._document.as_of
        covered = self._held("qualified", _HDS, kind, qualified(kind, self._knowledge, as_of, _HDS, asked))
        return covered or self._held("attestable", _HDS, kind, attestable(kind, self._knowledge, as_of, _HDS, asked))

    def _free(self, kind: str, zone: str, near: str) -> str:
        profile, as_of = self._document.profile, self._document.as_of
        codes = frozenset(self._document.zones.get(zone, ()))
        told = {item.provider for item in qualified(kind, self._knowledge, as_of)[:_OFFERS_NAMED]}
        found = out_of_reach(kind, self._knowledge, as_of, codes, profile.reach, near)
        others = (f"{item.provider} ({item.region})" for item in found if item.provider not in told)
        named = [*islice(others, _OFFERS_NAMED)]
        return self._offered("out-of-reach", "", kind, named)

    def _held(self, message: str, scheme: str, kind: str, found: Iterable[Alternative]) -> str:
        named = [
            self._names.say("evidence.offer", name=item.provider, region=item.region, until=item.until)
            for item in islice(found, _OFFERS_NAMED)
        ]
        return self._offered(message, scheme, kind, named)

    def _offered(self, message: str, scheme: str, kind: str, named: list[str]) -> str:
        if not named:
            return ""
        offers = self._names.say("evidence.separator").join(named)
        args = {"kind": self._names.capability(kind), "as_of": self._document.as_of, "offers": offers}
        return self._names.say(f"evidence.{message}", scheme=scheme, **args)


def _activities(parameters: Mapping[str, Parameter], kind: str) -> tuple[str, ...]:
    """The activities of hosting that a requirement asks of a kind."""
    found = parameters.get(f"activities.{kind}", parameters.get("activities", ()))
    return found if isinstance(found, tuple) else ()
