"""On what a finding rests in law or policy: a requirement and a rule in, one line and the provisions out."""

from __future__ import annotations

import msgspec

from souverain.document import Place
from souverain.engine.evidence import Reached
from souverain.engine.rules import Rule
from souverain.knowledge.regimes import Regime, Requirement
from souverain.wording import Case, Line
from souverain.wording.names import Names

_SHOWN_SCHEMES = ("HDS", "SecNumCloud")


class LegalBasis(msgspec.Struct, frozen=True, kw_only=True):
    """A provision that a finding rests on."""

    text: str
    url: str


class Legal:
    """Writes what one regime asks, in one language."""

    def __init__(self, regime: Regime, names: Names) -> None:
        self._regime = regime
        self._names = names

    def line(self, rule: Rule, requirement: Requirement | None, place: Place | None) -> tuple[Line, ...]:
        """What kind of rule asks this; beside a house policy, where the known certificates of the place stand."""
        if requirement is None:
            return (Line(about="rule", text=self._added(rule)),) if rule.own else ()
        if self._regime.binding != "house":
            return (Line(about="rule", text=self._named(requirement)),)
        states = (place.certificates.value or ()) if place else ()
        shown = [state for state in states if state.scheme in _SHOWN_SCHEMES and state.status != "none"]
        held = [self._names.certificate(state) for state in shown]
        return (Line(about="rule", text=". ".join([self._named(requirement), *held])),)

    def basis(self, rule: Rule, requirement: Requirement | None, case: Case) -> tuple[LegalBasis, ...]:
        """The requirement, the laws that reach the data, and what the rule itself cites."""
        lang, found = self._names.lang, []
        if requirement is not None:
            found.append(LegalBasis(text=self._named(requirement), url=requirement.url or self._regime.url))
        for law in dict.fromkeys(item.law for item in case.evidence if isinstance(item, Reached)):
            if record := self._names.law(law):
                found.append(LegalBasis(text=f"{record.name[lang]}, {record.citation}", url=record.url))
        found += [LegalBasis(text=item.en if lang == "en" else item.fr, url=item.url) for item in rule.legal]
        return tuple(dict.fromkeys(found))

    def _added(self, rule: Rule) -> str:
        """A rule that a user added, and what it rests on."""
        cited = "; ".join(item.en if self._names.lang == "en" else item.fr for item in rule.legal)
        added = self._names.say("evidence.rule-added")
        return self._names.pair(added, cited) if cited else added

    def _named(self, requirement: Requirement) -> str:
        """The regime and its article; that a house policy is no statute."""
        name, cited = self._regime.name[self._names.lang], requirement.article or self._regime.citation
        if self._regime.binding == "house":
            return self._names.say("evidence.rule-house", regime=name)
        return f"{name}, {cited}" if cited else name
