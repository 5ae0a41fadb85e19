"""The whole path on real bytes: a plan in, a report out, with the knowledge and the policies that ship."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

import souverain
from souverain import scan
from souverain.asked import profile_facts
from souverain.config import Config
from souverain.engine import RawFinding, Used, opening
from souverain.errors import PolicyError, UsageError

AS_OF = "2026-11-24"


def plan(region: dict[str, object], tags: dict[str, str] | None) -> dict[str, object]:
    """A bucket of `hashicorp/aws`, whose provider block has this expression for its region."""
    bucket = {"address": "aws_s3_bucket.records", "mode": "managed", "type": "aws_s3_bucket", "name": "records"}
    change = {"actions": ["create"], "before": None, "after": {"bucket": "records", "tags": tags}}
    return {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "planned_values": {"root_module": {}},
        "resource_changes": [{**bucket, "provider_name": "registry.terraform.io/hashicorp/aws", "change": change}],
        "configuration": {
            "provider_config": {
                "aws": {
                    "name": "aws",
                    "full_name": "registry.terraform.io/hashicorp/aws",
                    "expressions": {"region": region},
                }
            },
            "root_module": {"resources": [{**bucket, "provider_config_key": "aws", "schema_version": 0}]},
        },
    }


HEALTH = {"data-class": "health"}
PARIS = plan({"constant_value": "eu-west-3"}, HEALTH)
SOMEWHERE = plan({"references": ["var.region"]}, HEALTH)
UNDECLARED = plan({"constant_value": "eu-west-3"}, None)


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, content in {"paris": PARIS, "somewhere": SOMEWHERE, "undeclared": UNDECLARED}.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    return tmp_path


pytestmark = pytest.mark.usefixtures("written")


def test_a_bucket_in_paris_is_within_reach_of_the_cloud_act() -> None:
    report = scan.check(["paris.json"], Config(as_of=AS_OF))
    (finding,) = (finding for finding in report.findings if finding.rule == "extra-eu-jurisdiction")
    told = " ".join(line.text for line in finding.evidence)
    assert (report.exit_code, finding.requirement, finding.gate) == (1, "health/IMM-REACH", True)
    assert finding.message == "Health data in Paris, within reach of US law."
    assert "Amazon.com, Inc. (US, control)" in told
    assert "CLOUD Act, 18 USC 2713: high, through the parent" in told


@pytest.mark.parametrize(
    ("paths", "code", "words"),
    [
        (["paris.json"], 1, ["fail"]),
        (["somewhere.json"], 4, ["unproven"]),
        (["undeclared.json"], 4, ["unproven"]),
        (["somewhere.json", "paris.json"], 1, ["fail"]),
        (["absent.json", "paris.json"], 3, ["fail"]),
        (["absent.json"], 3, ["unproven"]),
    ],
)
def test_exit_codes(paths: list[str], code: int, words: list[str]) -> None:
    report = scan.check(paths, Config(as_of=AS_OF))
    assert (report.exit_code, [verdict.verdict for verdict in report.verdicts]) == (code, words)
    assert [item.path for item in report.inputs] == paths


def test_an_unreadable_input_keeps_what_is_known_of_it(written: Path) -> None:
    (written / "half.json").write_text(json.dumps(PARIS)[:200], encoding="utf-8")
    (seen,) = scan.check(["half.json"], Config(as_of=AS_OF)).inputs
    assert (seen.status, len(seen.sha256)) == ("unreadable", 64)
    assert seen.error is not None
    assert "half.json" in seen.error.text


def test_facts_are_judged_like_the_plan_they_come_from(written: Path) -> None:
    run = scan.establish(["paris.json", "somewhere.json"], Config(as_of=AS_OF))
    kept = run.facts.encode(profile_facts("hds", run.knowledge))
    (written / "facts.json").write_bytes(kept)
    plans = scan.check(["paris.json", "somewhere.json"], Config(as_of=AS_OF, profiles=("hds",)))
    again = scan.check(["facts.json"], Config())
    assert plans.findings == again.findings != ()
    assert (plans.inputs, plans.as_of) == (again.inputs, again.as_of)
    assert "hunter2" not in kept.decode()


def test_without_date_and_profile_it_is_health_today() -> None:
    before = datetime.now(UTC).date().isoformat()
    report = scan.check(["paris.json"], Config())
    assert before <= report.as_of <= datetime.now(UTC).date().isoformat()
    assert [verdict.profile for verdict in report.verdicts] == ["health"]


def test_profiles_are_judged_one_by_one_in_their_order_and_once() -> None:
    report = scan.check(["paris.json"], Config(as_of=AS_OF, profiles=("secnumcloud", "health", "secnumcloud")))
    assert [verdict.profile for verdict in report.verdicts] == ["secnumcloud", "health"]
    assert {finding.profile for finding in report.findings} == {"secnumcloud", "health"}


def test_a_profile_that_does_not_exist_is_wrong_usage() -> None:
    with pytest.raises(UsageError):
        scan.check(["paris.json"], Config(as_of=AS_OF, profiles=("no-such-profile",)))


def test_progress_is_told() -> None:
    steps: list[tuple[str, int, int]] = []
    scan.check(["paris.json", "somewhere.json"], Config(as_of=AS_OF), lambda *step: steps.append(step))
    assert steps == [("read", 0, 2), ("read", 1, 2), ("establish", 0, 1), ("judge", 0, 1), ("done", 1, 1)]


class BrokenEngine:
    """Fails as an engine does, and remembers that it was closed."""

    name = "broken"
    whole = False
    closed = False

    def evaluate(self, document: bytes) -> tuple[RawFinding, ...]:
        raise PolicyError("policy-undefined", engine=f"{self.name} on {len(document)} bytes")

    def used(self) -> Used:
        return Used(name=self.name)

    def close(self) -> None:
        self.closed = True


class SilentEngine(BrokenEngine):
    """Answers nothing: what policies that match no resource would do."""

    def evaluate(self, document: bytes) -> tuple[RawFinding, ...]:
        assert document
        return ()


@pytest.mark.parametrize("engine", [BrokenEngine(), SilentEngine()], ids=["fails", "answers nothing"])
def test_an_engine_that_does_not_answer_is_never_a_pass(engine: BrokenEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "opened", lambda _policies, _own: engine)
    with pytest.raises(PolicyError):
        scan.check(["paris.json"], Config(as_of=AS_OF))
    assert engine.closed


def test_the_public_interface() -> None:
    report = souverain.check(["paris.json"], Config(as_of=AS_OF))
    assert report == msgspec.structs.replace(scan.check(["paris.json"], Config(as_of=AS_OF)), run_at=report.run_at)
    (entry,) = souverain.inventory(["paris.json"]).resources
    assert (entry.region, entry.country, entry.ultimate_parent.name) == ("eu-west-3", "FR", "Amazon.com, Inc.")
    assert souverain.check(["paris.json"]).exit_code == 1
