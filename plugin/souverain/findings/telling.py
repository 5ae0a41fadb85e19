"""What findings of one cause share: an answer and where it stands in, message, evidence and legal basis out.

Thousands of resources share a few places: each text is written once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from souverain.document import Basis, Document, Place, ResourceFacts
from souverain.engine import RawFinding, evidence
from souverain.engine.evidence import (
    Agreed,
    Certified,
    Copied,
    Denied,
    Evidence,
    InCountry,
    Keyed,
    NotKnown,
    Reached,
    Stated,
    Uncovered,
)
from souverain.engine.rules import Rule
from souverain.findings import advice, scanners
from souverain.findings.elsewhere import Market
from souverain.findings.legal import Legal, LegalBasis
from souverain.findings.remedy import Remedies, Remedy
from souverain.i18n import Lang
from souverain.knowledge import Knowledge
from souverain.knowledge.regimes import Regime, Requirement
from souverain.model import Fact, Reason
from souverain.sensitivity.hints import foremost
from souverain.wording import Case, Line, paths, vocabulary
from souverain.wording.lines import Lines
from souverain.wording.names import Names

_ASKED_BY_NAME = 3
_HELD = ("granted", "attested")
_OUT_OF_HAND = ("external", "client-side")


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """The texts of findings alike. `cause` goes into fingerprints; `group` is the same under all requirements."""

    message: str
    evidence: tuple[Line, ...]
    remediation: str
    remedy: Remedy | None = None
    legal_basis: tuple[LegalBasis, ...]
    cause: str
    group: str
    tally: tuple[str, ...] = ()
    """What is wrong, in few words, where many resources are counted together."""


class Teller:
    """Writes the texts of one document's findings in one language."""

    def __init__(
        self, document: Document, knowledge: Knowledge, regime: Regime, lang: Lang, remedies: Remedies
    ) -> None:
        self._document = document
        self._remedies = remedies
        self._requirements = {requirement.id: requirement for requirement in regime.requirements}
        self._names = Names(knowledge, document.operators, lang, document.classes)
        self._legal = Legal(regime, self._names)
        self._lines = Lines(self._names, document.operators)
        self._knowledge = knowledge
        self._market = Market(document, knowledge, self._names)
        self._told: dict[tuple[object, ...], Told] = {}
        self._grounded: dict[tuple[int, int], Told] = {}
        self._notes: dict[str, tuple[Line, ...]] = {}
        self._scanned: dict[tuple[int, str], Told] = {}
        self._kept: list[Told] = []
        """What the table above knows by identity, kept alive so that an identity is not used twice."""

    def tell(self, raw: RawFinding, rule: Rule, data_class: str, basis: Basis | None) -> Told:
        """The texts of one answer."""
        key = (raw.rule, raw.requirement, raw.status, raw.place, data_class, raw.unknown, bytes(raw.evidence))
        if (alike := self._told.get(key)) is None:
            alike = self._told[key] = self._tell(raw, rule, data_class)
        pair = (id(alike), id(basis))  # both stand once, and as long as the document
        if (told := self._grounded.get(pair)) is None:
            told = self._grounded[pair] = self._resting_on(basis, alike, raw, rule)
        return told

    def _resting_on(self, basis: Basis | None, alike: Told, raw: RawFinding, rule: Rule) -> Told:
        """The texts with what the place rests on, and what to change there."""
        case = Case(
            status=raw.status,
            data_class="",
            place=self._document.places.get(raw.place),
            evidence=evidence.decode(raw.evidence, rule.id) if raw.status == "fail" else (),
        )
        remedy = self._remedies.of(case, basis)
        said = advice.said(remedy, self._names) if remedy else ()
        return msgspec.structs.replace(
            alike,
            evidence=self._lines.resting_on(basis, alike.evidence, raw.status),
            remediation=" ".join((alike.remediation, *said)),
            remedy=remedy,
        )

    def come_by(self, told: Told, resource: ResourceFacts) -> Told:
        """The texts with the way by which the class of the resource came."""
        lines = [
            Line(about="class", text=paths.told(flow, self._document, self._names), basis=flow.via)
            for flow in paths.path(resource, self._document)
        ]
        return msgspec.structs.replace(told, evidence=(*told.evidence, *lines))

    def beside_scanners(self, told: Told, type_: str) -> Told:
        """The texts of a refusal with what other scanners ask of such a resource, where that can be refused here."""
        key = (id(told), type_)
        if key not in self._scanned:
            lines = self._noted(type_)
            self._kept.append(told)
            self._scanned[key] = msgspec.structs.replace(told, evidence=(*told.evidence, *lines)) if lines else told
        return self._scanned[key]

    def _noted(self, type_: str) -> tuple[Line, ...]:
        if type_ not in self._notes:
            said = scanners.notes(type_, self._knowledge, self._names)
            self._notes[type_] = tuple(Line(about="note", text=text) for text in said)
        return self._notes[type_]

    def contradiction(self, step: Reason, settle: str) -> Told:
        """The texts about a class or a place of which two statements differ; `settle` says what to do."""
        said = self._names.reason(step.code, step.args)
        cause = "|".join([step.code, *(f"{name} {value}" for name, value in sorted(step.args.items()))])
        return Told(
            message=vocabulary.capitalised(said) + ".",
            evidence=(),
            remediation=self._names.say(f"evidence.{settle}"),
            legal_basis=(),
            cause=cause,
            group=_short(cause),
        )

    def unseen_state(self, state: Fact[str]) -> Told:
        """The texts about a state of which nothing shows where it is kept."""
        return Told(
            message=vocabulary.capitalised(self._names.reason(state.reason, state.args)) + ".",
            evidence=(),
            remediation=self._names.say("evidence.settle-state"),
            legal_basis=(),
            cause=state.reason,
            group=_short(state.reason),
        )

    def _tell(self, raw: RawFinding, rule: Rule, data_class: str) -> Told:
        place = self._document.places.get(raw.place)
        requirement = self._requirements.get(raw.requirement)
        cited = evidence.decode(raw.evidence, rule.id)
        case = Case(
            status=raw.status,
            data_class=data_class,
            place=place,
            evidence=cited if raw.status != "pass" else _proofs(place, requirement),
        )
        lang = self._names.lang
        words = vocabulary.words(
            case,
            self._names,
            self._document.operators,
            requirement.parameters if requirement else {},
            _plain(requirement, lang),
        )
        seen = _seen(raw, rule, case)
        return Told(
            message=self._message(raw, rule, requirement, words),
            evidence=(*self._lines.of(case), *self._legal.line(rule, requirement, place)),
            remediation=self._remediation(vocabulary.sentence(rule.remediation[lang], lang, words), case, requirement),
            legal_basis=self._legal.basis(rule, requirement, case),
            tally=tuple(dict.fromkeys(self._tally(case))),
            cause=f"{raw.requirement}|{seen}",
            group=_short(f"{data_class}|{seen}{_keys(case)}"),
        )

    def counted(self, told: Told, tally: Mapping[str, int], subjects: Sequence[ResourceFacts]) -> Told:
        """The texts of a question about many resources, with some by name, and what how many would be refused for."""
        parts = [self._names.say("evidence.tally", count=count, said=said) for said, count in tally.items()]
        lines = [
            msgspec.structs.replace(line, text=", ".join([line.text, *parts])) if line.about == "count" else line
            for line in told.evidence
        ]
        blocks = {resource.identity for resource in subjects}
        named = ", ".join(foremost((resource.identity for resource in subjects), _ASKED_BY_NAME))
        code = "evidence.these" if len(blocks) <= _ASKED_BY_NAME else "evidence.among-them"
        at = next((number + 1 for number, line in enumerate(lines) if line.about == "count"), len(lines))
        lines.insert(at, Line(about="count", text=self._names.say(code, named=named)))
        return msgspec.structs.replace(told, evidence=tuple(lines))

    def _tally(self, case: Case) -> Iterator[str]:
        names = self._names
        if countries := sorted({item.country for item in case.evidence if isinstance(item, Reached)}):
            yield names.say("evidence.tally-reach", law_country=names.law_of(countries))
        for item in case.evidence:
            if isinstance(item, InCountry):
                yield names.say("evidence.tally-zone", zone=names.zone(item.zone))
            elif isinstance(item, Certified):
                yield names.say("evidence.tally-certificate", scheme=item.scheme)
            elif isinstance(item, NotKnown):
                yield names.say("evidence.tally-unknown")

    def _remediation(self, said: str, case: Case, requirement: Requirement | None) -> str:
        """What to do, and where the market offers that today."""
        kind = case.place.kind if case.place else ""
        if case.status == "pass" or not kind:
            return "" if case.status == "pass" else said
        return " ".join([said, *self._market.said(kind, case, requirement)])

    def _message(self, raw: RawFinding, rule: Rule, requirement: Requirement | None, words: dict[str, str]) -> str:
        lang = self._names.lang
        if raw.status != "pass" or requirement is None:
            return vocabulary.sentence(rule.message[lang], lang, words)
        return self._names.say("evidence.satisfied", requirement=_plain(requirement, lang))


def _plain(requirement: Requirement | None, lang: Lang) -> str:
    """What is required, without a point at its end."""
    return requirement.text[lang].rstrip(".") if requirement else ""


def _short(cause: str) -> str:
    return hashlib.sha256(cause.encode()).hexdigest()[:16]


def _seen(raw: RawFinding, rule: Rule, case: Case) -> str:
    """What a rule saw, in words that change only when that does: no date, no path, no language."""
    place = case.place
    where = (place.provider, place.region, place.operator) if place else ()
    parts = [rule.id, raw.status, raw.unknown, *(fact.value or "?" for fact in where)]
    seen = (_sign(item) for item in case.evidence if not isinstance(item, Keyed))
    return "|".join([*parts, *sorted(seen)])


def _keys(case: Case) -> str:
    """Keys out of the provider's hands: told apart in a report, and no other cause."""
    return "".join(
        f"|keys {item.custody}" for item in case.evidence if isinstance(item, Keyed) and item.custody in _OUT_OF_HAND
    )


def _proofs(place: Place | None, requirement: Requirement | None) -> tuple[Evidence, ...]:
    """What a pass rests on, certificates or a clause; policies pass many resources at once and cite nothing."""
    clause = requirement.parameters.get("clause") if requirement else None
    if isinstance(clause, str):
        return (Agreed(clause=clause, agreed=True),)
    scheme = requirement.parameters.get("scheme") if requirement else None
    states = (place.certificates.value or ()) if place else ()
    return tuple(
        Certified(
            scheme=state.scheme,
            status=state.status,
            since=state.since,
            until=state.until,
            number=state.number,
            version=state.version,
            covers=True,
        )
        for state in states
        if state.scheme == scheme and state.status in _HELD and state.covers.value
    )


def _sign(item: Evidence) -> str:
    match item:
        case InCountry():
            return f"country {item.country} {item.zone}"
        case Reached():
            return f"reach {item.law} {item.entity} {item.channel}"
        case Certified():
            return f"certificate {item.scheme} {item.status}"
        case NotKnown():
            return f"unknown {item.fact} {item.reason}"
        case Agreed():
            return f"clause {item.clause} {item.agreed}"
        case Denied():
            return f"criterion {item.criterion} {item.reason}"
        case Copied():
            return f"copy {item.role}"
        case Uncovered():
            return f"activities {' '.join(item.missing)}"
        case Stated():
            return f"value {item.name} {item.value}"
    return "count"
