"""What the shipped rules say of themselves."""

from __future__ import annotations

import string
from pathlib import Path

import pytest

import rego_cases
from souverain.engine import rules
from souverain.errors import PolicyError
from souverain.wording.vocabulary import PLACEHOLDERS


def test_every_rule_folder_is_a_rule() -> None:
    assert sorted(rules.load()) == rego_cases.RULES


@pytest.mark.parametrize("name", rego_cases.RULES)
def test_a_rule_says_all_of_itself(name: str) -> None:
    rule = rules.load()[name]
    assert rule.package == f"souverain.rules.{name}"
    assert rule.id == name.replace("_", "-")
    assert rule.severity in ("error", "warning", "note")
    assert rule.category in (
        *("location", "jurisdiction", "certification", "classification"),
        *("applicability", "workload", "transfer", "contract", "assurance", "encryption"),
    )
    assert rule.legal
    assert rule.description
    assert all(item.en and item.fr and item.url.startswith("https://") for item in rule.legal)


@pytest.mark.parametrize("name", rego_cases.RULES)
@pytest.mark.parametrize("part", ["title", "message", "remediation"])
def test_texts_exist_in_both_languages_and_use_known_words(name: str, part: str) -> None:
    texts = getattr(rules.load()[name], part)
    assert set(texts) == {"en", "fr"}
    words = {lang: {word for _, word, _, _ in string.Formatter().parse(text) if word} for lang, text in texts.items()}
    assert words["en"] == words["fr"]
    assert words["en"] <= PLACEHOLDERS
    assert texts["en"] != texts["fr"]


@pytest.mark.parametrize("content", [None, b"", b"{}", b'{"revision": 1, "rules": {}}'])
def test_a_broken_file_is_an_error(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "rules.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PolicyError) as caught:
        rules.read(path)
    assert caught.value.code == ("policy-missing" if content is None else "policy-rules")
