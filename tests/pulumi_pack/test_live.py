"""The pack under the real engine: programs in Python and YAML, stub providers, a file backend; no login, no cloud."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from asking import serving  # noqa: F401  # without the extra, these tests are skipped as the others are
from click.testing import CliRunner
from pulumi_cli import Project

from real_tools import Tool
from souverain import cli

HEAD = """
import pulumi

HEALTH = {"data-class": "health"}

class Thing(pulumi.CustomResource):
    def __init__(self, token, name, properties, **options):
        super().__init__(token, name, properties, pulumi.ResourceOptions(**options))

class Provider(pulumi.ProviderResource):
    def __init__(self, package, name, properties):
        super().__init__(package, name, properties)

"""
PARIS = 'Thing("aws:s3/bucket:Bucket", "records", {"tags": HEALTH})\n'
QUALIFIED = 'Thing("outscale:index/vm:Vm", "records", {"tags": [{"key": "data-class", "value": "health"}]})\n'
KINDS = ("folder", "program")


@pytest.fixture(scope="module")
def project(tool: Tool, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A stack whose default providers are in Paris."""
    pulumi = tool("pulumi")
    tool("pulumi-language-yaml")
    made = Project(tmp_path_factory.mktemp("pulumi"), pulumi, HEAD)
    made.configure(aws_region="eu-west-3", outscale_region="cloudgouv-eu-west-1")
    return made


@pytest.fixture(scope="module")
def packs() -> dict[str, str]:
    """Both kinds of pack, as the command line names them."""
    folder = CliRunner().invoke(cli.commands, ["pulumi-pack"], standalone_mode=False)
    program = Path(sys.executable).with_name("souverain-pulumi-pack")
    return {"folder": folder.output.strip(), "program": str(program)}


@pytest.fixture
def refused(project: Project) -> Iterator[Project]:
    """The project, with a clean record of what was created."""
    project.created.unlink(missing_ok=True)
    yield project
    assert not project.created.exists(), "nothing is created by what is refused"


AMERICA = 'america = Provider("aws", "america", {"region": "us-east-1"})\n'
NOT_KNOWN_YET = """
one = Thing("aws:s3/bucket:Bucket", "one", {"tags": {"data-class": "none"}})
Thing("aws:s3/bucket:Bucket", "records", {"region": one.id, "tags": HEALTH})
"""
REPLICATED = """
replica = Thing("aws:s3/bucket:Bucket", "replica", {"tags": {"data-class": "none"}}, provider=america)
records = Thing("aws:s3/bucket:Bucket", "records", {"tags": HEALTH})
rules = [{"destination": {"bucket": replica.id}}]
Thing("aws:s3/bucketReplicationConfig:BucketReplicationConfig", "copy", {"bucket": records.id, "rules": rules})
"""

PROGRAMS: dict[str, tuple[str, str, str]] = {
    "AWS in Paris": (PARIS, "extra-eu-jurisdiction", "Health data in Paris, within reach of US law."),
    "Azure in Paris": (
        'Thing("azure:storage/account:Account", "records", {"location": "francecentral", "tags": HEALTH})\n',
        "extra-eu-jurisdiction",
        "Microsoft Corporation (US, control)",
    ),
    "Azure in its own words": (
        'Thing("azure-native:storage:StorageAccount", "records", {"location": "eastus", "tags": HEALTH})\n',
        "storage-outside-zone",
        "outside the EEA",
    ),
    "Google in Paris": (
        'Thing("gcp:storage/bucket:Bucket", "records", {"location": "europe-west9", "labels": HEALTH})\n',
        "extra-eu-jurisdiction",
        "Alphabet Inc. (US, control)",
    ),
    "OVHcloud in Canada": (
        'Thing("ovh:CloudProject/storage:Storage", "records", {"regionName": "BHS", "tags": HEALTH})\n',
        "storage-outside-zone",
        "outside the EEA",
    ),
    "a region that is not known yet": (
        NOT_KNOWN_YET,
        "unknown-location",
        "Place not proven",
    ),
    "an explicit provider in another region": (
        AMERICA + 'Thing("aws:s3/bucket:Bucket", "records", {"tags": HEALTH}, provider=america)\n',
        "storage-outside-zone",
        "us-east-1",
    ),
    "a replica that the same stack creates in Virginia": (
        AMERICA + REPLICATED,
        "cross-border-copy",
        "Copy of health data sent to United States (us-east-1)",
    ),
    "nothing declared": (
        'Thing("aws:s3/bucket:Bucket", "one", {})\nThing("aws:s3/bucket:Bucket", "two", {})\n',
        "undeclared-class",
        "health data?",
    ),
}


@pytest.mark.parametrize(("program", "policy", "told"), PROGRAMS.values(), ids=PROGRAMS)
def test_a_preview_is_refused(refused: Project, packs: dict[str, str], program: str, policy: str, told: str) -> None:
    refused.write(HEAD + program)
    done = refused.preview("--policy-pack", packs["program"], check=False)
    assert done.returncode == 1
    assert f"[mandatory] [severity: high]  {policy}" in done.stdout
    assert told in done.stdout


@pytest.mark.parametrize("kind", KINDS)
def test_both_kinds_of_pack_refuse_and_accept(project: Project, packs: dict[str, str], kind: str) -> None:
    project.write(HEAD + PARIS)
    done = project.preview("--policy-pack", packs[kind], check=False)
    assert done.returncode == 1
    assert "extra-eu-jurisdiction  (aws:s3:Bucket: records)" in done.stdout
    project.write(HEAD + QUALIFIED)
    assert "✅ souverain" in project.preview("--policy-pack", packs[kind]).stdout


def test_the_pack_by_the_environment(refused: Project, packs: dict[str, str]) -> None:
    refused.write(HEAD + PARIS)
    done = refused.preview(check=False, env={"PULUMI_OPTION_POLICY_PACK": packs["program"]})
    assert done.returncode == 1
    assert "extra-eu-jurisdiction" in done.stdout


SEVERAL = """resources:
  files:
    type: azure:storage/account:Account
    properties: {location: francecentral, tags: {data-class: health}}
  scans:
    type: gcp:storage/bucket:Bucket
    properties: {location: europe-west9, labels: {data-class: health}}
  archive:
    type: ovh:CloudProject/storage:Storage
    properties: {regionName: BHS, tags: {data-class: health}}
"""


def test_providers_side_by_side_in_yaml(refused: Project, packs: dict[str, str]) -> None:
    refused.write(SEVERAL, "yaml")
    done = refused.preview("--policy-pack", packs["program"], check=False)
    assert done.returncode == 1
    for name in ("azure:storage:Account: files", "gcp:storage:Bucket: scans"):
        assert f"extra-eu-jurisdiction  ({name})" in done.stdout
    assert "storage-outside-zone  (ovh:CloudProject:Storage: archive)" in done.stdout


YAML = """resources:
  records:
    type: {type}
    properties:
      region: {region}
      tags: {tags}
"""


@pytest.mark.parametrize(
    ("type_", "region", "tags", "code"),
    [
        ("aws:s3/bucket:Bucket", "eu-west-3", '{"data-class": health}', 1),
        ("scaleway:object/bucket:Bucket", "fr-par", '["data-class=health"]', 0),
    ],
    ids=["AWS in Paris", "Scaleway in Paris"],
)
def test_programs_in_yaml(  # one engine, one protocol: the language of a program does not matter
    project: Project, packs: dict[str, str], type_: str, region: str, tags: str, code: int
) -> None:
    project.write(YAML.format(type=type_, region=region, tags=tags), "yaml")
    done = project.preview("--policy-pack", packs["program"], check=False)
    assert done.returncode == code, done.stdout
    assert ("extra-eu-jurisdiction" in done.stdout) is bool(code)


def test_an_update_stops_before_anything_is_created(refused: Project, packs: dict[str, str]) -> None:
    refused.write(HEAD + PARIS)
    done = refused.up("--policy-pack", packs["program"], check=False)
    assert done.returncode == 1
    assert "extra-eu-jurisdiction" in done.stdout


def test_levels_and_settings(project: Project, packs: dict[str, str], tmp_path: Path) -> None:
    settings = tmp_path / "pack.json"
    given = {"souverain": {"profiles": ["health"], "lang": "fr"}, "extra-eu-jurisdiction": "advisory"}
    settings.write_text(json.dumps(given), encoding="utf-8")
    project.write(HEAD + PARIS)
    arguments = ("--policy-pack", packs["program"], "--policy-pack-config", str(settings))
    done = project.preview(*arguments)
    assert "[advisory]" in done.stdout
    assert "Données de santé (Paris)" in done.stdout
    settings.write_text(json.dumps({"all": "advisory"}), encoding="utf-8")
    assert "[advisory]" in project.preview(*arguments).stdout


WRONG: dict[str, tuple[dict[str, object], str]] = {
    "a setting": ({"souverain": {"profile": "health"}}, "profile"),
    "a policy": ({"extra-us-jurisdiction": "advisory"}, "extra-us-jurisdiction"),
    "a profile": ({"souverain": {"profiles": ["hipaa"]}}, "profiles"),
}


@pytest.mark.parametrize(("given", "told"), WRONG.values(), ids=WRONG)
def test_what_nobody_knows_fails_the_preview(
    refused: Project, packs: dict[str, str], tmp_path: Path, given: dict[str, object], told: str
) -> None:
    settings = tmp_path / "pack.json"
    settings.write_text(json.dumps(given), encoding="utf-8")
    refused.write(HEAD + QUALIFIED)
    done = refused.preview("--policy-pack", packs["program"], "--policy-pack-config", str(settings), check=False)
    assert done.returncode != 0
    assert told in done.stdout + done.stderr


def test_a_broken_pack_fails_the_preview(refused: Project, packs: dict[str, str], tmp_path: Path) -> None:
    broken = tmp_path / "pack"
    broken.mkdir()
    shutil.copy(Path(packs["folder"], "PulumiPolicy.yaml"), broken)
    (broken / "__main__.py").write_text("raise RuntimeError('no knowledge')\n", encoding="utf-8")
    refused.write(HEAD + QUALIFIED)
    assert refused.preview("--policy-pack", str(broken), check=False).returncode != 0


def test_a_pack_that_breaks_while_it_judges_fails_the_preview(refused: Project, tmp_path: Path) -> None:
    program = tmp_path / "pack"
    breaking = "from souverain.pulumi_pack import judge, serving\njudge.findings.judge = None\nserving.main()\n"
    program.write_text(f"#!{sys.executable}\n{breaking}", encoding="utf-8")
    program.chmod(0o755)
    refused.write(HEAD + QUALIFIED)
    done = refused.preview("--policy-pack", str(program), check=False)
    assert done.returncode != 0
    assert "souverain: TypeError" in done.stdout + done.stderr


def test_the_analysis_of_a_state_agrees_with_the_command_line(
    project: Project, packs: dict[str, str], tmp_path: Path
) -> None:
    project.write(HEAD + PARIS + QUALIFIED.replace("records", "vm"))
    project.up()
    state = tmp_path / "stack.json"
    state.write_text(project.run("stack", "export", "--stack", "dev").stdout, encoding="utf-8")
    done = project.run("policy", "analyze", "--file", str(state), "--policy-pack", packs["program"], check=False)
    report = CliRunner().invoke(cli.commands, ["check", str(state), "--format", "json"], standalone_mode=False)
    gating = {(item["rule"], item["address"]) for item in json.loads(report.stdout)["findings"] if item["gate"]}
    assert gating == {("extra-eu-jurisdiction", "urn:pulumi:dev::clinic::aws:s3/bucket:Bucket::records")}
    assert done.returncode != 0
    assert done.stdout.count("[mandatory]") == len(gating)
    assert "extra-eu-jurisdiction  (aws:s3:Bucket: records)" in done.stdout


def test_a_target_does_not_hide_the_rest_of_the_stack(project: Project, packs: dict[str, str]) -> None:
    project.write(HEAD + PARIS)
    project.up()
    project.write(HEAD + PARIS + QUALIFIED.replace("records", "vm"))
    target = "urn:pulumi:dev::clinic::outscale:index/vm:Vm::vm"
    done = project.preview("--target", target, "--policy-pack", packs["program"], check=False)
    assert done.returncode == 1
    assert "extra-eu-jurisdiction  (aws:s3:Bucket: records)" in done.stdout
