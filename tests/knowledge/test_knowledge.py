"""What a `Knowledge` answers, on records in memory."""

from __future__ import annotations

import pytest

from souverain import knowledge
from souverain.errors import KnowledgeError
from souverain.knowledge.records import Country, Endpoint, Entity, Law, Nexus, Ownership, Provider, Region, Source
from souverain.knowledge.regimes import Profile, Regime

PROOF = {"source": ("s",), "as_of": "2026-01-02", "grade": "primary"}


def region(id_: str, country: str, **more: object) -> Region:
    return Region(id=id_, country=country, **PROOF, **more)


def endpoint(pattern: str, **more: str) -> Endpoint:
    return Endpoint(pattern=pattern, **PROOF, **more)


AWS = Provider(
    id="aws",
    name="AWS",
    country="US",
    terraform=("hashicorp/aws", "hashicorp/awscc"),
    pulumi=("aws", "aws-native"),
    prefixes=("aws_", "awscc_"),
    regions=(
        region("eu-west-3", "FR", cloud="aws", aliases=("Europe (Paris)",), match="^eu-west-3[a-z]$"),
        region("eu-west-3-cmn-wlz-1a", "MA", cloud="aws", kind="wavelength_zone", parent="eu-west-3"),
        region("cn-north-1", "CN", cloud="aws-cn"),
    ),
    endpoints=(
        endpoint(r"^(?:.+\.)?amazonaws\.com$"),
        endpoint(r"^(?:.+\.)?s3\.(?P<region>[a-z0-9-]+)\.amazonaws\.com$", service="s3"),
        endpoint(r"^s3\.amazonaws\.com$", region="us-east-1"),
    ),
    **PROOF,
)
AZURE = Provider(
    id="azure",
    name="Azure",
    country="US",
    terraform=("hashicorp/azurerm",),
    prefixes=("azurerm_",),
    loose_names=True,
    regions=(region("francecentral", "FR", aliases=("France Central",)),),
    **PROOF,
)
FORK = Provider(id="fork", name="Fork", terraform=("acme/aws", "acme/thing"), prefixes=("aws_ex_",), **PROOF)
THING = Provider(id="thing", name="Thing", terraform=("other/thing",), **PROOF)
KNOWN = knowledge.of(
    providers=(AWS, AZURE, FORK, THING),
    entities=(Entity(id="sub", name="Sub", country="LU", **PROOF), Entity(id="top", name="Top", country="US", **PROOF)),
    ownership=(Ownership(owner="top", owned="sub", control="full", **PROOF),),
    nexus=(Nexus(entity="sub", role="supplier", other="top", **PROOF),),
    laws=(Law(id="z", name={}, jurisdiction="US", citation="", article="", **PROOF),),
    countries=(
        Country(id="FR", zones=("EU", "EEA"), **PROOF),
        Country(id="NO", zones=("EEA",), **PROOF),
        Country(id="EU", zones=("EU", "EEA"), **PROOF),
    ),
    regimes=(Regime(id="r", name={}, binding="house", citation="", protects=(), **PROOF),),
    profiles=(Profile(id="p", name={}, regime="r"),),
    sources=(Source(id="s", title="A source", date="2026"),),
    as_of="2026-03-04",
)


@pytest.mark.parametrize(
    ("source", "type_", "provider"),
    [
        ("registry.terraform.io/hashicorp/aws", "aws_s3_bucket", "aws"),
        ("registry.opentofu.org/hashicorp/aws", "aws_s3_bucket", "aws"),
        ("hashicorp/awscc", "awscc_s3_bucket", "aws"),
        ("registry.terraform.io/Hashicorp/AWS", "", "aws"),
        ("registry.terraform.io/-/aws", "", "aws"),
        ("aws", "", "aws"),
        ("pulumi/aws-native", "", "aws"),
        ("pulumi/azure", "", None),
        ("acme/aws", "", "fork"),
        ("thing", "", None),
        ("private.example/hashicorp/aws", "aws_s3_bucket", None),
        ("unknown/aws", "aws_s3_bucket", None),
        ("", "aws_s3_bucket", "aws"),
        ("", "aws_ex_thing", "fork"),
        ("", "azurerm_storage_account", "azure"),
        ("", "aws", None),
        ("", "other_thing", None),
    ],
)
def test_provider_of(source: str, type_: str, provider: str | None) -> None:
    assert KNOWN.provider_of(source, type_) == provider


@pytest.mark.parametrize(
    ("provider", "written", "cloud", "found"),
    [
        ("aws", "eu-west-3", "", "eu-west-3"),
        ("aws", "eu-west-3a", "", "eu-west-3"),
        ("aws", "Europe (Paris)", "", "eu-west-3"),
        ("aws", "eu-west-3-cmn-wlz-1a", "", "eu-west-3-cmn-wlz-1a"),
        ("aws", "EU-WEST-3", "", None),
        ("aws", "eu-west-3-new-1a", "", None),
        ("aws", "eu-west-3", "aws", "eu-west-3"),
        ("aws", "eu-west-3", "aws-cn", None),
        ("aws", "", "", None),
        ("azure", "francecentral", "", "francecentral"),
        ("azure", "France Central", "", "francecentral"),
        ("azure", "FRANCE central", "", "francecentral"),
        ("thing", "francecentral", "", None),
    ],
)
def test_region(provider: str, written: str, cloud: str, found: str | None) -> None:
    region = KNOWN.region(provider, written, cloud)
    assert (region.id if region else None) == found


@pytest.mark.parametrize(
    ("host", "provider", "region", "service"),
    [
        ("b.s3.eu-west-3.amazonaws.com", "aws", "eu-west-3", "s3"),
        ("B.S3.EU-WEST-3.AMAZONAWS.COM.", "aws", "eu-west-3", "s3"),
        ("s3.amazonaws.com", "aws", "us-east-1", ""),
        ("sts.amazonaws.com", "aws", "", ""),
        ("amazonaws.com", "aws", "", ""),
    ],
)
def test_host(host: str, provider: str, region: str, service: str) -> None:
    match = KNOWN.host(host)
    assert match is not None
    assert (match.provider, match.region, match.endpoint.service) == (provider, region, service)


@pytest.mark.parametrize("host", ["example.org", "amazonaws.com.evil.example", "evilamazonaws.com", "", "com"])
def test_host_that_nobody_knows(host: str) -> None:
    assert KNOWN.host(host) is None


def test_zones_hold_the_pseudo_code() -> None:
    assert KNOWN.zones == {"EEA": ("EU", "FR", "NO"), "EU": ("EU", "FR")}


def test_edges() -> None:
    assert [edge.owner for edge in KNOWN.owners("sub")] == ["top"]
    assert [edge.owned for edge in KNOWN.holdings("top")] == ["sub"]
    assert KNOWN.owners("top") == KNOWN.holdings("sub") == ()
    assert [link.other for link in KNOWN.nexus("sub")] == ["top"]
    assert KNOWN.nexus("top") == ()


def test_lists() -> None:
    assert KNOWN.providers() == ("aws", "azure", "fork", "thing")
    assert KNOWN.entities() == ("sub", "top")
    assert list(KNOWN.profiles) == ["p"]
    assert KNOWN.regimes["r"].binding == "house"
    assert [law.id for law in KNOWN.laws] == ["z"]


def test_records_come_back_as_they_went_in() -> None:
    assert KNOWN.provider("aws") == AWS
    assert KNOWN.source("s").title == "A source"
    assert KNOWN.country("NO").zones == ("EEA",)
    assert KNOWN.entity("top").country == "US"


@pytest.mark.parametrize("what", ["provider", "entity", "country", "source"])
def test_absent_record(what: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        getattr(KNOWN, what)("nobody")
    assert caught.value.code == f"no-such-{what}"


def test_region_of_an_absent_provider() -> None:
    with pytest.raises(KnowledgeError):
        KNOWN.region("nobody", "eu-west-3")


def test_digest_follows_the_content() -> None:
    same = knowledge.of(as_of="2026-03-04")
    assert same.digest == knowledge.of(as_of="2026-03-04").digest
    assert same.digest != knowledge.of(as_of="2026-03-05").digest
    assert (same.as_of, same.oldest_fact) == ("2026-03-04", "2026-03-04")


def test_a_name_claimed_twice() -> None:
    other = Provider(id="other", name="Other", terraform=("hashicorp/aws",), **PROOF)
    with pytest.raises(KnowledgeError) as caught:
        knowledge.of(providers=(AWS, other))
    assert caught.value.args_ == {"name": "hashicorp/aws", "first": "aws", "second": "other"}


def test_two_regions_of_one_name_are_unknown() -> None:
    twins = (region("one", "FR", aliases=("x",), cloud="a"), region("two", "US", aliases=("x",), cloud="b"))
    known = knowledge.of(providers=(Provider(id="p", name="P", regions=twins, **PROOF),))
    assert known.region("p", "x") is None
    assert known.region("p", "x", "b") == twins[1]


def test_a_local_zone_wins_over_the_region_it_hangs_on() -> None:
    zone = region("eu-1-far", "MA", kind="local_zone", match="^eu-1-.*$")
    near = region("eu-1", "FR", match="^eu-1-.*$")
    known = knowledge.of(providers=(Provider(id="p", name="P", regions=(near, zone), **PROOF),))
    assert known.region("p", "eu-1-far-2a") == zone


@pytest.mark.parametrize("content", [b"", b"{}", b"not json"], ids=["empty", "no tables", "no json"])
def test_a_broken_file(content: bytes, tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "knowledge.json"  # type: ignore[operator]  # pytest's own path
    path.write_bytes(content)
    monkeypatch.setattr(knowledge, "COMPILED", path)
    with pytest.raises(KnowledgeError) as caught:
        knowledge.load()
    assert caught.value.code == "broken-knowledge"


def test_no_file(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(knowledge, "COMPILED", tmp_path / "absent")  # type: ignore[operator]  # the same
    with pytest.raises(KnowledgeError):
        knowledge.load()
