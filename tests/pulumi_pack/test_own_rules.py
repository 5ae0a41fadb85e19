"""Rules of the user's in the pack: those of the page that builds one, as a folder and as a bundle."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import grpc
import programs
import pytest
from asking import HEALTH, Pack, policies, program, protocol, provider, serving, standing
from click.testing import CliRunner, Result
from pulumi_cli import Project

from real_tools import Tool
from souverain import cli
from test_writing_rules import FILES

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
REGION = {"aws:region": "eu-west-3"}
SCALEWAY = "scaleway:object/bucket:Bucket"
TAGS = {"tags": ["data-class=health"]}
RULE = "house/approved_regions/approved_regions.rego"
BY_NAME = FILES[RULE].replace(
    "deny contains finding if {",
    """deny contains finding if {
	some subject in lib.subjects
	endswith(subject.address, "::forbidden")
	finding := {"subject": subject.id, "status": "fail", "evidence": []}
}

deny contains finding if {""",
    1,
)


@pytest.fixture(autouse=True)
def opa(tool: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real opa on PATH, and nothing kept from other runs."""
    monkeypatch.setenv("PATH", os.pathsep.join([str(tool("opa").parent), os.environ["PATH"]]))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LANG", "C")


def house(folder: Path, rule: str = FILES[RULE]) -> Path:
    """The folder of the page, beside a program."""
    for name, text in {**FILES, RULE: rule}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "house"


def souverain(*arguments: str) -> Result:
    return CliRunner().invoke(cli.commands, arguments, standalone_mode=False)


def folder(_made: Path) -> str:
    return "house"


def bundle(made: Path) -> str:
    assert souverain("policy", "build", str(made), "-o", str(made.parent / "house.tar.gz")).exception is None
    return "house.tar.gz"


@pytest.fixture(params=[folder, bundle])
def policy(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The setting, from the folder of the program."""
    named: Callable[[Path], str] = request.param
    return named(house(tmp_path))


@pytest.fixture
def pack(tmp_path: Path) -> Iterator[Pack]:
    with serving(program(tmp_path)) as found:
        found.stack(REGION)
        yield found


def test_they_are_told_at_the_end_by_their_id(pack: Pack, policy: str) -> None:
    pack.configure(policy=policy, profiles=["house"])
    assert policies(pack.before("records", {"tags": HEALTH})) == [("extra-eu-jurisdiction", "records")]
    (found,) = pack.at_the_end(standing("records", {"tags": HEALTH}))
    assert found.policyName == "souverain"
    assert found.message.startswith("approved-regions: Health data in eu-west-3, which the house has not approved.")
    assert (found.enforcementLevel, found.severity) == (protocol.MANDATORY, protocol.POLICY_SEVERITY_HIGH)
    scaleway = provider("scaleway")
    assert pack.before("scans", {**TAGS, "region": "fr-par"}, kind=SCALEWAY, by=scaleway) == []
    assert pack.at_the_end(standing("scans", {**TAGS, "region": "fr-par"}, kind=SCALEWAY, by=scaleway)) == []


def test_a_place_that_nobody_knows_is_no_pass(pack: Pack, policy: str) -> None:
    pack.configure(policy=policy, profiles=["house"])
    scaleway, inputs = provider("scaleway"), {**TAGS, "region": UNKNOWN}
    pack.before("scans", inputs, kind=SCALEWAY, by=scaleway)
    told = [item.message for item in pack.at_the_end(standing("scans", inputs, kind=SCALEWAY, by=scaleway))]
    assert any(message.startswith("approved-regions: ") for message in told)


def test_a_rule_may_look_at_names(pack: Pack, tmp_path: Path) -> None:
    """What shipped rules answer of one resource holds of another that differs in its name alone; theirs may not."""
    house(tmp_path, BY_NAME)
    pack.configure(policy="house", profiles=["house"])
    scaleway, inputs = provider("scaleway"), {**TAGS, "region": "fr-par"}
    for name, refused in (("allowed", False), ("forbidden", True), ("allowed", False)):
        pack.before(name, inputs, kind=SCALEWAY, by=scaleway)
        assert bool(pack.at_the_end(standing(name, inputs, kind=SCALEWAY, by=scaleway))) is refused


def _broken(made: Path) -> str:
    (made / "approved_regions/approved_regions.rego").write_text("package souverain.custom.x\n\ndeny contains {\n")
    return "house"


def _cut(made: Path) -> str:
    name = bundle(made)
    file = made.parent / name
    file.write_bytes(file.read_bytes()[:200])
    return name


WRONG = {
    "nothing there": (lambda _: "absent", "absent"),
    "a rule that does not compile": (_broken, "approved_regions.rego"),
    "a bundle that is cut": (_cut, "house.tar.gz"),
}


@pytest.mark.parametrize(("made", "said"), WRONG.values(), ids=WRONG)
def test_rules_that_cannot_judge_fail_the_run(
    pack: Pack, tmp_path: Path, made: Callable[[Path], str], said: str
) -> None:
    policy = made(house(tmp_path))
    with pytest.raises(grpc.RpcError, match=re.escape(said)) as caught:
        pack.configure(policy=policy)
    assert caught.value.code() is grpc.StatusCode.FAILED_PRECONDITION
    with pytest.raises(grpc.RpcError):
        pack.before("records", {"tags": HEALTH})


def test_a_profile_that_nobody_has_fails_the_run(pack: Pack, policy: str) -> None:
    with pytest.raises(grpc.RpcError, match="there is no profile hous"):
        pack.configure(policy=policy, profiles=["hous"])


def test_the_real_engine_tells_what_check_tells(tool: Tool, tmp_path: Path) -> None:
    tool("pulumi-language-yaml")
    project = Project(tmp_path, tool("pulumi"), programs.HEAD)
    project.configure(aws_region="eu-west-3", outscale_region="cloudgouv-eu-west-1")
    house(project.folder)
    project.write(programs.EVERYWHERE.text("yaml"), "yaml")
    settings = {"souverain": {"policy": "house", "profiles": ["house"]}}
    (tmp_path / "pack.json").write_text(json.dumps(settings), encoding="utf-8")
    asked = (
        "--policy-pack",
        souverain("pulumi-pack").output.strip(),
        "--policy-pack-config",
        str(tmp_path / "pack.json"),
    )
    preview = project.preview("--json", "--show-sames").stdout
    (tmp_path / "preview.json").write_text(preview, encoding="utf-8")
    report = souverain(
        *("check", str(tmp_path / "preview.json"), "--policy", str(project.folder / "house")),
        *("--profile", "house", "--format", "json"),
    )
    done = project.preview(*asked, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    expected = {
        item["message"]
        for item in json.loads(report.stdout)["findings"]
        if item["rule"] == "approved-regions" and item["gate"]
    }
    assert expected
    assert set(re.findall(r"approved-regions: (.*) \[house\]", done.stdout)) == expected
