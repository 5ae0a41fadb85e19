"""How the facts become records: the few rules on which a verdict can turn."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "tools/transfer"))

from shaping import backends, endpoints, entities, laws, offers, overrides, providers, regions
from shaping.evidence import Evidence

EVIDENCE = Evidence({"background": "background", "press": "secondary"}, "2026-11-21")
Entry = dict[str, Any]


@pytest.mark.parametrize(
    ("entry", "grade"),
    [
        ({"verified": True, "source": ["official"]}, "primary"),
        ({"verified": True, "source": ["press"]}, "secondary"),
        ({"verified": True, "source": ["press", "official"]}, "primary"),
        ({"verified": True, "source": ["background"]}, "background"),
        ({"verified": "partial", "source": ["official"]}, "transcription"),
        ({"verified": "third_party"}, "secondary"),
        ({"verified": "unknown"}, "background"),
        ({}, "background"),
        ({"verified": True, "evidence": "transcription", "sources": ["official"]}, "transcription"),
        ({"verified": True, "verified_note": "country from the name", "source": ["official"]}, "background"),
    ],
)
def test_grades(entry: Entry, grade: str) -> None:
    assert EVIDENCE.of(entry)["grade"] == grade


@pytest.mark.parametrize(
    ("stated", "date"),
    [("2024-12-31", "2024-12-31"), ("2022-03", "2022-03"), ("undated", "2026-11-21"), ("2026", "2026-11-21")],
)
def test_dates(stated: str, date: str) -> None:
    assert EVIDENCE.of({"as_of": stated})["as_of"] == date


@pytest.mark.parametrize(
    ("status", "until", "ours"),
    [
        ("qualified", "2026-11-30", "granted"),
        ("qualified", None, "claimed"),
        ("certified", None, "claimed"),
        ("certified (background; v2 not verified)", None, "claimed"),
        ("attested", None, "claimed"),
        ("not-qualified", None, "none"),
        ("not_qualified (another is)", None, "none"),
        ("not-in-catalogue", None, "none"),
        ("none known", None, "unknown"),
        ("conflict", None, "unknown"),
        ("in-progress", None, "in-progress"),
    ],
)
def test_certificate_status(status: str, until: str | None, ours: str) -> None:
    entry = {"name": "O", "certifications": [{"scheme": "HDS", "status": status, "until": until, "verified": True}]}
    (certificate,) = offers.draft(entry, EVIDENCE, "p", alone=True)["certificates"]
    assert certificate["status"] == ours


def test_certificate_words() -> None:
    stated = {
        "scheme": "SecNumCloud",
        "status": "qualified",
        "until": "2028-12-17",
        "decision": "2057",
        "scope": "PaaS, CaaS and IaaS",
        "activities": [1, 3],
        "verified": True,
    }
    (certificate,) = offers.draft({"name": "O", "certifications": [stated]}, EVIDENCE, "p", alone=True)["certificates"]
    assert certificate["services"] == ("caas", "iaas", "paas")
    assert certificate["activities"] == ("physical-sites", "virtual-infrastructure")
    assert certificate["number"] == "2057"


@pytest.mark.parametrize(
    ("searched", "whole"),
    [
        (r"(^|\.)amazonaws\.com$", [r"^(?:.+\.)?amazonaws\.com$"]),
        (r"\.azurecr\.io$", [r"^.+\.azurecr\.io$"]),
        (r"^api\.x\.(?:com|ai)$", [r"^api\.x\.com$", r"^api\.x\.ai$"]),
        (r"\.a\.io$|^b\.io$", [r"^.+\.a\.io$", r"^b\.io$"]),
        (r"^api\.(?P<realm>[a-z]{2}\d)\.s\.com$", [r"^api\.(?P<region>[a-z]{2}\d)\.s\.com$"]),
        (r"^(?P<account>\d+)\.x\.com$", [r"^(?:\d+)\.x\.com$"]),
        (r"cloud\.gov$", [r"^.*cloud\.gov$"]),
    ],
)
def test_patterns_become_whole(searched: str, whole: list[str]) -> None:
    assert list(endpoints.whole(searched)) == whole


@pytest.mark.parametrize(
    ("entry", "operators", "operator"),
    [
        ({"entity": "one"}, ("one", "two"), "one"),
        ({"entity": None}, ("one",), None),
        ({"entity": None}, ("one", "two"), {"unknown": "the operating company of this region is not stated"}),
        ({}, ("one", "two"), None),
    ],
)
def test_operator_of_a_region(entry: Entry, operators: tuple[str, ...], operator: object) -> None:
    stated = {"id": "r", "country": "FR", **entry}
    assert regions.draft(stated, EVIDENCE, operators=operators, providers=frozenset()).get("operator") == operator


@pytest.mark.parametrize(
    ("written", "name"),
    [("Oslo (background)", "Oslo"), ("Paris (3 AZ)", "Paris"), ("Berlin region (not confirmed)", ""), (None, "")],
)
def test_city(written: str | None, name: str) -> None:
    assert regions.city(written) == name


def test_where_the_data_is_and_who_one_is_are_two_channels() -> None:
    stated = {"id": "t1", "role": "operator", "channel": "direct", "certainty": "certain"}
    stated["any"] = ["incorporated_in == RU", "data_in == RU"]
    entry = {"id": "ru", "name": {}, "jurisdiction": "RU", "citation": "", "triggers": [stated]}
    drafted = laws.draft(entry, {}, "2026-11-21")["triggers"]
    assert [(item["id"], item["channel"], item["tests"]) for item in drafted] == [
        ("t1", "direct", ("incorporated",)),
        ("t1-data", "territorial", ("data",)),
    ]


def test_a_condition_that_nobody_computes_closes_its_trigger() -> None:
    stated = {"id": "t", "role": "affiliate", "channel": "local_presence", "certainty": "medium"}
    stated |= {"any": ["incorporated_in == BR"], "requires": ["offers_services_to == BR"]}
    entry = {"id": "br", "name": {}, "jurisdiction": "BR", "citation": "", "triggers": [stated]}
    assert laws.draft(entry, {}, "2026-11-21")["triggers"][0]["tests"] == ("other",)


def test_an_owner_named_in_words_is_one_or_several_entities() -> None:
    named = {"the State and a bank": [{"id": "state", "share": "none"}, {"id": "bank", "share": "none"}]}
    line = {"owner": "the State and a bank", "owned": "firm", "share_pct": 23, "control": "reference shareholder"}
    drafted = list(entities.edges(line, EVIDENCE, named))
    assert [(item["owner"], item["control"], "share" in item) for item in drafted] == [
        ("state", "minority", False),
        ("bank", "minority", False),
    ]


def test_an_owner_that_nobody_publishes() -> None:
    (drafted,) = entities.edges({"owner": "funds", "owned": "firm", "control": None}, EVIDENCE, {"funds": [{}]})
    assert (drafted["owner"], drafted["control"]) == ("firm-holders", "unknown")


def test_corrections_are_laid_over() -> None:
    draft = {"regions": [{"id": "a", "country": "FR"}, {"id": "b", "country": "DE"}], "name": "old"}
    over = {
        "name": "new",
        "regions": [{"id": "a", "city": "Paris"}, {"id": "b", "drop": True}, {"id": "c"}],
    }
    assert overrides.merge(draft, over) == {
        "name": "new",
        "regions": [{"id": "a", "country": "FR", "city": "Paris"}, {"id": "c"}],
    }


def test_of_several_offers_only_the_last_is_open() -> None:
    listed = [{"id": "a"}, {"id": "b", "types": ("x_*",)}, {"id": "c", "cloud": "z"}, {"id": "d"}]
    settled = providers.settled({"offers": listed}, "2026-11-21")["offers"]
    assert [offer.get("types") for offer in settled] == [("none",), ("x_*",), None, None]


@pytest.mark.parametrize(
    ("roles", "operating"),
    [
        (["operator", "parent"], ("0",)),
        (["contracting company", "listed"], ("0",)),
        (["runs the sites", "operating company"], ("0", "1")),
        (["listed", "parent"], ()),
        (["listed"], ("0",)),
    ],
)
def test_operating_companies(roles: list[str], operating: tuple[str, ...]) -> None:
    listed = [{"id": str(number), "role": role} for number, role in enumerate(roles)]
    assert providers.operating(listed) == operating


BACKENDS = [
    (
        {
            "id": "terraform:s3",
            "tool": "terraform/opentofu",
            "location_attributes": [
                "region",
                "endpoint / endpoints.s3 (any provider)",
                "kms_key_id (arn shows region)",
            ],
            "env": ["AWS_REGION"],
        },
        {
            "id": "terraform-s3",
            "tools": ("terraform", "opentofu"),
            "backend": "s3",
            "attributes": ("region", "endpoint", "endpoints.s3", "kms_key_id"),
            "environment": ("AWS_REGION",),
            "providers": ("aws", "huawei"),
            "source": ("tf-core",),
        },
    ),
    (
        {"id": "terraform:remote", "tool": "terraform", "location_attributes": ["hostname (default app.example.io)"]},
        {"id": "terraform-remote", "attributes": ("hostname",), "default": "app.example.io"},
    ),
    (
        {"id": "pulumi:gs", "tool": "pulumi", "url_schemes": ["gs://bucket"], "location_attributes": ["bucket"]},
        {"id": "pulumi-gs", "tools": ("pulumi",), "schemes": ("gs://",), "source": ("pulumi-core",)},
    ),
]


@pytest.mark.parametrize(("entry", "expected"), BACKENDS, ids=[str(case[0]["id"]) for case in BACKENDS])
def test_backends(entry: Entry, expected: Entry) -> None:
    users = [
        {"id": "aws", "state_backends": ["terraform:s3"]},
        {"id": "huawei", "state_backends": ["terraform:s3 (OBS)"]},
    ]
    (found,) = backends.drafts([entry], users, EVIDENCE)
    assert {name: found[name] for name in expected} == expected


def test_a_backend_that_is_gone_or_only_encrypts_is_none() -> None:
    gone = [{"id": name, "tool": "terraform"} for name in ("terraform:removed", "opentofu:encryption")]
    assert backends.drafts(gone, [], EVIDENCE) == []


@pytest.mark.parametrize(
    ("kind", "country", "ours"),
    [
        ("software licence", "US", ("software", ("US",))),
        ("whole platform software, licensed", "US", ("software", ("US",))),
        ("hardware", "US", ("hardware", ("US",))),
        ("infrastructure per zone", "FR/DE", ("infrastructure", ("FR", "DE"))),
        ("self-operated", "open source", ("open-source", ())),
        ("operates managed databases", "FI", ("operation", ("FI",))),
        ("own", "FR", ("own", ("FR",))),
    ],
)
def test_technology(kind: str, country: str, ours: tuple[str, tuple[str, ...]]) -> None:
    entry = {
        "id": "p",
        "names": ["P"],
        "terraform_sources": [],
        "pulumi_packages": [],
        "entities": [],
        "regions": [],
        "offers": [],
        "category": [],
        "technology_dependencies": [{"on": "X", "on_country": country, "kind": kind}],
    }
    (found,) = providers.draft(entry, EVIDENCE, frozenset())["technology"]
    assert (found["kind"], found["countries"]) == ours
