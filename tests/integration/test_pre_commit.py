"""The hook `souverain-plan`, run by the real pre-commit and git: from a clone of this repository, and as installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import yaml
from identify import identify

from real_tools import absent, find

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE", "plugin", "policies")
BIN = Path(sys.executable).parent
AS_OF = ["--as-of", "2026-11-24"]
NO_REGISTRY = re.compile(
    r"no matching distribution|failed to establish|name resolution|retries exceeded", re.IGNORECASE
)

HOOKS = {item["id"]: item for item in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
PLAN = HOOKS["souverain-plan"]

TAKEN = {
    "souverain-plan": [
        *("plan.json", "tfplan.json", "envs/prod.plan.json", "plan.json.gz", "envs/tfplan.json.gz", "prod-plan.json"),
        *("prod_tfplan.json", "plan-prod.json", "plan.prod.json", "envs/prod/plan.json", "facts.json", "a.tfstate"),
    ],
    "souverain-terraform": [
        "main.tf",
        "a/b.tofu",
        "main.tf.json",
        "x.tofu.json",
        "prod.tfvars",
        "prod.auto.tfvars.json",
    ],
    "souverain-pulumi-stack": ["stack.json", "dev.stack.json", "preview.json", "Pulumi.yaml", "app/Pulumi.dev.yaml"],
    "souverain-config": ["souverain.yaml", "team/souverain.yaml"],
}
LEFT = {
    "souverain-plan": [
        *("package.json", "explanation.json", "planet.json", "explan.json", "plan/package.json", "plan.json.bak"),
        *("plan.bin", "tfplan", "floorplan.json", "plan.tf", "a.tfstate.backup"),
    ],
    "souverain-terraform": ["main.tfx", ".terraform/modules/a/main.tf", "x/.terraform/y.tf", "tf", "main.tf.bak"],
    "souverain-pulumi-stack": ["package.json", "haystack.json", "pulumi.yaml.bak", "NotPulumi.yaml", "tsconfig.json"],
    "souverain-config": [
        ".github/workflows/souverain.yml",
        "my-souverain.yaml",
        "souverain.yaml.bak",
        "souverain.json",
    ],
}


def takes(hook: Mapping[str, str], path: str) -> bool:
    """As pre-commit decides it."""
    excluded = re.search(hook["exclude"], path) if "exclude" in hook else None
    return bool(re.search(hook["files"], path)) and not excluded


@pytest.mark.parametrize(("hook", "path"), [(hook, path) for hook, paths in TAKEN.items() for path in paths])
def test_a_hook_takes_its_files(hook: str, path: str) -> None:
    assert takes(HOOKS[hook], path)
    assert identify.tags_from_filename(path) & {"json", "yaml", "terraform", "gzip", "tofu"} or path.endswith(
        (".tfstate", ".tfvars", ".tofu")
    )


@pytest.mark.parametrize(("hook", "path"), [(hook, path) for hook, paths in LEFT.items() for path in paths])
def test_a_hook_leaves_the_rest_alone(hook: str, path: str) -> None:
    assert not takes(HOOKS[hook], path)


@pytest.mark.parametrize("hook", HOOKS.values(), ids=HOOKS)
def test_hooks_judge_everything_at_once(hook: Mapping[str, object]) -> None:
    assert hook["require_serial"] is True


# --- With the real pre-commit -------------------------------------------------------------------------------------


class Repository:
    """A fresh git repository with pre-commit installed in it."""

    def __init__(self, root: Path, env: Mapping[str, str], config: object) -> None:
        self.root, self._env = root, env
        root.mkdir()
        self.run("git", "init", "--quiet", ".")
        (root / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [config]}), encoding="utf-8")
        self.run("git", "add", ".pre-commit-config.yaml")
        self.run("git", "commit", "--quiet", "-m", "Use the hook")

    def run(self, *command: str | Path, check: bool = True) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(command, cwd=self.root, env=self._env, capture_output=True, text=True, check=False)
        assert done.returncode == 0 or not check, done.stdout + done.stderr
        return done

    def commit(self, path: str, content: bytes) -> tuple[bool, str]:
        """Whether a commit of one file goes through, and what was said on the way."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        self.run("git", "add", path)
        done = self.run("git", "commit", "-m", "Add a plan", check=False)
        if done.returncode:
            self.run("git", "rm", "--quiet", "--cached", path)
        return done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Nothing of the user's git and pre-commit; and no index or folder of a commit that these tests may run in."""
    left = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))}
    named = {f"GIT_{who}_{what}": "test" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    path = os.pathsep.join([str(BIN), str(find("git").parent), left.get("PATH", "")])
    home = str(tmp_path_factory.mktemp("pre-commit"))
    moved = {"PATH": path, "PRE_COMMIT_HOME": home, "GIT_CONFIG_GLOBAL": os.devnull, "LANG": "C", "LC_ALL": "C"}
    return {**left, **named, **moved}


@pytest.fixture(scope="module")
def pre_commit() -> Path:
    beside = BIN / "pre-commit"
    return beside if beside.is_file() else find("pre-commit")


def clone(folder: Path, env: Mapping[str, str]) -> str:
    """What this working tree ships, as a repository of one commit. Gives the commit."""
    folder.mkdir()
    ignored = shutil.ignore_patterns("__pycache__")
    for name in SHIPPED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=ignored)
        else:
            shutil.copy(source, folder / name)
    for command in (["init", "--quiet", "."], ["add", "."], ["commit", "--quiet", "-m", "Ship"]):
        subprocess.run(["git", *command], cwd=folder, env=env, check=True, capture_output=True)
    head = ["git", "rev-parse", "HEAD"]
    return subprocess.run(head, cwd=folder, env=env, check=True, capture_output=True, text=True).stdout.strip()


def from_clone(folder: Path, env: Mapping[str, str]) -> object:
    commit = clone(folder / "souverain", env)
    return {"repo": str(folder / "souverain"), "rev": commit, "hooks": [{"id": PLAN["id"], "args": AS_OF}]}


def as_installed(_folder: Path, _env: Mapping[str, str]) -> object:
    if not (BIN / "souverain").is_file():
        absent("souverain is not installed beside this Python")
    return {"repo": "local", "hooks": [{**PLAN, "language": "system", "args": AS_OF}]}


@pytest.fixture(scope="module", params=[from_clone, as_installed], ids=["from a clone", "as installed"])
def repository(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    env: Mapping[str, str],
    pre_commit: Path,
) -> Repository:
    folder = tmp_path_factory.mktemp("repositories")
    made = Repository(folder / "infrastructure", env, request.param(folder, env))
    done = made.run(pre_commit, "install", "--install-hooks", check=False)
    said = done.stdout + done.stderr
    if done.returncode and NO_REGISTRY.search(said + _log(env)):
        absent("pre-commit cannot install the hook: no package registry answers")
    assert done.returncode == 0, said
    return made


def _log(env: Mapping[str, str]) -> str:
    """What pre-commit writes when it breaks."""
    log = Path(env["PRE_COMMIT_HOME"]) / "pre-commit.log"
    return log.read_text(encoding="utf-8") if log.is_file() else ""


def sample(name: str) -> bytes:
    return (ROOT / "samples" / name / "plan.json").read_bytes()


@pytest.mark.parametrize(
    ("name", "path", "passes", "said"),
    [
        ("paris-bucket", "envs/prod.plan.json", False, ["health: fail", "Amazon.com, Inc.", "CLOUD Act"]),
        ("day-one", "plan.json", True, ["unproven[undeclared-class]", "health: unproven"]),
        ("outscale-platform", "tfplan.json", True, ["health: pass"]),
        ("paris-bucket", "package.json", True, ["Skipped"]),
    ],
    ids=["refused", "unproven", "clean", "no plan"],
)
def test_a_commit(name: str, path: str, passes: bool, said: Sequence[str], repository: Repository) -> None:
    went, told = repository.commit(path, sample(name))
    assert went is passes, told
    for words in said:
        assert words in told


def test_what_is_no_plan_is_no_verdict_and_stops_the_commit(repository: Repository) -> None:
    went, told = repository.commit("broken.plan.json", b'{"format_version": "1.2"')
    assert not went
    assert "exit code: 3" in told
    assert "Traceback" not in told


# --- The other hooks, as installed ----------------------------------------------------------------------------------

SOURCE = """
provider "aws" {
  region = "eu-west-3"
}
module "records" {
  source = "../modules/records"
}
"""
MODULE = """
resource "aws_s3_bucket" "records" {
  bucket = "records"
  tags   = { data-class = "health" }
}
"""


@pytest.fixture
def estate(tmp_path: Path, env: Mapping[str, str], pre_commit: Path) -> Repository:
    """A repository in which every hook is installed."""
    if not (BIN / "souverain").is_file():
        absent("souverain is not installed beside this Python")
    own = [
        {name: value for name, value in hook.items() if name != "additional_dependencies"} for hook in HOOKS.values()
    ]
    hooks = [{**hook, "language": "system", **({} if "config" in hook["id"] else {"args": AS_OF})} for hook in own]
    made = Repository(tmp_path / "infrastructure", env, {"repo": "local", "hooks": hooks})
    made.run(pre_commit, "install", "--install-hooks")
    return made


def test_a_changed_module_is_judged_where_it_is_called(estate: Repository) -> None:
    went, told = estate.commit("site/main.tf", SOURCE.encode())
    assert went, told  # the module is not there yet: nothing to judge, and said so
    went, told = estate.commit("modules/records/main.tf", MODULE.encode())
    assert not went
    assert "module.records.aws_s3_bucket.records" in told
    assert "Amazon.com, Inc." in told


def test_a_stack_of_pulumi_is_judged(estate: Repository) -> None:
    preview = (ROOT / "samples/pulumi-bucket/preview.json").read_bytes()
    went, told = estate.commit("deploy/preview.json", preview)
    assert not went
    assert "health: fail" in told


@pytest.mark.parametrize(
    ("content", "passes", "said"),
    [
        ("data: none\nauthor: DPO\n", True, ""),
        ("data: nonne\nauthor: DPO\n", False, "none"),
        ("waivers: [{rule: x}]", False, "missing"),
    ],
)
def test_a_configuration_is_validated(estate: Repository, content: str, passes: bool, said: str) -> None:
    went, told = estate.commit("souverain.yaml", content.encode())
    assert went is passes, told
    assert said in told
