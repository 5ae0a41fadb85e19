"""The pack under the real engine: programs in Python and YAML, stub providers, a file backend; no login, no cloud."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import msgspec
import programs
import pytest
from asking import serving  # noqa: F401  # without the extra, these tests are skipped as the others are
from click.testing import CliRunner
from programs import LANGUAGES, Program
from pulumi_cli import Project

from real_tools import Tool
from souverain import cli

KINDS = ("folder", "program")
WAYS = (*KINDS, "environment")
BUCKET = "aws:s3/bucket:Bucket"
SECNUMCLOUD = {"profiles": ["secnumcloud"], "asOf": "2026-11-24"}


class Way(msgspec.Struct, frozen=True):
    """One way to ask the engine for the pack."""

    arguments: tuple[str, ...]
    env: dict[str, str]

    def preview(self, project: Project, *arguments: str) -> CompletedProcess[str]:
        return project.preview(*self.arguments, *arguments, env=self.env, check=False)


@pytest.fixture(scope="module")
def packs() -> dict[str, str]:
    """Both kinds of pack, as the command line names them."""
    folder = CliRunner().invoke(cli.commands, ["pulumi-pack"], standalone_mode=False)
    program = CliRunner().invoke(cli.commands, ["pulumi-pack", "--executable"], standalone_mode=False)
    return {"folder": folder.output.strip(), "program": program.output.strip()}


@pytest.fixture(params=KINDS)
def pack(request: pytest.FixtureRequest, packs: dict[str, str]) -> str:
    return packs[request.param]


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, packs: dict[str, str]) -> Way:
    if request.param == "environment":
        return Way((), {"PULUMI_OPTION_POLICY_PACK": packs["program"]})
    return Way(("--policy-pack", packs[request.param]), {})


@pytest.fixture(scope="module")
def project(tool: Tool, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A stack whose default providers are in Paris."""
    pulumi = tool("pulumi")
    tool("pulumi-language-yaml")
    made = Project(tmp_path_factory.mktemp("pulumi"), pulumi, programs.HEAD)
    made.configure(aws_region="eu-west-3", outscale_region="cloudgouv-eu-west-1")
    return made


@pytest.fixture
def refused(project: Project) -> Iterator[Project]:
    """The project, with a clean record of what was created."""
    project.created.unlink(missing_ok=True)
    yield project
    assert not project.created.exists(), "nothing is created by what is refused"


def write(project: Project, program: Program, language: str = "python") -> None:
    project.write(program.text(language), language)


def settings(folder: Path, **given: Any) -> tuple[str, str]:
    """The arguments that configure the pack; `souverain` are its settings, the rest are levels."""
    file = folder / "pack.json"
    file.write_text(json.dumps({name.replace("_", "-"): value for name, value in given.items()}), encoding="utf-8")
    return "--policy-pack-config", str(file)


def told(done: CompletedProcess[str], policy: str, resource: str, message: str = "") -> bool:
    """Whether the policy refuses the resource (`aws:s3:Bucket: records`), in these words."""
    head = f" [severity: high]  {policy}  ({resource})"
    return any(said.startswith(head) and message in said for said in done.stdout.split("[mandatory]"))


EVERYWHERE = {
    "AWS": ("extra-eu-jurisdiction", "aws:s3:Bucket: records", "Health data in Paris, within reach of US law."),
    "Azure": ("extra-eu-jurisdiction", "azure:storage:Account: files", "Microsoft Corporation (US, control)"),
    "Google": ("extra-eu-jurisdiction", "gcp:storage:Bucket: scans", "Alphabet Inc. (US, control)"),
    "OVHcloud": ("storage-outside-zone", "ovh:CloudProject:Storage: archive", "outside the EEA"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_preview_is_refused(refused: Project, way: Way, language: str) -> None:
    write(refused, programs.EVERYWHERE, language)
    done = way.preview(refused)
    assert done.returncode == 1
    assert [name for name, expected in EVERYWHERE.items() if not told(done, *expected)] == []
    assert "scaleway:object:Bucket: notes" not in done.stdout.partition("Policies:")[2], "an operator of the Union"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_qualified_offer_is_accepted_and_no_other(project: Project, pack: str, language: str, tmp_path: Path) -> None:
    asked = ("--policy-pack", pack, *settings(tmp_path, souverain=SECNUMCLOUD))
    write(project, programs.QUALIFIED, language)
    done = project.preview(*asked, check=False)
    assert done.returncode == 0, done.stdout
    assert "✅ souverain" in done.stdout
    write(project, programs.EVERYWHERE, language)
    done = project.preview(*asked, check=False)
    assert done.returncode == 1
    assert told(done, "unqualified-offer", "scaleway:object:Bucket: notes", "[secnumcloud]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_region_that_is_not_known_yet(refused: Project, pack: str, language: str) -> None:
    write(refused, programs.NOT_KNOWN_YET, language)
    done = refused.preview("--policy-pack", pack, check=False)
    assert done.returncode == 1
    assert told(done, "unknown-location", "aws:s3:Bucket: records", "Place not proven")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_provider_of_the_programs_own_and_a_replica_that_the_same_stack_creates(
    refused: Project, pack: str, language: str
) -> None:
    write(refused, programs.IN_AMERICA, language)
    done = refused.preview("--policy-pack", pack, check=False)
    assert done.returncode == 1
    assert told(done, "storage-outside-zone", "aws:s3:Bucket: mine", "us-east-1")
    assert told(done, "cross-border-copy", "aws:s3:Bucket: records", "sent to United States (us-east-1)")


MANIFOLD = {
    ("extra-eu-jurisdiction", "aws:s3:Bucket: within"),
    ("extra-eu-jurisdiction", "aws:s3:Bucket: guarded"),
    ("extra-eu-jurisdiction", "aws:s3:Bucket: adopted"),
    ("unknown-location", "aws:s3:Bucket: later"),
    ("unknown-operator", "aws:s3:Bucket: later"),
    ("unknown-location", "scaleway:object:Bucket: hidden"),
}


def test_components_imports_guards_secrets_reads_and_invokes(refused: Project, packs: dict[str, str]) -> None:
    refused.write(programs.HEAD + programs.MANIFOLD)
    done = refused.preview("--policy-pack", packs["program"], check=False)
    assert done.returncode == 1
    assert set(re.findall(r"\[mandatory\] \[severity: high\]  (\S+)  \((.*)\)", done.stdout)) == MANIFOLD
    refused.write(programs.HEAD + programs.MANIFOLD.splitlines()[-1])
    assert "✅ souverain" in refused.preview("--policy-pack", packs["program"]).stdout, "there is nothing to judge"


def test_one_question_for_what_nobody_declares(refused: Project, packs: dict[str, str]) -> None:
    write(refused, programs.UNDECLARED)
    done = refused.preview("--policy-pack", packs["program"], check=False)
    assert done.returncode == 1
    assert done.stdout.count("[mandatory]") == 1
    assert "undeclared-class  (pulumi:pulumi:Stack: clinic-dev)" in done.stdout
    assert "2 resources with data of no declared class: health data?" in done.stdout


def test_an_update_stops_before_anything_is_created(refused: Project, way: Way) -> None:
    write(refused, programs.PARIS)
    done = refused.up(*way.arguments, env=way.env, check=False)
    assert done.returncode == 1
    assert told(done, "extra-eu-jurisdiction", "aws:s3:Bucket: records")


def test_levels_and_settings(project: Project, pack: str, tmp_path: Path) -> None:
    write(project, programs.PARIS)
    asked = settings(tmp_path, souverain={"profiles": ["health"], "lang": "fr"}, extra_eu_jurisdiction="advisory")
    done = project.preview("--policy-pack", pack, *asked)
    assert "[advisory]" in done.stdout
    assert "Données de santé (Paris)" in done.stdout
    assert "[advisory]" in project.preview("--policy-pack", pack, *settings(tmp_path, all="advisory")).stdout


WRONG: dict[str, tuple[dict[str, object], str]] = {
    "a setting": ({"souverain": {"profile": "health"}}, "profile"),
    "a policy": ({"extra-us-jurisdiction": "advisory"}, "extra-us-jurisdiction"),
    "a profile": ({"souverain": {"profiles": ["hipaa"]}}, "there is no profile hipaa"),
}


@pytest.mark.parametrize(("given", "expected"), WRONG.values(), ids=WRONG)
def test_what_nobody_knows_fails_the_preview(
    refused: Project, packs: dict[str, str], tmp_path: Path, given: dict[str, object], expected: str
) -> None:
    write(refused, programs.QUALIFIED)
    done = refused.preview("--policy-pack", packs["program"], *settings(tmp_path, **given), check=False)
    assert done.returncode != 0
    assert expected in done.stdout + done.stderr


BREAKING = """
import os
from souverain.pulumi_pack import judge, serving, session
{}
serving.main()
"""
BROKEN = {
    "at its start": ("raise RuntimeError('no knowledge')", ""),
    "while it judges": ("judge.findings.judge = None", "souverain: TypeError"),
    "at the end": ("session.Session.at_the_end = None", "souverain: TypeError"),
    "by its own death": ("session.Session.before = lambda *_: os._exit(0)", ""),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("line", "expected"), BROKEN.values(), ids=BROKEN)
def test_a_broken_pack_fails_the_preview(
    refused: Project, packs: dict[str, str], tmp_path: Path, kind: str, line: str, expected: str
) -> None:
    broken, text = tmp_path / "pack", BREAKING.format(line)
    if kind == "folder":
        broken.mkdir()
        shutil.copy(Path(packs["folder"], "PulumiPolicy.yaml"), broken)
        (broken / "__main__.py").write_text(text, encoding="utf-8")
    else:
        broken.write_text(f"#!{sys.executable}\n{text}", encoding="utf-8")
        broken.chmod(0o755)
    write(refused, programs.QUALIFIED)
    done = refused.preview("--policy-pack", str(broken), check=False)
    assert done.returncode != 0
    assert expected in done.stdout + done.stderr


def test_the_analysis_of_a_state_agrees_with_the_command_line(project: Project, pack: str, tmp_path: Path) -> None:
    write(project, programs.IN_AMERICA)
    project.up()
    state = tmp_path / "stack.json"
    state.write_text(project.run("stack", "export", "--stack", "dev").stdout, encoding="utf-8")
    done = project.run("policy", "analyze", "--file", str(state), "--policy-pack", pack, check=False)
    report = CliRunner().invoke(cli.commands, ["check", str(state), "--format", "json"], standalone_mode=False)
    gating = {
        (item["rule"], item["address"].rpartition("::")[2], item["message"])
        for item in json.loads(report.stdout)["findings"]
        if item["gate"]
    }
    assert {name for rule, name, _ in gating if rule == "cross-border-copy"} == {"records"}
    assert done.returncode != 0
    assert [found for found in gating if not told(done, found[0], f"aws:s3:Bucket: {found[1]}", found[2])] == []
    assert done.stdout.count("[mandatory]") == len(gating)


def test_a_target_does_not_hide_the_rest_of_the_stack(project: Project, packs: dict[str, str]) -> None:
    write(project, programs.PARIS)
    project.up()
    project.write(programs.HEAD + programs.PARIS.python + programs.QUALIFIED.python.replace("records", "vm"))
    target = "urn:pulumi:dev::clinic::outscale:index/vm:Vm::vm"
    done = project.preview("--target", target, "--policy-pack", packs["program"], check=False)
    assert done.returncode == 1
    assert told(done, "extra-eu-jurisdiction", "aws:s3:Bucket: records")


@pytest.fixture
def strict(project: Project) -> Iterator[Project]:
    """The project, with a configuration beside its program that asks for more than the pack does by itself."""
    file = project.folder / "souverain.yaml"
    file.write_text("profiles: [secnumcloud]\n", encoding="utf-8")
    write(project, programs.EVERYWHERE)
    yield project
    file.unlink()


@pytest.mark.parametrize("folder", [".", "below"])
def test_the_configuration_beside_the_program_counts(strict: Project, pack: str, folder: str) -> None:
    shell = strict.folder / folder
    shell.mkdir(exist_ok=True)
    done = strict.preview("--policy-pack", pack, check=False, cwd=shell)
    assert done.returncode == 1
    assert told(done, "unqualified-offer", "scaleway:object:Bucket: notes", "[secnumcloud]")


def test_a_configuration_that_the_pack_cannot_find_is_no_pass(strict: Project, packs: dict[str, str]) -> None:
    outside, inside = strict.folder.parent, ("--cwd", str(strict.folder))
    write(strict, programs.QUALIFIED)
    done = strict.preview("--policy-pack", packs["folder"], *inside, check=False, cwd=outside)
    assert done.returncode != 0
    assert "the folder of the program clinic is not known here" in done.stdout + done.stderr
    done = strict.preview("--policy-pack", packs["program"], *inside, check=False, cwd=outside)
    assert done.returncode == 0, "an executable pack is started where the program is"
