"""The place that a provider block gives: a constant, or one variable that is a place; else unknown, and why."""

from __future__ import annotations

import pytest
from placement_cases import block, const, primary, refs, resource, stack, steps, told

from souverain.model import Constant, Expression, Module, ProviderConfig, References, Scalar, Unevaluated

BUCKET = "aws_s3_bucket.b"
DEFAULTS = Module(
    address="",
    defaults={
        "region": "eu-west-3",
        "env": "prod",
        "area": "eu",
        "regions.eu": "eu-west-3",
        "on": True,
        "zone": "eu-west-3-cmn-wlz-1a",
    },
)
PARIS = ("eu-west-3", "FR", "aws-emea", "derived")
MENTIONED = ("eu-west-3", "FR", "aws-emea", "assumed")
"""What a plan shows of `var.region` it shows of a condition on it too."""
KNOWN: dict[str, tuple[Expression, tuple[str, str, str, str]]] = {
    "constant": (const("eu-west-3"), PARIS),
    "in capitals": (const("EU-WEST-3"), PARIS),
    "variable by default": (refs("var.region"), MENTIONED),
    "member of an object": (refs('var.regions["eu"]'), MENTIONED),
    "a variable that source shows to be all": (References(("var.region",), bare=True), PARIS),
    "what source evaluated": (Constant("eu-west-3", "local.region"), PARIS),
    "zone": (refs("var.zone"), ("eu-west-3-cmn-wlz-1a", "MA", "aws-emea", "assumed")),
}
UNKNOWN: dict[str, tuple[Expression, str]] = {
    "a part of a name": (refs("var.area"), "not-a-place"),
    "a condition": (refs("var.env"), "not-a-place"),
    "a switch": (refs("var.on"), "not-a-place"),
    "a variable without value": (refs("var.unheard"), "variable-without-value"),
    "a map": (refs("var.regions"), "variable-without-value"),
    "two names": (refs("var.region", "var.env"), "several-names"),
    "one name twice": (References(("var.region",), repeated=True), "several-names"),
    "a template": (refs("var.area", "local.number"), "several-names"),
    "a local value": (refs("local.region"), "needs-source"),
    "a module output": (refs("module.net.region"), "needs-source"),
    "a data source": (refs("data.aws_region.here.name"), "reference-not-resolved"),
    "an instance": (refs("each.value"), "differs-by-instance"),
    "a function": (Unevaluated(), "not-evaluated"),
    "nothing": (const(""), "region-unknown"),
}


@pytest.mark.parametrize(("region", "expected"), KNOWN.values(), ids=KNOWN)
def test_a_constant_or_one_variable_gives_the_place(region: Expression, expected: tuple[str, ...]) -> None:
    found = stack(resource(BUCKET), blocks=(block("aws", region=region),), modules=(DEFAULTS,))
    assert told(primary(found)) == expected


@pytest.mark.parametrize(("region", "code"), UNKNOWN.values(), ids=UNKNOWN)
def test_anything_else_is_unknown_and_says_why(region: Expression, code: str) -> None:
    found = primary(stack(resource(BUCKET), blocks=(block("aws", region=region),), modules=(DEFAULTS,)))
    assert found.site.countries.reason == code
    assert found.basis.confidence == "unknown"
    assert not found.site.operator.known


def test_a_value_that_is_no_place_is_named_with_its_variable() -> None:
    found = primary(stack(resource(BUCKET), blocks=(block("aws", region=refs("var.env")),), modules=(DEFAULTS,)))
    assert found.site.countries.args == {"variable": "var.env", "value": "prod", "provider": "aws"}
    assert not found.site.region.known


def test_a_variable_that_names_a_larger_place_may_be_a_part_of_a_name() -> None:
    """With `europe`, `"${var.area}-west6"` is Zurich."""
    modules = (Module(address="", defaults={"area": "EU"}),)
    found = stack(
        resource("google_compute_address.a"), blocks=(block("google", region=refs("var.area")),), modules=modules
    )
    assert primary(found).site.countries.reason == "not-a-place"


@pytest.mark.parametrize(
    ("variables", "expected"),
    [({}, "eu-west-3"), ({"region": "us-east-1"}, "us-east-1")],
    ids=["default", "given"],
)
def test_a_given_value_beats_the_default(variables: dict[str, Scalar], expected: str) -> None:
    found = stack(
        resource(BUCKET), blocks=(block("aws", region=refs("var.region")),), modules=(DEFAULTS,), variables=variables
    )
    assert primary(found).site.region.value == expected


def test_a_block_in_a_module_reads_the_variables_of_the_module() -> None:
    modules = (
        Module(address="", defaults={"region": "us-east-1", "paris": "eu-west-3"}),
        Module(address="module.a", inputs={"region": refs("var.paris")}),
    )
    key = "module.a:aws"
    found = stack(
        resource(BUCKET),
        resource(f'module.a["x"].{BUCKET}', key=key),
        blocks=(block("aws", region=refs("var.region")), block(key, "module.a", region=refs("var.region"))),
        modules=modules,
    )
    assert primary(found, BUCKET).site.region.value == "us-east-1"
    assert primary(found).site.region.value == "eu-west-3"
    assert primary(found).basis.why[-1].args["variable"] == "var.paris"


def test_the_alias_decides() -> None:
    found = stack(
        resource(BUCKET, key="aws.dr"),
        blocks=(block("aws", region=const("eu-west-3")), block("aws.dr", region=const("us-east-1"))),
    )
    assert primary(found).site.region.value == "us-east-1"


def test_one_block_named_by_key_and_found_by_name_is_not_as_sure() -> None:
    blocks = (block("aws", region=const("eu-west-3")),)
    named, found = resource(BUCKET), resource("aws_s3_bucket.c", key=None)
    for order in ((named, found), (found, named)):
        both = stack(*order, blocks=blocks)
        assert [primary(both, item.address).basis.confidence for item in (named, found)] == ["derived", "assumed"]


INHERITED: dict[str, tuple[str, tuple[ProviderConfig, ...], tuple[str, str]]] = {
    "from the root": ("", (block("aws", region=const("eu-west-3")),), ("eu-west-3", "assumed")),
    "from the caller": (
        "",
        (block("aws", region=const("eu-west-3")), block("module.other:aws", "module.other", region=const("us-east-1"))),
        ("eu-west-3", "assumed"),
    ),
    "aliases that agree": (
        "",
        (block("aws", region=const("eu-west-3")), block("aws.again", region=const("eu-west-3"))),
        ("eu-west-3", "assumed"),
    ),
    "aliases that differ": (
        "",
        (block("aws", region=const("eu-west-3")), block("aws.dr", region=const("us-east-1"))),
        ("?provider-ambiguous", "unknown"),
    ),
    "a block that only hands down": (
        "module.a:aws",
        (block("aws", region=const("eu-west-3")), block("module.a:aws", "module.a")),
        ("eu-west-3", "assumed"),
    ),
}


@pytest.mark.parametrize(("key", "blocks", "expected"), INHERITED.values(), ids=INHERITED)
def test_without_a_key_the_block_is_found_by_name(
    key: str, blocks: tuple[ProviderConfig, ...], expected: tuple[str, str]
) -> None:
    found = primary(stack(resource(f"module.a.{BUCKET}", key=key or None), blocks=blocks))
    assert (told(found)[0], told(found)[3]) == expected


@pytest.mark.parametrize(
    ("blocks", "code", "settle"),
    [
        ((), "no-provider-block", "settle-block"),
        ((block("aws", profile=const("x")),), "no-provider-region", "settle-provider"),
    ],
    ids=["no block", "no region"],
)
def test_a_silent_configuration_is_no_default_region(
    blocks: tuple[ProviderConfig, ...], code: str, settle: str
) -> None:
    found = primary(stack(resource(BUCKET), blocks=blocks))
    assert (found.site.region.reason, found.site.countries.reason) == (code, code)
    assert steps(found)[-1] == settle


def test_a_documented_default_is_assumed() -> None:
    server = "scaleway_instance_server.s"
    assert told(primary(stack(resource(server)))) == ("fr-par", "FR", "scaleway-sas", "assumed")
    written = stack(resource(server), blocks=(block("scaleway", zone=refs("local.zone")),))
    assert primary(written).site.countries.reason == "needs-source"


@pytest.mark.parametrize(
    ("type_", "expected"),
    [("scaleway_instance_server", "nl-ams"), ("scaleway_object_bucket", "fr-par")],
    ids=["zonal", "regional"],
)
def test_zonal_types_ask_for_the_zone_first(type_: str, expected: str) -> None:
    settings = {"zone": const("nl-ams-1"), "region": const("fr-par")}
    found = primary(stack(resource(f"{type_}.x"), blocks=(block("scaleway", **settings),)))
    assert found.site.region.value == expected


def test_a_data_source_that_was_read_gives_its_value() -> None:
    found = stack(
        resource("data.aws_region.here", {"name": "eu-west-3"}),
        resource(BUCKET),
        blocks=(block("aws", region=refs("data.aws_region.here.name")),),
    )
    assert told(primary(found)) == MENTIONED


def test_null_in_a_provider_block_is_not_the_end_of_an_expression() -> None:
    """`coalesce(var.region, "us-east-1")` mentions a variable that is null."""
    modules = (Module(address="", nulls=frozenset({"region"})),)
    found = primary(stack(resource(BUCKET), blocks=(block("aws", region=refs("var.region")),), modules=modules))
    assert found.site.countries.reason == "variable-without-value"
