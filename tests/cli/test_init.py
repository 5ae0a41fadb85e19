"""`souverain init`: it asks what changes a verdict and nothing else, and what it writes is read back as it was said."""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from cli_run import Run

from souverain import config_file, knowledge
from souverain.cli.init import asking, given
from souverain.i18n import text

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "samples/paris-bucket/plan.json"
HOSPITAL = """\
author: DPO
date: 2026-11-20
workload:
  controllers: [public-hospital]
  collected-in-care: true
  hosted-by: {answer: third-party, author: DSI, date: 2026-11-01}
  administered-by: controller
  backups-by: nobody
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def typed(run: Run, monkeypatch: pytest.MonkeyPatch):
    """Runs the dialogue with these lines typed, and gives what was shown."""

    def dialogue(*lines: str, options: tuple[str, ...] = ()) -> str:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        done = run("init", *options)
        assert done.code == 0, done.err
        return done.err

    return dialogue


def asked(*profiles: str, **answers: object) -> list[str]:
    """The questions that remain of some profiles when these are answered."""
    known = knowledge.load()
    said: asking.Answers = {
        name.replace("_", "-"): (value,) if isinstance(value, str) else value for name, value in answers.items()
    }
    chosen = tuple(known.profiles[name] for name in profiles or known.profiles)
    return [question.id for question in asking.questions(chosen, known, said)]


def test_a_house_policy_asks_what_no_code_shows_of_places_and_keys() -> None:
    assert asked("health") == ["data", "access-from", "keys-held-by"]


def test_who_hosts_is_asked_where_the_contract_with_a_processor_matters() -> None:
    assert "clause-data-processing" not in asked("gdpr", hosted_by="controller")
    assert "clause-data-processing" in asked("gdpr", hosted_by="third-party")
    assert "hosted-by" in asked("gdpr", collected_in_care="no", archiving="no")


@pytest.mark.parametrize(("data", "meant"), [("health", True), ("personal", True), ("none", False)])
def test_a_law_that_binds_everybody_is_meant_where_its_data_is(data: str, meant: bool) -> None:
    known = knowledge.load()
    assert asking.concerned(known.profiles["gdpr"], known, {"data": (data,)}) is meant
    assert not asking.concerned(known.profiles["secnumcloud"], known, {"data": (data,)})


def test_an_access_is_followed_by_its_ground() -> None:
    assert not {"transfer-ground", "importers-covered"} & {*asked("hds", access_from="none")}
    assert {"transfer-ground", "importers-covered"} <= {*asked("hds", access_from="US")}


def test_who_is_not_bound_is_asked_nothing_of_that_regime() -> None:
    assert "sensitivity" in asked("sren-31", controllers="state-operator")
    assert asked("sren-31", controllers="public-hospital") == ["data"]


def test_a_question_behind_another_waits_for_its_answer() -> None:
    assert not {"ght-convention", "hds-number"} & {*asked("hds")}
    assert "ght-convention" in asked("hds", hosted_by="ght")
    assert "hds-number" in asked("hds", hosted_by="third-party", hds_offer="aws/aws")
    assert "hds-number" not in asked("hds", hosted_by="third-party", hds_offer="none")
    assert "hds-number" not in asked("hds", hosted_by="third-party", hds_offer=None)


def test_data_that_a_regime_does_not_protect_leaves_it_out() -> None:
    assert "legal-basis" in asked("cnil-eds", data="eds")
    assert asked("cnil-eds", data="health") == ["data"]


def test_outside_a_framework_only_what_matters_there_is_asked() -> None:
    assert asked("cnil-eds", data="eds", legal_basis="legitimate-interest") == ["data", "cnil-authorisation"]


@pytest.mark.parametrize("question", knowledge.load().questions.values(), ids=knowledge.load().questions)
def test_a_question_decides_something_and_is_asked_in_both_languages(question: asking.Question) -> None:
    assert question.decides
    for said in (question.text, question.label, *(option.text for option in question.options)):
        assert set(said) == {"en", "fr"}
    assert question.text["en"] != question.text["fr"]
    assert bool(question.options) or question.kind not in ("choice", "choices")


@pytest.mark.parametrize("question", [name for name, one in knowledge.load().questions.items() if not one.target])
def test_a_question_is_read_by_some_rule(question: str) -> None:
    """A question that no condition and no parameter names would be asked for nothing."""
    regimes = [str(regime).replace("'", '"') for regime in knowledge.load().regimes.values()]
    policies = [path.read_text(encoding="utf-8") for path in (ROOT / "policies/souverain/lib").glob("*.rego")]
    assert any(f'"{question}"' in said for said in (*regimes, *policies))


def test_a_dialogue_writes_what_was_said(typed) -> None:
    shown = typed("Claire Martin, DPO", "1", "public-hospital, 5", "yes", "3", "1", "none", "1", "no", *[""] * 20)
    said = config_file.load(Path("souverain.yaml"))
    assert said.workload is not None
    told = {name: (answer.answer, answer.author) for name, answer in said.workload.items()}
    assert told["controllers"] == (("public-hospital", "state-operator"), "Claire Martin, DPO")
    assert told["collected-in-care"] == (True, "Claire Martin, DPO")
    assert told["hosted-by"] == ("third-party", "Claire Martin, DPO")
    assert said.profiles == ("health", "cloud-au-centre", "gdpr", "hds", "sren-31")
    assert [rule.data for rule in said.classes] == ["health"]
    assert text("cli.init-how", "en") in shown


def test_an_answer_that_does_not_fit_is_asked_again(typed) -> None:
    shown = typed("DPO", "9", "pearls", "health", "none", "host", options=("--profile", "health"))
    assert shown.count("This takes") == 2
    assert "data: health" in Path("souverain.yaml").read_text(encoding="utf-8")


def test_a_certificate_is_written_whole_or_not_at_all(typed, run: Run) -> None:
    certificate = ("aws/aws", "HDS-1", "1", "1, 2,3,4", "*", "2025-01-01", "2027-12-31")
    typed("DPO", "1", "yes", "3", "1", "nobody", *certificate, *[""] * 9, options=("--profile", "hds"))
    (attestation,) = config_file.load(Path("souverain.yaml")).overlay.attestations
    assert (attestation.offer, attestation.certificate_no, attestation.until) == ("aws/aws", "HDS-1", "2027-12-31")
    answers = ["hds-offer=aws/aws", "hds-number=HDS-1", "hosted-by=third-party"]
    given_ = [part for answer in answers for part in ("--answer", answer)]
    assert run("init", "--author", "DPO", "--force", *given_).code == 0
    assert config_file.load(Path("souverain.yaml")).overlay.attestations == ()


def test_answers_of_a_file_keep_their_author_and_options_win(run: Run) -> None:
    Path("answers.yaml").write_text(HOSPITAL, encoding="utf-8")
    done = run("init", "--answers", "answers.yaml", "--answer", "backups-by=host", "-o", "-")
    assert done.code == 0
    assert "author: DPO\ndate: 2026-11-20" in done.out
    assert "backups-by: host" in done.out
    assert "hosted-by: third-party" in done.out
    assert not Path("souverain.yaml").exists()


def test_what_is_written_is_judged(run: Run) -> None:
    assert run("init", "--author", "DPO", "--answer", "data=health", "--answer", "hosted-by=ght").code == 0
    done = run("check", str(PLAN), "--profile", "hds", "--as-of", "2026-11-24")
    assert done.code == 4
    assert "unproven[applicability] the workload" in done.out
    assert "not declared" not in done.out.partition("prove")[0], "a question that is written down as unknown was asked"


def test_a_file_that_is_there_stays(run: Run) -> None:
    Path("souverain.yaml").write_text("lang: fr\n", encoding="utf-8")
    done = run("init", "--author", "DPO", "--answer", "hosted-by=ght", "--lang", "en")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "--force" in done.err
    assert Path("souverain.yaml").read_text(encoding="utf-8") == "lang: fr\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param([], "standard input is closed", id="nobody there"),
        pytest.param(["--author", "DPO"], "standard input is closed", id="nobody there to answer"),
        pytest.param(["--answer", "hosted-by=ght"], "--author", id="no author"),
        pytest.param(["--answer", "hosted-by"], "QUESTION=ANSWER", id="no pair"),
        pytest.param(["--answer", "colour=blue"], "no question colour", id="no question"),
        pytest.param(["--answer", "hosted-by=moon"], "controller, ght, third-party, unknown", id="no answer"),
        pytest.param(["--answer", "hosted-by=ght,third-party"], "controller, ght", id="two answers"),
        pytest.param(["--answer", "project-started-on=soon"], "2026-11-24", id="no day"),
        pytest.param(["--profile", "moon"], "no profile moon", id="no profile"),
        pytest.param(["--date", "soon", "--answer", "hosted-by=ght"], "soon", id="no date"),
        pytest.param(["--answers", "nothing.yaml"], "nothing.yaml", id="no file"),
        pytest.param(["--answers", "list.yaml"], "mapping", id="a list"),
        pytest.param(["--answers", "bad.yaml"], "bad.yaml", id="no YAML"),
    ],
)
def test_bad_input_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    Path("list.yaml").write_text("- a\n", encoding="utf-8")
    Path("bad.yaml").write_text("a: [", encoding="utf-8")
    done = run("init", "--lang", "en", *arguments)
    assert done.code in (2, 3)
    assert said in done.err
    assert done.err.strip().splitlines()[-1].startswith("souverain: ")
    assert "Traceback" not in done.err
    assert not Path("souverain.yaml").exists()


def test_a_closed_descriptor_is_nobody_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    done = run("init", "--lang", "fr")
    assert done.code == 2
    assert "l'entrée standard est fermée" in done.err


def test_french_words_answer_too(typed) -> None:
    typed("DPO", "1", "oui", "3", "inconnu", *[""] * 20, options=("--profile", "hds", "--lang", "fr"))
    written = Path("souverain.yaml").read_text(encoding="utf-8")
    assert "collected-in-care: true" in written
    assert "administered-by: unknown" in written
    assert "# Qui héberge les données ?" in written


def test_every_question_takes_its_own_words() -> None:
    known = knowledge.load()
    for question in known.questions.values():
        for word, _ in given.words(question, "en"):
            assert given.understood(question, word, given.words(question, "en"), known) == (word,)


def test_pipelines_are_written_with_an_end_to_the_grace(run: Run) -> None:
    given_ = ("--author", "DPO", "--answer", "data=health", "--date", "2026-11-24")
    assert run("init", *given_, "--pipeline", "github", "--pipeline", "pre-commit").code == 0
    assert Path(".github/workflows/souverain.yml").read_bytes().startswith(b"# .github/workflows/souverain.yml\n")
    assert Path(".pre-commit-config.yaml").is_file()
    said = yaml.safe_load(Path("souverain.yaml").read_text(encoding="utf-8"))
    left = (said["grace_until"] - datetime.now(UTC).date()).days
    assert (said["gate"], left) == ("introduced", 90)
    assert run("config").code == 0


def test_a_pipeline_that_is_there_is_never_written_over(run: Run) -> None:
    Path(".gitlab-ci.yml").write_text("ours", encoding="utf-8")
    given_ = ("--author", "DPO", "--answer", "data=health")
    ran = run("init", *given_, "--pipeline", "gitlab", "--force")
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert Path(".gitlab-ci.yml").read_text(encoding="utf-8") == "ours"
    assert not Path("souverain.yaml").exists()
