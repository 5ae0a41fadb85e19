"""The fields that regal underlines: the rule written for it, run by the real linter over folders of rules."""

from __future__ import annotations

import json
import re
import subprocess
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import rego_cases
from real_tools import Tool
from souverain.engine import editor, shipped
from souverain.engine.editor import shapes
from souverain.i18n import Lang

SCHEMA = (shipped.folder() / "schemas/facts.json").read_bytes()
MARK = "# schemas:\n#   - input: schema.facts\n"
Found = dict[tuple[str, int], str]
"""Underlined words, by file and line."""


def lint(regal: Path, folder: Path, files: Mapping[str, str], lang: Lang = "en") -> list[dict[str, Any]]:
    """Write files and the rule of regal, lint them all at once, and give what it alone finds."""
    for name, text in {**files, editor.REGAL_RULE: editor.regal_rule(SCHEMA, lang).decode()}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    command = [regal, "lint", "--format", "json", "--disable-all", "--enable", "unknown-field", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return [item for item in json.loads(done.stdout)["violations"] if item["title"] == "unknown-field"]


def underlined(found: Iterable[dict[str, Any]]) -> Found:
    places = [item["location"] for item in found]
    return {(at["file"], at["row"]): at["text"][at["col"] - 1 : at["end"]["col"] - 1] for at in places}


# What stands in the body of a rule, and the words of it that are underlined, one a line.
BODIES = {
    "of the document": ("input.plases", ["plases"]),
    "of a thing of a list": ("some id\ninput.resources[id].adress", ["", "adress"]),
    "below a key that is an id": ("some id\ninput.places[id].regoin.value", ["", "regoin"]),
    "far below": ("some id\ninput.operators[id].reach.value[_].lau", ["", "lau"]),
    "by a written key": ('input.places["paris"].regoin', ["regoin"]),
    "in brackets": ('input["plases"]', ['"plases"']),
    "of a name": ("some id\nplace := input.places[id]\nplace.regoin", ["", "", "regoin"]),
    "of each": ("some place in input.places\nplace.regoin", ["", "regoin"]),
    "of each, with its key": ("some id, place in input.places\nid != place.idd", ["", "idd"]),
    "of every": ("every place in input.places { place.regoin }", ["regoin"]),
    "of every, with its key": ("every id, place in input.places {\nid != place.regoin\n}", ["", "regoin"]),
    "of names of names": (
        "some r in input.resources\nsome one in r.places\np := input.places[one.place]\nf := p.region\nf.valu",
        ["", "", "", "", "valu"],
    ),
    "where a name is given": ("some place in input.plases\nplace.region", ["plases", ""]),
    "in a comprehension": ("count({p.regoin | some p in input.places}) > 0", ["regoin"]),
    "as an argument": ("some place in input.places\nlib.holds(place.regoin)", ["", "regoin"]),
    "as a key": ("some r in input.resources\ninput.places[r.places[_].plase]", ["", "plase"]),
    "in a text": ('some place in input.places\n$"{place.regoin}" != ""', ["", "regoin"]),
    "below a list": ("input.resources.address", ["address"]),
    "below a plain value": ("input.as_of.year", ["year"]),
    "of a value that may be null": ("some r in input.resources\nr.location.lin", ["", "lin"]),
    "of two names, each in its place": (
        "count([p.regoin | some p in input.places]) > 0\ncount([p.regoin | some p in input.resources]) > 0",
        ["regoin", "regoin"],
    ),
    "of an imported name": ("some id\nspots[id].regoin", ["", "regoin"]),
    # and what nobody can tell, or is right
    "right": ("some id\ninput.places[id].region.value == input.resources[0].address", []),
    "what may hold anything": ("some r in input.profile.requirements\nr.parameters.zone.of.mine", []),
    "a key that is no field": ("some name\ninput[name].anything", []),
    "the key itself": ("some id, _ in input.places\nid.regoin", []),
    "a name taken apart": ("[place, _] := input.places\nplace.regoin", []),
    "a name that is only unified": ("place = input.places[_]\nplace.regoin", []),
    "a name for a name": ("some p in input.places\nq := p\nq.regoin", ["", "", "regoin"]),
    "a name given twice": ("p := input.places[_]\ncount([p.address | some p in input.resources]) > 0", []),
    "the name of a rule": ("count([spot.id | some spot in input.places]) > 0\nspot.regoin", []),
    "another input": ('input.plases.a with input as {"plases": {"a": 1}}', []),
    "a part of another input": ('input.plases.a with input.plases as {"a": 1}', []),
    "what another thing has": ("some place in data.places\nplace.regoin", []),
}


IMPORTS = "import data.souverain.lib\nimport input.places as spots\n"
HEAD = f"# METADATA\n{MARK}package souverain.custom.{{name}}\n\n{IMPORTS}\n"
FIRST = HEAD.count("\n") + 2
"""The first line of a body."""


@pytest.fixture(scope="module")
def in_bodies(tool: Tool, tmp_path_factory: pytest.TempPathFactory) -> Found:
    files = {}
    for number, (body, _) in enumerate(BODIES.values()):
        lines = textwrap.indent(body, "\t")
        files[f"{number}.rego"] = f"{HEAD.format(name=f'body{number}')}answer if {{\n{lines}\n}}\n"
    return underlined(lint(tool("regal"), tmp_path_factory.mktemp("bodies"), files))


@pytest.mark.parametrize("name", BODIES)
def test_what_the_facts_do_not_have_is_underlined_and_nothing_else(in_bodies: Found, name: str) -> None:
    number, words = [*BODIES].index(name), BODIES[name][1]
    expected = {(f"{number}.rego", FIRST + line): word for line, word in enumerate(words) if word}
    assert {place: word for place, word in in_bodies.items() if place[0] == f"{number}.rego"} == expected


OTHER = "# METADATA\n# schemas:\n#   - input: schema.other\n"
WRONG = "answer if input.plases\n"

# Files of one folder, and those in which `input.plases` is underlined: it is what the METADATA say of the input.
MARKS = {
    "nothing said": ({"a": f"package souverain.custom.a\n\n{WRONG}"}, []),
    "of the package": ({"a": f"# METADATA\n{MARK}package souverain.custom.a\n\n{WRONG}"}, ["a"]),
    "of the package, in another file": (
        {
            "a": f"# METADATA\n{MARK}package souverain.custom.a\n\n_one := 1\n",
            "b": f"package souverain.custom.a\n\n{WRONG}",
            "c": f"package souverain.custom.c\n\n{WRONG}",
        },
        ["b"],
    ),
    "above the package": (
        {
            "a": f"# METADATA\n# scope: subpackages\n{MARK}package souverain.custom.a\n\n_one := 1\n",
            "b": f"package souverain.custom.a.b\n\n{WRONG}",
            "c": f"{OTHER}package souverain.custom.a.c\n\n{WRONG}",
        },
        ["b"],
    ),
    "of another schema, nearer": (
        {"a": f"# METADATA\n{MARK}package souverain.custom.a\n\n{OTHER}{WRONG}"},
        [],
    ),
    "of the rule": ({"a": f"package souverain.custom.a\n\n# METADATA\n{MARK}{WRONG}"}, ["a"]),
    "of another rule": (
        {"a": f"package souverain.custom.a\n\n# METADATA\n{MARK}other if input.places\n\n{WRONG}"},
        [],
    ),
    "of the document": (
        {"a": f"package souverain.custom.a\n\n# METADATA\n# scope: document\n{MARK}answer if input.places\n\n{WRONG}"},
        ["a"],
    ),
    "of a part of the input": (
        {"a": f"# METADATA\n{MARK}#   - input.plases: schema.other\npackage souverain.custom.a\n\n{WRONG}"},
        [],
    ),
    "of a package that is not of souverain": ({"a": f"# METADATA\n{MARK}package house.a\n\n{WRONG}"}, []),
}


@pytest.mark.parametrize(("files", "expected"), MARKS.values(), ids=MARKS)
def test_a_rule_is_on_the_facts_where_its_metadata_say_so(
    tool: Tool, tmp_path: Path, files: dict[str, str], expected: list[str]
) -> None:
    found = underlined(lint(tool("regal"), tmp_path, {f"{name}.rego": text for name, text in files.items()}))
    assert sorted(file for file, _ in found) == [f"{name}.rego" for name in expected]
    checked = subprocess.run(
        [tool("opa"), "check", "--schema", schemas(tmp_path), *tmp_path.glob("*.rego")],
        capture_output=True,
        text=True,
        check=False,
    )
    where = set(re.findall(r"(\w+)\.rego:\d+: rego_type_error: undefined ref: input.plases", checked.stderr))
    assert where == {*expected} | ({"a"} if "house" in next(iter(files.values())) else set())


def schemas(folder: Path) -> Path:
    (folder / "schemas").mkdir()
    (folder / "schemas/facts.json").write_bytes(SCHEMA)
    (folder / "schemas/other.json").write_text("{}", encoding="utf-8")
    return folder / "schemas"


def properties(node: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every field of the schema, by the steps that lead there; `[_]` stands for an id and for a number."""
    node = next((choice for choice in node.get("anyOf", ()) if choice != {"type": "null"}), node)
    node = DEFINED[node["$ref"].rpartition("/")[2]] if "$ref" in node else node
    for name, field in node.get("properties", {}).items():
        yield (*path, name)
        yield from properties(field, (*path, name))
    for kind in ("items", "additionalProperties"):
        if isinstance(node.get(kind), dict):
            yield from properties(node[kind], (*path, "[_]"))


DEFINED: dict[str, Any] = json.loads(SCHEMA)["$defs"]
PROPERTIES = list(properties(DEFINED["Document"]))


def at_once(path: tuple[str, ...]) -> list[str]:
    """A reference to a field."""
    return ["input" + "".join(step if step == "[_]" else f".{step}" for step in path)]


def step_by_step(path: tuple[str, ...]) -> list[str]:
    """The same, with a name for each thing on the way."""
    lines, name = [], "input"
    for number, step in enumerate(path[:-1]):
        given = f"n{number}"
        lines.append(f"some {given} in {name}" if step == "[_]" else f"{given} := {name}.{step}")
        name = given
    return [*lines, f"{name}.{path[-1]}"]


@pytest.mark.parametrize("written", [at_once, step_by_step])
def test_each_field_of_the_schema_is_known_and_no_other(
    tool: Tool, tmp_path: Path, written: Callable[[tuple[str, ...]], list[str]]
) -> None:
    files: dict[str, str] = {}
    expected: Found = {}
    for path in PROPERTIES:
        file = f"{path[0]}.rego"
        files.setdefault(file, f"# METADATA\n{MARK}package souverain.custom.{path[0]}\n\n")
        wrong = (*path[:-1], f"{path[-1]}q")
        files[file] += "".join(f"answer if {{\n{chr(10).join(written(way))}\n}}\n" for way in (path, wrong))
        expected[file, files[file].count("\n") - 1] = wrong[-1]
    assert len(PROPERTIES) > 300
    assert underlined(lint(tool("regal"), tmp_path, files)) == expected


def test_each_field_that_the_shipped_policies_read_of_the_document_is_looked_at(tool: Tool, tmp_path: Path) -> None:
    wrong = {
        f"policies/{name}": re.sub(r"(?m)^([^#\n]*\binput\.\w+)", r"\1q", text.decode())
        for name, text in shipped.sources().items()
    }
    expected = {
        (name, number)
        for name, text in wrong.items()
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(r"^[^#]*\binput\.\w+q", line)
    }
    assert len(expected) > 30
    found = underlined(lint(tool("regal"), tmp_path, wrong))
    assert {*found} == expected


def test_the_shipped_policies_and_what_tests_them_read_no_other(tool: Tool, tmp_path: Path) -> None:
    paths = rego_cases.POLICIES.rglob("*.rego")
    files = {path.relative_to(rego_cases.POLICIES).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    assert lint(tool("regal"), tmp_path, files) == []


WRONG_FILE = {"a.rego": f"# METADATA\n{MARK}package souverain.custom.a\n\n{WRONG}"}


@pytest.mark.parametrize(
    ("body", "lang", "said"),
    [
        (
            "input.profile.reach.channel",
            "en",
            "No field channel here. The facts have channels, certainties, external_keys.",
        ),
        ("input.resources.id", "en", "No field id here: a list, whose items have fields."),
        ("input.as_of.id", "fr", "Pas de champ id ici : une valeur simple."),
    ],
)
def test_what_is_said_names_what_there_is(tool: Tool, tmp_path: Path, body: str, lang: Lang, said: str) -> None:
    [found] = lint(tool("regal"), tmp_path, {"a.rego": WRONG_FILE["a.rego"].replace("input.plases", body)}, lang)
    assert found["description"] == said


@pytest.mark.parametrize("level", ["error", "warning", "ignore"])
def test_its_weight_is_the_configurations_to_say(tool: Tool, tmp_path: Path, level: str) -> None:
    config = f"rules:\n  souverain:\n    unknown-field:\n      level: {level}\n"
    (tmp_path / ".regal").mkdir()
    (tmp_path / ".regal/config.yaml").write_text(config, encoding="utf-8")
    (tmp_path / editor.REGAL_RULE).parent.mkdir(parents=True)
    (tmp_path / editor.REGAL_RULE).write_bytes(editor.regal_rule(SCHEMA, "en"))
    (tmp_path / "a.rego").write_text(WRONG_FILE["a.rego"], encoding="utf-8")
    done = subprocess.run(
        [tool("regal"), "lint", "--format", "json", "a.rego"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    found = [item["level"] for item in json.loads(done.stdout)["violations"] if item["title"] == "unknown-field"]
    assert found == ([] if level == "ignore" else [level])


def test_one_line_may_be_left_alone(tool: Tool, tmp_path: Path) -> None:
    left = WRONG_FILE["a.rego"].replace("answer", "# regal ignore:unknown-field\nanswer")
    assert lint(tool("regal"), tmp_path, {"a.rego": left}) == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_is_written_pleases_every_program_that_looks_at_it(tool: Tool, tmp_path: Path, lang: Lang) -> None:
    for name, content in editor.files(lang).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    for command in (
        [tool("opa"), "fmt", "--list", "--fail", "."],
        [tool("opa"), "check", "--strict", "--bundle", ".", "--schema", "schemas"],
        [tool("opa"), "check", "--strict", "--schema", "schemas", "."],
        [tool("regal"), "lint", ".regal", "souverain"],
    ):
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout


# What is no schema of the facts today, and must not become a false alarm where it becomes one.
OPEN = {
    "nothing said": {},
    "an object without fields": {"type": "object"},
    "an object of no field": {"type": "object", "properties": {}},
    "fields, and others": {"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": True},
    "fields, and others of a kind": {"properties": {"a": {}}, "additionalProperties": {"type": "string"}},
    "several": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
    "all of several": {"allOf": [{"$ref": "#/$defs/Document"}]},
    "of two types": {"type": ["string", "object"]},
}


@pytest.mark.parametrize("node", OPEN.values(), ids=OPEN)
def test_nothing_is_said_of_what_may_hold_anything(node: dict[str, Any]) -> None:
    known = shapes.shapes({"$defs": {"Document": {"properties": {"field": node}}}})
    assert known["Document"] == shapes.Shape(fields={"field": "anything"})
    assert known["anything"] == shapes.Shape(open=True)


def test_the_example_has_every_field_of_the_schema() -> None:
    def paths(value: object, at: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
        for name, item in value.items() if isinstance(value, dict) else ():
            yield (*at, name)
            yield from paths(item, (*at, name))

    offered = {".".join(path) for path in paths(json.loads(editor.files("en")["input.json"]))}
    assert {at_once(path)[0].removeprefix("input.") for path in PROPERTIES} <= offered
