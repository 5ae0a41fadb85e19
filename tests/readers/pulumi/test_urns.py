"""URNs and provider references taken apart; names may hold anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from souverain.readers.pulumi import urns

TOKENS = st.from_regex(r"[a-z][a-z-]{0,8}:[a-z0-9/.]{1,12}:[A-Z][A-Za-z0-9]{0,9}", fullmatch=True)
NAMES = st.text(min_size=1, max_size=20)


@given(st.lists(TOKENS, max_size=3), TOKENS, NAMES)
def test_token_and_name(parents: list[str], token: str, name: str) -> None:
    urn = f"urn:pulumi:dev::clinic::{'$'.join([*parents, token])}::{name}"
    assert urns.token_of(urn) == token
    assert urns.name_of(urn) == name


@given(NAMES, st.uuids())
def test_a_reference_is_a_urn_and_an_id(name: str, identity: object) -> None:
    urn = f"urn:pulumi:dev::clinic::pulumi:providers:aws::{name}"
    assert urns.provider_urn(f"{urn}::{identity}") == urn


@pytest.mark.parametrize(
    ("urn", "default"),
    [
        ("urn:pulumi:dev::clinic::pulumi:providers:aws::default", True),
        ("urn:pulumi:dev::clinic::pulumi:providers:aws::default_7_0_0", True),
        ("urn:pulumi:dev::clinic::pulumi:providers:aws::default_7_0_0_alpha_1_abc", True),
        ("urn:pulumi:dev::clinic::pulumi:providers:aws::default_7_0_0_github_/api.github.com/acme", True),
        ("urn:pulumi:dev::clinic::pulumi:providers:aws::default_https_/acme.example", True),
        ("urn:pulumi:dev::clinic::pulumi:providers:aws::america", False),
        ("urn:pulumi:dev::clinic::pulumi:providers:aws::default-europe", False),
        ("urn:pulumi:dev::clinic::pulumi:providers:aws::default_europe", False),
        ("urn:pulumi:dev::clinic::pulumi:providers:aws::defaults", False),
        ("urn:pulumi:dev::clinic::aws:s3/bucket:Bucket::default", False),
    ],
)
def test_default_providers(urn: str, default: bool) -> None:
    assert urns.is_default(urn) is default


@pytest.mark.parametrize("text", ["", "urn:pulumi:dev", "dev::clinic::aws"])
def test_what_is_no_urn_has_no_token(text: str) -> None:
    assert urns.token_of(text) == ""


@pytest.mark.parametrize(
    ("token", "package", "engines"),
    [
        ("pulumi:providers:aws", "aws", False),
        ("pulumi:pulumi:Stack", "", True),
        ("pulumi:pulumi:StackReference", "", True),
        ("pulumi-nodejs:dynamic:Resource", "", False),
        ("aws:s3/bucket:Bucket", "", False),
    ],
)
def test_tokens_of_the_engine(token: str, package: str, engines: bool) -> None:
    assert urns.provider_package(token) == package
    assert urns.is_engines(token) is engines
