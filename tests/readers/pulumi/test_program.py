"""Programs in YAML: what follows from the text, what only a run can tell, and what is no such program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from documents import named, only
from pulumi_cli import Project

from real_tools import Tool
from souverain import readers
from souverain.errors import ReadError
from souverain.model import Constant, Expression, Location, References, Resource, Stack, Unevaluated

HEAD = "name: clinic\nruntime: yaml\n"
BUCKET = "urn:pulumi:stack::clinic::aws:s3/bucket:Bucket::{}".format
DEFAULT = "urn:pulumi:stack::clinic::pulumi:providers:aws::default"


def read(folder: Path, program: str, **files: str) -> Stack:
    """The program in a folder, with the files of stacks: `dev` is `Pulumi.dev.yaml`."""
    (folder / "Pulumi.yaml").write_text(HEAD + program, encoding="utf-8")
    for stack, text in files.items():
        (folder / f"Pulumi.{stack}.yaml").write_text(text, encoding="utf-8")
    found = readers.read(str(folder))
    assert isinstance(found, Stack)
    return found


def resource(folder: Path, properties: str, more: str = "") -> Resource:
    body = f"resources:\n  records:\n    type: aws:s3:Bucket\n    properties: {properties}\n{more}"
    return named(read(folder, body), "records")


def test_a_program(tmp_path: Path) -> None:
    stack = read(
        tmp_path,
        "config:\n  aws:region: eu-west-3\n"
        "resources:\n  records:\n    type: aws:s3:Bucket\n    properties:\n      tags: {data-class: health}\n",
    )
    found = only(stack)
    assert (found.type, found.address, found.action) == ("aws_s3_bucket", BUCKET("records"), "exists")
    assert found.attributes == {"tags.data-class": "health"}
    assert found.location == Location("Pulumi.yaml", 6)
    assert stack.providers[DEFAULT].expressions == {"region": Constant("eu-west-3")}
    assert (stack.input.kind, stack.has_actions) == ("pulumi-source", False)
    assert len(stack.input.sha256) == 64


OTHER = "  other:\n    type: aws:s3/bucket:Bucket\n"
SETTINGS = """config:
  place: {type: string, default: eu-west-3}
  open: {type: string}
  hidden: {default: x, secret: true}
"""
VARIABLES = "variables:\n  near: ${place}\n  far: us-east-1\n  made: {fn::join: ['-', [a, b]]}\n  round: ${round}\n"
VALUES: dict[str, tuple[str, Any]] = {
    "a constant": ("eu-west-3", Constant),
    "a setting": ("${place}", "eu-west-3"),
    "a setting by its full name": ("${clinic:place}", "eu-west-3"),
    "a variable": ("${far}", "us-east-1"),
    "a variable that is a setting": ("${near}", "eu-west-3"),
    "a text around a setting": ("${place}a", "eu-west-3a"),
    "two in one text": ("${far}/${place}", "us-east-1/eu-west-3"),
    "a setting without value": ("${open}", None),
    "a secret setting": ("${hidden}", None),
    "a function": ("${made}", None),
    "a member": ("${far.x}", None),
    "a name that does not exist": ("${nobody}", None),
    "a variable that needs itself": ("${round}", None),
    "an escaped reference": ("$${place}", None),
    "what the engine knows": ("${pulumi.stack}", None),
    "a secret": ("{'fn::secret': eu-west-3}", None),
    "a function in its place": ("{'fn::invoke': {function: 'aws:getRegion', return: name}}", None),
}


@pytest.mark.parametrize(("written", "expected"), VALUES.values(), ids=VALUES)
def test_values(tmp_path: Path, written: str, expected: Any) -> None:
    quoted = written if written.startswith("{") else f"'{written}'"
    found = resource(tmp_path, f"{{region: {quoted}}}", OTHER + SETTINGS + VARIABLES)
    if expected is None:
        assert found.unknown == {"region"}
        assert found.expressions["region"] == Unevaluated()
    else:
        assert found.attributes["region"] == ("eu-west-3" if expected is Constant else expected)


def test_references_to_resources(tmp_path: Path) -> None:
    found = resource(tmp_path, "{bucket: '${other.id}', region: 'x-${other.region}'}", OTHER)
    assert found.unknown == {"bucket", "region"}
    assert found.expressions == {"bucket": References((BUCKET("other"),)), "region": References((BUCKET("other"),))}


PROVIDER = """resources:
  america: {type: 'pulumi:providers:aws', properties: {region: us-east-1%s}%s}
  records:
    type: aws:s3:Bucket
    options: {%s}
"""


@pytest.mark.parametrize(
    ("written", "region"),
    [
        (PROVIDER % ("", "", "provider: '${america}'"), Constant("us-east-1")),
        (PROVIDER % ("", ", defaultProvider: true", ""), Constant("us-east-1")),
        (PROVIDER % ("", "", "provider: '${choice}'"), Unevaluated()),
    ],
    ids=["named", "the default", "chosen by an expression"],
)
def test_providers(tmp_path: Path, written: str, region: object) -> None:
    stack = read(tmp_path, written)
    found = only(stack)
    assert found.provider_key is not None
    assert stack.providers[found.provider_key].expressions["region"] == region
    assert [gap.reason.code for gap in stack.gaps] == ["pulumi-provider-not-shown"] * isinstance(region, Unevaluated)


STACKS: dict[str, tuple[dict[str, str], object, str]] = {
    "one stack": ({"dev": "config: {'aws:region': eu-west-3}"}, Constant("eu-west-3"), "dev"),
    "stacks that agree": (
        {"dev": "config: {'aws:region': eu-west-3}", "prod": "config: {'aws:region': eu-west-3}"},
        Constant("eu-west-3"),
        "stack",
    ),
    "stacks that differ": (
        {"dev": "config: {'aws:region': eu-west-3}", "prod": "config: {'aws:region': us-east-1}"},
        Unevaluated(),
        "stack",
    ),
    "one that is silent": ({"dev": "config: {'aws:region': eu-west-3}", "prod": "{}"}, Unevaluated(), "stack"),
    "a secret": ({"dev": "config: {'aws:region': {secure: abc}}"}, Unevaluated(), "dev"),
}


@pytest.mark.parametrize(("files", "region", "stack"), STACKS.values(), ids=STACKS)
def test_settings_of_stacks(tmp_path: Path, files: dict[str, str], region: object, stack: str) -> None:
    found = read(tmp_path, "resources:\n  records: {type: 'aws:s3:Bucket'}\n", **files)
    assert only(found).address.startswith(f"urn:pulumi:{stack}::")
    (config,) = found.providers.values()
    assert config.expressions == {"region": region}


def test_a_resource_that_is_only_read(tmp_path: Path) -> None:
    program = "resources:\n  shared: {type: 'aws:s3:Bucket', get: {id: b-1, state: {region: eu-west-3}}}\n"
    found = only(read(tmp_path, program))
    assert (found.data, found.attributes) == (True, {"region": "eu-west-3"})


def test_parents_stand_in_the_urn(tmp_path: Path) -> None:
    program = (
        "resources:\n  one: {type: 'aws:s3:Bucket'}\n"
        "  two: {type: 'aws:s3:Bucket', options: {parent: '${one}'}}\n"
        "  three: {type: 'aws:s3:Bucket', options: {parent: '${three}'}}\n"
    )
    stack = read(tmp_path, program)
    assert named(stack, "two").address.split("::")[2] == "aws:s3/bucket:Bucket$aws:s3/bucket:Bucket"
    assert named(stack, "three").address.split("::")[2] == "aws:s3/bucket:Bucket"


def test_what_a_component_creates_is_a_gap(tmp_path: Path) -> None:
    stack = read(tmp_path, "resources:\n  net: {type: 'awsx:ec2:Vpc'}\n")
    assert [gap.reason.code for gap in stack.gaps] == ["pulumi-component-closed"]
    assert only(stack).type == "awsx:ec2:Vpc", "and the component is judged as it stands"


@pytest.mark.parametrize("odd", ["{properties: {region: x}}", "{type: Bucket}", "{type: [aws]}", "", "[]", "3"])
def test_a_resource_without_a_type_is_no_program(tmp_path: Path, odd: str) -> None:
    with pytest.raises(ReadError) as raised:
        read(tmp_path, f"resources:\n  good: {{type: 'aws:s3:Bucket'}}\n  odd: {odd}\n")
    assert (raised.value.code, raised.value.args_["resources"]) == ("pulumi-no-type", "odd")


def test_older_programs_stand_in_a_file_of_their_own(tmp_path: Path) -> None:
    body = '{"Type": "aws:s3:Bucket", "Properties": {"region": "${place}"}}'
    main = f'{{"Configuration": {{"place": {{"default": "eu-west-3"}}}},\n "Resources": {{\n  "records": {body}}}}}'
    (tmp_path / "Main.json").write_text(main, encoding="utf-8")
    found = only(read(tmp_path, ""))
    assert (found.location, found.attributes) == (Location("Main.json", 3), {"region": "eu-west-3"})


REFUSED: dict[str, tuple[dict[str, str], str]] = {
    "another language": ({"Pulumi.yaml": "name: x\nruntime: python\n"}, "pulumi-no-yaml"),
    "another language with options": ({"Pulumi.yaml": "name: x\nruntime: {name: nodejs}\n"}, "pulumi-no-yaml"),
    "no YAML": ({"Pulumi.yaml": "name: [\n"}, "pulumi-program"),
    "no mapping": ({"Pulumi.yaml": "- name\n"}, "pulumi-program"),
    "a key twice": ({"Pulumi.yaml": HEAD + "resources: {}\nresources: {}\n"}, "pulumi-program"),
    "Terraform beside it": ({"Pulumi.yaml": HEAD, "main.tf": ""}, "pulumi-with-terraform"),
    "a stack that is no YAML": ({"Pulumi.yaml": HEAD, "Pulumi.dev.yaml": "config: ["}, "pulumi-program"),
}


@pytest.mark.parametrize(("files", "code"), REFUSED.values(), ids=REFUSED)
def test_refused(tmp_path: Path, files: dict[str, str], code: str) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ReadError) as raised:
        readers.read(str(tmp_path))
    assert raised.value.code == code
    assert raised.value.args_["kind"] == "pulumi-source"


def test_the_program_says_what_its_preview_says(tool: Tool, tmp_path: Path) -> None:
    """But for what the engine alone knows: that they are new, and in which stack."""
    pulumi = tool("pulumi")
    tool("pulumi-language-yaml")
    program = (
        "config:\n  aws:region: eu-west-3\n"
        "variables:\n  labels: {data-class: health}\n"
        "resources:\n"
        "  america: {type: 'pulumi:providers:aws', properties: {region: us-east-1}}\n"
        "  records: {type: 'aws:s3:Bucket', properties: {tags: '${labels}'}}\n"
        "  replica: {type: 'aws:s3:Bucket', properties: {tags: '${labels}'}, options: {provider: '${america}'}}\n"
    )
    project = Project(tmp_path, pulumi, program, runtime="yaml")
    previewed = readers.read("preview.json", project.preview("--json").stdout.encode())
    source = readers.read(str(project.folder))
    assert isinstance(previewed, Stack)
    assert isinstance(source, Stack)
    assert _told(previewed) == _told(source)


def _told(stack: Stack) -> object:
    regions = {key.rpartition("::")[2]: config.expressions for key, config in stack.providers.items()}
    return regions, {
        (found.name, found.type, tuple(found.attributes.items()), (found.provider_key or "").rpartition("::")[2])
        for found in stack.resources
    }


PLACES = {
    "Main.json": '{"resources": {"records": {"type": "aws:s3:Bucket", "properties": {"region": "a"}}}}',
    "Main.yaml": "resources: {records: {type: 'aws:s3:Bucket', properties: {region: b}}}",
    "below/Main.yaml": "resources: {records: {type: 'aws:s3:Bucket', properties: {region: c}}}",
    "below/Pulumi.yaml": "resources: {records: {type: 'aws:s3:Bucket', properties: {region: d}}}",
}
FILES: dict[str, tuple[str, tuple[str, ...], str]] = {
    "a file of its own": ("", ("Main.yaml",), "b"),
    "JSON before YAML": ("", ("Main.json", "Main.yaml"), "a"),
    "a folder": ("main: below\n", ("Main.yaml", "below/Main.yaml"), "c"),
    "a folder with a manifest": ("main: below\n", ("below/Pulumi.yaml",), "d"),
    "a file below": ("main: below/Main.yaml\n", ("below/Main.yaml",), "c"),
}


@pytest.mark.parametrize(("head", "files", "region"), FILES.values(), ids=FILES)
def test_the_file_of_a_program(tmp_path: Path, head: str, files: tuple[str, ...], region: str) -> None:
    (tmp_path / "below").mkdir()
    for name in files:
        (tmp_path / name).write_text(PLACES[name], encoding="utf-8")
    hidden = "resources: {hidden: {type: 'aws:s3:Bucket'}}\n"
    found = only(read(tmp_path, head + hidden))
    assert (found.name, found.attributes["region"]) == ("records", region)


ELSEWHERE = {
    "a folder that is not there": ("main: below\n", "pulumi-program"),
    "what a compiler writes": ("", "pulumi-no-yaml"),
}


@pytest.mark.parametrize(("head", "code"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_program_that_stands_elsewhere_is_none(tmp_path: Path, head: str, code: str) -> None:
    runtime = "yaml" if head else "{name: yaml, options: {compiler: cue export}}"
    (tmp_path / "Pulumi.yaml").write_text(f"name: clinic\nruntime: {runtime}\n{head}", encoding="utf-8")
    with pytest.raises(ReadError) as raised:
        readers.read(str(tmp_path))
    assert raised.value.code == code


STACKS: dict[str, tuple[str, str, str, Expression]] = {
    "beside the program": ("", "Pulumi.prod.yaml", "config: {aws:region: us-east-1}", Constant("us-east-1")),
    "in a folder": (
        "stackConfigDir: stacks\n",
        "stacks/Pulumi.prod.yaml",
        "config: {aws:region: us-east-1}",
        Constant("us-east-1"),
    ),
    "nothing else": ("", "Pulumi.prod.yaml", "config: {}", Constant("eu-west-3")),
    "an environment": ("", "Pulumi.prod.yaml", "environment: [prod]", Unevaluated()),
    "an environment that it overrides": (
        "",
        "Pulumi.prod.yaml",
        "environment: [prod]\nconfig: {aws:region: eu-west-1}",
        Constant("eu-west-1"),
    ),
}


@pytest.mark.parametrize(("head", "file", "text", "region"), STACKS.values(), ids=STACKS)
def test_what_a_stack_gives_for_a_setting_of_the_project(
    tmp_path: Path, head: str, file: str, text: str, region: Expression
) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(text, encoding="utf-8")
    body = "config: {aws:region: {value: eu-west-3}}\nresources: {records: {type: 'aws:s3:Bucket'}}\n"
    (provider,) = read(tmp_path, head + body).providers.values()
    assert provider.expressions["region"] == region
