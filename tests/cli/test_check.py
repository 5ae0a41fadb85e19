"""`souverain check`: the exit codes of the contract, and reports in every case but wrong usage and interruption."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from cli_run import Facts, Run

import estate
from estate import document, resource
from souverain import scan
from souverain.cli import check, output
from souverain.document import Document, WorkloadFacts
from souverain.model import known

REFUSED = document(resource())
UNPROVEN = document(resource(at="nowhere"))
FINE = document(resource(at="cloudgouv"))
ANSWERED = msgspec.structs.replace(
    FINE, workload=WorkloadFacts(declared=True, answers={"access-from": known(("none",))})
)
DAY_ONE = document(resource(at="cloudgouv", data_class=estate.UNDECLARED))
HARMLESS = document(resource(data_class=known("none")))


# --- Exit codes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made", "options", "code"),
    [
        (FINE, [], 0),
        (REFUSED, [], 1),
        (UNPROVEN, [], 4),
        (DAY_ONE, [], 4),
        (document(), [], 0),
        (HARMLESS, [], 0),
        (REFUSED, ["--exit-zero"], 0),
        (UNPROVEN, ["--exit-zero"], 0),
        (UNPROVEN, ["--unproven", "warn"], 0),
        (REFUSED, ["--unproven", "warn"], 1),
        (REFUSED, ["--fail-on", "never"], 0),
        (REFUSED, ["--gate", "introduced"], 1),
        (FINE, ["--strict"], 4),
        (ANSWERED, ["--strict"], 0),
        (FINE, ["--profile", "secnumcloud"], 4),
        (FINE, ["--profile", "health", "--profile", "secnumcloud"], 4),
    ],
)
def test_exit_code(made: Document, options: list[str], code: int, run: Run, facts: Facts) -> None:
    ran = run("check", facts(made), *options)
    assert (ran.code, ran.err) == (code, "")
    assert "health" in ran.out or "secnumcloud" in ran.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--no-such-option"],
        ["check", "--profile", "no-such-profile"],
        ["check", "--as-of", "yesterday"],
        ["check", "--as-of", "2026-13-01"],
        ["check", "--set", "env"],
        ["check", "--fail-on", "everything"],
        ["check", "--format", "pdf"],
        ["check", "--report", "pdf=x"],
        ["check", "--report", "json"],
        ["check", "--engine", "opa"],
        ["check", "--opa-url", "http://localhost:1"],
        ["no-such-command"],
        ["show", "secrets"],
        ["show", "laws", "no-such-law"],
        ["explain"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2_and_writes_no_report(arguments: list[str], run: Run, facts: Facts) -> None:
    ran = run(*arguments, *([facts(FINE)] if arguments[0] == "check" else []))
    assert ran.code == 2
    assert ran.out == ""
    assert "Error" in ran.err


def test_no_arguments_is_wrong_usage(run: Run) -> None:
    assert run().code == 2


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[]", b"{}"], ids=repr)
def test_an_unreadable_input_is_3_and_the_others_are_judged(content: bytes, run: Run, facts: Facts) -> None:
    Path("broken.json").write_bytes(content)
    ran = run("check", "broken.json", facts(REFUSED), "--format", "json")
    report = json.loads(ran.out)
    assert ran.code == report["exit_code"] == 3
    assert [item["status"] for item in report["inputs"]] == ["unreadable", "judged"]
    assert report["inputs"][0]["error"]["text"]
    assert [finding["status"] for finding in report["findings"]] == ["fail"]
    assert report["verdicts"][0]["verdict"] == "fail"


def test_a_missing_input_never_passes(run: Run) -> None:
    ran = run("check", "nowhere.json", "--exit-zero", "--unproven", "warn", "--fail-on", "never")
    assert ran.code == 3
    assert "unreadable nowhere.json" in ran.out
    assert "pass" not in ran.out


def test_facts_of_two_dates_are_not_judged_together(run: Run, facts: Facts) -> None:
    ran = run("check", facts(FINE), "--as-of", "2026-11-25")
    assert ran.code == 3
    assert "--as-of 2026-11-24" in " ".join(ran.out.split())


# --- What breaks --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "options",
    [
        ["--engine", "opa", "--opa-url", "http://127.0.0.1:9"],
        ["--config", "absent.yaml"],
        ["--config", "broken.yaml"],
    ],
    ids=["no server", "no configuration", "broken configuration"],
)
def test_a_run_that_breaks_is_3_with_a_line_and_a_report(options: list[str], run: Run, facts: Facts) -> None:
    Path("broken.yaml").write_text("profiles: {", encoding="utf-8")
    ran = run("check", facts(REFUSED), "--format", "json", "--exit-zero", *options)
    report = json.loads(ran.out)
    assert ran.code == report["exit_code"] == 3
    assert report["findings"] == report["verdicts"] == []
    assert ran.err.count("\n") == 1
    assert report["error"]["text"] in ran.err
    assert "Traceback" not in ran.err


@pytest.fixture
def crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("password=hunter2")

    monkeypatch.setattr(scan, "judge", broken)


@pytest.mark.usefixtures("crash")
def test_a_crash_is_3_and_says_nothing_of_what_it_held(run: Run) -> None:
    ran = run("check", "x", "--format", "json")
    assert ran.code == 3
    assert json.loads(ran.out)["error"]["code"] == "crash"
    assert re.fullmatch(r"souverain: internal error RuntimeError at cli/check\.py:\d+: .*\n", ran.err)
    assert "hunter2" not in ran.out + ran.err


@pytest.mark.usefixtures("crash")
def test_a_crash_can_be_looked_at(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOUVERAIN_DEBUG", "1")
    assert "Traceback" in run("check", "x").err


def test_interruption_is_130_and_writes_no_report(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(scan, "judge", interrupted)
    ran = run("check", "x", "-o", "report.txt")
    assert (ran.code, ran.out) == (130, "")
    assert [*Path().iterdir()] == []


def test_a_closed_pipe_keeps_the_code_of_the_verdict(run: Run, facts: Facts) -> None:
    facts(REFUSED)
    read, write = os.pipe()
    os.close(read)
    ran = subprocess.run(
        [sys.executable, "-m", "souverain", "check", "facts.json"],
        stdout=write,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    os.close(write)
    assert (ran.returncode, ran.stderr) == (1, b"")
    assert run("check", "facts.json").code == 1


@pytest.mark.parametrize("buffered", ["", "1"], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize(
    ("arguments", "closed", "code"),
    [
        (["check", "absent.json", "--config", "absent.yaml"], "stderr", 3),
        (["check", "--no-such-option"], "stderr", 2),
        (["inventory", "facts.json"], "stdout", 0),
        (["facts", "facts.json"], "stdout", 0),
        (["--help"], "stdout", 3),
    ],
    ids=["a complaint", "wrong usage", "an inventory", "facts", "help"],
)
def test_nobody_listening_is_never_a_refusal(
    arguments: list[str], closed: str, code: int, buffered: str, run: Run, facts: Facts
) -> None:
    facts(REFUSED)
    read, write = os.pipe()
    os.close(read)
    streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, closed: write}
    ran = subprocess.run(
        [sys.executable, "-m", "souverain", *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUNBUFFERED": buffered},
        check=False,
        **streams,
    )
    os.close(write)
    assert ran.returncode == code
    assert run("rules").code == 0


# --- Where reports go ---------------------------------------------------------------------------------------------


def test_reports_go_to_files_and_standard_output(run: Run, facts: Facts) -> None:
    ran = run("check", facts(REFUSED), "--report", "json=a.json", "--report", "sarif=b.sarif", "-o", "c.txt")
    assert (ran.code, ran.out) == (1, "")
    assert json.loads(Path("a.json").read_text())["exit_code"] == 1
    assert json.loads(Path("b.sarif").read_text())["version"] == "2.1.0"
    assert Path("c.txt").read_text().startswith("error[extra-eu-jurisdiction]")
    assert sorted(path.name for path in Path().iterdir()) == ["a.json", "b.sarif", "c.txt", "facts.json"]


def test_a_report_replaces_the_one_before_and_keeps_its_mode(run: Run, facts: Facts) -> None:
    Path("c.txt").write_text("before " * 10_000, encoding="utf-8")
    Path("c.txt").chmod(0o640)
    run("check", facts(REFUSED), "-o", "c.txt")
    assert "before" not in Path("c.txt").read_text()
    assert Path("c.txt").stat().st_mode & 0o777 == 0o640


def test_a_report_can_go_to_a_device(run: Run, facts: Facts) -> None:
    assert run("check", facts(REFUSED), "-o", os.devnull).code == 1
    assert not Path(os.devnull).is_file()


def test_where_nothing_can_be_written_is_no_verdict(run: Run, facts: Facts) -> None:
    ran = run("check", facts(FINE), "-o", "no/such/folder/report.txt")
    assert ran.code == 3
    assert "no/such/folder/report.txt" in ran.err
    assert ran.err.count("\n") == 1


def test_a_format_that_breaks_leaves_no_half_file(run: Run, facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(*_: object) -> Iterator[str]:
        yield "half a report"
        raise RuntimeError

    monkeypatch.setattr(check, "write_check", half)
    assert run("check", facts(FINE), "-o", "report.txt").code == 3
    assert [path.name for path in Path().iterdir()] == ["facts.json"]


# --- Languages, colours, sameness ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "options", "french"),
    [
        ({}, [], False),
        ({"LANG": "fr_FR.UTF-8"}, [], True),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, [], False),
        ({"LANG": "fr_FR.UTF-8"}, ["--lang", "en"], False),
        ({}, ["--lang", "fr"], True),
        ({}, ["--config", "fr.yaml"], True),
        ({}, ["--config", "fr.yaml", "--lang", "en"], False),
        ({"LANG": "fr_FR.UTF-8"}, ["--config", "en.yaml"], False),
    ],
)
def test_language(
    environment: dict[str, str],
    options: list[str],
    french: bool,
    run: Run,
    facts: Facts,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for lang in ("en", "fr"):
        Path(f"{lang}.yaml").write_text(f"lang: {lang}\n", encoding="utf-8")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("Données de santé" in run("check", facts(REFUSED), *options).out) is french


@pytest.mark.parametrize(
    ("terminal", "environment", "coloured"),
    [(True, {}, True), (False, {}, False), (True, {"NO_COLOR": "1"}, False), (True, {"TERM": "dumb"}, False)],
)
def test_colours_need_a_terminal_that_wants_them(
    terminal: bool, environment: dict[str, str], coloured: bool, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("rules")
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    assert output.coloured() is coloured


def test_the_same_input_gives_the_same_bytes_but_for_the_moment(run: Run, facts: Facts) -> None:
    made = document(*(resource(f"aws_s3_bucket.b[{number}]") for number in range(20)), resource("a.b", at="nowhere"))
    name = facts(made)
    for format_ in ("text", "json", "sarif"):
        first, second = (run("check", name, "--format", format_, "--as-of", "2026-11-24") for _ in range(2))
        moments = [json.loads(ran.out)["run_at"] for ran in (first, second)] if format_ == "json" else ["", ""]
        if format_ == "sarif":
            moments = [json.loads(ran.out)["runs"][0]["invocations"][0]["endTimeUtc"] for ran in (first, second)]
        assert first.out.replace(moments[0], "") == second.out.replace(moments[1], "")


def test_several_profiles_have_one_verdict_each(run: Run, facts: Facts) -> None:
    ran = run(
        "check", facts(REFUSED), "--profile", "health", "--profile", "hds", "--profile", "health", "--format", "json"
    )
    assert [item["profile"] for item in json.loads(ran.out)["verdicts"]] == ["health", "hds"]


def test_without_an_option_the_profile_is_the_one_that_the_facts_were_made_for(run: Run, facts: Facts) -> None:
    name = facts(FINE)
    Path("snc.json").write_text(run("facts", name, "--profile", "secnumcloud").out, encoding="utf-8")
    (verdict,) = json.loads(run("check", "snc.json", "--format", "json").out)["verdicts"]
    assert verdict["profile"] == "secnumcloud"


def test_passes_are_reported_when_asked_for(run: Run, facts: Facts) -> None:
    ran = run("check", facts(FINE), "--include-passes", "--format", "json")
    assert {finding["status"] for finding in json.loads(ran.out)["findings"]} == {"pass"}


def test_a_file_for_support_holds_counts_and_no_name(run: Run, facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    made = facts(FINE, "secret-hospital.json")
    assert run("check", made, "--debug", "support.json").code == 0
    told = json.loads(Path("support.json").read_text())
    assert told["types"]
    assert told["verdicts"] == {"health": "pass"}
    assert told["seconds"].keys() == {"read", "establish", "judge"}
    assert "secret-hospital" not in Path("support.json").read_text()

    monkeypatch.setattr(scan, "establish", lambda *_: {}["hunter2"])
    assert run("check", made, "--debug", "support.json").code == 3
    told = json.loads(Path("support.json").read_text())
    assert told["frames"][-1].startswith("scan.py:")
    assert "hunter2" not in Path("support.json").read_text()
