"""Folders of rules compiled by the real opa: what becomes of good ones, and what is said of the others."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import msgspec
import own_rules
import pytest
from own_rules import rule

from real_tools import Tool
from souverain.config import Policies
from souverain.engine import own, rules
from souverain.engine.own import compiling, packed, program, sources
from souverain.errors import PolicyError


@pytest.fixture(autouse=True)
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def refusal(path: Path, opa: str | Path = "") -> PolicyError:
    """The error that a folder or a file ends in."""
    with pytest.raises(PolicyError) as caught:
        own.load(Policies(own=str(path), opa=str(opa)))
    assert "\n" not in str(caught.value)
    return caught.value


def test_nothing_added_is_nothing() -> None:
    assert own.load(Policies()) is None


def test_a_rule_says_all_of_itself(tool: Tool, tmp_path: Path) -> None:
    folder = own_rules.written(tmp_path, {"anywhere.rego": rule()})
    found = own.load(Policies(own=str(folder), opa=str(tool("opa"))))
    assert found is not None
    assert found.shipped == rules.revision()
    told = found.rules["custom.anywhere"]
    assert (told.id, told.package, told.severity, told.own) == ("anywhere", "souverain.custom.anywhere", "error", True)
    assert told.title == {"en": "Any place", "fr": "Any place, en français"}
    assert told.legal[0].url == "https://intranet.example/12"


def test_words_of_yaml_stay_as_opa_reads_them(tool: Tool, tmp_path: Path) -> None:
    folder = own_rules.written(tmp_path, {"no.rego": rule(name="no", title="NO")})
    found = own.load(Policies(own=str(folder), opa=str(tool("opa"))))
    assert found is not None
    assert found.rules["custom.no"].title["en"] == "NO"


SHARED = 'package souverain.custom.lib.words\n\nhere := "paris"\n'
BARE = "package souverain.custom.bare\n\ndeny contains {} if input.x\n"
COMPLETE = {
    "a set": ({"a.rego": rule()}, None),
    "words shared one level down": ({"a.rego": rule(), "lib/words.rego": SHARED}, None),
    "tests and what is hidden": ({"a.rego": rule(), "a_test.rego": "broken", ".x/b.rego": "broken", "x.md": ""}, None),
    "another package of ours": ({"a.rego": "package souverain.lib\n\nholds(_)\n"}, "own-package"),
    "the package of our entry": ({"a.rego": rule(), "b.rego": "package souverain\n\nfindings := []\n"}, "own-package"),
    "a rule of ours": ({"a.rego": "package souverain.rules.unknown_location\n"}, "own-package"),
    "all of the custom": ({"a.rego": "package souverain.custom\n\na.deny contains {}\n"}, "own-package"),
    "somewhere else": ({"a.rego": rule(), "b.rego": "package acme\n\nx := 1\n"}, "own-package"),
    "the system": ({"a.rego": "package system.authz\n\ndefault allow := true\n"}, "own-package"),
    "a name in capitals": ({"a.rego": 'package souverain.custom["A-b"]\n'}, "own-package"),
    "our test helpers": ({"a.rego": "package souverain.lib_test\n"}, "own-package"),
    "a head that reaches out": ({"a.rego": rule("data.souverain.lib.x := 1\n")}, "own-broken"),
    "no METADATA": ({"a.rego": BARE}, "own-no-metadata"),
    "METADATA without custom": ({"a.rego": "# METADATA\n# title: x\n" + BARE}, "own-no-metadata"),
    "half of the METADATA": ({"a.rego": "# METADATA\n# custom:\n#   id: bare\n" + BARE}, "own-metadata"),
    "METADATA with more": ({"a.rego": rule().replace("#   legal:", "#   zeal: 1\n#   legal:")}, "own-metadata"),
    "a severity that is none": ({"a.rego": rule().replace("severity: error", "severity: high")}, "own-metadata"),
    "no French": ({"a.rego": rule().replace("#     fr: Le déplacer.\n", "")}, "own-metadata"),
    "METADATA that are no YAML": ({"a.rego": rule().replace("severity: error", "severity: [")}, "own-broken"),
    "an id of another name": ({"a.rego": rule(id="other")}, "own-name"),
    "an id of ours": ({"a.rego": rule(name="unknown_location")}, "own-takes-name"),
    "texts that nothing fills": ({"a.rego": rule().replace("{spot}.", "{spot.x}.")}, "own-words"),
    "texts with half a brace": ({"a.rego": rule().replace("{spot}.", "{spot.")}, "own-words"),
    "no answer": ({"a.rego": rule("denies contains {} if input.x\n")}, "own-no-deny"),
    "a sentence in place of a set": ({"a.rego": rule('deny := "no"\n')}, "own-no-deny"),
    "true in place of a set": ({"a.rego": rule("deny if not input.x\n")}, "own-no-deny"),
    "half a rule": ({"a.rego": rule("deny contains {\n")}, "own-broken"),
    "a variable of nothing": ({"a.rego": rule("deny contains x if y\n")}, "own-broken"),
    "a loop of rules": ({"a.rego": rule("deny contains x if some x in deny\n")}, "own-broken"),
    "a word of lib that there is not": (
        {"a.rego": rule("import data.souverain.lib\n\ndeny contains {} if lib.hold(1)\n")},
        "own-broken",
    ),
    "Rego of old": ({"a.rego": rule("deny[x] { x := 1 }\n")}, "own-broken"),
    "a builtin of the network": (
        {"a.rego": rule('deny contains {} if http.send({"url": "http://x", "method": "get"})\n')},
        "own-builtin",
    ),
    "a builtin of the clock": ({"a.rego": rule("deny contains {} if time.now_ns() > 1\n")}, "own-builtin"),
    "a builtin of texts": ({"a.rego": rule('deny contains {"m": m} if m := sprintf("%d", [1])\n')}, "own-builtin"),
    "the environment": ({"a.rego": rule("deny contains {} if opa.runtime().env\n")}, "own-builtin"),
    "data beside": ({"a.rego": rule(), "data.json": '{"souverain": {"rules": {}}}'}, "own-data"),
    "data in YAML": ({"a.rego": rule(), "deep/data.yaml": "{}"}, "own-data"),
    "no rule": ({"README.md": ""}, "own-empty"),
    "tests alone": ({"a_test.rego": "package souverain.custom.a_test\n"}, "own-empty"),
    "an endless list at compile time": (
        {"a.rego": rule("deny contains {} if {\n" + "\tsome x in numbers.range(1, 100000000)\n\tx < 0\n}\n")},
        None,
    ),
}


@pytest.mark.parametrize(("files", "code"), COMPLETE.values(), ids=COMPLETE)
def test_what_becomes_of_a_folder(tool: Tool, tmp_path: Path, files: dict[str, str], code: str | None) -> None:
    folder = own_rules.written(tmp_path / "house", files)
    if code is None:
        assert own.load(Policies(own=str(folder), opa=str(tool("opa"))))
        return
    error = refusal(folder, tool("opa"))
    assert error.code == code, error
    assert error.args_["path"].startswith(str(folder))


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        pytest.param("deny contains {\n", 25, "", id="half a rule"),
        pytest.param("deny contains {} if {\n\thttp.send({})\n}\n", 25, "http.send", id="a builtin"),
        pytest.param("deny contains {} if {\n\tinput.x\n\ty\n}\n", 26, "y", id="a variable of nothing"),
    ],
)
def test_an_error_has_its_line(tool: Tool, tmp_path: Path, body: str, line: int, said: str) -> None:
    folder = own_rules.written(tmp_path / "house", {"deep/a.rego": rule(body)})
    error = refusal(folder, tool("opa"))
    assert error.args_["path"] == str(folder / "deep/a.rego")
    assert abs(int(error.args_["line"]) - line) <= 1
    assert said in str(error)


def test_the_schema_of_the_facts_finds_a_misspelt_field(tool: Tool, tmp_path: Path) -> None:
    text = rule("deny contains {} if {\n\tsome x in input.resourcs\n\tx.id\n}\n")
    plain = own_rules.written(tmp_path / "plain", {"a.rego": text})
    assert own.load(Policies(own=str(plain), opa=str(tool("opa"))))
    checked = text.replace("# custom:", "# schemas:\n#   - input: schema.facts\n# custom:")
    error = refusal(own_rules.written(tmp_path / "checked", {"a.rego": checked}), tool("opa"))
    assert error.code == "own-broken"
    assert "input.resourcs" in error.args_["cause"]


RECORDS = {
    "no TOML": ({"regimes/house.toml": "id ="}, "own-record"),
    "no UTF-8": ({"profiles/house.toml": "id = '\udcff'"}, "own-record"),
    "a field too many": ({"profiles/house.toml": own_rules.PROFILE + "x = 1\n"}, "own-record"),
    "a field too few": ({"regimes/house.toml": 'id = "house"\n'}, "own-record"),
    "no French": ({"regimes/house.toml": own_rules.REGIME.replace(', fr = "règles de la maison"', "")}, "own-record"),
    "the id of a shipped regime": (
        {"regimes/house.toml": own_rules.REGIME.replace('id = "house"', 'id = "hds"')},
        "own-record-taken",
    ),
    "the id of a shipped profile": (
        {"profiles/house.toml": own_rules.PROFILE.replace('id = "house"', 'id = "health"')},
        "own-record-taken",
    ),
    "two of one id": ({"profiles/more.toml": own_rules.PROFILE}, "own-record-taken"),
    "a rule that there is not": (
        {"regimes/house.toml": own_rules.REGIME.replace('["approved"]', '["aproved"]')},
        "own-names-nothing",
    ),
    "a regime that there is not": (
        {"profiles/house.toml": own_rules.PROFILE.replace('regime = "house"', 'regime = "hous"')},
        "own-names-nothing",
    ),
}


@pytest.mark.parametrize(("files", "code"), RECORDS.values(), ids=RECORDS)
def test_records_that_make_no_sense_are_refused(tool: Tool, tmp_path: Path, files: dict[str, str], code: str) -> None:
    folder = own_rules.house(tmp_path / "house")
    for name, text in files.items():
        (folder / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert refusal(folder, tool("opa")).code == code


def test_a_house_asks_its_own_rules(tool: Tool, tmp_path: Path) -> None:
    found = own.load(Policies(own=str(own_rules.house(tmp_path / "house")), opa=str(tool("opa"))))
    assert found is not None
    (regime,), (profile,) = found.asking.regimes, found.asking.profiles
    assert (regime.binding, regime.grade, profile.regime) == ("house", "declared", "house")
    assert (regime.requirements[0].as_of, regime.requirements[0].rules) == ("2026-11-20", ("approved",))


def test_without_opa_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = own_rules.written(tmp_path / "house", {"a.rego": rule()})
    monkeypatch.setenv("PATH", "")
    assert refusal(folder).code == "own-no-opa"
    assert refusal(folder, "no-such-opa").code == "own-opa-failed"
    assert refusal(tmp_path / "nothing").code == "own-unreadable"


PROGRAMS = {
    "says no": ("import sys; print('no such flag', file=sys.stderr); sys.exit(1)", "own-opa-failed"),
    "says nothing": ("import sys; sys.exit(3)", "own-opa-failed"),
    "says what nobody can read": ("print('<html>')", "own-opa-failed"),
    "says too little": ("print('{}')", "own-opa-failed"),
}


@pytest.mark.skipif(sys.platform == "win32", reason="programs start otherwise there")
@pytest.mark.parametrize(("script", "code"), PROGRAMS.values(), ids=PROGRAMS)
def test_a_program_that_is_no_opa_is_an_error(tmp_path: Path, script: str, code: str) -> None:
    fake = tmp_path / "opa"
    fake.write_text(f"#!{sys.executable}\n{script}\n", encoding="utf-8")
    fake.chmod(0o755)
    assert refusal(own_rules.written(tmp_path / "house", {"a.rego": rule()}), fake).code == code


def test_a_program_that_does_not_end_is_left(tmp_path: Path) -> None:
    with pytest.raises(PolicyError) as caught:
        program.Opa(sys.executable, seconds=0.3).run("-c", "import time; time.sleep(60)", cwd=tmp_path)
    assert caught.value.code == "own-opa-slow"


NESTED = 20_000
BOMBS = {
    "a type that doubles": "x0 := 1\n"
    + "".join(f"x{i} := [x{i - 1}, x{i - 1}]\n" for i in range(1, 60))
    + "x := x59\n",
    "an object that doubles": "x0 := 1\n"
    + "".join(f'x{i} := {{"a": x{i - 1}, "b": x{i - 1}}}\n' for i in range(1, 60))
    + "x := x59\n",
    "a function that doubles": "f0(x) := x\n"
    + "".join(f"f{i}(x) := [f{i - 1}(x), f{i - 1}(x)]\n" for i in range(1, 60))
    + "x := f59(1)\n",
    "nested lists": "x := " + "[" * NESTED + "]" * NESTED + "\n",
    "nested comprehensions": "x := " + "[1 | " * 3_000 + "true" + "]" * 3_000 + "\n",
    "nested brackets": "x := " + "(" * NESTED + "1" + ")" * NESTED + "\n",
    "a chain of else": "x := 1 if input.x\n" + "".join(f"else := {i} if input.x == {i}\n" for i in range(50_000)),
    "many rules": "".join(f"r{i} := [y | some y in [1, 2, {i}]; y > {i}]\n" for i in range(200_000)) + "x := 1\n",
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_rules_that_would_fill_the_machine_end_within_the_limits(tool: Tool, tmp_path: Path, text: str) -> None:
    """A thousand megabytes of address space are Go's own. Whether time or memory ends first, the machine decides."""
    folder = own_rules.written(tmp_path / "house", {"a.rego": rule(text + "deny contains {} if x == 1\n")})
    opa = program.Opa(str(tool("opa")), seconds=5, megabytes=1_400)
    with pytest.raises(PolicyError) as caught:
        compiling.compiled(sources.read(folder), opa)
    assert caught.value.code in ("own-opa-memory", "own-opa-slow", "own-broken")


@pytest.mark.skipif(sys.platform != "linux", reason="no hard limit elsewhere")
@pytest.mark.parametrize(
    "script",
    ["x = bytearray(3 << 30)", "import sys; [sys.stdout.write('x' * (1 << 20)) for _ in range(200)]"],
    ids=["holds too much", "prints too much"],
)
def test_a_program_that_takes_too_much_is_ended(tmp_path: Path, script: str) -> None:
    text = f"import sys\ntry:\n    {script}\nexcept (MemoryError, OSError):\n    sys.exit('cannot allocate memory')"
    with pytest.raises(PolicyError) as caught:
        program.Opa(sys.executable, megabytes=1_400).run("-c", text, cwd=tmp_path)
    assert caught.value.code == "own-opa-memory"


def test_all_commands_share_one_deadline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "_WHOLE", 1.0)
    slow = program.Opa(sys.executable)
    slow.run("-c", "import time; time.sleep(0.2)", cwd=tmp_path)
    with pytest.raises(PolicyError) as caught:
        slow.run("-c", "import time; time.sleep(60)", cwd=tmp_path)
    assert caught.value.code == "own-opa-slow"


def test_flags_of_the_environment_do_not_count(tool: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPA_BUILD_TARGET", "OPA_CHECK_FORMAT", "OPA_INSPECT_FORMAT", "OPA_V0_COMPATIBLE"):
        monkeypatch.setenv(name, "nonsense")
    folder = own_rules.written(tmp_path / "house", {"a.rego": rule()})
    assert own.load(Policies(own=str(folder), opa=str(tool("opa"))))


def test_the_same_rules_give_the_same_bytes_wherever_they_stand(tool: Tool, tmp_path: Path) -> None:
    made = []
    for name in ("here", "there"):
        found = sources.read(own_rules.house(tmp_path / name))
        made.append(packed.packed(compiling.compiled(found, program.Opa(str(tool("opa"))))))
    assert made[0] == made[1]


def test_too_much_is_refused(tmp_path: Path) -> None:
    folder = own_rules.written(tmp_path, {"a.rego": "#" * (17 << 20)})
    with pytest.raises(PolicyError) as caught:
        sources.read(folder)
    assert caught.value.code == "own-too-large"


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in folders there")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    own_rules.written(tmp_path, {"a.rego": rule()})
    os.mkfifo(tmp_path / "b.rego")
    assert list(sources.read(tmp_path).rules) == ["a.rego"]


def test_a_change_of_anything_that_counts_is_another_revision(tmp_path: Path) -> None:
    first = compiling.revision(sources.read(own_rules.house(tmp_path)))
    (tmp_path / "a_test.rego").write_text("package souverain.custom.a_test\n", encoding="utf-8")
    assert compiling.revision(sources.read(tmp_path)) == first
    for name in ("approved/approved.rego", "regimes/house.toml", "profiles/house.toml"):
        before = compiling.revision(sources.read(tmp_path))
        (tmp_path / name).write_text((tmp_path / name).read_text(encoding="utf-8") + "\n", encoding="utf-8")
        assert compiling.revision(sources.read(tmp_path)) != before
    assert msgspec.json.encode(sources.read(tmp_path).digest)
