"""No unproven pass: whatever fact is taken away, no subject passes that did not, and none is left without an answer."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence

import msgspec
import mutations
import pytest

import rego_cases
from real_tools import Tool
from souverain.document import Document
from souverain.engine.wasm import WasmEngine
from souverain.errors import PolicyError


@pytest.fixture(scope="module")
def engine() -> Iterator[WasmEngine]:
    engine = WasmEngine(whole=True)
    yield engine
    engine.close()


class Judge:
    """Judges mutants of one document, as to what that document asks."""

    def __init__(self, engine: WasmEngine, document: rego_cases.Json) -> None:
        self._engine = engine
        self._document = document
        requirements = [requirement["id"] for requirement in document["profile"]["requirements"]]
        self._subjects = {(requirement, one) for requirement in requirements for one in mutations.judged(document)}
        self._asked = copy.deepcopy(document)
        self.passing, self.missing, self.aside = self.look()

    def look(self) -> tuple[set[mutations.Answer], set[mutations.Answer], set[str]]:
        """What passes now, what has no answer, and what does not apply.

        An answer that nobody can read is no pass, and is noticed.
        """
        try:
            findings = self._engine.evaluate(msgspec.json.encode(self._document))
        except PolicyError:
            return set(), set(), set()
        missing = mutations.unanswered(self._document, findings) if follows_schema(self._document) else set()
        aside = mutations.set_aside(self._asked, findings)
        return mutations.passing(self._asked, findings) & self._subjects, missing, aside

    def defects(self, paths: Sequence[mutations.Path]) -> list[str]:
        """What goes wrong when what stands at one of the paths is unknown, or is not there."""
        found = [f"no answer: {sorted(self.missing)}"] if self.missing else []
        for path in paths:
            for value in (mutations.UNKNOWN, mutations.MISSING):
                with mutations.mutated(self._document, path, value=value):
                    passing, missing, aside = self.look()
                name = f"{path} {'missing' if value is mutations.MISSING else 'unknown'}"
                found += [f"{name}: passes now {sorted(passing - self.passing)}"] if passing - self.passing else []
                found += [f"{name}: does not apply now {sorted(aside - self.aside)}"] if aside - self.aside else []
                found += [f"{name}: no answer for {sorted(missing)}"] if missing else []
        return found


def follows_schema(document: rego_cases.Json) -> bool:
    """Whether the document is one that souverain would judge; another is refused before."""
    try:
        msgspec.convert(document, Document)
    except msgspec.ValidationError:
        return False
    return True


@pytest.mark.parametrize("rule", rego_cases.RULES)
def test_no_case_passes_for_want_of_a_fact(engine: WasmEngine, tool: Tool, rule: str) -> None:
    cases = [case for case in rego_cases.cases(tool("opa")) if case.rule == rule]
    assert cases
    for case in cases:
        document = mutations.asking_everything(case.facts)
        assert Judge(engine, document).defects(list(mutations.facts(document))) == [], case.name


def test_no_field_of_an_estate_is_needed_to_refuse(engine: WasmEngine, tool: Tool) -> None:
    document = rego_cases.estate(tool("opa")).facts
    assert Judge(engine, document).defects(list(mutations.fields(document))) == []


def test_the_estate_has_both_kinds(engine: WasmEngine, tool: Tool) -> None:
    """Mutations of a document in which everything passes, or nothing, would prove nothing."""
    passing = Judge(engine, rego_cases.estate(tool("opa")).facts).passing
    assert {(requirement, 18) for requirement in EVERYTHING} <= passing
    assert not any(subject in range(14, 18) for requirement, subject in passing if requirement == "LOC")


PLACE = ("places", "paris")
OPERATOR = ("operators", "op")
EVERYTHING = {"LOC", "REACH", "KEYS", "LEVEL", "OFFER", "CLAUSE", "TRANSFER"}
CERTIFICATE = (*PLACE, "certificates", "value", 0)


@pytest.mark.parametrize(
    ("path", "lost"),
    [
        pytest.param((*PLACE, "countries"), {"LOC", "REACH", "KEYS", "LEVEL", "TRANSFER"}, id="countries"),
        pytest.param((*PLACE, "operator"), {"REACH", "KEYS", "LEVEL"}, id="operator"),
        pytest.param((*PLACE, "certificates"), {"OFFER"}, id="certificates"),
        pytest.param((*CERTIFICATE, "covers"), {"OFFER"}, id="scope"),
        pytest.param((*CERTIFICATE, "activities"), {"OFFER"}, id="activities"),
        pytest.param((*OPERATOR, "country"), {"REACH", "KEYS", "LEVEL"}, id="seat"),
        pytest.param((*OPERATOR, "parents"), {"REACH", "KEYS", "LEVEL"}, id="parents"),
        pytest.param((*OPERATOR, "reach"), {"REACH", "KEYS", "LEVEL"}, id="reach"),
        pytest.param((*PLACE, "provider"), set(), id="provider"),
        pytest.param((*PLACE, "region"), set(), id="region"),
    ],
)
def test_what_a_pass_rests_on(engine: WasmEngine, tool: Tool, path: mutations.Path, lost: set[str]) -> None:
    """A pass goes with any fact that it rests on, however the fact goes, and with no other."""
    document = rego_cases.estate(tool("opa")).facts
    judge, fact = Judge(engine, document), mutations.at(document, path)
    ways = [
        mutations.MISSING,
        mutations.UNKNOWN,
        {**fact, **mutations.UNKNOWN},
        {name: part for name, part in fact.items() if name != "value"},
        {name: part for name, part in fact.items() if name != "known"},
        {**fact, "grade": "declared"},
    ]
    for way in ways:
        with mutations.mutated(document, path, value=way):
            passing, _, _ = judge.look()
        assert {requirement for requirement, subject in judge.passing - passing if subject == 18} == lost, way


@pytest.mark.parametrize(
    ("path", "lost"),
    [
        pytest.param(("zones", "EEA"), {"LOC", "REACH", "KEYS", "TRANSFER", "COMES"}, id="zone"),
        pytest.param((*PLACE, "reach"), {"REACH", "KEYS", "LEVEL"}, id="territory"),
        pytest.param((*OPERATOR, "reach", "value", 0, "country"), {"REACH", "KEYS", "LEVEL"}, id="country of a law"),
        pytest.param((*CERTIFICATE, "status"), {"OFFER"}, id="status"),
        pytest.param((*CERTIFICATE, "scheme"), {"OFFER"}, id="scheme"),
        pytest.param((*CERTIFICATE, "version"), {"OFFER"}, id="version"),
        pytest.param((*CERTIFICATE, "grade"), {"OFFER"}, id="grade of a certificate"),
        pytest.param(
            ("profile", "minimum_grade"), {"LOC", "REACH", "KEYS", "LEVEL", "OFFER", "TRANSFER"}, id="minimum grade"
        ),
        pytest.param(OPERATOR, {"REACH", "KEYS", "LEVEL"}, id="whole operator"),
        pytest.param((*PLACE, "clauses"), {"CLAUSE"}, id="clauses"),
        pytest.param((*PLACE, "clauses", "c"), {"CLAUSE"}, id="clause"),
        pytest.param(PLACE, EVERYTHING, id="whole place"),
        pytest.param(("resources", 18, "places"), EVERYTHING, id="whole list of places"),
    ],
)
def test_what_else_a_pass_rests_on(engine: WasmEngine, tool: Tool, path: mutations.Path, lost: set[str]) -> None:
    document = rego_cases.estate(tool("opa")).facts
    judge = Judge(engine, document)
    for way in (mutations.MISSING, mutations.UNKNOWN):
        with mutations.mutated(document, path, value=way):
            passing, _, _ = judge.look()
        assert {requirement for requirement, subject in judge.passing - passing if subject == 18} == lost, way
