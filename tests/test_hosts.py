"""What docs/hosts shows: conftest and `opa exec` for real, the queries of other hosts on inputs of their shape."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from real_tools import Tool
from souverain.cli import main
from souverain.engine import bundle

ROOT = Path(__file__).resolve().parent.parent
HOSTS = ROOT / "samples/hosts"
AS_OF = "2026-11-24"
REFUSED, PASSED, UNPROVEN = "paris-bucket", "outscale-platform", "day-one"


class Loaded:
    """The bundle in a file and in a folder, and facts and reports of samples."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        files = bundle.files("0.1.0")
        self.packed, self.unpacked = folder / "souverain.tar.gz", folder / "souverain"
        self.packed.write_bytes(bundle.archived(files))
        for name, content in files.items():
            (self.unpacked / name).parent.mkdir(parents=True, exist_ok=True)
            (self.unpacked / name).write_bytes(content)

    def facts(self, sample: str) -> Path:
        """The facts of a sample."""
        return self._made("facts", sample)

    def report(self, sample: str) -> Any:
        """The report on a sample."""
        return json.loads(self._made("check", sample, "--format", "json").read_text(encoding="utf-8"))

    def written(self, name: str, content: Any) -> Path:
        """A JSON file."""
        (self._folder / name).write_bytes(msgspec.json.encode(content))
        return self._folder / name

    def _made(self, command: str, sample: str, *more: str) -> Path:
        path = self._folder / f"{command}-{sample}.json"
        main([command, str(ROOT / f"samples/{sample}/plan.json"), "--as-of", AS_OF, *more, "-o", str(path)])
        return path


@pytest.fixture(scope="module")
def loaded(tool: Tool, tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    tool("opa")
    return Loaded(tmp_path_factory.mktemp("hosts"))


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)


def asked(opa: Path, query: str, given: Path, *data: str | Path) -> Any:
    """What `opa eval` answers."""
    loads = [part for path in data for part in ("--data", path)]
    done = run(opa, "eval", "--format", "raw", "--input", given, *loads, query)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("sample", "code", "said"),
    [
        (REFUSED, 1, "aws_s3_bucket.records refused: extra_eu_jurisdiction IMM-REACH"),
        (UNPROVEN, 1, "not proven: undeclared_class"),
        (PASSED, 0, ""),
    ],
)
def test_conftest(tool: Tool, loaded: Loaded, sample: str, code: int, said: str) -> None:
    policies = [part for path in (loaded.unpacked, HOSTS / "gate", HOSTS / "conftest") for part in ("--policy", path)]
    done = run(tool("conftest"), "test", *policies, "--data", loaded.unpacked, "--output", "json", loaded.facts(sample))
    assert done.returncode == code, done.stdout + done.stderr
    assert said in done.stdout


@pytest.mark.parametrize(("sample", "code"), [(REFUSED, 1), (UNPROVEN, 1), (PASSED, 0)])
def test_opa_exec(tool: Tool, loaded: Loaded, sample: str, code: int) -> None:
    bundles = ["--bundle", loaded.packed, "--bundle", HOSTS / "gate"]
    command = [tool("opa"), "exec", *bundles, "--decision", "souverain_gate/deny", "--fail-non-empty"]
    done = run(*command, loaded.facts(sample))
    assert done.returncode == code, done.stdout + done.stderr


GATE = "data.souverain_gate.deny"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({"schema": "souverain/facts/v2"}, "no facts document", id="another version"),
        pytest.param({"resources": None}, "left without any answer: IMM-REACH", id="no resources"),
    ],
)
def test_the_gate_is_no_pass_for_what_it_cannot_read(
    tool: Tool, loaded: Loaded, changes: dict[str, Any], said: str
) -> None:
    facts = json.loads(loaded.facts(PASSED).read_text(encoding="utf-8"))
    if said.startswith("left"):
        facts["profile"]["requirements"] = [{"id": "IMM-REACH", "rules": ["no-such-rule"], "parameters": {}}]
        changes = {}
    given = loaded.written("changed.json", facts | changes)
    assert said in asked(tool("opa"), GATE, given, loaded.unpacked, HOSTS / "gate")


def test_what_is_not_facts_does_not_pass_the_gate(tool: Tool, loaded: Loaded) -> None:
    given = loaded.written("empty.json", {})
    assert asked(tool("opa"), GATE, given, loaded.unpacked, HOSTS / "gate") == ["no facts document"]


def test_an_input_that_nobody_could_read_does_not_pass_the_gate(tool: Tool, loaded: Loaded) -> None:
    facts = json.loads(loaded.facts(PASSED).read_text(encoding="utf-8"))
    facts["inputs"].append({**facts["inputs"][0], "path": "other.json", "status": "unreadable"})
    found = asked(tool("opa"), GATE, loaded.written("half.json", facts), loaded.unpacked, HOSTS / "gate")
    assert found == ["other.json unreadable"]


@pytest.mark.parametrize(
    ("sample", "facts_of", "said"),
    [
        (REFUSED, REFUSED, "aws_s3_bucket.records refused: extra_eu_jurisdiction IMM-REACH"),
        (PASSED, PASSED, None),
        (REFUSED, PASSED, "aws_s3_bucket.records is not in the facts"),
    ],
    ids=["refused", "passed", "facts of another plan"],
)
def test_a_policy_set_of_terraform_cloud(
    tool: Tool, loaded: Loaded, sample: str, facts_of: str, said: str | None
) -> None:
    plan = json.loads((ROOT / f"samples/{sample}/plan.json").read_text(encoding="utf-8"))
    given = loaded.written("tfc.json", {"plan": plan, "run": {"id": "run-1"}})
    (query,) = [
        line.split('"')[1]
        for line in (HOSTS / "terraform-cloud/policies.hcl").read_text(encoding="utf-8").splitlines()
        if "query" in line
    ]
    data = [loaded.unpacked, HOSTS / "gate", HOSTS / "terraform-cloud/terraform_cloud.rego"]
    found = asked(tool("opa"), query, given, *data, f"souverain_facts:{loaded.facts(facts_of)}")
    assert isinstance(found, list)
    assert found == [] if said is None else said in found


def test_a_policy_set_without_facts_or_plan_refuses(tool: Tool, loaded: Loaded) -> None:
    data = [loaded.unpacked, HOSTS / "gate", HOSTS / "terraform-cloud/terraform_cloud.rego"]
    given = loaded.written("nothing.json", {})
    found = asked(tool("opa"), "data.souverain_terraform_cloud.deny", given, *data)
    assert found == ["no facts document", "no plan in the input"]


@pytest.mark.parametrize(("sample", "refused"), [(REFUSED, True), (UNPROVEN, True), (PASSED, False)])
def test_a_plan_policy_of_spacelift(tool: Tool, loaded: Loaded, sample: str, refused: bool) -> None:
    report = loaded.report(sample)
    given = loaded.written("spacelift.json", {"third_party_metadata": {"custom": {"souverain": report}}})
    found = asked(tool("opa"), "data.spacelift.deny", given, HOSTS / "spacelift/spacelift.rego")
    assert (f"souverain: exit {report['exit_code']}" in found) is refused
    assert bool(found) is refused


@pytest.mark.parametrize("given", [{}, {"third_party_metadata": {"custom": {"souverain": {}}}}])
def test_a_plan_policy_without_a_report_refuses(tool: Tool, loaded: Loaded, given: Any) -> None:
    found = asked(
        tool("opa"), "data.spacelift.deny", loaded.written("none.json", given), HOSTS / "spacelift/spacelift.rego"
    )
    assert found == ["no report of souverain"]


def test_the_step_of_atlantis_runs_the_gate() -> None:
    workflow = yaml.safe_load((HOSTS / "atlantis/repos.yaml").read_text(encoding="utf-8"))["workflows"]["souverain"]
    assert workflow["plan"]["steps"][-1] == {"run": 'souverain check "$SHOWFILE"'}
    assert workflow["plan"]["steps"].index("show") == len(workflow["plan"]["steps"]) - 2


def test_the_rego_of_the_hosts_is_clean(tool: Tool) -> None:
    done = run(tool("opa"), "fmt", "--list", "--fail", HOSTS)
    assert (done.returncode, done.stdout) == (0, "")
    files = sorted(HOSTS.rglob("*.rego"))
    done = run(tool("opa"), "check", "--strict", "--ignore", "*_test.rego", ROOT / "policies/souverain", *files)
    assert done.returncode == 0, done.stderr
