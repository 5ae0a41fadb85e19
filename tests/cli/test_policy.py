"""Rules of the user on the command line: in the same report as ours, and compiled for machines without opa."""

from __future__ import annotations

import json
from pathlib import Path

import own_rules
import pytest
from cli_run import Run

from real_tools import Tool
from souverain.engine import editor

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = str(ROOT / "samples/paris-bucket/plan.json")
CHECK = ("check", SAMPLE, "--as-of", "2026-11-24")


@pytest.fixture(autouse=True)
def here(tool: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache that is empty, and the real opa alone on PATH."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", str(tool("opa").parent))


def test_a_finding_of_the_user_stands_beside_ours(run: Run, tmp_path: Path) -> None:
    own_rules.written(tmp_path / "house", {"a.rego": own_rules.rule()})
    ran = run(*CHECK, "--policy", "house")
    assert (ran.code, ran.err) == (1, "")
    assert "error[anywhere] aws_s3_bucket.records (new)" in ran.out
    assert "Health data in eu-west-3." in ran.out
    assert "added by the house: House policy 12" in ran.out
    assert "Rules of the house (revision " in ran.out
    assert "error[extra-eu-jurisdiction]" in ran.out


def test_it_speaks_french_too(run: Run, tmp_path: Path) -> None:
    own_rules.written(tmp_path / "house", {"a.rego": own_rules.rule()})
    out = " ".join(run(*CHECK, "--policy", "house", "--lang", "fr").out.split())
    assert "Données de santé (eu-west-3)." in out
    assert "ajoutée par l'établissement : Politique interne 12" in out
    assert "Le déplacer." in out


def test_the_report_says_which_rules_were_added(run: Run, tmp_path: Path) -> None:
    own_rules.written(tmp_path / "house", {"a.rego": own_rules.rule()})
    report = json.loads(run(*CHECK, "--policy", "house", "--format", "json").out)
    assert report["engine"]["name"] == "wasm"
    assert report["own"]["path"] == "house"
    assert [rule["id"] for rule in report["own"]["rules"]] == ["anywhere"]
    (found,) = [finding for finding in report["findings"] if finding["rule"] == "anywhere"]
    assert (found["binding"], found["requirement"], found["gate"]) == ("house", "", True)
    assert found["legal_basis"] == [{"text": "House policy 12", "url": "https://intranet.example/12"}]
    sarif = json.loads(run(*CHECK, "--policy", "house", "--format", "sarif").out)
    described = {rule["id"]: rule for rule in sarif["runs"][0]["tool"]["driver"]["rules"]}
    assert described["anywhere"]["shortDescription"] == {"text": "Any place"}


def test_a_finding_of_the_user_binds_as_the_house_whatever_the_profile(run: Run, tmp_path: Path) -> None:
    own_rules.written(tmp_path / "house", {"a.rego": own_rules.rule()})
    report = json.loads(run(*CHECK, "--policy", "house", "--profile", "hds", "--format", "json").out)
    assert {one["binding"] for one in report["findings"] if one["rule"] == "anywhere"} == {"house"}


def test_what_is_built_judges_without_opa(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_rules.house(tmp_path / "house")
    assert run("policy", "build", "house", "-o", "rules.tar.gz") == (0, "", "")
    asked = ("--profile", "house", "--include-passes")
    by_folder = run(*CHECK, "--policy", "house", *asked)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another"))
    assert run(*CHECK, "--policy", "rules.tar.gz", *asked) == by_folder
    ran = run(*CHECK, "--policy", "house", *asked)
    assert ran.code == 3
    assert "needs the program opa" in " ".join(ran.err.split())
    assert "souverain policy build" in ran.err


def test_a_profile_of_the_house_asks_the_rules_of_the_house(run: Run, tmp_path: Path) -> None:
    own_rules.house(tmp_path / "house")
    ran = run(*CHECK, "--policy", "house", "--profile", "house", "--include-passes")
    assert ran.code == 0, ran.out
    assert "house: pass" in ran.out
    regime = (tmp_path / "house/regimes/house.toml").read_text(encoding="utf-8")
    (tmp_path / "house/regimes/house.toml").write_text(regime.replace("eu-west-3", "eu-west-1"), encoding="utf-8")
    assert run(*CHECK, "--policy", "house", "--profile", "house").code == 1


def test_a_rule_that_leaves_a_resource_without_an_answer_is_no_verdict(run: Run, tmp_path: Path) -> None:
    """The requirement asks for a proof: a rule that only refuses proves nothing."""
    own_rules.house(tmp_path / "house")
    text = own_rules.rule('deny contains {"subject": 0, "status": "fail"} if input.nothing\n', "approved")
    (tmp_path / "house/approved/approved.rego").write_text(text, encoding="utf-8")
    ran = run(*CHECK, "--policy", "house", "--profile", "house")
    assert ran.code == 3
    assert "did not answer requirement HOUSE-1" in ran.err


def test_a_rule_of_the_house_cannot_answer_for_ours(run: Run, tmp_path: Path) -> None:
    text = own_rules.rule('deny contains {"requirement": "IMM-REACH", "status": "pass", "subjects": [0]}\n')
    own_rules.written(tmp_path / "house", {"a.rego": text})
    ran = run(*CHECK, "--policy", "house")
    assert ran.code == 1
    assert "error[extra-eu-jurisdiction]" in ran.out


BROKEN = {
    "a builtin": (
        own_rules.rule("deny contains {} if http.send({})\n"),
        "house/a.rego:23: the sandbox does not have http.send",
    ),
    "half a rule": (own_rules.rule("deny contains\n"), "house/a.rego:"),
    "a package of ours": ("package souverain.lib\n", "package souverain.lib is not yours to define"),
    "a sentence": (own_rules.rule('deny contains "no"\n'), "rule custom.anywhere"),
    "evidence of no kind": (
        own_rules.rule('deny contains {"subject": 0, "status": "fail", "evidence": [{"kind": "x"}]}\n'),
        "evidence of rule anywhere",
    ),
    "a subject that there is not": (
        own_rules.rule('deny contains {"subject": 9, "status": "fail"}\n'),
        "custom.anywhere",
    ),
    "an unknown without a price": (
        own_rules.rule('deny contains {"subject": 0, "status": "unknown", "unknown": "x"}\n'),
        "no profile prices",
    ),
}


@pytest.mark.parametrize(("text", "said"), BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_broken_rule_is_no_verdict(run: Run, tmp_path: Path, text: str, said: str, lang: str) -> None:
    own_rules.written(tmp_path / "house", {"a.rego": text})
    ran = run(*CHECK, "--policy", "house", "--lang", lang, "--format", "json")
    assert ran.code == 3
    assert ran.err.count("\n") == 1
    assert lang == "fr" or said in ran.err
    assert json.loads(ran.out)["exit_code"] == 3


def test_a_policy_on_a_server_needs_to_be_pushed(run: Run, tmp_path: Path) -> None:
    own_rules.written(tmp_path / "house", {"a.rego": own_rules.rule()})
    ran = run(*CHECK, "--policy", "house", "--engine", "opa", "--opa-url", "http://127.0.0.1:1")
    assert ran.code == 2
    assert "--opa-push" in ran.err


# --- Tests of rules -----------------------------------------------------------------------------------------------

TESTS = """package souverain.custom.anywhere_test

import data.souverain.custom.anywhere
import data.souverain.lib_test as given

_document := given.document([], {"places": {"paris": given.place({"region": given.proven("par1")})}})

test_refuses_a_store_in_a_region if {
	{finding.subject | some finding in anywhere.deny} == {0} with input as _document
}

test_is_silent_about_what_is_not_known if {
	facts := given.document([], {"places": {"paris": given.place({"region": given.unproven("x")})}})
	anywhere.deny == set() with input as facts
}
"""


def test_rules_are_tested_with_the_words_of_ours(run: Run, tmp_path: Path) -> None:
    own_rules.written(tmp_path / "house", {"a.rego": own_rules.rule(), "deep/a_test.rego": TESTS})
    ran = run("policy", "test", "house", "--coverage", "95")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "2 of 2 tests passed\n100 % of the lines reached\n"


def test_a_test_that_fails_is_named(run: Run, tmp_path: Path) -> None:
    failing = TESTS.replace("== {0}", "== {1}")
    own_rules.written(tmp_path / "house", {"a.rego": own_rules.rule(), "a_test.rego": failing})
    ran = run("policy", "test", "house")
    assert ran.code == 3
    assert ran.out == "house/a_test.rego:8: test_refuses_a_store_in_a_region: failed\n1 of 2 tests passed\n"


def test_what_no_test_reaches_is_named(run: Run, tmp_path: Path) -> None:
    few = TESTS[: TESTS.index("test_refuses")] + TESTS[TESTS.index("test_is_silent") :]
    own_rules.written(tmp_path / "house", {"a.rego": own_rules.rule(), "a_test.rego": few})
    assert run("policy", "test", "house").code == 0
    ran = run("policy", "test", "house", "--coverage", "95")
    assert ran.code == 3
    assert ran.out.startswith("house/a.rego: no test reaches lines 25, ")
    french = run("policy", "test", "house", "--lang", "fr").out
    assert "aucun test n'atteint les lignes" in french


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("", "no test there", id="no file"),
        pytest.param("package souverain.custom.x_test\n", "no test there", id="no test"),
        pytest.param("package souverain.custom.x_test\n\ntest_x if {\n", "do not run", id="half a test"),
        pytest.param("package souverain.custom.x_test\n\ntest_x if y\n", "do not run", id="a test of nothing"),
    ],
)
def test_tests_that_do_not_run_are_no_success(run: Run, tmp_path: Path, text: str, said: str) -> None:
    files = {"a.rego": own_rules.rule(), **({"a_test.rego": text} if text else {})}
    own_rules.written(tmp_path / "house", files)
    ran = run("policy", "test", "house")
    assert (ran.code, ran.out) == (3, "")
    assert said in " ".join(ran.err.split())


# --- Every command that judges or names rules ----------------------------------------------------------------------


def test_commands_know_the_rules_of_the_user(run: Run, tmp_path: Path) -> None:
    own_rules.house(tmp_path / "house")
    added = ("--policy", "house")
    assert "approved " in run("rules", *added).out
    assert "approved " not in run("rules").out
    assert "Any place" in run("explain", "approved", *added).out
    asked = run("facts", SAMPLE, "--as-of", "2026-11-24", "--profile", "house", *added, "-o", "facts.json")
    assert (asked.code, asked.err) == (0, "")
    assert run("check", "facts.json", *added).code == run(*CHECK, "--profile", "house", *added).code == 0
    until = ("--until", "2027-01-01", "--reason", "r", "--author", "a", "--approver", "b")
    assert run("waive", "approved", "*", *until).code == 2
    assert run("waive", "approved", "*", *until, *added).code == 0


def test_a_waiver_holds_for_a_rule_of_the_user(run: Run, tmp_path: Path) -> None:
    own_rules.written(tmp_path / "house", {"a.rego": own_rules.rule()})
    until = ("--until", "2027-01-01", "--reason", "r", "--author", "a", "--approver", "b")
    assert run("waive", "anywhere", "*", *until, "--policy", "house").code == 0
    report = json.loads(run(*CHECK, "--policy", "house", "--format", "json").out)
    assert [one["status"] for one in report["findings"] if one["rule"] == "anywhere"] == ["waived"]


def test_a_baseline_and_a_difference_are_judged_by_them_too(run: Run, tmp_path: Path) -> None:
    own_rules.written(tmp_path / "house", {"a.rego": own_rules.rule()})
    added = ("--as-of", "2026-11-24", "--policy", "house")
    assert run("baseline", SAMPLE, *added, "-o", "with.json").code == 0
    assert run("baseline", SAMPLE, "--as-of", "2026-11-24", "-o", "without.json").code == 0
    counted = [len(json.loads(Path(name).read_text("utf-8"))["findings"]) for name in ("with.json", "without.json")]
    assert counted[0] == counted[1] + 1
    empty = str(ROOT / "samples/outscale-platform/plan.json")
    assert "anywhere" in run("diff", empty, SAMPLE, *added).out


@pytest.mark.parametrize("command", ["check", "baseline", "diff"])
def test_a_server_is_asked_by_every_command_that_judges(run: Run, command: str) -> None:
    inputs = [SAMPLE] * (2 if command == "diff" else 1)
    ran = run(command, *inputs, "--engine", "opa", "--opa-url", "http://127.0.0.1:1")
    assert ran.code == 3
    assert "http://127.0.0.1:1" in ran.err + ran.out


def test_words_for_an_editor_are_written_once(run: Run, tmp_path: Path) -> None:
    assert run("policy", "words", str(tmp_path / "shipped")).code == 0
    written = {item.relative_to(tmp_path / "shipped").as_posix() for item in (tmp_path / "shipped").rglob("*.rego")}
    assert {"souverain/main.rego", "souverain/lib/facts.rego", "souverain/fixtures_test.rego"} <= written
    assert (tmp_path / "shipped/schemas/facts.json").is_file()
    assert (tmp_path / "shipped/.regal/config.yaml").is_file()
    regal_rule = (ROOT / editor.REGAL_RULE).read_bytes()  # what this project reads its own policies by
    assert (tmp_path / "shipped" / editor.REGAL_RULE).read_bytes() == regal_rule
    ran = run("policy", "words", str(tmp_path / "shipped"))
    assert ran.code == 2
    assert "name another folder" in ran.err
