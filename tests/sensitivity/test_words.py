"""Words of labels: which keys name a class, what values mean."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from souverain.classes import fold, shipped
from souverain.config import Labels
from souverain.sensitivity.words import Vocabulary

CLASSES = shipped().ids
WORDS = Vocabulary(Labels(), shipped())


@pytest.mark.parametrize(
    "key",
    [
        "data-class",
        "data_class",
        "dataclass",
        "DataClass",
        "DATA-CLASS",
        "hds:data-class",
        "hospital.example/data-class",
        "data-classification",
        "classification",
        "sensitivity",
        "confidentiality",
        "sensibilité",
        "Sensibilite-des-donnees",
        "type-donnees",
        "type_de_données",
        "nature-des-donnees",
        "confidentialité",
        "Ops.DataClass",
    ],
)
def test_keys_that_name_a_class(key: str) -> None:
    assert WORDS.key(key) == "class"


@pytest.mark.parametrize("key", ["data", "Données", "class", "data_type"])
def test_keys_that_may_name_a_class(key: str) -> None:
    assert WORDS.key(key) == "hint"


@pytest.mark.parametrize("key", ["Name", "env", "", "data-center", "classy", ":", "region", "health", "healthcheck"])
def test_other_keys(key: str) -> None:
    assert WORDS.key(key) == ""


VALUES = {
    "health": "health Health santé SANTE données-de-santé donnees_de_sante phi HDS medical patient patients clinical",
    "snds": "snds SNDS",
    "eds": "eds entrepot-de-donnees-de-sante",
    "health-pseudonymised": "health-pseudonymised pseudonymised pseudonymized santé-pseudonymisée",
    "personal": "personal PII personnelles données-personnelles dcp",
    "technical": "technical technique Techniques technical-only",
    "none": "none aucune public Publique",
}


@pytest.mark.parametrize(("data", "word"), [(data, word) for data, words in VALUES.items() for word in words.split()])
def test_values(data: str, word: str) -> None:
    assert WORDS.value(word) == (data,)


@pytest.mark.parametrize(
    ("word", "data"),
    [
        ("données de santé", "health"),
        ("health,personal", "health"),
        ("none + pii", "personal"),
        ("technical;aucune", "technical"),
        ("health / archive", "health"),
        ("none, secret", None),
        ("internal", None),
        ("confidential", None),
        ("C3", None),
        ("not health", None),
        ("non-health", None),
        ("false", None),
        ("", None),
        (",", None),
    ],
)
def test_values_of_several_words(word: str, data: str | None) -> None:
    assert WORDS.value(word) == tuple((data or "").split())


@pytest.mark.parametrize(
    ("word", "value", "data"),
    [
        ("phi", "", "health"),
        ("phi", "true", "health"),
        ("hds", "Oui", "health"),
        ("hds:phi", "1", "health"),
        ("snds", "yes", "snds"),
        ("phi", "false", None),
        ("phi", "maybe", None),
        ("health", "", None),
        ("medical", "", None),
        ("healthcheck", "true", None),
    ],
)
def test_words_that_speak_alone(word: str, value: str, data: str | None) -> None:
    assert WORDS.flag(word, value) == data


def test_a_configuration_adds_words_and_changes_none() -> None:
    labels = Labels(keys=("criticité",), values={"C3": "health", "health": "none", "internal": "technical"})
    words = Vocabulary(labels, shipped())
    assert words.key("Criticite") == "class"
    assert words.value("c3") == ("health",)
    assert words.value("internal") == ("technical",)
    assert words.value("health") == ("health",)


@given(st.text())
def test_folding_is_stable(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@given(st.text(), st.sampled_from(sorted(VALUES)))
def test_no_neighbour_makes_health_vanish(word: str, data: str) -> None:
    found = WORDS.value(f"{data}, {word}")
    if data in CLASSES[: CLASSES.index("personal")]:
        assert found
    assert not found or found == shipped().joined((*found, data))


def test_the_words_of_the_documentation_are_known() -> None:
    page = (Path(__file__).parents[2] / "docs/classes.md").read_text("utf-8")
    rows = [line.split("|") for line in page.splitlines() if line.startswith("| `")]
    assert [row[1].strip(" `") for row in rows] == list(CLASSES)
    for row in rows:
        assert {WORDS.value(word) for word in re.findall(r"`([^`]+)`", row[3])} == {(row[1].strip(" `"),)}
    keys = page[page.index("## Labels") : page.index("```hcl")]
    assert {WORDS.key(word) for word in re.findall(r"`([^`=]+)`", keys)} == {"class", "hint"}
