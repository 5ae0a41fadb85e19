"""What runs in pipelines, as far as a machine without servers goes: steps in a shell, files by their schemas."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from real_tools import absent, find

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
SAMPLES = {"paris-bucket": 1, "outscale-platform": 0, "day-one": 4}
REPORTS = (
    "report.json",
    "report.sarif",
    "code-scanning.sarif",
    "junit.xml",
    "code-quality.json",
    "comment.md",
    "annotations.txt",
    "report.html",
)


def load(path: str) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))
    return found


# --- By their published schemas ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ("vendor.github-actions", "action.yml"),
        ("vendor.github-workflows", "plugin/souverain/pipelines/github.yml"),
        ("vendor.github-workflows", "plugin/souverain/pipelines/forgejo.yml"),
        ("vendor.gitlab-ci", "plugin/souverain/pipelines/gitlab-ci.yml"),
        ("vendor.woodpecker-ci", "plugin/souverain/pipelines/woodpecker.yml"),
    ],
)
def test_follows_its_schema(schema: str, path: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(ROOT / path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_job_of_the_component_follows_the_schema_of_gitlab(tmp_path: Path) -> None:
    head, body = (ROOT / "templates/souverain.yml").read_text(encoding="utf-8").split("\n---\n")
    inputs = yaml.safe_load(head)["spec"]["inputs"]
    asked = set(re.findall(r"\$\[\[ inputs\.(\w+) \]\]", body))
    assert asked == set(inputs)
    job = tmp_path / ".gitlab-ci.yml"
    job.write_text(re.sub(r"\$\[\[ inputs\.(\w+) \]\]", lambda found: json.dumps(inputs[found[1]]["default"]), body))
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.gitlab-ci", str(job)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert yaml.safe_load(job.read_text())["souverain"]["allow_failure"] == {"exit_codes": [4]}


def test_every_sample_of_a_pipeline_calls_the_gate() -> None:
    for path in sorted((ROOT / "plugin/souverain/pipelines").iterdir()):
        if path.name not in ("README.md",):
            assert re.search(r"souverain( check|/souverain@|@)", path.read_text(encoding="utf-8")), path.name


# --- In a shell -------------------------------------------------------------------------------------------------------


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    if not (BIN / "souverain").is_file():
        absent("souverain is not installed beside this Python")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "SOUVERAIN_", "LC_"))}
    path = os.pathsep.join([str(BIN), kept.get("PATH", "")])
    outputs = {"GITHUB_OUTPUT": str(tmp_path / "output"), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary")}
    return {**kept, **outputs, "PATH": path, "LANG": "C", "GITHUB_ACTION_PATH": str(ROOT)}


def run(name: str, env: Mapping[str, str], folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["bash", str(ROOT / "ci" / name), *arguments]
    return subprocess.run(command, env=env, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("sample", "code"), SAMPLES.items(), ids=SAMPLES)
def test_the_steps_publish_first_and_fail_last(sample: str, code: int, env: dict[str, str], tmp_path: Path) -> None:
    shutil.copy(ROOT / "samples" / sample / "plan.json", tmp_path / "a plan.json")
    env["SOUVERAIN_ARGUMENTS"] = "a plan.json\n\n--as-of=2026-11-24\n"
    judged = run("check.sh", env, tmp_path)
    assert judged.returncode == 0, judged.stderr
    assert all((tmp_path / "souverain-reports" / name).stat().st_size for name in REPORTS)
    shown = run("github.sh", env, tmp_path)
    assert shown.returncode == 0
    outputs = dict(line.split("=", 1) for line in (tmp_path / "output").read_text().splitlines())
    verdict = {0: "open", 1: "refused", 4: "unproven"}[code]
    assert (outputs["verdict"], outputs["exit-code"]) == (verdict, str(code))
    assert "## souverain" in (tmp_path / "summary").read_text(encoding="utf-8")
    assert shown.stdout.startswith("::error") is (code in (1, 4))
    assert run("verdict.sh", env, tmp_path).returncode == code


@pytest.mark.parametrize(("sample", "code"), SAMPLES.items(), ids=SAMPLES)
def test_the_gate_of_jenkins_leaves_what_it_publishes(
    sample: str, code: int, env: dict[str, str], tmp_path: Path
) -> None:
    pipeline = (ROOT / "plugin/souverain/pipelines/Jenkinsfile").read_text(encoding="utf-8")
    made = [
        "souverain",
        "facts",
        str(ROOT / "samples" / sample / "plan.json"),
        "-o",
        "facts.json",
        "--as-of=2026-11-24",
    ]
    subprocess.run(made, env=env, cwd=tmp_path, check=True)
    installed = tmp_path / ".souverain/bin"
    installed.mkdir(parents=True)
    (installed / "souverain").symlink_to(BIN / "souverain")
    (gate,) = re.findall(r"script: '([^']+)'", pipeline)
    assert subprocess.run(["sh", "-c", gate], env=env, cwd=tmp_path, check=False).returncode == code
    published = re.findall(r"(?:testResults|artifacts): '([^']+)'", pipeline)
    assert len(published) == 2
    assert all((tmp_path / name).stat().st_size for name in published)
    assert "if (code == 4) { unstable(" in pipeline
    assert "else if (code != 0) { error(" in pipeline


@pytest.mark.parametrize("pipeline", ["forgejo.yml", "woodpecker.yml"])
def test_a_gate_of_source_refuses(pipeline: str, env: dict[str, str], tmp_path: Path) -> None:
    pytest.importorskip("tfparse")
    shutil.copy(ROOT / "samples/paris-bucket/main.tf", tmp_path)
    written = (ROOT / "plugin/souverain/pipelines" / pipeline).read_text(encoding="utf-8")
    (gate,) = re.findall(r"(souverain check .*)$", written, re.MULTILINE)
    assert subprocess.run(["sh", "-c", gate], env=env, cwd=tmp_path, check=False).returncode == 1


def test_a_run_that_left_nothing_is_no_verdict(env: dict[str, str], tmp_path: Path) -> None:
    assert run("github.sh", env, tmp_path).returncode == 0
    assert "exit-code=3" in (tmp_path / "output").read_text()
    assert run("verdict.sh", env, tmp_path).returncode == 3


def test_no_argument_is_read_as_shell(env: dict[str, str], tmp_path: Path) -> None:
    env["SOUVERAIN_ARGUMENTS"] = "$(touch pwned).json\n`touch pwned`\n"
    run("check.sh", env, tmp_path)
    assert run("verdict.sh", env, tmp_path).returncode == 3
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize(("earlier", "verb"), [("", "POST"), ("42\n43\n", "PATCH")], ids=["first", "again"])
def test_a_comment_is_written_once_and_then_rewritten(
    earlier: str, verb: str, env: dict[str, str], tmp_path: Path
) -> None:
    """Against a gh of ours, which prints the ids that GitHub would and notes what it is asked."""
    tools = tmp_path / "tools"
    tools.mkdir()
    gh = tools / "gh"
    gh.write_text(f'#!/bin/sh\necho "$*" >> "{tmp_path}/asked"\ncase "$*" in *--jq*) printf "{earlier}";; esac\n')
    gh.chmod(0o755)
    shutil.copy(ROOT / "samples/paris-bucket/plan.json", tmp_path / "plan.json")
    env |= {"SOUVERAIN_ARGUMENTS": "plan.json", "PATH": f"{tools}:{env['PATH']}"}
    run("check.sh", env, tmp_path)
    done = run("comment.sh", env, tmp_path, "owner/name", "7")
    assert done.returncode == 0, done.stderr
    asked = (tmp_path / "asked").read_text().splitlines()
    assert "<!-- souverain -->" in asked[0]
    assert f"--method {verb}" in asked[1]
    assert "body=@souverain-reports/comment.md" in asked[1]


def test_the_job_of_the_component_runs(env: dict[str, str], tmp_path: Path) -> None:
    """Its script, with the installation left out."""
    _, body = (ROOT / "templates/souverain.yml").read_text(encoding="utf-8").split("\n---\n")
    script = [line for line in yaml.safe_load(body)["souverain"]["script"] if "venv" not in line and "pip" not in line]
    assert len(script) == 1
    (tmp_path / ".souverain/bin").mkdir(parents=True)
    (tmp_path / ".souverain/bin/souverain").symlink_to(BIN / "souverain")
    shutil.copy(ROOT / "samples/paris-bucket/plan.json", tmp_path / "plan.json")
    env["SOUVERAIN_ARGUMENTS"] = "plan.json\n--profile=hds\n--as-of=2026-11-24"
    done = subprocess.run(["sh", "-c", script[0]], env=env, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 4, done.stdout + done.stderr
    assert {"code-quality.json", "junit.xml", "comment.md", "report.html"} <= {path.name for path in tmp_path.iterdir()}


PIPELINES = ROOT / "plugin/souverain/pipelines"
EMPTY = 'resource "terraform_data" "a" {}\n'


@pytest.fixture
def terraform(env: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """The environment with a real terraform, or with tofu in its place."""
    tools = tmp_path / "tools"
    tools.mkdir()
    real = shutil.which("terraform", path=env["PATH"]) or find("tofu")
    (tools / "terraform").symlink_to(real)
    return env | {"PATH": f"{tools}:{env['PATH']}", "TF_CLI_CONFIG_FILE": os.devnull, "CHECKPOINT_DISABLE": "1"}


def stack(tmp_path: Path) -> Path:
    folder = tmp_path / "stack"
    folder.mkdir()
    (folder / "main.tf").write_text(EMPTY)
    return folder


@pytest.mark.parametrize("applied", [False, True], ids=["before the first apply", "applied"])
def test_the_workflow_of_github_compares_with_the_state(
    applied: bool, terraform: dict[str, str], tmp_path: Path
) -> None:
    folder = stack(tmp_path)
    steps = yaml.safe_load((PIPELINES / "github.yml").read_text(encoding="utf-8"))["jobs"]["gate"]["steps"]
    plan = next(step["run"] for step in steps if "run" in step)
    arguments = next(step["with"]["arguments"] for step in steps if "arguments" in step.get("with", {}))
    before = "terraform init -input=false && terraform apply -auto-approve -input=false\n" if applied else ""
    made = subprocess.run(["bash", "-ec", before + plan], env=terraform, cwd=folder, capture_output=True, check=False)
    assert made.returncode == 0, made.stderr
    terraform["SOUVERAIN_ARGUMENTS"] = "".join(line + "\n" for line in arguments.splitlines() if "${{" not in line)
    run("check.sh", terraform, folder)
    comment = (folder / "souverain-reports/comment.md").read_text(encoding="utf-8")
    assert "Since <code>state.json" in comment
    assert ("nothing stood there" in comment) is not applied
    assert run("verdict.sh", terraform, folder).returncode == 0


@pytest.mark.parametrize("applied", [False, True], ids=["before the first apply", "applied"])
def test_the_plan_of_gitlab_leaves_facts_alone(applied: bool, terraform: dict[str, str], tmp_path: Path) -> None:
    folder = stack(tmp_path)
    found = yaml.safe_load((PIPELINES / "gitlab-ci.yml").read_text(encoding="utf-8"))
    steps = [step for step in found["plan"]["script"] if "apk" not in step]
    steps = [step.replace(".venv/bin/souverain", "souverain") for step in steps]
    before = ["terraform init -input=false", "terraform apply -auto-approve -input=false"] if applied else []
    made = subprocess.run(
        ["sh", "-ec", "\n".join(before + steps)], env=terraform, cwd=folder, capture_output=True, check=False
    )
    assert made.returncode == 0, made.stderr
    assert {path.name for path in folder.glob("*.json")} == set(found["plan"]["artifacts"]["paths"])
    arguments = found["include"][0]["inputs"]["arguments"].split()
    done = subprocess.run(
        ["souverain", "check", *arguments], env=terraform, cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Since state.json" in done.stdout


def test_the_workflow_of_atlantis_stops_where_the_gate_does(terraform: dict[str, str], tmp_path: Path) -> None:
    """Its own steps done as Atlantis does them, then those of ours, in its folder and with its variables."""
    found = yaml.safe_load((PIPELINES / "atlantis-repos.yaml").read_text(encoding="utf-8"))
    assert found["repos"] == [{"id": "/.*/", "workflow": "souverain", "allowed_overrides": []}]
    own, steps = (
        found["workflows"]["souverain"]["plan"]["steps"][:2],
        found["workflows"]["souverain"]["plan"]["steps"][2:],
    )
    assert own == ["init", "plan"]
    env = terraform | {"PLANFILE": str(tmp_path / "p.tfplan"), "SHOWFILE": str(tmp_path / "p.json")}
    script = "\n".join(
        ["terraform init -input=false", 'terraform plan -input=false -out "$PLANFILE"', *(s["run"] for s in steps)]
    )
    folder = stack(tmp_path)
    done = subprocess.run(["sh", "-ec", script], env=env, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "health: not applicable" in done.stdout
    shutil.copy(ROOT / "samples/paris-bucket/plan.json", env["SHOWFILE"])
    refused = subprocess.run(["sh", "-ec", steps[-1]["run"]], env=env, cwd=folder, capture_output=True, check=False)
    assert refused.returncode == 1


# --- Packaged ---------------------------------------------------------------------------------------------------------


def offline(done: subprocess.CompletedProcess[str]) -> None:
    """Skip where no registry answers."""
    if done.returncode and re.search(r"name resolution|retries|no matching distribution", done.stderr, re.IGNORECASE):
        absent("no package registry answers")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheelhouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheels")
    command = [sys.executable, str(ROOT / "tools/wheelhouse.py"), str(folder), "source", "opa"]
    offline(subprocess.run(command, capture_output=True, text=True, check=False))
    return folder


def test_the_wheelhouse_installs_without_network(wheelhouse: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "v"], check=True)
    pip = [tmp_path / "v/bin/python", "-m", "pip", "install", "--quiet", "--no-index", "--find-links", wheelhouse]
    # No proxy answers there: whatever asked for the network would fail.
    env = {**os.environ, "PIP_INDEX_URL": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9"}
    done = subprocess.run([*pip, "souverain[source,opa]"], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    judged = subprocess.run(
        [tmp_path / "v/bin/souverain", "check", ROOT / "samples/paris-bucket/plan.json"],
        capture_output=True,
        check=False,
    )
    assert judged.returncode == 1
    subprocess.run([tmp_path / "v/bin/python", "-c", "import tfparse, opa_client"], check=True)


def test_the_steps_of_the_container_run_in_a_folder(wheelhouse: Path, tmp_path: Path) -> None:
    """Each RUN, with its paths below a folder and its packages from the wheelhouse."""
    text = (ROOT / "Containerfile").read_text(encoding="utf-8")
    steps = re.findall(r"^RUN (.+)$", text, re.MULTILINE)
    assert steps
    assert re.search(r"^USER (?!0|root)\d+:\d+$", text, re.MULTILINE)
    env = {**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheelhouse), "PATH": f"{BIN}:{os.environ['PATH']}"}
    for step in steps:
        moved = step.replace("/opt/", f"{tmp_path}/opt/").replace("/src[", "souverain[")
        subprocess.run(["sh", "-ec", moved], env=env, check=True, capture_output=True)
    done = subprocess.run([tmp_path / "opt/souverain/bin/souverain", "--version"], capture_output=True, check=True)
    assert done.stdout.startswith(b"souverain ")
