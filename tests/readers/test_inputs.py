"""What the user named and what it means: folders of plans, and files of source that have changed."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from plans import TEXT
from roots import write

from souverain import scan
from souverain.config import Config
from souverain.readers import inputs
from souverain.readers.inputs import meant

BUCKET = 'resource "aws_s3_bucket" "b" { region = var.r }\nvariable "r" {}\n'
ENCODED = {
    "plain": TEXT.encode(),
    "utf-16": b"\xff\xfe" + TEXT.encode("utf-16-le"),
    "gzip": gzip.compress(TEXT.encode()),
}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


# --- Folders of plans ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", ENCODED.values(), ids=ENCODED)
def test_a_folder_of_plans_means_its_plans(tmp_path: Path, data: bytes) -> None:
    """As Terragrunt writes them: a folder for each unit, the binary plan beside the JSON."""
    name = "tfplan.json.gz" if data[:2] == b"\x1f\x8b" else "tfplan.json"
    for unit in ("b", "a/deep", ".terragrunt-cache/x"):
        (tmp_path / "plans" / unit).mkdir(parents=True)
        (tmp_path / "plans" / unit / name).write_bytes(data)
        (tmp_path / "plans" / unit / "tfplan.tfplan").write_bytes(b"PK\x03\x04")
    assert meant(["plans"]) == (str(Path("plans", "a", "deep", name)), str(Path("plans", "b", name)))


def test_a_folder_of_too_many_files_is_none_of_plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "_MOST_FILES", 2)
    write(tmp_path, {f"plans/{number}.json": TEXT for number in range(2)})
    assert len(meant(["plans"])) == 2
    write(tmp_path, {"plans/2.json": TEXT})
    assert meant(["plans"]) == ("plans",)


def test_its_plans_are_judged_one_by_one(tmp_path: Path) -> None:
    write(tmp_path, {"plans/a/tfplan.json": TEXT, "plans/b/tfplan.json": TEXT, "plans/b/broken.json": "{"})
    report = scan.check(["plans"], Config(as_of="2026-11-24"))
    assert [(item.path, item.status) for item in report.inputs] == [
        (str(Path("plans", "a", "tfplan.json")), "judged"),
        (str(Path("plans", "b", "broken.json")), "unreadable"),
        (str(Path("plans", "b", "tfplan.json")), "judged"),
    ]
    assert report.exit_code == 3


THEMSELVES = {
    "source beside a plan: a stale one is never read in its place": {"main.tf": BUCKET, "plan.json": TEXT},
    "source below": {"plan.json": TEXT, "live/main.tf": BUCKET},
    "source of OpenTofu": {"main.tofu": BUCKET, "plan.json": TEXT},
    "a unit of Terragrunt": {"terragrunt.hcl": "", "plan.json": TEXT},
    "a program of Pulumi": {"Pulumi.yaml": "name: x", "plan.json": TEXT},
    "JSON that is no plan": {"package.json": '{"name": "x"}', "tsconfig.json": "{}"},
    "nothing": {"notes.md": "x"},
}


@pytest.mark.parametrize("files", THEMSELVES.values(), ids=THEMSELVES)
def test_any_other_folder_means_itself(tmp_path: Path, files: dict[str, str]) -> None:
    write(tmp_path, {f"infra/{name}": text for name, text in files.items()})
    assert meant(["infra"]) == ("infra",)


def test_a_unit_of_terragrunt_is_no_verdict_and_says_what_makes_its_plans(tmp_path: Path) -> None:
    write(tmp_path, {"unit/terragrunt.hcl": 'terraform { source = "../m" }', "unit/plan.json": TEXT})
    report = scan.check(["unit"], Config(as_of="2026-11-24"))
    (seen,) = report.inputs
    assert (report.exit_code, seen.error is not None and seen.error.code) == (3, "is-terragrunt")
    assert seen.error is not None
    assert "terragrunt run --all plan --json-out-dir plans" in seen.error.text


# --- Files that have changed ---------------------------------------------------------------------------------------

REPOSITORY = {
    ".git/HEAD": "ref: refs/heads/main",
    "live/prod/main.tf": 'module "m" {\n  source = "../../modules/m"\n  r = "eu-west-3"\n}\n',
    "live/prod/envs/prod.tfvars": "",
    "live/test/main.tf.json": '{"module": {"m": {"source": "../../modules/m", "r": "eu-west-3"}}}',
    "live/alone/main.tofu": 'terraform {\n  backend "s3" {}\n}\n',
    "live/alone/terraform.tfvars": "",
    "live/calls-alone/main.tf": 'module "x" {\n  source = "../alone"\n}\n',
    "live/remote/main.tf": 'module "m" {\n  source = "terraform-aws-modules/vpc/aws"\n}\n',
    "live/broken/main.tf": 'module "m" {\n  source = "../../modules/m"\n',
    "modules/m/main.tf": BUCKET + 'module "n" {\n  source = "./n"\n  r = var.r\n}\n',
    "modules/m/n/main.tf": BUCKET,
    "modules/unused/main.tf": BUCKET,
    "modules/ring/a/main.tf": 'module "b" {\n  source = "../b"\n}\n',
    "modules/ring/b/main.tf": 'module "a" {\n  source = "../a"\n}\n',
    "stray/values.tfvars": "",
    "pulumi/Pulumi.yaml": "name: x\nruntime: yaml\n",
    "pulumi/Pulumi.dev.yaml": "config: {}\n",
}
CHANGED = {
    "of a root": (["live/prod/main.tf"], ["live/prod"]),
    "of a module: all that call it": (["modules/m/main.tf"], ["live/broken", "live/prod", "live/test"]),
    "of a module in a module": (["modules/m/n/main.tf"], ["live/broken", "live/prod", "live/test"]),
    "several of one root": (["live/prod/main.tf", "modules/m/main.tf"], ["live/prod", "live/broken", "live/test"]),
    "of a module that nobody calls": (["modules/unused/main.tf"], ["modules/unused"]),
    "of a root that is called too": (["live/alone/main.tofu"], ["live/alone", "live/calls-alone"]),
    "values of a root": (["live/alone/terraform.tfvars"], ["live/alone", "live/calls-alone"]),
    "values in a folder of their own": (["live/prod/envs/prod.tfvars"], ["live/prod"]),
    "values of nothing": (["stray/values.tfvars"], ["stray/values.tfvars"]),
    "of a root that calls none of ours": (["live/remote/main.tf"], ["live/remote"]),
    "of a program of Pulumi": (["pulumi/Pulumi.dev.yaml"], ["pulumi"]),
    "a plan stays a plan": (["live/prod", "plan.json"], ["live/prod", "plan.json"]),
    "what is not there": (["live/prod/gone.tf"], ["live/prod/gone.tf"]),
    "standard input": (["-"], ["-"]),
    "what no path can be": (["a\x00b.tf"], ["a\x00b.tf"]),
}


@pytest.mark.parametrize(("paths", "inputs"), CHANGED.values(), ids=CHANGED)
def test_a_changed_file_means_the_roots_that_it_belongs_to(tmp_path: Path, paths: list[str], inputs: list[str]) -> None:
    pytest.importorskip("tree_sitter", reason="source needs the extra of that name")
    write(tmp_path, REPOSITORY)
    assert [Path(item).as_posix() for item in meant(paths)] == inputs


def test_modules_that_call_each_other_end(tmp_path: Path) -> None:
    pytest.importorskip("tree_sitter", reason="source needs the extra of that name")
    write(tmp_path, REPOSITORY)
    assert meant(["modules/ring/a/main.tf"]) == ("modules/ring/a/main.tf",)


def test_from_a_folder_of_the_repository_and_with_whole_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("tree_sitter", reason="source needs the extra of that name")
    write(tmp_path, REPOSITORY)
    whole = str(tmp_path.resolve() / "live" / "prod" / "main.tf")
    assert meant([whole]) == (str(tmp_path.resolve() / "live" / "prod"),)
    monkeypatch.chdir(tmp_path / "live" / "prod")
    assert meant(["main.tf"]) == (".",)
    assert meant([os.path.join("..", "test", "main.tf.json")]) == (str(tmp_path.resolve() / "live" / "test"),)  # noqa: PTH118


def test_outside_of_a_repository_callers_are_looked_for_below_the_current_folder(tmp_path: Path) -> None:
    pytest.importorskip("tree_sitter", reason="source needs the extra of that name")
    write(tmp_path, {name: text for name, text in REPOSITORY.items() if not name.startswith(".git")})
    assert [Path(item).as_posix() for item in meant(["modules/m/main.tf"])] == ["live/broken", "live/prod", "live/test"]


def test_a_caller_that_cannot_be_parsed_is_named_and_reported(tmp_path: Path) -> None:
    pytest.importorskip("tree_sitter", reason="source needs the extra of that name")
    write(tmp_path, REPOSITORY)
    report = scan.check(["modules/m/main.tf"], Config(as_of="2026-11-24"))
    broken = next(item for item in report.inputs if Path(item.path).as_posix() == "live/broken")
    assert (broken.status, broken.error.code if broken.error else "") == ("unreadable", "source-malformed")
    assert report.exit_code == 3


def test_a_module_that_is_reached_by_a_link(tmp_path: Path) -> None:
    pytest.importorskip("tree_sitter", reason="source needs the extra of that name")
    write(tmp_path, {"shared/m/main.tf": BUCKET, "live/main.tf": 'module "m" {\n  source = "./m"\n}\n'})
    (tmp_path / "live" / "m").symlink_to("../shared/m")
    assert meant(["shared/m/main.tf"]) == ("live",)


def test_a_changed_module_is_judged_with_what_its_callers_pass(tmp_path: Path) -> None:
    pytest.importorskip("tfparse", reason="source needs the extra of that name")
    write(tmp_path, REPOSITORY)
    report = scan.inventory(["modules/m/main.tf"], Config(as_of="2026-11-24"))
    assert {(entry.input, entry.region) for entry in report.resources} == {
        (str(Path("live", "prod")), "eu-west-3"),
        (str(Path("live", "test")), "eu-west-3"),
    }
