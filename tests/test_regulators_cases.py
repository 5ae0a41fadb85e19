"""What regulators say of cases that come up, each with its source: a workload and a place in, the verdict out."""

from __future__ import annotations

import msgspec
import pytest

from market import ON, Market, Sold
from souverain.declared import (
    Answer,
    Attestation,
    DeclaredClause,
    DeclaredEntity,
    DeclaredRegion,
    DeclaredSite,
    Overlay,
)

SAID = {"author": "DPO", "date": "2026-11-20"}
PARIS = Sold(source="hashicorp/aws", type="aws_s3_bucket", block={"region": "eu-west-3"})
OWN_SITE = Sold(source="hashicorp/vsphere", type="vsphere_virtual_machine", block={"vsphere_server": "v.chu.example"})
CLOUD_TEMPLE = Sold(source="Cloud-Temple/cloudtemple", type="cloudtemple_compute_virtual_machine")
NUMSPOT = Sold(
    source="numspot/numspot",
    type="numspot_vm",
    block={"numspot_host": "https://api.cloudgouv-eu-west-1.numspot.com"},
)
NORWAY = Sold(
    source="hashicorp/azurerm",
    type="azurerm_storage_account",
    says={"location": "norwayeast", "account_replication_type": "LRS"},
)
OUTSCALE = Sold(source="outscale/outscale", type="outscale_volume", says={"subregion_name": "cloudgouv-eu-west-1a"})
SERVER = Sold(source="scaleway/scaleway", type="scaleway_baremetal_server", says={"zone": "fr-par-1"})
MACHINE = Sold(source="scaleway/scaleway", type="scaleway_instance_server", says={"zone": "fr-par-1"})
ZURICH = Sold(source="Infomaniak/infomaniak", type="infomaniak_dbaas", says={"region": "dc4-a"})
LONDON = Sold(source="hashicorp/aws", type="aws_s3_bucket", block={"region": "eu-west-2"})
VIRGINIA = Sold(source="hashicorp/aws", type="aws_s3_bucket", block={"region": "us-east-1"})
MUMBAI = Sold(source="hashicorp/aws", type="aws_s3_bucket", block={"region": "ap-south-1"})
SITE = Overlay(
    entities=(DeclaredEntity(id="chu", name="CHU", country="FR", kind="public", **SAID),),
    sites=(
        DeclaredSite(
            id="own",
            hosts=("v.chu.example",),
            operator="chu",
            regions=(DeclaredRegion(id="room-1", country="FR"),),
            **SAID,
        ),
    ),
)


PLATFORM = ("physical-sites", "hardware", "virtual-infrastructure", "platform")


def seen(
    scheme: str,
    offer: str,
    *,
    version: str,
    until: str = "2028-01-01",
    sites: str = "*",
    activities: tuple[str, ...] = PLATFORM,
) -> Overlay:
    """A certificate that somebody has seen, for all that the offer sells at its sites."""
    attestation = Attestation(
        scheme=scheme,
        offer=offer,
        certificate_no="A-1",
        version=version,
        activities=activities,
        sites=(sites,),
        services=("*",),
        since="2024-01-01",
        until=until,
        author="RSSI",
        checked_on="2026-11-20",
    )
    return Overlay(attestations=(attestation,))


ABOVE = seen("HDS", "numspot/numspot", version="2.0", activities=("platform",))


def workload(**answers: object) -> dict[str, Answer]:
    """Answers by question, all by one author on one day."""
    return {name.replace("_", "-"): Answer(answer=answer, **SAID) for name, answer in answers.items()}


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """`says` are words that the report must hold."""

    source: str
    sold: Sold
    profile: str
    verdict: str
    workload: dict[str, Answer] | None = None
    overlay: Overlay = Overlay()
    data: str = "health"
    as_of: str = ON
    says: tuple[str, ...] = ()


GHT = workload(
    collected_in_care=True,
    hosted_by="ght",
    ght_convention=True,
    ght_security=True,
    administered_by="controller",
    backups_by="nobody",
)
AGREED = GHT | workload(ght_joint_controllers=True)
ALONE = workload(collected_in_care=True, hosted_by="controller", administered_by="controller", backups_by="nobody")
CARE = workload(collected_in_care=True, hosted_by="third-party", administered_by="controller", backups_by="nobody")
DECIDED = workload(
    hosted_by="third-party",
    sensitivity=True,
    sensitivity_decided_on="2026-06-01",
    sensitivity_signed_by="La directrice",
)
JOINT = DECIDED | workload(controllers=("state-operator", "public-hospital"))
DEROGATION = JOINT | workload(
    derogation_granted=True,
    derogation_published=True,
    project_started_on="2024-01-15",
    acceptable_offer_since="2025-05-21",
)
PUBLIC = workload(legal_basis="public-interest", matched_with_snds=False)
PRIVATE = workload(legal_basis="legitimate-interest", matched_with_snds=False)
AUTHORISED = workload(cnil_authorisation="DR-2025-001", cnil_authorisation_until=ON)
INSIDE = workload(access_from="none")
GROUND = workload(transfer_ground=("clauses",), transfer_assessed=True, transfer_measures=True)
SAFEGUARDS = INSIDE | GROUND
SECONDARY = workload(secondary_use=True)
GERMAN = INSIDE | workload(controllers=("german-provider",), german_establishment=True, c5_customer_criteria=True)
ITALIAN = workload(controllers=("italian-administration",), acn_qualified=True, acn_class="ordinary")
CRITICAL = ITALIAN | workload(acn_class="critical", acn_exception=True)
ART_45 = "GDPR, art. 45: adequacy decisions, each with its scope, its conditions and its dates"
ART_46 = "GDPR, art. 46: safeguards, an assessment and measures"
ACN_KEYS = "ACN, decreto 21007/24: critical data, keys that the administration manages itself"
DPF = "Decision (EU) 2023/1795: only organisations on the list of the Data Privacy Framework"
ART_87 = "Regulation (EU) 2025/327, art. 87 and 105: the Union or an adequate country, from 2029-03-26 on"
SGB = "§ 393(2) SGB V: Germany, the Union, the states of § 35(7) SGB I, or an adequate country"
ANS_FAQ = "ANS, FAQ HDS of 2025-07-17: the host of a GHT, on three conditions together"
CODE = "Code de la santé publique, L.1111-8 I: whoever hosts for others what was collected in care"
ACTIVITIES = "Code de la santé publique, R.1111-9: the six activities, administration and backup among them"
CHAIN = "Référentiel HDS v2, EXI 12, 14, 22: subcontractors are certified, or inside the host's scope"
V1_ENDS = "Arrêté du 26 avril 2024 (JORF 2024-05-16): certificates of v1 count until 2026-05-16 included"
SREN = "Loi 2024-449, art. 31; décret 2026-272: State, operators, listed groups, health data platform"
DEROGATE = "Loi 2024-449, art. 31, III: 18 months after an acceptable offer is available in France"
EDS = "CNIL, délibération 2021-118: warehouses in the public interest; others ask for an authorisation"
SEAL = "European Commission, Cloud Sovereignty Framework 1.2.1: what control from outside the Union each level allows"
SNDS = "Arrêté du 6 mai 2024 (JORF 2024-05-08): systems of before were due by 2026-05-08"
EXI_29 = "Référentiel HDS v2, EXI 29: remote access from outside the EEA, on adequacy or on safeguards"
REMOTE = "GDPR, art. 44: remote access from a third country is a transfer"
ONE_OFF = "Code de la santé publique, R.1461-1: no transfer outside the Union, a declared single access aside"
ANNEX = "ANSSI, SecNumCloud 3.2, annex 2: the contract says that the service is the qualified one"
EEA = "Référentiel HDS v2, EXI 28: stored in the EEA; SecNumCloud 3.2, 19.2.b: in the Union"

CASES = {
    "a GHT that says nothing of a joint controllers' agreement": Case(
        source=ANS_FAQ,
        sold=OWN_SITE,
        overlay=SITE,
        workload=GHT,
        profile="hds",
        verdict="unproven",
        says=("whether it applies is not proven", "joint controllers' agreement"),
    ),
    "a GHT that has signed none": Case(
        source=ANS_FAQ,
        sold=OWN_SITE,
        overlay=SITE,
        workload=GHT | workload(ght_joint_controllers=False),
        profile="hds",
        verdict="unproven",
        says=("a condition of the exemption is not met",),
    ),
    "a GHT on three conditions": Case(
        source=ANS_FAQ,
        sold=OWN_SITE,
        overlay=SITE,
        workload=AGREED,
        profile="hds",
        verdict="not-applicable",
        says=("joint controllers' agreement of the group: yes (DPO, 2026-11-20)",),
    ),
    "a GHT on three conditions, at a cloud provider": Case(
        source=ANS_FAQ,
        sold=PARIS,
        workload=AGREED,
        profile="hds",
        verdict="unproven",
        says=("does not fit Amazon Web Services EMEA SARL",),
    ),
    "a hospital on its own site with its own staff": Case(
        source=CODE,
        sold=OWN_SITE,
        overlay=SITE,
        workload=ALONE,
        profile="hds",
        verdict="not-applicable",
        says=("hosted by: the controller itself",),
    ),
    "a hospital that says so of a cloud provider": Case(
        source=CODE, sold=PARIS, workload=ALONE, profile="hds", verdict="unproven", says=("does not fit Amazon",)
    ),
    "a hospital on its own site, of which nothing is declared": Case(
        source=CODE, sold=OWN_SITE, workload=ALONE, profile="hds", verdict="unproven", says=("nothing says who runs",)
    ),
    "a hospital on its own site, administered by a third party that has no certificate": Case(
        source=ACTIVITIES,
        sold=OWN_SITE,
        overlay=SITE,
        workload=ALONE | workload(administered_by="third-party", administrator_certified_until="none"),
        profile="hds",
        verdict="fail",
        says=("HDS certificate of who administers, until: none",),
    ),
    "a hospital on its own site, administered by a third party whose certificate runs today": Case(
        source=ACTIVITIES,
        sold=OWN_SITE,
        overlay=SITE,
        workload=ALONE | workload(administered_by="third-party", administrator_certified_until=ON),
        profile="hds",
        verdict="pass",
    ),
    "a hospital on its own site, backed up elsewhere by a third party whose certificate has ended": Case(
        source=ACTIVITIES,
        sold=OWN_SITE,
        overlay=SITE,
        workload=ALONE | workload(backups_by="third-party", backups_certified_until="2026-11-20"),
        profile="hds",
        verdict="fail",
    ),
    "a host that administers too, certified for less": Case(
        source=ACTIVITIES,
        sold=PARIS,
        overlay=seen("HDS", "aws/aws", version="2.0"),
        workload=CARE | workload(administered_by="host"),
        profile="hds",
        verdict="unproven",
    ),
    "a platform certified for that alone, on infrastructure that is certified for the rest": Case(
        source=CHAIN,
        sold=NUMSPOT,
        overlay=Overlay(
            attestations=(*ABOVE.attestations, *seen("HDS", "outscale/outscale", version="2.0").attestations)
        ),
        workload=CARE,
        profile="hds",
        verdict="pass",
    ),
    "a platform certified for that alone, on infrastructure whose certified sites are not published": Case(
        source=CHAIN,
        sold=NUMSPOT,
        overlay=ABOVE,
        workload=CARE,
        profile="hds",
        verdict="unproven",
        says=("physical sites, hardware and virtual infrastructure",),
    ),
    "a server rented whole, of a host certified for sites and hardware": Case(
        source=ACTIVITIES,
        sold=SERVER,
        overlay=seen("HDS", "scaleway/scaleway", version="2.0", activities=("physical-sites", "hardware")),
        workload=CARE,
        profile="hds",
        verdict="pass",
    ),
    "a virtual machine of a host certified for sites and hardware": Case(
        source=ACTIVITIES,
        sold=MACHINE,
        overlay=seen("HDS", "scaleway/scaleway", version="2.0", activities=("physical-sites", "hardware")),
        workload=CARE,
        profile="hds",
        verdict="unproven",
        says=("virtual infrastructure",),
    ),
    "data that was not collected in care": Case(
        source=CODE,
        sold=PARIS,
        workload=CARE | workload(collected_in_care=False, archiving=False),
        profile="hds",
        verdict="not-applicable",
        says=("collected in care or follow-up: no",),
    ),
    "an archive of care data": Case(
        source="Loi 2024-449, art. 32: archiving of care data is hosting",
        sold=PARIS,
        overlay=seen("HDS", "aws/aws", version="2.0"),
        workload=CARE | workload(collected_in_care=False, archiving=True),
        profile="hds",
        verdict="pass",
    ),
    "HDS v1, the last day on which it counts": Case(
        source=V1_ENDS,
        sold=PARIS,
        overlay=seen("HDS", "aws/aws", version="1.1"),
        workload=CARE,
        as_of="2026-05-16",
        profile="hds",
        verdict="pass",
    ),
    "HDS v1, the day after": Case(
        source=V1_ENDS,
        sold=PARIS,
        overlay=seen("HDS", "aws/aws", version="1.1"),
        workload=CARE,
        as_of="2026-05-17",
        profile="hds",
        verdict="unproven",
    ),
    "a qualified offer that is not HDS certified, under SecNumCloud": Case(
        source=ANNEX,
        sold=NUMSPOT,
        overlay=seen("SecNumCloud", "numspot/numspot", version="3.2", sites="cloudgouv-eu-west-1"),
        workload=CARE,
        profile="secnumcloud",
        verdict="pass",
    ),
    "a qualified offer that is not HDS certified, under HDS": Case(
        source=CODE,
        sold=NUMSPOT,
        overlay=seen("SecNumCloud", "numspot/numspot", version="3.2", sites="cloudgouv-eu-west-1"),
        workload=CARE,
        profile="hds",
        verdict="fail",
    ),
    "a qualified offer whose clause is not declared": Case(
        source=ANNEX,
        sold=CLOUD_TEMPLE,
        profile="secnumcloud",
        verdict="pass",
        says=("alert: Contract with Cloud Temple",),
    ),
    "a qualified offer whose clause is declared absent": Case(
        source=ANNEX,
        sold=CLOUD_TEMPLE,
        overlay=Overlay(contracts=(DeclaredClause(clause="service-qualified", agreed=False, **SAID),)),
        profile="secnumcloud",
        verdict="fail",
    ),
    "a State operator and a hospital as joint controllers, sensitivity decided, AWS in Paris": Case(
        source=SREN, sold=PARIS, workload=JOINT, profile="sren-31", verdict="fail", says=("SecNumCloud", "US law")
    ),
    "the same at a qualified offer, which presumes protection against third States": Case(
        source=SREN, sold=CLOUD_TEMPLE, workload=JOINT, profile="sren-31", verdict="pass"
    ),
    "the same in Norway, whose law is that of a third State": Case(
        source=SREN, sold=NORWAY, workload=JOINT, profile="sren-31", verdict="fail", says=("within reach of Norway",)
    ),
    "the hospital alone": Case(
        source=SREN,
        sold=PARIS,
        workload=DECIDED | workload(controllers=("public-hospital",)),
        profile="sren-31",
        verdict="not-applicable",
        says=("controllers: a public hospital",),
    ),
    "a State operator whose data is decided not to be of particular sensitivity": Case(
        source="DINUM, vade-mecum of 2026-02-04: decided case by case",
        sold=PARIS,
        workload=JOINT | workload(sensitivity=False),
        profile="sren-31",
        verdict="not-applicable",
        says=("of particular sensitivity: no",),
    ),
    "a State operator that has decided nothing": Case(
        source=SREN,
        sold=PARIS,
        workload=workload(controllers=("state-operator",), hosted_by="third-party"),
        profile="sren-31",
        verdict="unproven",
        says=("question:",),
    ),
    "nobody says whose workload it is": Case(
        source=SREN, sold=OUTSCALE, profile="sren-31", verdict="unproven", says=("Has the administration decided",)
    ),
    "a derogation, on its last day": Case(
        source=DEROGATE,
        sold=PARIS,
        workload=DEROGATION,
        as_of="2026-11-21",
        profile="sren-31",
        verdict="waived",
        says=("a derogation runs until 2026-11-21",),
    ),
    "a derogation, the day after": Case(
        source=DEROGATE, sold=PARIS, workload=DEROGATION, as_of="2026-11-22", profile="sren-31", verdict="fail"
    ),
    "a derogation that nobody has published": Case(
        source=DEROGATE,
        sold=PARIS,
        workload=DEROGATION | workload(derogation_published=False),
        profile="sren-31",
        verdict="fail",
    ),
    "a project engaged between the act and its decree": Case(
        source="Loi 2024-449, art. 31, III, and décret 2026-272: the text leaves it open",
        sold=PARIS,
        workload=DEROGATION | workload(project_started_on="2025-01-01"),
        profile="sren-31",
        verdict="unproven",
    ),
    "a public warehouse at a host that US law reaches": Case(
        source="CNIL, délibération 2021-118, 11.3",
        sold=PARIS,
        workload=PUBLIC,
        data="eds",
        overlay=seen("HDS", "aws/aws", version="2.0"),
        profile="cnil-eds",
        verdict="fail",
        says=("within reach of US law",),
    ),
    "a public warehouse that the CNIL has authorised, on the last day": Case(
        source="CNIL, délibération 2021-118: whoever departs from it asks for an authorisation",
        sold=PARIS,
        workload=PUBLIC | AUTHORISED,
        data="eds",
        overlay=seen("HDS", "aws/aws", version="2.0"),
        profile="cnil-eds",
        verdict="waived",
        says=("a derogation runs until 2026-11-21",),
    ),
    "a private warehouse under a legitimate interest": Case(
        source=EDS,
        sold=PARIS,
        workload=PRIVATE,
        data="eds",
        profile="cnil-eds",
        verdict="not-applicable",
        says=("legal basis of the warehouse: a legitimate interest", "Under which number has the CNIL authorised"),
    ),
    "a private warehouse that the CNIL has authorised": Case(
        source=EDS,
        sold=PARIS,
        workload=PRIVATE | AUTHORISED,
        data="eds",
        profile="cnil-eds",
        verdict="not-applicable",
    ),
    "an SNDS system accredited of old, the last day": Case(
        source=SNDS,
        sold=OUTSCALE,
        workload=INSIDE | workload(snds_accreditation="framework-2017"),
        data="snds",
        as_of="2026-05-08",
        profile="snds",
        verdict="pass",
    ),
    "an SNDS system accredited of old, the day after": Case(
        source=SNDS,
        sold=OUTSCALE,
        workload=INSIDE | workload(snds_accreditation="framework-2017"),
        data="snds",
        as_of="2026-05-09",
        profile="snds",
        verdict="fail",
    ),
    "an SNDS system in Norway": Case(
        source="Code de la santé publique, R.1461-1; Conseil d'État, 456162, 2022-11-23: not outside the Union",
        sold=NORWAY,
        workload=INSIDE | workload(snds_accreditation="framework-2024"),
        data="snds",
        profile="snds",
        verdict="fail",
    ),
    "Switzerland, which a decision of general scope covers": Case(
        source=ART_45, sold=ZURICH, profile="gdpr", verdict="pass"
    ),
    "the United Kingdom, whose decision ends": Case(source=ART_45, sold=LONDON, profile="gdpr", verdict="pass"),
    "the United Kingdom, after the last day of its decision": Case(
        source=ART_45, sold=LONDON, profile="gdpr", as_of="2031-12-28", verdict="unproven"
    ),
    "the United States, of an importer that nobody has looked up": Case(
        source=DPF, sold=VIRGINIA, profile="gdpr", verdict="unproven", says=("only organisations self-certified",)
    ),
    "the United States, of an importer on the list": Case(
        source=DPF, sold=VIRGINIA, workload=INSIDE | workload(importers_covered=("US",)), profile="gdpr", verdict="pass"
    ),
    "the United States, of an importer that is on no list, with safeguards": Case(
        source=ART_46,
        sold=VIRGINIA,
        workload=SAFEGUARDS | workload(importers_covered="none"),
        profile="gdpr",
        verdict="pass",
    ),
    "the United States, before there was a decision": Case(
        source=DPF, sold=VIRGINIA, workload=SAFEGUARDS, as_of="2023-07-09", profile="gdpr", verdict="pass"
    ),
    "India, with safeguards": Case(source=ART_46, sold=MUMBAI, workload=SAFEGUARDS, profile="gdpr", verdict="pass"),
    "India, of whose ground nobody speaks": Case(
        source=ART_46, sold=MUMBAI, profile="gdpr", verdict="unproven", says=("On which ground does data go",)
    ),
    "India, on a derogation for occasional transfers": Case(
        source="GDPR, art. 49: occasional transfers, no standing hosting",
        sold=MUMBAI,
        workload=SAFEGUARDS | workload(transfer_ground=("occasional",)),
        profile="gdpr",
        verdict="fail",
    ),
    "support from India, on which ground nobody says": Case(
        source=EXI_29,
        sold=PARIS,
        overlay=seen("HDS", "aws/aws", version="2.0"),
        workload=CARE | workload(access_from=("IN",)),
        profile="hds",
        verdict="pass",
        says=("alert: Access to the data from outside the EEA", "On which ground"),
    ),
    "support from India, on no ground": Case(
        source=EXI_29,
        sold=PARIS,
        overlay=seen("HDS", "aws/aws", version="2.0"),
        workload=CARE | workload(access_from=("IN",), transfer_ground="none"),
        profile="hds",
        verdict="fail",
        says=("data reached from: India",),
    ),
    "support from India, with safeguards": Case(
        source=EXI_29,
        sold=PARIS,
        overlay=seen("HDS", "aws/aws", version="2.0"),
        workload=CARE | GROUND | workload(access_from=("IN",)),
        profile="hds",
        verdict="pass",
    ),
    "support from Norway, under HDS": Case(
        source=EXI_29,
        sold=PARIS,
        overlay=seen("HDS", "aws/aws", version="2.0"),
        workload=CARE | workload(access_from=("NO",)),
        profile="hds",
        verdict="pass",
    ),
    "remote access from India is a transfer, on which ground nobody says": Case(
        source=REMOTE, sold=OUTSCALE, workload=workload(access_from=("IN",)), profile="gdpr", verdict="unproven"
    ),
    "remote access from Switzerland, which a decision covers": Case(
        source=REMOTE, sold=OUTSCALE, workload=workload(access_from=("CH",)), profile="gdpr", verdict="pass"
    ),
    "remote access of which a workload says nothing": Case(
        source=REMOTE,
        sold=OUTSCALE,
        workload=workload(secondary_use=False),
        profile="gdpr",
        verdict="unproven",
        says=("From which countries",),
    ),
    "an SNDS system that is reached from Norway all year": Case(
        source=ONE_OFF,
        sold=OUTSCALE,
        workload=workload(snds_accreditation="framework-2024", access_from=("NO",), transfer_ground="none"),
        data="snds",
        profile="snds",
        verdict="fail",
    ),
    "an SNDS system that is reached once from Norway, as declared": Case(
        source=ONE_OFF,
        sold=OUTSCALE,
        workload=workload(snds_accreditation="framework-2024", access_from=("NO",), transfer_ground=("occasional",)),
        data="snds",
        profile="snds",
        verdict="pass",
    ),
    "administrators in India, under the house policy": Case(
        source="House policy: who administers from outside the EEA is within reach of the law there",
        sold=OUTSCALE,
        workload=workload(access_from=("IN",)),
        profile="health",
        verdict="fail",
    ),
    "a US-owned host in the Union, under the GDPR": Case(
        source="GDPR, art. 48: orders of third countries are pointed out",
        sold=PARIS,
        profile="gdpr",
        verdict="pass",
        says=("alert: Health data in Paris, within reach of US law",),
    ),
    "secondary use, the day before the rule applies": Case(
        source=ART_87, sold=PARIS, workload=SECONDARY, as_of="2027-03-25", profile="ehds", verdict="not-applicable"
    ),
    "secondary use in Norway, once it applies": Case(
        source=ART_87, sold=NORWAY, workload=SECONDARY, as_of="2029-03-26", profile="ehds", verdict="unproven"
    ),
    "secondary use in India, once it applies": Case(
        source=ART_87, sold=MUMBAI, workload=SECONDARY, as_of="2029-03-26", profile="ehds", verdict="fail"
    ),
    "no secondary use": Case(
        source=ART_87, sold=MUMBAI, workload=workload(secondary_use=False), profile="ehds", verdict="not-applicable"
    ),
    "a German clinic in Norway, C5 not on record": Case(
        source=SGB, sold=NORWAY, workload=GERMAN, profile="de-393", verdict="unproven"
    ),
    "a German clinic in Norway, C5 seen": Case(
        source=SGB,
        sold=NORWAY,
        workload=GERMAN,
        overlay=seen("BSI C5", "azure/azure", version="2020"),
        profile="de-393",
        verdict="pass",
    ),
    "a German clinic in India": Case(source=SGB, sold=MUMBAI, workload=GERMAN, profile="de-393", verdict="fail"),
    "a French hospital, under German law": Case(
        source=SGB,
        sold=MUMBAI,
        workload=workload(controllers=("public-hospital",)),
        profile="de-393",
        verdict="not-applicable",
    ),
    "an Italian administration in Switzerland, with documented reasons": Case(
        source="ACN, decreto 21007/24: in the Union, but for documented reasons",
        sold=ZURICH,
        workload=ITALIAN | workload(acn_exception=True),
        profile="it-acn",
        verdict="pass",
    ),
    "an Italian administration in Switzerland, without": Case(
        source="ACN, decreto 21007/24: in the Union, but for documented reasons",
        sold=ZURICH,
        workload=ITALIAN | workload(acn_exception=False),
        profile="it-acn",
        verdict="fail",
    ),
    "critical data of an Italian administration, keys of the host": Case(
        source=ACN_KEYS,
        sold=ZURICH,
        workload=CRITICAL | workload(keys_held_by="host"),
        profile="it-acn",
        verdict="fail",
        says=("keys held by: the host",),
    ),
    "critical data of an Italian administration, keys of nobody knows whom": Case(
        source=ACN_KEYS, sold=ZURICH, workload=CRITICAL, profile="it-acn", verdict="unproven"
    ),
    "critical data of an Italian administration, keys of its own": Case(
        source=ACN_KEYS,
        sold=ZURICH,
        workload=CRITICAL | workload(keys_held_by="controller"),
        profile="it-acn",
        verdict="pass",
    ),
    "a Spanish administration in Switzerland": Case(
        source="Ley 40/2015, art. 46 bis: the Union, adequacy aside",
        sold=ZURICH,
        workload=workload(controllers=("spanish-administration",), ens_certified=True),
        profile="es-46bis",
        verdict="pass",
    ),
    "a Swiss community in Paris": Case(
        source="EPDV, art. 12(5): in Switzerland",
        sold=PARIS,
        workload=workload(controllers=("swiss-community",)),
        profile="ch-epd",
        verdict="fail",
    ),
    "a Swiss community in Switzerland": Case(
        source="EPDV, art. 12(5): in Switzerland",
        sold=ZURICH,
        workload=workload(controllers=("swiss-community",)),
        profile="ch-epd",
        verdict="pass",
    ),
    "a body of the NHS in London": Case(
        source="NHS England, guidance on off-shoring",
        sold=LONDON,
        workload=workload(controllers=("nhs-body",)),
        profile="uk-nhs",
        verdict="pass",
    ),
    "a body of the NHS in Paris, of whose approval nobody speaks": Case(
        source="NHS England, guidance on off-shoring",
        sold=PARIS,
        workload=workload(controllers=("nhs-body",)),
        profile="uk-nhs",
        verdict="unproven",
    ),
    "the framework of the Union: whose law reaches the chain is pointed out": Case(
        source="European Commission, Cloud Sovereignty Framework 1.2.1, SOV-2",
        sold=PARIS,
        profile="eu-csf",
        verdict="unproven",
        says=("alert:",),
    ),
    "the framework of the Union: a level that exclusive control from outside rules out": Case(
        source=SEAL,
        sold=PARIS,
        workload=workload(seal_reached=True, seal_asked="seal-2"),
        profile="eu-csf",
        verdict="fail",
        says=("leave open: SEAL-1",),
    ),
    "the framework of the Union: a level that control leaves open, seen proven": Case(
        source=SEAL,
        sold=OUTSCALE,
        workload=workload(seal_reached=True, seal_asked="seal-2"),
        profile="eu-csf",
        verdict="pass",
    ),
    "the framework of the Union: a level that control leaves open, of whose proof nobody speaks": Case(
        source=SEAL,
        sold=OUTSCALE,
        workload=workload(seal_asked="seal-2"),
        profile="eu-csf",
        verdict="unproven",
    ),
    "procurement of the State: whose law reaches the chain is weighed, and refuses nothing": Case(
        source="Circulaire 6519/SG of 2026-02-05: a criterion among others",
        sold=PARIS,
        workload=workload(controllers=("state-operator",), sensitivity=False),
        profile="cloud-au-centre",
        verdict="pass",
        says=("alert:",),
    ),
    "Norway, under HDS": Case(
        source=EEA,
        sold=NORWAY,
        overlay=seen("HDS", "azure/azure", version="2.0"),
        workload=CARE,
        profile="hds",
        verdict="pass",
    ),
    "Norway, under SecNumCloud": Case(
        source=EEA,
        sold=NORWAY,
        overlay=seen("SecNumCloud", "azure/azure", version="3.2"),
        profile="secnumcloud",
        verdict="fail",
        says=("Norway",),
    ),
    "a US-owned host that is HDS certified, under HDS": Case(
        source="Référentiel HDS v2, EXI 30: disclosure, no ban",
        sold=PARIS,
        overlay=seen("HDS", "aws/aws", version="2.0"),
        workload=CARE,
        profile="hds",
        verdict="pass",
    ),
    "a US-owned host that is HDS certified, under the house policy": Case(
        source="House policy, not a statute",
        sold=PARIS,
        overlay=seen("HDS", "aws/aws", version="2.0"),
        workload=CARE,
        profile="health",
        verdict="fail",
        says=("within reach of US law",),
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_case(case: Case) -> None:
    assert case.source
    market = Market(case.overlay, workload=case.workload, data=case.data)
    verdict, said = market.told(case.sold, case.profile, case.as_of)
    assert verdict == case.verdict, said
    assert [words for words in case.says if words not in said] == [], said
