from __future__ import annotations

import pytest

from souverain.readers.terraform_state.providers import parse

WRITTEN = {
    'provider["registry.terraform.io/hashicorp/aws"]': ("registry.terraform.io/hashicorp/aws", "aws"),
    'provider["registry.terraform.io/hashicorp/aws"].west': ("registry.terraform.io/hashicorp/aws", "aws.west"),
    'module.site.module.db.provider["registry.opentofu.org/ovh/ovh"].eu': (
        "registry.opentofu.org/ovh/ovh",
        "module.site.module.db:ovh.eu",
    ),
    'provider["registry.opentofu.org/hashicorp/aws"].by["eu.west"]': (
        "registry.opentofu.org/hashicorp/aws",
        'aws.by["eu.west"]',
    ),
    'provider["registry.opentofu.org/-/null"]': ("null", "null"),
    'provider["terraform.io/builtin/terraform"]': ("terraform.io/builtin/terraform", "terraform"),
    "provider.aws": ("aws", "aws"),
    "provider. aws": ("aws", "aws"),
    "provider.aws.west": ("aws", "aws.west"),
    "module.site.provider.google-beta": ("google-beta", "module.site:google-beta"),
    "aws.west": ("aws", "aws.west"),
    "": ("", None),
    'provider["unclosed': ("", None),
}


@pytest.mark.parametrize(("written", "parts"), WRITTEN.items(), ids=WRITTEN)
def test_an_address_is_taken_apart(written: str, parts: tuple[str, str | None]) -> None:
    found = parse(written)
    assert (found.source, found.key) == parts
