"""One line of the market judged by the real path: who sells what where, on a day, under a profile; in short words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import msgspec

from souverain import facts, findings, gate, knowledge
from souverain.asked import profile_facts
from souverain.config import ClassRule, Config
from souverain.declared import Answer, Overlay
from souverain.document import Document, Established, ProfileFacts
from souverain.engine import RawFinding, evidence
from souverain.engine.evidence import Certified, Evidence, InCountry, NotKnown, Reached
from souverain.engine.rules import load as rules
from souverain.engine.wasm import WasmEngine
from souverain.findings import Asked
from souverain.knowledge import Knowledge
from souverain.model import EMPTY, Constant, Input, ProviderConfig, Resource, Stack

ON = "2026-11-21"


class Sold(msgspec.Struct, frozen=True, kw_only=True):
    """A resource of health data: its type at a provider, what it states, and what its provider block states."""

    source: str
    type: str
    says: Mapping[str, str | bool] = EMPTY
    block: Mapping[str, str] = EMPTY

    @property
    def stack(self) -> Stack:
        """The resource and its provider block, as a reader would give them."""
        name = self.source.rpartition("/")[2]
        resource = Resource(
            address=f"{self.type}.records",
            type=self.type,
            name="records",
            provider=f"registry.terraform.io/{self.source}",
            action="create",
            attributes=self.says,
            provider_key=name,
        )
        block = {path: Constant(value) for path, value in self.block.items()}
        config = ProviderConfig(key=name, name=name, source=self.source, expressions=block)
        return Stack(
            input=Input(path="plan.json", kind="terraform-plan"), resources=(resource,), providers={name: config}
        )


class Market:
    """Judges lines with one knowledge.

    `workload` is what it says of itself, `data` the class of all that it holds. `trusting` counts all that the user
    declares as evidence, None as much of it as the shipped profiles do.
    """

    def __init__(
        self,
        overlay: Overlay | None = None,
        *,
        trusting: bool | None = None,
        known: Knowledge | None = None,
        workload: dict[str, Answer] | None = None,
        data: str = "health",
    ) -> None:
        self.knowledge = (known or _shipped()).with_overlay(overlay or Overlay())
        self._trusting = trusting
        self._workload = workload
        self._data = data

    def established(self, sold: Sold, as_of: str = ON) -> facts.Facts:
        """The facts about one line."""
        return facts.establish([sold.stack], self.knowledge, self._config(as_of))

    def document(self, established: Established, asked: ProfileFacts) -> Document:
        """Facts as the policies of a profile see them."""
        return facts.Facts(established).document(asked)

    def answers(self, document: Document) -> tuple[RawFinding, ...]:
        """What the policies say."""
        return _engine().evaluate(msgspec.json.encode(document))

    def verdict(self, sold: Sold, profile: str, as_of: str = ON) -> str:
        """The verdict and its reasons: `fail: US parent high`, `unproven: HDS claimed`."""
        document, raw = self._answered(sold, profile, as_of)
        verdict = self._judged(document, raw, as_of).verdict
        reasons = sorted({word for item in raw for word in _words(item)} | {*_proofs(document, raw)})
        return f"{verdict}: {', '.join(reasons)}" if reasons else verdict

    def told(self, sold: Sold, profile: str, as_of: str = ON) -> tuple[str, str]:
        """The verdict and what is said beside it: why a regime does not apply, else all that is found, in English."""
        document, raw = self._answered(sold, profile, as_of)
        verdict = self._judged(document, raw, as_of)
        found = findings.judge(document, raw, self._under(document.profile.id, as_of), self.knowledge)
        said = [verdict.reason]
        for item in found:
            said += [f"{item.status}: {item.message}", *(f"  {line.text}" for line in item.evidence)]
        return verdict.verdict, "\n".join(said)

    def _answered(self, sold: Sold, profile: str, as_of: str) -> tuple[Document, tuple[RawFinding, ...]]:
        found = self.established(sold, as_of)
        asked = profile_facts(profile, self.knowledge)
        if self._trusting is not None:
            minimum = "declared" if self._trusting else "background"
            asked = msgspec.structs.replace(asked, minimum_grade=minimum, minimum_grade_own="background")
        return found.document(asked), _engine().evaluate(found.encode(asked))

    def _judged(self, document: Document, raw: tuple[RawFinding, ...], as_of: str) -> gate.Verdict:
        under = self._under(document.profile.id, as_of)
        return gate.verdict(document, findings.judge(document, raw, under, self.knowledge), under.config)

    def _under(self, profile: str, as_of: str) -> Asked:
        return Asked(
            profile=self.knowledge.profiles[profile],
            regime=self.knowledge.regimes[self.knowledge.profiles[profile].regime],
            rules=rules(),
            config=self._config(as_of),
        )

    def _config(self, as_of: str) -> Config:
        return Config(as_of=as_of, classes=(ClassRule(data=self._data),), workload=self._workload)


def _words(item: RawFinding) -> Iterator[str]:
    """The reasons of one answer; what is not known is named only where nothing else is."""
    if item.status == "pass" or item.unknown in (
        "contract",
        "undeclared-workload",
        "encryption",
    ):  # questions that cost a note
        return
    told = evidence.decode(item.evidence, item.rule)
    said = [word for one in told if (word := _word(one))]
    reported = " reported" if item.status == "alert" else ""
    yield from (f"{word}{reported}" for word in said)
    if not said:
        yield from (one.reason for one in told if isinstance(one, NotKnown))


def _word(one: Evidence) -> str:
    match one:
        case InCountry():
            return f"outside {one.zone} in {one.country}"
        case Reached():
            return (
                f"{one.country} {one.channel} {one.certainty}"
                if one.channel == "parent"
                else f"{one.country} {one.channel}"
            )
        case Certified():
            scope = " out of scope" if one.covers is False else ""
            return f"{one.scheme} {one.status}{f' to {one.until}' if one.until else ''}{scope}"
    return ""


def _proofs(document: Document, raw: tuple[RawFinding, ...]) -> Iterator[str]:
    """The certificates on which a requirement passes."""
    passed = {item.requirement for item in raw if item.status == "pass"}
    schemes = {item.parameters.get("scheme") for item in document.profile.requirements if item.id in passed}
    for place in document.places.values():
        for state in place.certificates.value or ():
            if state.scheme in schemes and state.status in ("granted", "attested") and state.covers.value:
                yield f"{state.scheme} {state.status} to {state.until}"


@cache
def _shipped() -> Knowledge:
    return knowledge.load()


@cache
def _engine() -> WasmEngine:
    return WasmEngine()
