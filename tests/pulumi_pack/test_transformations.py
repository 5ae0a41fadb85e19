"""Labels that a program gives by transformations, and default labels of its providers, under the real engine.

What a preview or a state shows is what came of the transformations, and what a pack is asked about is too: so the tags
that they add are labels as any other.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import programs
import pytest
from asking import serving  # noqa: F401  # without the extra, these tests are skipped as the others are
from click.testing import CliRunner
from pulumi_cli import Project

from real_tools import Tool
from souverain import cli, scan
from souverain.config import Config

RECORDS = 'Thing(BUCKET, "records", {"region": "eu-west-3", "tags": {"team": "dim"}}%s)\n'
TAGGED = """
def tagged(props):
    return {**props, "tags": {**(props.get("tags") or {}), **HEALTH}}

"""
MINE = 'mine = Provider("aws", "mine", {"region": "eu-west-3", "defaultTags": {"tags": HEALTH}})\n'
PYTHON = {
    "a transformation of the stack": TAGGED
    + """
def autotag(args):
    if args.type_ == BUCKET:
        return pulumi.ResourceTransformationResult(tagged(args.props), args.opts)

pulumi.runtime.register_stack_transformation(autotag)
"""
    + RECORDS % "",
    "a transform of the stack": TAGGED
    + """
async def autotag(args):
    if args.type_ == BUCKET:
        return pulumi.ResourceTransformResult(tagged(args.props), args.opts)

pulumi.runtime.register_resource_transform(autotag)
"""
    + RECORDS % "",
    "a transformation of one resource": TAGGED
    + "mine = lambda args: pulumi.ResourceTransformationResult(tagged(args.props), args.opts)\n"
    + RECORDS % ", transformations=[mine]",
    "a transform of a component": TAGGED
    + """
class Group(pulumi.ComponentResource):
    def __init__(self, name, **options):
        super().__init__("clinic:index:Group", name, {}, pulumi.ResourceOptions(**options))

async def autotag(args):
    if args.type_ == BUCKET:
        return pulumi.ResourceTransformResult(tagged(args.props), args.opts)

group = Group("group", transforms=[autotag])
"""
    + RECORDS % ", parent=group",
    "a provider of its own": MINE + RECORDS % ", provider=mine",
    "a transform that chooses the provider": MINE
    + """
async def ours(args):
    if args.type_ == BUCKET:
        chosen = pulumi.ResourceOptions.merge(args.opts, pulumi.ResourceOptions(provider=mine))
        return pulumi.ResourceTransformResult(args.props, chosen)

pulumi.runtime.register_resource_transform(ours)
"""
    + RECORDS % "",
}
YAML = {
    "a provider of its own": """
resources:
  mine:
    type: pulumi:providers:aws
    properties: {region: eu-west-3, defaultTags: {tags: {data-class: health}}}
  records:
    type: aws:s3/bucket:Bucket
    properties: {region: eu-west-3, tags: {team: dim}}
    options: {provider: "${mine}"}
""",
    "the default provider": """
resources:
  mine:
    type: pulumi:providers:aws
    defaultProvider: true
    properties: {region: eu-west-3, defaultTags: {tags: {data-class: health}}}
  records:
    type: aws:s3/bucket:Bucket
    properties: {region: eu-west-3, tags: {team: dim}}
""",
}


class Case(msgspec.Struct, frozen=True):
    """A program, and who labels its bucket."""

    text: str
    runtime: str


CASES = {
    **{f"{name} in Python": Case(programs.HEAD + text, "python") for name, text in PYTHON.items()},
    **{f"{name} in YAML": Case(text, "yaml") for name, text in YAML.items()},
}


@pytest.fixture(scope="module")
def project(tool: Tool, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A stack whose bucket nobody has labelled in its own code."""
    pulumi = tool("pulumi")
    tool("pulumi-language-yaml")
    return Project(tmp_path_factory.mktemp("transformed"), pulumi, programs.HEAD)


@pytest.fixture(scope="module")
def pack() -> str:
    shown = CliRunner().invoke(cli.commands, ["pulumi-pack", "--executable"], standalone_mode=False)
    return shown.output.strip()


def classes(path: Path) -> dict[str, tuple[str, str]]:
    """Name of each bucket to its class, and who says it."""
    found = scan.establish([str(path)], Config(as_of="2026-11-24")).established
    return {
        one.address.rpartition("::")[2]: (one.data_class.value or "", one.class_origin)
        for one in found.resources
        if "ucket" in one.type
    }


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_labels_count(project: Project, pack: str, tmp_path: Path, case: Case) -> None:
    project.write(case.text, case.runtime)
    preview = tmp_path / "preview.json"
    preview.write_text(project.preview("--json", "--show-sames").stdout, encoding="utf-8")
    assert classes(preview) == {"records": ("health", "labelled")}, "in the preview"

    refused = project.preview("--policy-pack", pack, check=False)
    assert refused.returncode == 1, refused.stdout
    assert "Health data in Paris, within reach of US law." in refused.stdout, "in the live pack"

    project.up()
    state = tmp_path / "stack.json"
    state.write_text(project.run("stack", "export", "--stack", "dev").stdout, encoding="utf-8")
    assert classes(state) == {"records": ("health", "labelled")}, "in the state"


def test_without_them_nobody_says_it(project: Project, tmp_path: Path) -> None:
    project.write(programs.HEAD + RECORDS % "")
    preview = tmp_path / "preview.json"
    preview.write_text(project.preview("--json", "--show-sames").stdout, encoding="utf-8")
    assert classes(preview)["records"] == ("", "none")


def test_default_tags_of_the_configuration_of_the_stack(project: Project, pack: str, tmp_path: Path) -> None:
    project.write(programs.HEAD + RECORDS % "")
    project.run("config", "set", "--path", "aws:defaultTags.tags.data-class", "health", "--stack", "dev")
    try:
        preview = tmp_path / "preview.json"
        preview.write_text(project.preview("--json", "--show-sames").stdout, encoding="utf-8")
        assert classes(preview)["records"] == ("health", "labelled")
        refused = project.preview("--policy-pack", pack, check=False)
        assert "Health data in Paris" in refused.stdout
    finally:
        project.run("config", "rm", "aws:defaultTags", "--stack", "dev")
