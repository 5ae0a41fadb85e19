"""Every text exists in both languages, says the same things in them, and every code that the source uses has one."""

from __future__ import annotations

import re
from collections import Counter
from importlib import import_module
from pathlib import Path
from string import Formatter
from typing import get_args, get_type_hints

import pytest

from souverain import i18n
from souverain.document import Certainty, CertificateState, Channel, PlaceRole
from souverain.findings.pricing import Severity
from souverain.gate import Word
from souverain.knowledge.records import Ownership
from souverain.model import Action, Confidence
from souverain.wording import About

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [path for path in sorted((ROOT / "plugin/souverain").rglob("*.py")) if "messages" not in path.parts]
CODES = i18n.codes()

RAISED = re.compile(r'\b(?:ReadError|KnowledgeError|PolicyError|ConfigError|UsageError|WriteError)\(\s*"([^"]+)"')
REASONED = re.compile(r'\b(?:Reason|unknown|_unknown)\(\s*"([^"]+)"')
SAID = re.compile(r'"((?:errors|reasons|evidence|report|cli)\.[a-zA-Z0-9_-]+)"')


def messages(code: str) -> tuple[str, str]:
    area, _, name = code.partition(".")
    found: tuple[str, str] = import_module(f"souverain.i18n.messages.{area}").MESSAGES[name]
    return found


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def used(pattern: re.Pattern[str]) -> dict[str, Path]:
    return {code: path for path in SOURCES for code in pattern.findall(path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("code", CODES)
def test_both_languages_say_the_same(code: str) -> None:
    english, french = messages(code)
    assert placeholders(english) == placeholders(french)
    assert bool(english) == bool(french)


@pytest.mark.parametrize("code", CODES)
def test_every_text_is_rendered(code: str) -> None:
    named = dict.fromkeys(placeholders(messages(code)[0]), "X")
    for lang in ("en", "fr"):
        said = i18n.text(code, lang, **named)
        assert "{" not in said
        assert "\n" not in said


@pytest.mark.parametrize("code", CODES)
def test_french_has_its_own_punctuation(code: str) -> None:
    """A space before ; : ! ? and quotes of its own; what stands between backticks is no French."""
    french = re.sub(r"`[^`]*`|\{[^}]*\}|https?://\S+|souverain\.yaml.*", "x", messages(code)[1])
    assert not re.search(r"[^\s\d][;!?](?:\s|$)", french), french
    assert not re.search(r"\w:(?:\s|$)", french), french
    assert '"' not in french, french
    assert "  " not in french, french


@pytest.mark.parametrize("code", [code for code in CODES if code.startswith("reasons.")])
def test_reasons_are_fragments(code: str) -> None:
    for said in messages(code):
        assert not said.endswith(".")


@pytest.mark.parametrize(("area", "pattern"), [("errors", RAISED), ("reasons", REASONED)], ids=["errors", "reasons"])
def test_every_code_in_the_source_has_a_message(area: str, pattern: re.Pattern[str]) -> None:
    found = used(pattern)
    assert found
    missing = {code: path.name for code, path in found.items() if f"{area}.{code}" not in CODES}
    assert not missing


def test_every_code_that_is_spelled_out_has_a_message() -> None:
    missing = {code: path.name for code, path in used(SAID).items() if code not in CODES}
    assert not missing


FAMILIES = {
    "evidence.channel-": get_args(Channel),
    "evidence.certainty-": get_args(Certainty),
    "evidence.copy-": get_args(PlaceRole),
    "evidence.control-": get_args(get_type_hints(Ownership)["control"]),
    "evidence.status-": get_args(get_type_hints(CertificateState)["status"]),
    "report.action-": get_args(Action),
    "report.label-": (*(about for about in get_args(About) if about != "note"), "fix", "prove", "ask"),
    "report.verdict-": (*get_args(Word), "no-pass", "pass-with-findings"),
    "report.word-": (*get_args(Severity), "unproven", "question", "pass"),
    "cli.confidence-": get_args(Confidence),
}


@pytest.mark.parametrize("code", [stem + name for stem, names in FAMILIES.items() for name in names])
def test_every_word_of_a_closed_list_has_a_message(code: str) -> None:
    assert code in CODES


@pytest.mark.parametrize("area", ["errors", "reasons", "evidence", "report", "cli"])
def test_no_code_is_written_twice(area: str) -> None:
    source = (ROOT / f"plugin/souverain/i18n/messages/{area}.py").read_text(encoding="utf-8")
    names = Counter(re.findall(r'^    "([^"]+)": \(', source, re.MULTILINE))
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(
    ("code", "args", "expected"),
    [
        ("reasons.type-unknown", {"type": "x"}, "no table knows the resource type x"),
        ("reasons.of-another-release", {"a": "1", "b": "2"}, "of-another-release 1 2"),
        ("reasons.type-unknown", {"kind": "x"}, "type-unknown x"),
    ],
    ids=["known", "unknown code", "other arguments"],
)
def test_a_code_from_a_document_is_always_told(code: str, args: dict[str, str], expected: str) -> None:
    assert i18n.told(code, "en", args) == expected


def test_an_unknown_code_of_ours_is_a_defect() -> None:
    with pytest.raises(KeyError):
        i18n.text("report.no-such-thing", "en")


@pytest.mark.parametrize(
    ("lang", "count", "expected"),
    [
        ("en", 0, "0 stores and 00"),
        ("en", 1, "1 store and 01"),
        ("en", 2, "2 stores and 02"),
        ("fr", 0, "0 store and 00"),
        ("fr", "1", "1 store and 01"),
        ("fr", 12, "12 stores and 12"),
    ],
)
def test_a_noun_agrees_with_its_number(lang: i18n.Lang, count: int | str, expected: str) -> None:
    assert i18n.filled("{n:store|stores} and {n:>02}", lang, {"n": count}) == expected


@pytest.mark.parametrize("template", ["{n}", "{n:store|stores}"])
def test_an_argument_that_is_missing_is_a_defect(template: str) -> None:
    with pytest.raises(KeyError):
        i18n.filled(template, "en", {})


@pytest.mark.parametrize("code", CODES)
def test_a_number_before_a_plural_agrees_with_it(code: str) -> None:
    """`{count} stores` would say "1 stores"."""
    english, french = messages(code)
    assert not re.search(r"\{(?:count|number|resources|days|rows|lines)\} [a-z]+s\b", english + french)
