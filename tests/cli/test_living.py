"""How people live with the verdict, as stories: debt, waivers, a change that edits its own gate, one file for all."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from cli_run import Run

from souverain.config_file import load
from souverain.reports.difference import Difference

AS_OF = ("--as-of", "2026-11-24")
Change = tuple[str, str, str]
"""Name of a bucket, action, region."""


def plan(*buckets: Change, tags: dict[str, str] | None = None) -> str:
    """A plan of buckets with health data, each in a region that it states itself."""
    labels = {"data-class": "health"} if tags is None else tags
    base = {"mode": "managed", "type": "aws_s3_bucket", "provider_name": "registry.terraform.io/hashicorp/aws"}
    changes = []
    for name, action, region in buckets:
        values = {"bucket": name, "region": region, "tags": labels}
        before = None if action == "create" else values
        changes.append(
            {
                **base,
                "address": f"aws_s3_bucket.{name}",
                "name": name,
                "change": {"actions": [action], "before": before, "after": values},
            }
        )
    return json.dumps(
        {
            "format_version": "1.2",
            "terraform_version": "1.11.4",
            "planned_values": {"root_module": {}},
            "resource_changes": changes,
            "configuration": {"root_module": {}},
        }
    )


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], str]:
    def file(name: str, content: str) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return name

    return file


Write = Callable[[str, str], str]


@pytest.fixture
def git(run: Run, tmp_path: Path) -> Callable[..., str]:  # noqa: ARG001  # in the folder of the command line
    """Runs git in a new repository."""

    def call(*arguments: str) -> str:
        told = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", *arguments]
        return subprocess.run(told, cwd=tmp_path, check=True, capture_output=True, text=True).stdout.strip()

    call("init", "-q", "-b", "main")
    return call


OLD = [(f"old{number}", "no-op", "eu-west-3") for number in range(500)]
NEW = ("new", "create", "eu-west-3")


def test_five_hundred_unchanged_stores_and_one_new_one(run: Run, write: Write) -> None:
    made = write("plan.json", plan(*OLD, NEW))
    ran = run("check", made, "--gate", "introduced", *AS_OF)
    assert ran.code == 1
    assert len(ran.out.splitlines()) <= 40
    told = json.loads(run("check", made, "--gate", "introduced", "--format", "json", *AS_OF).out)
    assert [finding["address"] for finding in told["findings"] if finding["gate"]] == ["aws_s3_bucket.new"]


def test_only_old_debt_is_shown_as_a_refusal_and_closes_nothing(run: Run, write: Write) -> None:
    ran = run("check", write("plan.json", plan(*OLD)), "--gate", "introduced", *AS_OF)
    assert ran.code == 0
    assert "health: fail (500 refused, 0 unproven; 0 close the gate)" in ran.out


def test_a_baseline_leaves_what_comes_after(run: Run, write: Write) -> None:
    write("plan.json", plan(*OLD[:3]))
    assert run("baseline", "plan.json", *AS_OF).code == 0
    known = ("--baseline", "souverain-baseline.json", *AS_OF)
    assert run("check", "plan.json", *known).code == 0
    assert run("check", write("plan.json", plan(*OLD[:3][::-1])), *known).code == 0
    assert run("check", write("plan.json", plan(*OLD[:3], NEW)), *known).code == 1
    assert run("check", "plan.json", "--baseline", "none.json", *AS_OF).code == 3


def test_a_baseline_of_what_cannot_be_read_is_not_written(run: Run, write: Write) -> None:
    ran = run("baseline", write("half.json", "{"), *AS_OF)
    assert ran.code == 3
    assert "half.json" in ran.err
    assert not Path("souverain-baseline.json").exists()


WAIVE = ("waive", "extra-eu-jurisdiction", "aws_s3_bucket.*", "--reason", 'moves: "soon"', "--author", "A. Martin")


def test_a_waiver_is_written_below_the_others_and_holds_until_its_day(run: Run, write: Write) -> None:
    write("souverain.yaml", "# ours\nauthor: DPO\nwaivers:\n- rule: x\n  address: y\n  reason: z\n  date: 2026-01-01\n")
    with Path("souverain.yaml").open("a") as file:
        file.write("  approver: RSSI\n  until: 2027-01-01\n\nlang: en # last\n")
    made = write("plan.json", plan(NEW))
    assert run("check", made, *AS_OF).code == 1
    assert run(*WAIVE, "--approver", "RSSI", "--until", "2026-12-31").code == 0
    text = Path("souverain.yaml").read_text(encoding="utf-8")
    assert text.startswith("# ours\nauthor: DPO\nwaivers:\n- rule: x\n")
    assert text.endswith("\nlang: en # last\n")
    assert [item.rule for item in load(Path("souverain.yaml")).waivers] == ["x", "extra-eu-jurisdiction"]
    ran = run("check", made, *AS_OF)
    assert ran.code == 0
    assert "health: waived until 2026-12-31 (1)" in ran.out
    assert "1 that match nothing" in " ".join(ran.out.split())
    assert run("check", made, "--as-of", "2026-12-31").code == 0
    assert run("check", made, "--as-of", "2027-01-01").code == 1


@pytest.mark.parametrize(
    ("content", "arguments", "code", "said"),
    [
        ("waivers: [{rule: x}]", (), 3, "missing"),
        ("waivers: []", (), 3, "write them as a list"),
        ("foo: 1", (), 3, "foo"),
        ("", ("--until", "2026-02-30"), 2, "2026-02-30"),
    ],
)
def test_a_waiver_that_cannot_be_written_changes_nothing(
    run: Run, write: Write, content: str, arguments: tuple[str, ...], code: int, said: str
) -> None:
    write("souverain.yaml", content)
    ran = run(*WAIVE, "--approver", "RSSI", "--until", "2026-12-31", *arguments)
    assert ran.code == code
    assert said in ran.err
    assert Path("souverain.yaml").read_text(encoding="utf-8") == content


def test_a_waiver_of_no_rule_is_wrong_usage(run: Run) -> None:
    ran = run("waive", "no-such", "*", *WAIVE[3:], "--approver", "R", "--until", "2026-12-31")
    assert ran.code == 2
    assert "extra-eu-jurisdiction" in ran.err


# --- A change that edits its own gate -------------------------------------------------------------------------------


def test_a_change_that_waives_itself_is_refused_and_reported(run: Run, write: Write, git: Callable[..., str]) -> None:
    write("souverain.yaml", "lang: en\n")
    git("add", ".")
    git("commit", "-qm", "base")
    base = git("rev-parse", "HEAD")
    made = write("plan.json", plan(("bucket", "create", "us-east-1")))
    for rule in ("extra-eu-jurisdiction", "storage-outside-zone"):
        run("waive", rule, "*", *WAIVE[3:], "--approver", "me", "--until", "2026-12-31")
    assert run("check", made, *AS_OF).code == 0
    ran = run("check", made, "--trust-config", "main", *AS_OF)
    assert ran.code == 1
    assert "This change edits its own gate, without effect on this verdict: souverain.yaml." in " ".join(
        ran.out.split()
    )
    told = json.loads(run("check", made, "--trust-config", "main", "--format", "json", *AS_OF).out)
    assert told["config"]["ref"] == base
    assert told["config"]["edits"] == ["souverain.yaml"]
    assert told["waivers"] == []


def test_a_configuration_that_the_change_adds_does_not_count(run: Run, write: Write, git: Callable[..., str]) -> None:
    git("commit", "-qm", "base", "--allow-empty")
    write("souverain.yaml", "data: none\nauthor: me\n")
    made = write("plan.json", plan(NEW, tags={}))
    assert run("check", made, *AS_OF).code == 0
    ran = run("check", made, "--trust-config", "HEAD", *AS_OF)
    assert ran.code == 4
    assert "edits its own gate" in ran.out


def test_a_baseline_is_read_where_it_is_trusted(run: Run, write: Write, git: Callable[..., str]) -> None:
    write("souverain.yaml", "baseline: ci/known.json\n")
    made = write("plan.json", plan(NEW))
    write("ci/known.json", '{"as_of": "2026-01-01", "findings": []}')
    git("add", "souverain.yaml", "ci")
    git("commit", "-qm", "base")
    assert run("baseline", made, "-o", "ci/known.json", *AS_OF).code == 0
    assert run("check", made, *AS_OF).code == 0
    ran = run("check", made, "--trust-config", "main", *AS_OF)
    assert ran.code == 1
    assert "ci/known.json" in ran.out


@pytest.mark.parametrize("ref", ["no-such-branch", "--upload-pack=x", "main:souverain.yaml"])
def test_a_revision_that_git_does_not_show_is_no_verdict(
    run: Run, write: Write, git: Callable[..., str], ref: str
) -> None:
    write("souverain.yaml", "lang: en\n")
    git("add", ".")
    git("commit", "-qm", "base")
    ran = run("check", write("plan.json", plan(NEW)), f"--trust-config={ref}", *AS_OF)
    assert ran.code == 3
    assert ran.err.count("\n") == 1


def test_outside_a_repository_there_is_no_verdict(run: Run, write: Write) -> None:
    assert run("check", write("plan.json", plan(NEW)), "--trust-config", "HEAD", *AS_OF).code == 3


# --- One file for forty repositories --------------------------------------------------------------------------------

ORGANISATION = """\
profiles: [hds]
fail_on: warning
author: RSSI
date: 2026-01-01
classes:
  - {data: health, address: "*"}
waivers:
  - {rule: a, address: "*", reason: r, approver: b, until: 2027-01-01}
"""


def test_a_repository_completes_the_file_of_its_organisation(write: Write, tmp_path: Path) -> None:
    write("org/souverain.yaml", ORGANISATION)
    write("team/repo/souverain.yaml", "extends: ../../org/souverain.yaml\nfail_on: error\nclasses: []\nauthor: Team\n")
    found = load(tmp_path / "team/repo/souverain.yaml")
    assert found.profiles == ("hds",)
    assert found.fail_on == "error"
    assert [(rule.data, rule.author) for rule in found.classes] == [("health", "RSSI")]
    assert [waiver.rule for waiver in found.waivers] == ["a"]
    assert [Path(name).parent.name for name in found.files] == ["repo", "org"]
    assert found.digest != load(tmp_path / "org/souverain.yaml").digest


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("extends: souverain.yaml", "comes back to"),
        ("extends: nowhere.yaml", "nowhere.yaml"),
        ("extends: [a]", "extends"),
    ],
)
def test_a_file_that_cannot_be_extended_is_no_verdict(run: Run, write: Write, content: str, said: str) -> None:
    write("souverain.yaml", content)
    ran = run("check", write("plan.json", plan(NEW)), *AS_OF)
    assert ran.code == 3
    assert said in ran.err


@pytest.mark.parametrize(("as_of", "code"), [("2026-11-24", 0), ("2026-12-31", 0), ("2027-01-01", 1)])
def test_days_of_grace_end(run: Run, write: Write, as_of: str, code: int) -> None:
    write("souverain.yaml", "gate: introduced\ngrace_until: 2026-12-31\n")
    assert run("check", write("plan.json", plan(*OLD[:2])), "--as-of", as_of).code == code


@pytest.mark.parametrize("content", ["gate: introduced\ngrace_until: 2027-03-01\n", "grace_until: 2026-12-31\n"])
def test_grace_without_end_or_without_gate_is_no_verdict(run: Run, write: Write, content: str) -> None:
    write("souverain.yaml", content)
    ran = run("check", write("plan.json", plan(*OLD[:2])), *AS_OF)
    assert ran.code == 3
    assert "grace_until" in ran.err


# --- What a change does ---------------------------------------------------------------------------------------------


def test_diff_says_what_a_change_introduces_removes_and_moves(run: Run, write: Write) -> None:
    before = write("old.json", plan(("a", "no-op", "eu-west-3"), ("gone", "no-op", "eu-west-3")))
    after = write(
        "new.json", plan(("a", "update", "us-east-1"), ("b", "create", "eu-west-3"), ("c", "create", "eu-west-3"))
    )
    ran = run("diff", before, after, *AS_OF)
    said = " ".join(ran.out.split())
    assert ran.code == 1
    assert "introduces US jurisdiction on 2 stores of health data (aws_s3_bucket.b, aws_s3_bucket.c)" in said
    assert "removes US jurisdiction from 1 store of health data (aws_s3_bucket.gone)" in said
    assert "moves aws_s3_bucket.a: eu-west-3, FR, " in said
    assert "introduces error[health/storage-outside-zone]" in said
    told = json.loads(run("diff", before, after, "--format", "json", *AS_OF).out)
    assert {item["change"] for item in told["jurisdictions"]} == {"introduces", "removes"}
    assert [move["after"]["country"] for move in told["moves"]] == ["US"]


def test_diff_of_the_same_is_nothing(run: Run, write: Write) -> None:
    made = write("plan.json", plan(NEW))
    ran = run("diff", made, made, "--lang", "fr", *AS_OF)
    assert (ran.code, ran.out) == (0, "N'introduit rien, ne retire rien, ne déplace rien.\n")


def test_diff_of_what_cannot_be_read_is_no_verdict(run: Run, write: Write) -> None:
    ran = run("diff", write("half.json", "{"), write("plan.json", plan(NEW)), *AS_OF)
    assert ran.code == 3
    assert "half.json" in ran.out


def test_a_resource_under_another_name_is_neither_introduced_nor_removed(run: Run, write: Write) -> None:
    before = write("old.json", plan(("a", "no-op", "eu-west-3")))
    moved = json.loads(plan(("b", "no-op", "eu-west-3")))
    moved["resource_changes"][0]["previous_address"] = "aws_s3_bucket.a"
    ran = run("diff", before, write("new.json", json.dumps(moved)), *AS_OF)
    assert (ran.code, ran.out) == (0, "Introduces nothing, removes nothing, moves nothing.\n")


def test_nothing_moves_between_inputs_that_use_the_same_address(run: Run, write: Write) -> None:
    for folder in ("old", "new"):
        write(f"{folder}/a.json", plan(("a", "no-op", "eu-west-3")))
        write(f"{folder}/b.json", plan(("a", "no-op", "us-east-1")))
    ran = run("diff", "old", "new", *AS_OF)
    assert (ran.code, ran.out) == (0, "Introduces nothing, removes nothing, moves nothing.\n")


EMPTY_STATE = '{"format_version":"1.0"}\n'


@pytest.mark.parametrize(
    ("base", "said"),
    [
        (plan(("a", "no-op", "eu-west-3")), "Since base.json: findings introduced 1, removed 0; resources moved 0."),
        (plan(("new", "no-op", "us-east-1")), "Since base.json: findings introduced 2, removed 2; resources moved 1."),
        (EMPTY_STATE, "Since base.json (nothing stood there): findings introduced 2, removed 0; resources moved 0."),
    ],
    ids=["one less", "elsewhere", "before the first apply"],
)
def test_a_report_says_what_changed_since_its_base(run: Run, write: Write, base: str, said: str) -> None:
    made = write("plan.json", plan(("a", "no-op", "eu-west-3"), ("new", "create", "eu-west-3")))
    alone = run("check", made, *AS_OF)
    ran = run("check", made, "--base", write("base.json", base), *AS_OF)
    assert ran.code == alone.code == 1
    told = " ".join(ran.out.split())
    assert said in told


def test_a_base_of_another_day_is_judged_as_of_that_day(run: Run, write: Write) -> None:
    made = write("plan.json", plan(("a", "no-op", "eu-west-3")))
    assert run("facts", made, "--as-of", "2026-11-01", "-o", "facts.json").code == 0
    told = " ".join(run("check", made, "--base", "facts.json", *AS_OF).out.split())
    assert "Since plan.json (2026-11-01): findings introduced 0, removed 0; resources moved 0." in told


@pytest.mark.parametrize(("name", "content"), [("half.json", "{"), ("odd.json", '{"a": 1}'), ("", "")])
def test_a_base_that_cannot_be_judged_is_no_verdict(run: Run, write: Write, name: str, content: str) -> None:
    named = write(name, content) if name else "absent.json"
    ran = run("check", write("plan.json", plan(NEW)), "--base", named, *AS_OF)
    assert ran.code == 3
    assert ran.err.startswith(f"souverain: --base {named} cannot be compared with: ")
    assert ran.err.count("\n") == 1


def test_an_empty_state_alone_is_no_verdict(run: Run, write: Write) -> None:
    ran = run("check", write("state.json", EMPTY_STATE), *AS_OF)
    assert ran.code == 3
    assert "nothing was applied yet" in " ".join(ran.out.split())


def test_the_schema_of_a_difference_is_published(run: Run, write: Write) -> None:
    made = json.loads(run("diff", write("a.json", plan(NEW)), write("b.json", plan(*OLD[:1])), "--format", "json").out)
    schema = json.loads((Path(__file__).parents[2] / "plugin/souverain/reports/schemas/diff.json").read_text())
    jsonschema.validate(made, schema)
    assert set(made) == {field.replace("schema_", "schema") for field in Difference.__struct_encode_fields__}
