"""What a user declares over the knowledge: it is found, it is graded, and it never turns a refusal into a pass."""

from __future__ import annotations

import pytest

from market import Market, Sold
from souverain.control import operator
from souverain.declared import (
    Attestation,
    DeclaredEntity,
    DeclaredOwner,
    DeclaredRegion,
    DeclaredSite,
    Overlay,
)
from souverain.errors import ConfigError
from souverain.knowledge import Knowledge, load

SAID = {"author": "RSSI", "date": "2026-11-20"}
AS_OF = "2026-11-21"
HERE = (DeclaredRegion(id="here", country="FR", city="Rouen"),)
FRENCH = DeclaredEntity(id="french", name="Française SA", country="FR", kind="public", **SAID)
PARIS = Sold(source="hashicorp/aws", type="aws_s3_bucket", block={"region": "eu-west-3"})


@pytest.fixture(scope="module")
def shipped() -> Knowledge:
    return load()


def owner(owned: str, by: str = "french", **more: object) -> DeclaredOwner:
    return DeclaredOwner(owned=owned, owner=by, **{"control": "full", "share": 100.0, **SAID, **more})


def site(**changes: object) -> DeclaredSite:
    return DeclaredSite(
        **{"id": "own", "operator": "french", "hosts": ("own.example",), "regions": HERE, **SAID, **changes}
    )


def attestation(**changes: object) -> Attestation:
    base: dict[str, object] = {
        "scheme": "HDS",
        "offer": "azure/azure",
        "certificate_no": "A-1",
        "sites": ("*",),
        "services": ("*",),
        "since": "2026-01-01",
        "until": "2027-01-01",
        "author": "RSSI",
        "checked_on": "2026-11-20",
    }
    return Attestation(**{**base, **changes})


# --- It is there, and says whose word it is ---------------------------------------------------------------------------


def test_nothing_declared_changes_nothing(shipped: Knowledge) -> None:
    assert shipped.with_overlay(Overlay(path="souverain.yaml")) is shipped


def test_a_declared_entity_is_known_with_its_author_and_date(shipped: Knowledge) -> None:
    known = shipped.with_overlay(Overlay(path="souverain.yaml", entities=(FRENCH,)))
    found = known.entity("french")
    source = known.source(found.source[0])
    assert (found.name, found.grade, found.as_of) == ("Française SA", "own", "2026-11-20")
    assert (source.title, source.date) == ("souverain.yaml, declared by RSSI", "2026-11-20")


def test_what_is_shipped_keeps_its_digest_and_its_dates(shipped: Knowledge) -> None:
    known = shipped.with_overlay(Overlay(entities=(FRENCH,), sites=(site(),)))
    assert (known.digest, known.as_of, known.oldest_fact) == (shipped.digest, shipped.as_of, shipped.oldest_fact)
    with pytest.raises(Exception, match="french"):
        shipped.entity("french")


@pytest.mark.parametrize(
    ("host", "provider"),
    [
        ("own.example", "own"),
        ("OWN.example.", "own"),
        ("a.own.example", None),
        ("keystone.chu.example", "chu"),
        ("s3.eu-west-3.amazonaws.com", "aws"),
        ("minio.amazonaws.com", "taken"),
    ],
)
def test_hosts_lead_to_sites_before_anything_else(shipped: Knowledge, host: str, provider: str | None) -> None:
    sites = (site(), site(id="chu", hosts=("*.chu.example",)), site(id="taken", hosts=("minio.amazonaws.com",)))
    found = shipped.with_overlay(Overlay(entities=(FRENCH,), sites=sites)).host(host)
    assert (found and found.provider) == provider


@pytest.mark.parametrize(
    "source", ["hashicorp/kubernetes", "registry.terraform.io/hashicorp/kubernetes", "pulumi/kubernetes"]
)
def test_sources_lead_to_sites(shipped: Knowledge, source: str) -> None:
    known = shipped.with_overlay(
        Overlay(entities=(FRENCH,), sites=(site(sources=("hashicorp/kubernetes", "pulumi/kubernetes")),))
    )
    assert (shipped.provider_of(source, ""), known.provider_of(source, "")) == ("kubernetes", "own")


def test_a_site_at_a_known_offer_has_its_certificates_and_none_of_their_grades(shipped: Knowledge) -> None:
    offer = "ovhcloud/ovh-hosted-private-cloud-snc"
    declared = site(operator="", offer=offer, regions=(DeclaredRegion(id="eu-west-rbx"),))
    found = shipped.with_overlay(Overlay(sites=(declared,))).provider("own")
    assert found.operator == "ovh-sas"
    assert [(region.country, region.city, region.grade) for region in found.regions] == [("FR", "Roubaix", "own")]
    assert {certificate.grade for certificate in found.offers[0].certificates} == {"own"}


def test_everything_of_a_source_is_at_its_one_region() -> None:
    market = Market(Overlay(entities=(FRENCH,), sites=(site(sources=("hashicorp/kubernetes",)),)), trusting=True)
    claim = Sold(source="hashicorp/kubernetes", type="kubernetes_persistent_volume_claim_v1")
    established = market.established(claim).established
    assert [(place.city, place.operator.value) for place in established.places.values()] == [("Rouen", "french")]
    assert any(step.code == "declared-site" for basis in established.bases.values() for step in basis.why)
    assert market.verdict(claim, "health") == "pass"


def test_a_site_of_several_regions_takes_the_one_that_is_written() -> None:
    regions = (*HERE, DeclaredRegion(id="there", country="CH", city="Bâle"))
    market = Market(Overlay(entities=(FRENCH,), sites=(site(regions=regions),)), trusting=True)
    block = {"auth_url": "https://own.example:5000/v3"}
    sold = [
        Sold(
            source="terraform-provider-openstack/openstack",
            type="openstack_blockstorage_volume_v3",
            says=says,
            block=block,
        )
        for says in ({"region": "here"}, {"region": "there"}, {})
    ]
    assert [market.verdict(one, "health").partition(":")[0] for one in sold] == ["pass", "fail", "unproven"]


def test_a_corrected_owner_stands_in_place_of_those_on_record(shipped: Knowledge) -> None:
    known = shipped.with_overlay(Overlay(entities=(FRENCH,), owners=(owner("akenes"),)))
    parents = operator("akenes", known, AS_OF).parents
    assert ([party.id for party in parents.value or ()], parents.grade) == (["french"], "declared")


def test_two_attestations_of_one_offer_both_count(shipped: Knowledge) -> None:
    known = shipped.with_overlay(
        Overlay(attestations=(attestation(), attestation(scheme="SecNumCloud", certificate_no="A-2")))
    )
    (offer,) = (offer for offer in known.provider("azure").offers if offer.id == "azure")
    found = [(item.scheme, item.number) for item in offer.certificates if item.status == "attested"]
    assert found == [("HDS", "A-1"), ("SecNumCloud", "A-2")]


def test_an_attestation_says_who_has_seen_which_document(shipped: Knowledge) -> None:
    seen = attestation(certifier="Certifieur", holder="Microsoft", file_sha256="0" * 64)
    known = shipped.with_overlay(Overlay(attestations=(seen,)))
    (source,) = known.provider("azure").offers[0].certificates[-1].source
    title = f"certificate A-1, Certifieur, Microsoft, seen by RSSI, SHA-256 {'0' * 64}"
    assert (known.source(source).title, known.source(source).date) == (title, "2026-11-20")


# --- It never beats what a profile asks -------------------------------------------------------------------------------

DISGUISES = [
    ("a French owner", Overlay(entities=(FRENCH,), owners=(owner("aws-emea-sarl"),))),
    ("nobody owns it", Overlay(entities=(FRENCH,), owners=(owner("aws-emea-sarl", control="none", share=1.0),))),
    (
        "the parent is French",
        Overlay(entities=(DeclaredEntity(id="amazon-com-inc", name="Amazon", country="FR", **SAID),)),
    ),
    ("the parent is owned by a Frenchman", Overlay(entities=(FRENCH,), owners=(owner("amazon-com-inc"),))),
    ("the site is one's own", Overlay(entities=(FRENCH,), sites=(site(sources=("hashicorp/aws",)),))),
    (
        "another operator, the same region",
        Overlay(sites=(site(operator="", offer="s3ns/cloud-de-confiance-s3ns", sources=("hashicorp/aws",)),)),
    ),
]


@pytest.mark.parametrize("profile", ["health", "secnumcloud"])
@pytest.mark.parametrize("overlay", [case[1] for case in DISGUISES], ids=[case[0] for case in DISGUISES])
def test_a_disguise_is_never_a_pass(overlay: Overlay, profile: str) -> None:
    assert not Market(overlay).verdict(PARIS, profile).startswith("pass")


@pytest.mark.parametrize("owned", ["numspot-sas", "outscale-sas", "dassault-systemes"])
def test_what_a_declaration_touches_leaves_the_whole_reach_declared(shipped: Knowledge, owned: str) -> None:
    """NumSpot runs on Outscale: a law that reaches through another's infrastructure is not declared away either."""
    known = shipped.with_overlay(Overlay(entities=(FRENCH,), owners=(owner(owned),)))
    found = [operator("numspot-sas", one, AS_OF).reach for one in (shipped, known)]
    assert [(reach.known, reach.grade) for reach in found] == [(True, None), (True, "declared")]


AWS_HOST = Sold(
    source="hashicorp/aws",
    type="aws_s3_bucket",
    block={"region": "eu-west-3", "endpoints.s3": "https://s3.eu-west-3.amazonaws.com"},
)
AWS_PRIVATE_LINK = Sold(
    source="hashicorp/aws",
    type="aws_s3_bucket",
    block={"region": "eu-west-3", "endpoints.s3": "https://bucket.vpce-1.s3.eu-west-3.vpce.amazonaws.com"},
)
VCENTER = Sold(source="hashicorp/vsphere", type="vsphere_virtual_machine", block={"vsphere_server": "vc.own.example"})
GITHUB_OF_ELASTIC = Sold(
    source="hashicorp/aws",
    type="aws_s3_bucket",
    block={"region": "eu-west-3", "endpoints.s3": "https://x.eu-1.aws.found.com"},
)
HOSTILE = [
    ("the host of a provider on record", AWS_HOST, site(hosts=("s3.eu-west-3.amazonaws.com",))),
    ("all hosts of a domain on record", AWS_HOST, site(hosts=("*.amazonaws.com",))),
    ("an address of that domain that no pattern knows", AWS_PRIVATE_LINK, site(hosts=("*.vpce.amazonaws.com",))),
    ("that very address", AWS_PRIVATE_LINK, site(hosts=("bucket.vpce-1.s3.eu-west-3.vpce.amazonaws.com",))),
    ("every host", AWS_HOST, site(hosts=("*",))),
    ("every host, where no pattern knows it", AWS_PRIVATE_LINK, site(hosts=("*",))),
    ("every host of a top-level domain", AWS_PRIVATE_LINK, site(hosts=("*.com",))),
    ("half a label", AWS_PRIVATE_LINK, site(hosts=("*azonaws.com",))),
    ("an asterisk at the end", AWS_PRIVATE_LINK, site(hosts=("bucket.vpce-1.*",))),
    ("one's own host beside another's", AWS_PRIVATE_LINK, site(hosts=("own.example", "*.vpce.amazonaws.com"))),
    ("a domain of which only patterns speak", GITHUB_OF_ELASTIC, site(hosts=("x.eu-1.aws.found.com",))),
    ("a source on record", PARIS, site(sources=("hashicorp/aws",))),
    ("a source on record beside a host", PARIS, site(hosts=("own.example",), sources=("hashicorp/aws",))),
]


@pytest.mark.parametrize("profile", ["health", "hds", "secnumcloud"])
@pytest.mark.parametrize(("sold", "declared"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_a_site_that_is_not_ones_own_is_never_a_pass(sold: Sold, declared: DeclaredSite, profile: str) -> None:
    assert not Market(Overlay(entities=(FRENCH,), sites=(declared,))).verdict(sold, profile).startswith("pass")


SNC, PUBLIC = "ovhcloud/ovh-hosted-private-cloud-snc", "ovhcloud/ovh-public-cloud"


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        pytest.param(site(hosts=("vc.own.example",)), "pass", id="a platform of one's own"),
        pytest.param(site(hosts=("*.own.example",)), "pass", id="by its domain"),
        pytest.param(site(hosts=("vc.own.example",), sources=("hashicorp/vsphere",)), "unproven", id="and by a source"),
        pytest.param(site(hosts=(), sources=("hashicorp/vsphere",)), "unproven", id="by a source alone"),
        pytest.param(
            site(hosts=("vc.own.example",), operator="", offer=SNC, regions=(DeclaredRegion(id="eu-west-rbx"),)),
            "pass",
            id="at an offer on record",
        ),
        pytest.param(
            site(hosts=("vc.own.example",), offer=SNC, regions=(DeclaredRegion(id="eu-west-rbx"),)),
            "unproven",
            id="at an offer on record, run by another than is on record",
        ),
        pytest.param(
            site(
                hosts=("vc.own.example",),
                operator="",
                offer=PUBLIC,
                regions=(DeclaredRegion(id="ca-east-bhs", country="FR"),),
            ),
            "unproven",
            id="in a country that the record denies",
        ),
        pytest.param(
            site(hosts=("vc.own.example",), operator="aws-emea-sarl"), "fail", id="run by a company on record"
        ),
    ],
)
def test_what_is_ones_own_counts_where_a_profile_says_so(declared: DeclaredSite, expected: str) -> None:
    overlay = Overlay(entities=(FRENCH,), sites=(declared,))
    assert Market(overlay).verdict(VCENTER, "health").partition(":")[0] == expected
    assert Market(overlay, trusting=False).verdict(VCENTER, "health").startswith("unproven")


def test_an_own_company_of_a_foreign_owner_is_within_reach() -> None:
    owned = Overlay(
        entities=(FRENCH,), owners=(owner("french", by="amazon-com-inc"),), sites=(site(hosts=("*.own.example",)),)
    )
    assert Market(owned).verdict(VCENTER, "health") == "fail: US parent high"


def test_an_own_company_is_not_one_on_record_under_its_id() -> None:
    """A company on record that is described anew stays declared, whoever runs what at one's own address."""
    amazon = DeclaredEntity(id="aws-emea-sarl", name="AWS", country="FR", **SAID)
    overlay = Overlay(
        entities=(FRENCH, amazon),
        owners=(owner("aws-emea-sarl"),),
        sites=(site(hosts=("*.own.example",), operator="aws-emea-sarl"),),
    )
    assert Market(overlay).verdict(VCENTER, "health").startswith("unproven")


# --- What is refused --------------------------------------------------------------------------------------------------

REFUSED = [
    ("config-names-nothing", Overlay(sites=(site(operator="nobody"),))),
    ("config-names-nothing", Overlay(sites=(site(operator="", offer="aws/nothing"),))),
    ("config-names-nothing", Overlay(entities=(FRENCH,), owners=(owner("nobody"),))),
    ("config-names-nothing", Overlay(owners=(owner("akenes", by="nobody"),))),
    ("config-names-nothing", Overlay(attestations=(attestation(offer="azure/nothing"),))),
    ("config-names-nothing", Overlay(entities=(DeclaredEntity(id="x", name="X", country="QQ", **SAID),))),
    ("config-known-provider", Overlay(entities=(FRENCH,), sites=(site(id="aws"),))),
    ("config-site-nowhere", Overlay(entities=(FRENCH,), sites=(site(hosts=()),))),
    ("config-no-operator", Overlay(sites=(site(operator=""),))),
    ("config-no-country", Overlay(entities=(FRENCH,), sites=(site(regions=(DeclaredRegion(id="x"),)),))),
]


@pytest.mark.parametrize(
    ("code", "overlay"), REFUSED, ids=[f"{number} {case[0]}" for number, case in enumerate(REFUSED)]
)
def test_refused(shipped: Knowledge, code: str, overlay: Overlay) -> None:
    with pytest.raises(ConfigError) as caught:
        shipped.with_overlay(overlay)
    assert caught.value.code == code
