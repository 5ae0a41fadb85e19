"""Names of what facts refer to by id: ids of countries, entities, laws, sources and reasons in, words out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from souverain import classes
from souverain.document import CertificateState, Edge, Operator, Party, Place
from souverain.engine.evidence import Answered, Certified, Tolerated
from souverain.errors import KnowledgeError
from souverain.i18n import Lang, has, text, told
from souverain.knowledge import Knowledge
from souverain.knowledge.records import KeyCustody, Law
from souverain.model import Reason

_PSEUDO_COUNTRIES = {"*": "evidence.worldwide", "EU": "evidence.member-state", "unknown": "evidence.unknown"}
_NAMED_ZONES = ("EU", "EEA", "ADEQUATE", "DE_393_EQUIVALENT")
_EVERY = "*"
_SPOKEN_CODES = {"US": "US", "GB": "UK", _EVERY: "any country's"}
"""In English a law is called by these codes: US law, UK law."""


class Names:
    """Names in one language. What the knowledge does not hold (facts of another release) keeps its id."""

    def __init__(
        self,
        knowledge: Knowledge,
        operators: Mapping[str, Operator],
        lang: Lang,
        above: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> None:
        """`above`: the classes of the facts, each to all that it is."""
        self.lang = lang
        self._above = above
        self._knowledge = knowledge
        self._laws = {law.id: law for law in knowledge.laws}
        self._parties = {party.id: party for operator in operators.values() for party in _parties(operator)}

    def say(self, code: str, **args: object) -> str:
        """A message of `i18n` in this language."""
        return text(code, self.lang, **args)

    def country(self, code: str) -> str:
        """The name of a country: France."""
        if code in _PSEUDO_COUNTRIES:
            return self.say(_PSEUDO_COUNTRIES[code])
        try:
            return self._knowledge.country(code).name.get(self.lang, code)
        except KnowledgeError:
            return code

    def zone(self, zone: str) -> str:
        """A zone as it is written: EEA, in French EEE; a country by its name; what is joined, one by one."""
        parts = zone.split("+")
        if len(parts) > 1:
            return self.all_of(map(self.zone, parts))
        return self.say(f"evidence.zone-{zone}") if zone in _NAMED_ZONES else self.country(zone)

    def law_of(self, codes: Iterable[str]) -> str:
        """Countries as their law is spoken of: `US`, `US and China`; in French the names. Every country alone."""
        spoken = _SPOKEN_CODES if self.lang == "en" else {}
        named = tuple(codes)
        single = [code for code in named if code != _EVERY] or named
        return self.all_of(spoken.get(code) or self.country(code) for code in single)

    def all_of(self, names: Iterable[str]) -> str:
        """A list as one speaks it, `a, b and c`, each name once; "" for none."""
        *first, last = dict.fromkeys(names) or [""]
        return self.say("evidence.and", first=", ".join(first), last=last) if first else last

    def party(self, id_: str) -> Party:
        """A legal entity with its name and country."""
        if id_ not in self._parties:
            self._parties[id_] = self._known_party(id_)
        return self._parties[id_]

    def seated(self, id_: str) -> str:
        """A legal entity with the code of its country: `Amazon.com, Inc. (US)`."""
        party = self.party(id_)
        return f"{party.name} ({self._code(party.country)})"

    def location(self, place: Place) -> str:
        """The region with city and countries: `eu-west-3, Paris FR`."""
        region = place.region.value if place.region.known else self.reason(place.region.reason, place.region.args)
        codes = " ".join(self._code(code) for code in place.countries.value or ("unknown",))
        return ", ".join(part for part in (region, f"{place.city} {codes}".strip()) if part)

    def chain(self, operator: Operator) -> str:
        """An operator and its ultimate parents: `AWS EMEA SARL (LU) < Amazon.com, Inc. (US, control)`."""
        if operator.parents.value is None:
            return f"{self.seated(operator.id)} < {self.reason(operator.parents.reason, operator.parents.args)}"
        above = [
            f"{party.name} ({self._code(party.country)}, {self._control(operator.chain, party.id)})"
            for party in operator.parents.value
            if party.id != operator.id
        ]
        return " < ".join(part for part in (self.seated(operator.id), " + ".join(above)) if part)

    def edge(self, edge: Edge) -> str:
        """One link of a chain of control, with its share where one is published."""
        share = "" if edge.share is None else self.say("evidence.share", share=f"{edge.share:g}")
        control = self.say(f"evidence.control-{edge.control}")
        return self.pair(f"{self.seated(edge.owned)} < {self.seated(edge.owner)}", control + share)

    def pair(self, name: str, said: str) -> str:
        """Something and what is said of it, with the colon of the language."""
        return self.say("evidence.pair", name=name, said=said)

    def certificate(self, item: Certified | CertificateState) -> str:
        """A certificate and where it stands: `SecNumCloud 3.2: granted, until 2026-11-30`."""
        return self.pair(f"{item.scheme} {item.version}".strip(), self.standing(item))

    def standing(self, item: Certified | CertificateState) -> str:
        """Where a certificate stands, with the date that matters."""
        if item.status == "granted" and not item.until:
            return self.say("evidence.status-granted-no-end")
        until = item.until or self.say("evidence.unknown-date")
        return self.say(f"evidence.status-{item.status}", until=until, knowledge=self._knowledge.as_of)

    def custody(self, id_: str) -> KeyCustody | None:
        """The record of a custody of keys, None when the knowledge has none."""
        return self._knowledge.custodies.get(id_)

    def law(self, id_: str) -> Law | None:
        """The record of a law, None when the knowledge has none."""
        return self._laws.get(id_)

    def law_name(self, id_: str) -> str:
        """A law by its name."""
        law = self._laws.get(id_)
        return law.name.get(self.lang, id_) if law else id_

    def sources(self, ids: Iterable[str]) -> str:
        """Sources by title and date."""
        return self.say("evidence.separator").join(self._source(id_) for id_ in ids)

    def reason(self, code: str, args: Mapping[str, object]) -> str:
        """The sentence of a reason; a question stands in it as it is asked, a reason beneath it as it is said."""
        if isinstance(beneath := args.get("because"), str):
            others = {name: value for name, value in args.items() if name != "because"}
            args = {**others, "because": self.reason(beneath, others)}
        if isinstance(question := args.get("question"), str):
            args = {**args, "question": self.question(question)}
        if isinstance(flow := args.get("flow"), str):
            args = {**args, "flow": self.say(f"evidence.flow-{flow}")}
        return told(f"reasons.{code}", self.lang, args)

    def question(self, id_: str) -> str:
        """A question to the workload, as it is asked, and where to answer it."""
        found = self._knowledge.questions.get(id_)
        return f"{found.text[self.lang]} ({id_})" if found else id_

    def label(self, question: str) -> str:
        """The noun that stands for a question."""
        found = self._knowledge.questions.get(question)
        return found.label[self.lang] if found else question

    def capability(self, kind: str) -> str:
        """A kind of service by what it does."""
        return self.say(f"evidence.kind-{kind}" if has(f"evidence.kind-{kind}") else "evidence.kind-other")

    def activities(self, words: Iterable[str]) -> str:
        """Activities of hosting by the names that the texts give them, in their order."""
        question = self._knowledge.questions.get("hds-activities")
        order = question.allowed if question else ()
        told = sorted(set(words), key=lambda word: order.index(word) if word in order else len(order))
        return self.all_of(self._option("hds-activities", word) for word in told)

    def place_of(self, question: str | None) -> int:
        """Where a question stands among all, so that they are named in the order in which they are asked."""
        asked = [*self._knowledge.questions]
        return asked.index(question) if question in asked else -1

    def answer(self, item: Answered) -> str:
        """An answer with who gave it and when."""
        said = self.all_of(self._option(item.question, value) for value in item.values)
        if not item.author:
            return said
        return self.say("evidence.answered", said=said, author=item.author, date=item.date)

    def derogation(self, item: Tolerated) -> str:
        """A derogation with its last day."""
        return self.say("evidence.tolerated" if item.until else "evidence.tolerated-open", until=item.until)

    def data(self, data_class: str) -> str:
        """A class of data in words; of a state, `state:` and the class, what it describes.

        A class of the user's own has its own name, with that of the shipped class that it is.
        """
        kept, _, whole = data_class.rpartition(":")
        said = self._class(whole)
        return self.say("evidence.state-of", data=said) if kept else said

    def _class(self, data_class: str) -> str:
        if data_class == "undeclared":
            return self.say("evidence.class-undeclared")
        records = classes.shipped().records
        if data_class in records:
            return records[data_class].name[self.lang]
        whole = next((records[one].name[self.lang] for one in self._above.get(data_class, ()) if one in records), "")
        return self.say("evidence.class-own", name=data_class, data=whole) if whole else data_class

    def steps(self, why: Iterable[Reason]) -> str:
        """The steps of a basis in their order."""
        return self.say("evidence.separator").join(self.reason(step.code, step.args) for step in why)

    def _option(self, question: str, value: str) -> str:
        """An answer in words: an option's text, a country's name, else itself."""
        if (found := self._knowledge.questions.get(question)) is None:
            return value
        if found.kind == "yes-no":
            return self.say(f"evidence.{value}") if value in ("yes", "no") else value
        texts = {option.id: option.text[self.lang] for option in found.options}
        return texts.get(value) or (self.country(value) if found.kind == "countries" else value)

    def _code(self, country: str) -> str:
        return self.country(country) if country in _PSEUDO_COUNTRIES else country

    def _control(self, chain: tuple[Edge, ...], owner: str) -> str:
        held = {edge.control for edge in chain if edge.owner == owner}
        strongest = next((word for word in ("full", "controlling", "joint", "minority") if word in held), "unknown")
        return self.say(f"evidence.control-{strongest}")

    def _known_party(self, id_: str) -> Party:
        try:
            entity = self._knowledge.entity(id_)
        except KnowledgeError:
            return Party(id_, id_, "unknown")
        return Party(id_, entity.name, entity.country if isinstance(entity.country, str) else "unknown")

    def _source(self, id_: str) -> str:
        try:
            source = self._knowledge.source(id_)
        except KnowledgeError:
            return id_
        return f"{source.title}, {source.date}" if source.date else source.title


def _parties(operator: Operator) -> tuple[Party, ...]:
    itself = Party(operator.id, operator.name, operator.country.value or "unknown")
    return (*(operator.parents.value or ()), itself)
