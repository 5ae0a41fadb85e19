"""The protocol: what the pack says of itself, what it takes, and that nothing goes wrong in silence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest
from asking import BUCKET, HEALTH, Pack, policies, program, protocol, serving, standing, struct, urn
from google.protobuf.empty_pb2 import Empty

from souverain import __version__
from souverain.engine import rules
from souverain.errors import PolicyError
from souverain.pulumi_pack import judge


@pytest.fixture
def pack(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Pack]:
    monkeypatch.setenv("LANG", "C")
    with serving(program(tmp_path)) as found:
        yield found


def test_every_rule_is_a_policy(pack: Pack) -> None:
    info = pack.info()
    assert (info.name, info.version, info.supportsConfig) == ("souverain", __version__, True)
    assert {policy.name for policy in info.policies} == {"souverain", *(rule.id for rule in rules.load().values())}
    severities = {rule.id: rule.severity for rule in rules.load().values()}
    for policy in info.policies:
        assert policy.description
        if policy.name != "souverain":
            assert policy.enforcementLevel == protocol.MANDATORY, "advisory is what does not close the gate"
            refuses = severities[policy.name] == "error"
            assert (policy.severity == protocol.POLICY_SEVERITY_HIGH) is refuses
            assert policy.url.startswith("https://")
            assert policy.framework.reference
            assert policy.tags


def test_rules_of_the_whole_stack_are_told_apart(pack: Pack) -> None:
    of_the_stack = {policy.name for policy in pack.info().policies if policy.policy_type == protocol.POLICY_TYPE_STACK}
    assert of_the_stack == {rule.id for rule in rules.load().values() if rule.scope == "stack"}
    assert of_the_stack >= {"cross-border-copy", "undeclared-class"}


def test_the_settings_have_a_schema(pack: Pack) -> None:
    (settings,) = (policy for policy in pack.info().policies if policy.name == "souverain")
    names = set(settings.configSchema.properties.fields)
    assert names == {
        "profiles",
        "assumeClass",
        "config",
        "policy",
        "asOf",
        "lang",
        "unproven",
        "strict",
        "set",
        "environment",
    }
    profiles = settings.configSchema.properties["profiles"]["items"]["description"]
    assert {"health,", "hds,", "secnumcloud,"} <= set(profiles.split())


def test_the_version_of_the_folder_is_that_of_the_package() -> None:
    manifest = Path(judge.__file__).with_name("PulumiPolicy.yaml").read_text("utf-8")
    assert f"version: {__version__}\n" in manifest


def test_every_call_is_implemented(pack: Pack) -> None:
    """The engine forgives a call that is not, and goes on without its answer."""
    pack.stub.Handshake(protocol.AnalyzerHandshakeRequest(engine_address="127.0.0.1:1"))
    assert pack.stub.GetPluginInfo(Empty()).version == __version__
    assert not pack.stub.Remediate(protocol.AnalyzeRequest(type=BUCKET, urn=urn(BUCKET, "b"))).remediations
    pack.stack()
    pack.configure()
    assert pack.before("pulumi", {}, kind="pulumi:pulumi:Stack") == []
    assert pack.at_the_end() == []
    pack.stub.Cancel(Empty())


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "a setting that does not exist": ({"profile": "health"}, "profile"),
    "a value that does not fit": ({"strict": "yes"}, "strict"),
    "a class that does not exist": ({"assumeClass": "secret"}, "assumeClass"),
    "a profile that does not exist": ({"profiles": ["hipaa"]}, "hipaa"),
    "a file that does not exist": ({"config": "/nowhere/souverain.yaml"}, "/nowhere/souverain.yaml"),
    "a file that is not beside the program": ({"config": "souverain.yaml"}, "cannot be read"),
}


@pytest.mark.parametrize(("settings", "told"), REFUSED.values(), ids=REFUSED)
def test_wrong_settings_end_the_run(pack: Pack, settings: dict[str, Any], told: str) -> None:
    pack.stack()
    with pytest.raises(grpc.RpcError) as raised:
        pack.configure(**settings)
    assert raised.value.code() == grpc.StatusCode.FAILED_PRECONDITION
    assert told in raised.value.details()


ELSEWHERE: dict[str, tuple[str, dict[str, Any], str]] = {
    "no program": ("", {}, "clinic is not known here"),
    "another program": ("shop", {}, "clinic is not known here"),
    "a file beside no program": ("", {"config": "souverain.yaml"}, "absolute"),
}


@pytest.mark.parametrize(("name", "settings", "told"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_configuration_that_may_be_there_is_not_left_unread(
    tmp_path: Path, name: str, settings: dict[str, Any], told: str
) -> None:
    with serving(program(tmp_path, name) if name else None) as pack:
        pack.stack()
        with pytest.raises(grpc.RpcError) as raised:
            pack.configure(**settings)
        assert raised.value.code() == grpc.StatusCode.FAILED_PRECONDITION
        assert told in raised.value.details()
        with pytest.raises(grpc.RpcError):
            pack.before("records", {"tags": {"data-class": "none"}})
        pack.configure(profiles=["health"])
        assert pack.before("records", {"tags": {"data-class": "none"}}) == [], "what is asked for is said"


def test_the_configuration_where_a_state_is_analyzed(tmp_path: Path) -> None:
    (tmp_path / "souverain.yaml").write_text("profiles: [secnumcloud]\n", encoding="utf-8")
    with serving(None, tmp_path) as pack:
        pack.configure()
        found = pack.before("records", {"tags": HEALTH, "region": "eu-west-3"})
        assert {item.message.splitlines()[0].rpartition(" ")[2] for item in found} == {"[secnumcloud]"}


def test_a_level_that_nobody_knows_ends_the_run(pack: Pack) -> None:
    with pytest.raises(grpc.RpcError) as raised:
        pack.configure({"extra-eu-jurisdiction": 99})
    assert raised.value.code() == grpc.StatusCode.INTERNAL
    assert "KeyError" in raised.value.details()


def test_a_policy_that_does_not_exist_ends_the_run(pack: Pack) -> None:
    with pytest.raises(grpc.RpcError) as raised:
        pack.configure({"extra-us-jurisdiction": protocol.ADVISORY})
    assert "extra-us-jurisdiction" in raised.value.details()


def test_settings_of_a_policy_that_takes_none_end_the_run(pack: Pack) -> None:
    given = protocol.PolicyConfig(enforcementLevel=protocol.ADVISORY, properties=struct({"zone": "EU"}))
    with pytest.raises(grpc.RpcError) as raised:
        pack.stub.Configure(protocol.ConfigureAnalyzerRequest(policyConfig={"storage-outside-zone": given}))
    assert "storage-outside-zone" in raised.value.details()


@pytest.mark.parametrize("call", ["Analyze", "AnalyzeStack"])
@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (PolicyError("policy-timeout", engine="wasm", seconds="60"), grpc.StatusCode.FAILED_PRECONDITION, "60"),
        (RuntimeError("password=hunter2"), grpc.StatusCode.INTERNAL, "RuntimeError"),
    ],
    ids=["broken policies", "a crash"],
)
def test_what_cannot_be_judged_is_an_error_and_never_a_pass(
    pack: Pack, monkeypatch: pytest.MonkeyPatch, call: str, error: Exception, code: object, told: str
) -> None:
    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr(judge.findings, "judge", broken)
    asked = {
        "Analyze": lambda: pack.before("records", {"tags": HEALTH, "region": "eu-west-3"}),
        "AnalyzeStack": lambda: pack.at_the_end(standing("records", {"tags": HEALTH})),
    }
    pack.stack()
    pack.configure()
    with pytest.raises(grpc.RpcError) as raised:
        asked[call]()
    assert raised.value.code() == code
    assert told in raised.value.details()
    assert "hunter2" not in raised.value.details()


def test_a_pack_that_nobody_configures_judges_all_the_same(pack: Pack) -> None:
    assert policies(pack.before("records", {"tags": HEALTH, "region": "eu-west-3"})) == [
        ("extra-eu-jurisdiction", "records")
    ]


def test_one_language_or_the_other(pack: Pack) -> None:
    pack.configure(lang="fr")
    (found,) = pack.before("records", {"tags": HEALTH, "region": "eu-west-3"})
    assert found.message.startswith("Données de santé")
