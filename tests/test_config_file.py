"""`souverain.yaml`: what it may say, what is refused and how, and how options win over it."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from souverain.classes import shipped
from souverain.classes.own import OwnClass
from souverain.config import ClassRule, Config, Labels, Policies, Server
from souverain.config_file import FileConfig, Options, find, load, merge
from souverain.config_file.yaml_text import parse
from souverain.errors import ConfigError
from souverain.i18n import text

ROOT = Path(__file__).parents[1]
WHOLE = """\
profiles: [health, hds]
fail_on: warning
unproven: warn
gate: introduced
lang: fr
data: personal
author: DPO
date: 2026-11-24
labels:
  keys: [criticite]
  values: {C3: health, NO: none}
data_classes:
  imaging: {is: health, words: [pacs]}
classes:
  - {data: health, address: "module.dpi.*"}
  - data: none
    type: aws_s3_bucket
    module: module.site
    input: "*.json"
    author: RSSI
    date: 2026-01-02
"""


@pytest.fixture
def write(tmp_path: Path):
    """Writes a configuration file and gives its path."""

    def file(content: str | bytes) -> Path:
        path = tmp_path / "souverain.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return file


def test_everything_that_a_file_may_say(write) -> None:
    path = write(WHOLE)
    found = load(path)
    assert found == FileConfig(
        path=str(path),
        digest=found.digest,
        files=(str(path),),
        profiles=("health", "hds"),
        fail_on="warning",
        unproven="warn",
        gate="introduced",
        lang="fr",
        labels=Labels(keys=("criticite",), values={"C3": "health", "NO": "none"}),
        classes=(
            ClassRule(data="personal", author="DPO", date="2026-11-24"),
            ClassRule(data="health", address="module.dpi.*", author="DPO", date="2026-11-24"),
            ClassRule(
                data="none",
                type="aws_s3_bucket",
                module="module.site",
                input="*.json",
                author="RSSI",
                date="2026-01-02",
            ),
        ),
        data_classes={"imaging": OwnClass(parent="health", words=("pacs",))},
        named=(
            ("data", "personal"),
            ("classes[0].data", "health"),
            ("classes[1].data", "none"),
            ("labels.values[C3]", "health"),
            ("labels.values[NO]", "none"),
        ),
    )
    assert len(found.digest) == 64


def test_day_one(write) -> None:
    assert load(write("data: none\nauthor: Dr Martin\n")).classes == (ClassRule(data="none", author="Dr Martin"),)


@pytest.mark.parametrize("content", ["", "# nothing yet\n", "---\n", "\ufeff"])
def test_an_empty_file_says_nothing(write, content: str) -> None:
    found = load(write(content))
    assert found == FileConfig(path=found.path, digest=found.digest, files=(found.path,))


REFUSED = {
    "unknown field": ("foo: 1", "config-unknown-field", "foo does not exist"),
    "unknown field of a rule": ("classes: [{data: health, addres: x}]", "config-unknown-field", "classes[0].addres"),
    "unknown field of labels": ("labels: {key: [x]}", "config-unknown-field", "fields here are keys, values"),
    "missing field": ("classes: [{address: x, author: A}]", "config-missing-field", "classes[0].data"),
    "no such class": ("data: medical\nauthor: A", "config-not-allowed", "data must be one of health, snds"),
    "no such class of a label": ("labels: {values: {a: b}}", "config-not-allowed", "labels.values"),
    "no such class, in capitals": ("data: Health\nauthor: A", "config-not-allowed", "data must be one of health, snds"),
    "a class of one's own that is what is not there": (
        "data_classes: {imaging: {is: helth}}",
        "config-not-allowed",
        "data_classes.imaging.is must be one of health, snds, eds, health-pseudonymised, personal, technical",
    ),
    "a class of one's own in capitals": ("data_classes: {Imaging: {is: health}}", "config-not-of-form", "data_classes"),
    "a class of one's own without what it is": (
        "data_classes: {imaging: {words: [pacs]}}",
        "config-missing-field",
        "data_classes[...].is",
    ),
    "a class of one's own that has a shipped name": (
        "data_classes: {health: {is: none}}",
        "config-class-taken",
        "data_classes.health: this name has a meaning already",
    ),
    "classes of one's own in a circle": (
        "data_classes: {a: {is: b}, b: {is: a}}",
        "config-class-circle",
        "data_classes.a.is comes back to the class itself",
    ),
    "a word that names a class already": (
        "data_classes: {payroll: {is: personal, words: [Santé]}}",
        "config-class-word",
        "Santé names health already",
    ),
    "no such severity": ("fail_on: sometimes", "config-not-allowed", "error, warning, note, never"),
    "a word that YAML 1.1 reads as false": ("fail_on: no", "config-not-allowed", "error, warning, note, never"),
    "no such language": ("lang: de", "config-not-allowed", "en, fr"),
    "a text for a list": ("profiles: health", "config-not-a-list", "profiles must be a list"),
    "a list for a mapping": ("labels: []", "config-not-a-mapping", "labels must be a mapping"),
    "a number for a text": ("profiles: [1]", "config-not-a-text", "profiles[0]"),
    "an empty pattern": ("classes: [{data: none, author: A, address: ''}]", "config-not-a-text", "classes[0].address"),
    "an empty author": ("data: none\nauthor: ''", "config-not-a-text", "author"),
    "a list": ("- 1", "config-no-fields", "souverain.yaml: must hold"),
    "no author": ("data: health", "config-no-author", "data says"),
    "no author of a rule": ("classes: [{data: none}]", "config-no-author", "classes[0] says"),
    "no date": ("data: none\nauthor: A\ndate: yesterday", "config-no-date", "date is no date"),
    "an impossible date": ("classes: [{data: none, author: A, date: 2026-02-30}]", "config-no-date", "classes[0].date"),
    "stated twice": ("lang: en\nlang: fr", "config-stated-twice", "souverain.yaml:2: lang"),
    "stated twice below": ("labels: {keys: [a], keys: [b]}", "config-stated-twice", "keys"),
    "an alias": ("profiles: &p [hds]\nlabels: {keys: *p}", "config-alias", "write the value out"),
    "a merge": ("labels: &l {keys: [a]}\nclasses: [{<<: *l}]", "config-alias", "alias"),
    "a key that is a list": ("? [a]\n: 1", "config-key-not-text", "a key that is not a text"),
    "an object of Python": ("lang: !!python/name:os.system", "config-not-yaml", "could not determine a constructor"),
    "half a file": ("classes: [{data: health", "config-not-yaml", "souverain.yaml:1: not YAML"),
    "two documents": ("lang: en\n---\nlang: fr", "config-not-yaml", "another document"),
    "bytes that are no text": (b"lang: \xff", "config-not-yaml", "not YAML"),
    "too deep": ("[" * 25 + "]" * 25, "config-too-deep", "more than 20 levels"),
    "without end": ("[" * 5000, "config-not-yaml", "not YAML"),
    "too large": ("#" * 1_000_001, "config-too-large", "larger than"),
}


@pytest.mark.parametrize(("content", "code", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_named(write, content: str | bytes, code: str, words: str) -> None:
    path = write(content)
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert caught.value.code == code
    english = text(f"errors.{code}", "en", **caught.value.args_)
    assert str(path) in english
    assert words in english
    assert "\n" not in english
    assert str(path) in text(f"errors.{code}", "fr", **caught.value.args_)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="config-unreadable"):
        load(tmp_path / "no.yaml")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("NO", "NO"),
        ("on", "on"),
        ("yes", "yes"),
        ("2026-11-24", "2026-11-24"),
        ("12:30:45", "12:30:45"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-1.5", -1.5),
        ('"12"', "12"),
    ],
)
def test_scalars_are_those_of_yaml_1_2(written: str, read: object) -> None:
    assert parse(f"a: {written}".encode(), Path("x")) == {"a": read}


def test_reading_leaves_the_library_as_it_was() -> None:
    parse(b"a: NO", Path("x"))
    assert yaml.safe_load("a: NO") == {"a": False}


@given(
    st.recursive(
        st.text() | st.booleans() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_what_is_written_is_read(value: object) -> None:
    """Whatever plain values are dumped quoted come back the same."""
    dumped = json.dumps({"value": value}, ensure_ascii=True)
    try:
        expected = yaml.safe_load(dumped)
    except yaml.YAMLError:
        return
    assert parse(dumped.encode(), Path("x")) == expected


@given(st.text(max_size=60))
def test_a_text_is_read_or_refused_and_never_more(content: str) -> None:
    with suppress(ConfigError):
        parse(content.encode("utf-8", "surrogatepass"), Path("x"))


def test_the_default_file_is_that_of_the_folder(write, tmp_path: Path) -> None:
    assert find(tmp_path) is None
    path = write("lang: fr")
    assert find(tmp_path) == path


def test_without_a_file_the_defaults_hold() -> None:
    assert merge(None, Options(as_of="2026-11-24")) == Config(as_of="2026-11-24")


def test_the_file_wins_over_the_defaults(write) -> None:
    found = load(write(WHOLE))
    merged = merge(found, Options(as_of="2026-11-24"))
    assert merged == Config(
        as_of="2026-11-24",
        files=found.files,
        profiles=("health", "hds"),
        fail_on="warning",
        unproven="warn",
        gate="introduced",
        lang="fr",
        labels=found.labels,
        classes=found.classes,
        data_classes=found.data_classes,
        path=found.path,
        digest=found.digest,
    )


def test_options_win_over_the_file(write) -> None:
    options = Options(
        as_of="2026-11-24",
        profiles=("secnumcloud",),
        fail_on="never",
        unproven="gate",
        gate="all",
        lang="en",
        strict=True,
        exit_zero=True,
        include_passes=True,
        assume_class="health",
        settings={"env": "prod"},
        policies=Policies(engine="opa", server=Server(url="http://localhost:8181")),
    )
    merged = merge(load(write(WHOLE)), options)
    stated = {name: getattr(options, name) for name in options.__struct_fields__}
    assert {name: getattr(merged, name) for name in stated} == stated


@pytest.fixture(scope="module")
def schema() -> dict[str, object]:
    written = (ROOT / "plugin/souverain/compiled/config.schema.json").read_text("utf-8")
    found: dict[str, object] = json.loads(written)
    jsonschema.Draft202012Validator.check_schema(found)
    return found


def test_the_schema_has_not_drifted() -> None:
    subprocess.run([sys.executable, "tools/build/config_schema.py", "--check"], cwd=ROOT, check=True)


def test_the_schema_accepts_what_the_reader_accepts(schema: dict[str, object]) -> None:
    jsonschema.validate(parse(WHOLE.encode(), Path("x")), schema)


@pytest.mark.parametrize(
    "case", [name for name in REFUSED if name.startswith(("unknown", "missing", "no such", "a text"))]
)
def test_the_schema_refuses_what_the_reader_refuses(schema: dict[str, object], case: str) -> None:
    content = REFUSED[case][0]
    assert isinstance(content, str)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(parse(content.encode(), Path("x")), schema)


@pytest.mark.parametrize("data", shipped().ids)
def test_every_class_can_be_declared(write, data: str) -> None:
    assert load(write(f"data: {data}\nauthor: A")).classes[0].data == data
