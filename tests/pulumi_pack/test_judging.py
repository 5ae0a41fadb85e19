"""What the pack says of resources and of stacks: before they exist, and at the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from asking import BUCKET, HEALTH, Pack, policies, program, protocol, provider, serving, standing, urn

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
SECRET = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "eu-west-3"}
COPY = "aws:s3/bucketReplicationConfig:BucketReplicationConfig"
REGION = {"aws:region": "eu-west-3"}


@pytest.fixture
def pack(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Pack]:
    monkeypatch.setenv("LANG", "C")
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "PULUMI_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    with serving(program(tmp_path)) as found:
        yield found


Case = tuple[str, dict[str, Any], Any, list[str]]
RESOURCES: dict[str, Case] = {
    "Paris, an American operator": (BUCKET, {"tags": HEALTH, "region": "eu-west-3"}, None, ["extra-eu-jurisdiction"]),
    "Virginia": (
        BUCKET,
        {"tags": HEALTH},
        provider(name="america", region="us-east-1"),
        ["extra-eu-jurisdiction", "storage-outside-zone"],
    ),
    "no region anywhere": (BUCKET, {"tags": HEALTH}, None, ["unknown-location"]),
    "a region unknown before it exists": (BUCKET, {"tags": HEALTH, "region": UNKNOWN}, None, ["unknown-location"]),
    "a secret region": (BUCKET, {"tags": HEALTH, "region": SECRET}, None, ["unknown-location"]),
    "another operator behind an endpoint": (
        BUCKET,
        {"tags": HEALTH},
        provider(name="ovh", region="gra", endpoints='[{"s3":"https://s3.gra.io.cloud.ovh.net"}]'),
        [],
    ),
    "an operator within the Union": (
        "scaleway:object/bucket:Bucket",
        {"tags": ["data-class=health"], "region": "fr-par"},
        provider("scaleway"),
        [],
    ),
    "properties that nobody writes so": (
        BUCKET,
        {"tags": HEALTH, "region": "eu-west-3", "size": 1e300, "policy": {"4dabf18193072939515e22adb298388d": {}}},
        None,
        ["extra-eu-jurisdiction"],
    ),
    "a mark that nobody knows in place of a region": (
        BUCKET,
        {"tags": HEALTH, "region": {"4dabf18193072939515e22adb298388d": ["?"]}},
        None,
        ["unknown-location"],
    ),
    "a file in place of a region": (
        BUCKET,
        {"tags": HEALTH, "region": {"4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17"}},
        provider("aws", region="eu-west-3"),
        ["unknown-location"],
    ),
    "no health data": (BUCKET, {"tags": {"data-class": "none"}}, None, []),
    "nothing declared": (BUCKET, {}, None, []),
    "no store": ("aws:iam/role:Role", {"tags": HEALTH}, None, []),
    "a provider": ("pulumi:providers:aws", {"region": "us-east-1"}, None, []),
}


@pytest.mark.parametrize(("kind", "inputs", "by", "expected"), RESOURCES.values(), ids=RESOURCES)
def test_before_a_resource_exists(pack: Pack, kind: str, inputs: dict[str, Any], by: Any, expected: list[str]) -> None:
    pack.stack()
    pack.configure()
    found = pack.before("records", inputs, kind=kind, by=by)
    assert {item.policyName for item in found} >= set(expected)
    assert bool(found) is bool(expected)
    assert all(item.enforcementLevel == protocol.MANDATORY for item in found)


def test_a_component_is_no_resource(pack: Pack) -> None:
    pack.stack()
    component = provider()
    component.Clear()
    assert pack.before("store", {"tags": HEALTH}, kind="clinic:index:Store", by=component) == []


BARE: dict[str, tuple[str, dict[str, Any], bool]] = {
    "bridged": (BUCKET, {"tags": HEALTH, "region": "eu-west-3"}, True),
    "native": ("azure-native:storage:StorageAccount", {"tags": HEALTH, "location": "francecentral"}, True),
    "native, by version": ("google-native:storage/v1:Bucket", {"labels": HEALTH, "location": "europe-west9"}, True),
    "of a package of components": ("eks:index:Cluster", {"tags": HEALTH}, False),
    "of nobody": ("clinic:index:Store", {"tags": HEALTH}, False),
}


def bare(name: str, inputs: dict[str, Any], kind: str, parent: str = "") -> protocol.AnalyzerResource:
    """A resource of a state that does not hold its provider."""
    found = standing(name, inputs, kind=kind)
    found.provider.Clear()
    found.parent = parent
    return found


@pytest.mark.parametrize(("kind", "inputs", "expected"), BARE.values(), ids=BARE)
def test_a_state_that_does_not_hold_its_providers(
    pack: Pack, kind: str, inputs: dict[str, Any], expected: bool
) -> None:
    nobody = bare("nobody", {}, kind).provider
    assert bool(pack.before("records", inputs, kind=kind, by=nobody)) is expected
    alone = pack.at_the_end(bare("records", inputs, kind))
    assert bool(alone) is not expected, "what no table knows is judged at the end, when it groups nothing"
    child = bare("child", {"tags": {"data-class": "none"}}, BUCKET, urn(kind, "records"))
    grouping = pack.at_the_end(bare("records", inputs, kind), child)
    assert [item for item in grouping if item.urn == urn(kind, "records")] == []


def test_a_component_is_no_resource_at_the_end_either(pack: Pack) -> None:
    component = bare("records", {"tags": HEALTH}, "clinic:index:Store")
    none = {"tags": {"data-class": "none"}}
    assert pack.at_the_end(component, standing("bucket", none)) == [], "a state that holds its providers"
    pack.stack()
    assert pack.at_the_end(component) == [], "a run, which always shows them"


@pytest.mark.parametrize(
    ("outputs", "expected"), [({"region": "eu-west-3"}, False), ({}, True)], ids=["told", "silent"]
)
def test_the_outputs_of_a_state_may_tell_what_its_inputs_leave_open(
    pack: Pack, outputs: dict[str, Any], expected: bool
) -> None:
    pack.configure()
    assert pack.before("records", {"tags": HEALTH}) == [], "nobody says a stack: this is the analysis of a state"
    found = pack.at_the_end(standing("records", {"tags": HEALTH, **outputs}))
    assert ("unknown-location" in dict(policies(found))) is expected


def test_the_message_says_where_who_which_law_and_what_to_do(pack: Pack) -> None:
    pack.stack()
    pack.configure()
    (found,) = pack.before("records", {"tags": HEALTH, "region": "eu-west-3", "bucket": "jane-doe-x-rays"})
    lines = found.message.splitlines()
    assert lines[0] == "Health data in Paris, within reach of US law. [health]"
    assert [line.split()[0] for line in lines[1:4]] == ["where", "who", "law"]
    assert "Amazon.com, Inc. (US, control)" in found.message
    assert "CLOUD Act" in found.message
    assert "jane-doe" not in found.message, "no property but places and labels"
    assert found.urn == urn(BUCKET, "records")


LEVELS = {
    "advisory": (protocol.ADVISORY, protocol.ADVISORY),
    "mandatory": (protocol.MANDATORY, protocol.MANDATORY),
    "remediate": (protocol.REMEDIATE, protocol.REMEDIATE),
    "disabled": (protocol.DISABLED, None),
}


@pytest.mark.parametrize(("given", "expected"), LEVELS.values(), ids=LEVELS)
@pytest.mark.parametrize(
    ("policy", "inputs"),
    [("extra-eu-jurisdiction", {"region": "eu-west-3"}), ("unknown-location", {"region": UNKNOWN})],
)
def test_levels(pack: Pack, policy: str, inputs: dict[str, Any], given: int, expected: int | None) -> None:
    pack.stack()
    pack.configure({policy: given})
    found = [item for item in pack.before("records", {"tags": HEALTH, **inputs}) if item.policyName == policy]
    assert [item.enforcementLevel for item in found] == ([] if expected is None else [expected])


def test_what_is_unproven_may_warn_only(pack: Pack) -> None:
    pack.stack()
    pack.configure(unproven="warn")
    found = pack.before("records", {"tags": HEALTH, "region": UNKNOWN})
    assert {item.enforcementLevel for item in found} == {protocol.ADVISORY}


def test_several_profiles_are_never_merged(pack: Pack) -> None:
    pack.stack()
    pack.configure(profiles=["health", "secnumcloud"])
    found = pack.before("records", {"tags": HEALTH, "region": "eu-west-3"})
    first_lines = {item.message.splitlines()[0].rpartition(" ")[2] for item in found}
    assert first_lines == {"[health]", "[secnumcloud]"}


def test_dates_decide_on_qualifications(pack: Pack) -> None:
    vm = {"tags": [{"key": "data-class", "value": "health"}]}
    by = provider("outscale", region="cloudgouv-eu-west-1")
    pack.stack()
    for date, expected in (("2026-11-30", False), ("2026-12-01", True)):
        pack.configure(profiles=["secnumcloud"], asOf=date)
        assert bool(pack.before("records", vm, kind="outscale:index/vm:Vm", by=by)) is expected


def test_a_class_that_the_settings_assume(pack: Pack) -> None:
    pack.stack()
    pack.configure(assumeClass="health")
    assert policies(pack.before("records", {"region": "eu-west-3"})) == [("extra-eu-jurisdiction", "records")]


def test_the_configuration_beside_the_program(tmp_path: Path) -> None:
    (tmp_path / "souverain.yaml").write_text(
        "classes:\n  - data: health\n    address: '*::records*'\n    author: dim\n    date: 2026-11-24\n",
        encoding="utf-8",
    )
    with serving(program(tmp_path)) as pack:
        pack.stack()
        pack.configure()
        assert pack.before("logs", {"region": "eu-west-3"}) == []
        for name in ("records", "records-of-2025"):
            assert policies(pack.before(name, {"region": "eu-west-3"})) == [("extra-eu-jurisdiction", name)]


def test_a_class_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "souverain.yaml").write_text("data_classes:\n  imaging: {is: health}\n", encoding="utf-8")
    with serving(program(tmp_path)) as pack:
        pack.stack(REGION)
        pack.configure()
        (found,) = pack.before("scans", {"tags": {"data-class": "imaging"}})
        assert "Imaging (health data)" in found.message
        pack.configure(assumeClass="imaging")
        assert policies(pack.before("others", {})) == [("extra-eu-jurisdiction", "others")]


@pytest.mark.parametrize(("until", "waived"), [("2099-12-31", True), ("2026-11-20", False)], ids=["in force", "over"])
def test_a_waiver_sets_aside_what_it_names_until_its_day(tmp_path: Path, until: str, waived: bool) -> None:
    (tmp_path / "souverain.yaml").write_text(
        "waivers:\n  - {rule: extra-eu-jurisdiction, address: '*::records', reason: moves, author: a, approver: b, "
        f"date: 2026-11-01, until: {until}}}\n",
        encoding="utf-8",
    )
    with serving(program(tmp_path)) as pack:
        pack.stack(REGION)
        pack.configure()
        found = policies(pack.before("records", {"tags": HEALTH}))
        assert (found == []) is waived
        assert policies(pack.before("others", {"tags": HEALTH})) == [("extra-eu-jurisdiction", "others")]
        assert (policies(pack.at_the_end(standing("records", {"tags": HEALTH}))) == []) is True


def test_what_belongs_to_no_rule_is_told_too(tmp_path: Path) -> None:
    (tmp_path / "souverain.yaml").write_text(
        "classes:\n  - data: none\n    author: dim\n    date: 2026-11-24\n", encoding="utf-8"
    )
    with serving(program(tmp_path)) as pack:
        pack.stack(REGION)
        pack.configure()
        found = {item.policyName: item for item in pack.before("records", {"tags": HEALTH})}
        assert found.keys() == {"souverain", "extra-eu-jurisdiction"}, "the label wins over the configuration"
        assert found["souverain"].enforcementLevel == protocol.ADVISORY


def test_the_region_of_the_stack(pack: Pack) -> None:
    pack.stack(REGION)
    pack.configure()
    (found,) = pack.before("records", {"tags": HEALTH})
    assert "Paris" in found.message


def test_secrets_of_the_stack_are_not_read(pack: Pack) -> None:
    pack.stack(REGION, secret=("aws:region",))
    pack.configure()
    assert "unknown-location" in dict(policies(pack.before("records", {"tags": HEALTH})))


def test_the_environment_counts_only_when_it_may(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_REGION", "eu-west-3")
    pack.stack()
    pack.configure()
    assert "unknown-location" in dict(policies(pack.before("records", {"tags": HEALTH})))
    pack.configure(environment=True)
    assert policies(pack.before("records", {"tags": HEALTH})) == [("extra-eu-jurisdiction", "records")]
    scaleway, labelled = "scaleway:object/bucket:Bucket", {"tags": HEALTH}
    monkeypatch.setenv("SCW_DEFAULT_REGION", "fr-par")
    assert pack.before("scans", labelled, kind=scaleway, by=provider("scaleway")) == [], "assumed is enough"
    pack.configure(environment=True, strict=True)
    assert pack.before("scans", labelled, kind=scaleway, by=provider("scaleway")), "unless nothing may be assumed"
    mine = provider(name="mine")
    assert "unknown-location" in dict(policies(pack.before("files", {"tags": HEALTH}, by=mine))), (
        "only default providers"
    )


def test_what_older_hosts_say_in_the_environment(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULUMI_CONFIG", '{"aws:region":"eu-west-3"}')
    monkeypatch.setenv("PULUMI_DRY_RUN", "true")
    monkeypatch.setenv("PULUMI_PROJECT", "clinic")
    pack.configure()
    assert policies(pack.before("records", {"tags": HEALTH})) == [("extra-eu-jurisdiction", "records")]


def test_resources_that_differ_in_their_names_have_the_same_violations(pack: Pack) -> None:
    pack.stack(REGION)
    pack.configure()
    first = pack.before("one", {"tags": HEALTH, "bucket": "one"})
    second = pack.before("two", {"tags": HEALTH, "bucket": "two"})
    assert [item.message for item in first] == [item.message for item in second]
    assert (first[0].urn, second[0].urn) == (urn(BUCKET, "one"), urn(BUCKET, "two"))
    assert pack.before("three", {"tags": {"data-class": "none"}, "bucket": "one"}) == []


def test_one_question_for_the_whole_stack(pack: Pack) -> None:
    pack.stack(REGION)
    pack.configure()
    for name in ("one", "two"):
        assert pack.before(name, {}) == []
    (found,) = pack.at_the_end(standing("one", {}), standing("two", {}))
    assert (found.policyName, found.urn, found.enforcementLevel) == ("undeclared-class", "", protocol.MANDATORY)
    assert "within reach of US law" in found.message, "what they would be refused for"


def test_what_was_said_before_is_not_said_again(pack: Pack) -> None:
    pack.stack(REGION)
    pack.configure()
    assert pack.before("records", {"tags": HEALTH})
    assert pack.at_the_end(standing("records", {"tags": HEALTH})) == []


def replicated(pack: Pack, region: str) -> list[tuple[str, str]]:
    """A bucket in Paris and its replica in the same stack, as a preview sees them."""
    elsewhere = provider(name="elsewhere", region=region)
    pack.stack(REGION)
    pack.configure({"extra-eu-jurisdiction": protocol.DISABLED})
    inputs = {"bucket": UNKNOWN, "rules": [{"destination": {"bucket": UNKNOWN}}]}
    assert pack.before("copy", inputs, kind=COPY) == []
    pack.before("records", {"tags": HEALTH})
    pack.before("replica", {"tags": HEALTH}, by=elsewhere)
    depends = {"bucket": (urn(BUCKET, "records"),), "rules": (urn(BUCKET, "replica"),)}
    return policies(
        pack.at_the_end(
            standing("records", {"tags": HEALTH, "arn": UNKNOWN}),
            standing("replica", {"tags": HEALTH, "arn": UNKNOWN}, by=elsewhere),
            standing("copy", inputs, kind=COPY, depends=depends),
        )
    )


def test_a_replica_abroad_is_found_at_the_end(pack: Pack) -> None:
    assert ("cross-border-copy", "records") in replicated(pack, "us-east-1")


def test_a_replica_within_the_zone_is_no_violation_of_it(pack: Pack) -> None:
    assert "cross-border-copy" not in dict(replicated(pack, "eu-central-1"))


def test_what_a_labelled_resource_holds_is_judged_at_the_end(pack: Pack) -> None:
    account, container = "azure:storage/account:Account", "azure:storage/container:Container"
    azure = provider("azure")
    place = {"location": "francecentral", "tags": HEALTH, "accountReplicationType": "LRS"}
    pack.stack()
    pack.configure()
    assert policies(pack.before("files", place, kind=account, by=azure)) == [("extra-eu-jurisdiction", "files")]
    assert pack.before("scans", {"storageAccountId": UNKNOWN}, kind=container, by=azure) == []
    found = pack.at_the_end(
        standing("files", place, kind=account, by=azure),
        standing(
            "scans",
            {"storageAccountId": UNKNOWN},
            kind=container,
            by=azure,
            depends={"storageAccountId": (urn(account, "files"),)},
        ),
    )
    assert policies(found) == [("extra-eu-jurisdiction", "scans")]


def test_a_place_that_stands_in_another_resource_waits_for_the_end(pack: Pack) -> None:
    database, server = "azure:mssql/database:Database", "azure:mssql/server:Server"
    azure = provider("azure")
    inputs = {"serverId": UNKNOWN, "tags": HEALTH}
    depends = {"serverId": (urn(server, "server"),)}
    pack.stack()
    pack.configure()
    pack.before("server", {"location": "francecentral"}, kind=server, by=azure)
    before = policies(pack.before("records", inputs, kind=database, by=azure))
    assert ("extra-eu-jurisdiction", "records") in before, "the operator is known, wherever it is"
    assert "unknown-location" not in dict(before)
    known = standing("server", {"location": "francecentral"}, kind=server, by=azure)
    held = standing("records", inputs, kind=database, by=azure, depends=depends)
    assert ("unknown-location", "records") not in policies(pack.at_the_end(known, held))
    assert ("unknown-location", "records") in policies(
        pack.at_the_end(standing("records", inputs, kind=database, by=azure))
    )


def test_providers_that_only_the_end_shows(pack: Pack) -> None:
    pack.stack()
    pack.configure()
    pack.before("records", {"tags": HEALTH})
    found = pack.at_the_end(standing("records", {"tags": HEALTH}, by=provider(region="us-east-1")))
    assert ("storage-outside-zone", "records") in policies(found)


def test_what_the_stack_only_reads_is_not_judged(pack: Pack) -> None:
    pack.stack(REGION)
    pack.configure()
    assert pack.at_the_end(standing("shared", {"tags": HEALTH})) == []


def test_a_state_is_judged_by_its_outputs(pack: Pack) -> None:
    pack.configure()
    pack.before("records", {"tags": HEALTH})
    found = pack.at_the_end(standing("records", {"tags": HEALTH, "region": "us-east-1"}))
    assert ("storage-outside-zone", "records") in policies(found)


def test_a_declared_state_is_judged_at_the_end_and_once(pack: Pack, tmp_path: Path) -> None:
    state = "state: [{backend: service, host: api.pulumi.com, author: DPO, date: 2026-11-01}]"
    (tmp_path / "souverain.yaml").write_text(state, encoding="utf-8")
    pack.stack()
    pack.configure()
    scaleway = {"tags": ["data-class=health"], "region": "fr-par"}
    kind = "scaleway:object/bucket:Bucket"
    for name in ("a", "b"):
        assert pack.before(name, scaleway, kind=kind, by=provider("scaleway")) == []
    ended = pack.at_the_end(*(standing(name, scaleway, kind=kind, by=provider("scaleway")) for name in ("a", "b")))
    assert {item.policyName for item in ended} == {"extra-eu-jurisdiction", "storage-outside-zone"}
    assert {item.urn for item in ended} == {""}
    assert all(item.message.startswith("pulumi.backend.service: ") for item in ended)
