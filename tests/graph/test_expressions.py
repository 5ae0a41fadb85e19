"""One name is followed to its value or resource; several names are never resolved to the first of them."""

from __future__ import annotations

import pytest
from graph_cases import refs, stack

from souverain.graph.scopes import Missing, Scopes, Target, Unset, Value
from souverain.model import Constant, Expression, Module, References, Unevaluated

NESTED = (
    Module(address="", defaults={"area": "eu-west-3", "regions.eu": "eu-west-3", "on": True}),
    Module(
        address="module.a",
        inputs={"region": refs("var.area"), "map": refs("var.regions"), "fixed": Constant("nl-ams")},
        outputs={"place": refs("var.region"), "bucket": refs("aws_s3_bucket.b.arn"), "all": refs("var.map")},
        nulls=frozenset({"nothing"}),
    ),
    Module(address="module.a.module.b", inputs={"region": refs("var.region"), "eu": refs('var.map["eu"]')}),
)


@pytest.mark.parametrize(
    ("expression", "module", "expected"),
    [
        (Constant("x"), "", Value("x")),
        (Constant(True), "", Value("true")),
        (refs("var.area"), "", Value("eu-west-3", "var.area", False)),
        (refs('var.regions["eu"]'), "", Value("eu-west-3", "var.regions.eu", False)),
        (refs("var.on"), "", Value("true", "var.on", False)),
        (refs("var.fixed"), "module.a", Value("nl-ams", "module.a:var.fixed", False)),
        (refs("var.region"), "module.a", Value("eu-west-3", "var.area", False)),
        (refs("var.region"), "module.a.module.b", Value("eu-west-3", "var.area", False)),
        (refs("var.map.eu"), "module.a", Value("eu-west-3", "var.regions.eu", False)),
        (refs("var.eu"), "module.a.module.b", Value("eu-west-3", "var.regions.eu", False)),
        (refs("module.a.place"), "", Value("eu-west-3", "var.area", False)),
        (refs('module.a["x"].place'), "", Value("eu-west-3", "var.area", False)),
        (refs('module.a["x.y"].place'), "", Value("eu-west-3", "var.area", False)),
        (refs("module.a.all.eu"), "", Value("eu-west-3", "var.regions.eu", False)),
        (References(("var.area",), bare=True), "", Value("eu-west-3", "var.area")),
        (References(("var.fixed",), bare=True), "module.a", Value("nl-ams", "module.a:var.fixed")),
        (Constant("eu-west-3", "local.region"), "", Value("eu-west-3", "local.region")),
        (refs("module.a.bucket"), "", Target("aws_s3_bucket.b.arn", "module.a")),
        (refs("aws_s3_bucket.b.arn"), "module.a", Target("aws_s3_bucket.b.arn", "module.a")),
        (refs("data.aws_region.here.name"), "", Target("data.aws_region.here.name", "")),
        (refs("aws_s3_bucket.b", "each.key"), "", Target("aws_s3_bucket.b", "", "each.key")),
        (refs("var.nothing"), "module.a", Unset("module.a:var.nothing")),
    ],
    ids=lambda case: str(getattr(case, "names", getattr(case, "value", case)))[:40] or "root",
)
def test_one_name_is_followed(expression: Expression, module: str, expected: object) -> None:
    assert Scopes(stack(modules=NESTED)).resolve(expression, module) == expected


@pytest.mark.parametrize(
    ("expression", "module", "code"),
    [
        (refs("var.unheard"), "", "variable-without-value"),
        (refs("var.area"), "module.a", "variable-without-value"),
        (refs("var.regions"), "", "variable-without-value"),
        (refs("var.regions", "var.area"), "", "several-names"),
        (refs("var.area", "each.key"), "", "several-names"),
        (References(("var.area",), repeated=True), "", "several-names"),
        (refs("aws_s3_bucket.b.arn", "each.key"), "", "several-names"),
        (refs("each.value"), "", "differs-by-instance"),
        (refs("count.index"), "", "differs-by-instance"),
        (refs("local.region"), "", "needs-source"),
        (refs("terraform.workspace"), "", "needs-source"),
        (refs("module.a.unheard"), "", "needs-source"),
        (refs("module.unheard.place"), "", "needs-source"),
        (refs("module.a.bucket.region"), "module.a", "needs-source"),
        (refs(), "", "several-names"),
        (Unevaluated(), "", "not-evaluated"),
    ],
    ids=lambda case: str(getattr(case, "names", case))[:40] or "root",
)
def test_what_a_plan_does_not_state_stays_unknown(expression: Expression, module: str, code: str) -> None:
    found = Scopes(stack(modules=NESTED)).resolve(expression, module)
    assert isinstance(found, Missing)
    assert found.reason.code == code


def test_the_same_name_in_root_and_module_are_two_variables() -> None:
    modules = (
        Module(address="", defaults={"region": "us-east-1"}),
        Module(address="module.a", defaults={"region": "eu-west-3"}),
    )
    scopes = Scopes(stack(modules=modules))
    assert scopes.resolve(refs("var.region"), "") == Value("us-east-1", "var.region", False)
    assert scopes.resolve(refs("var.region"), "module.a") == Value("eu-west-3", "module.a:var.region", False)


def test_a_given_object_replaces_its_default_whole() -> None:
    modules = (Module(address="", defaults={"regions.eu": "eu-west-3", "regions.us": "us-east-1"}),)
    scopes = Scopes(stack(modules=modules, variables={"regions.eu": "eu-central-1"}))
    assert scopes.resolve(refs("var.regions.eu"), "") == Value("eu-central-1", "var.regions.eu", False)
    assert isinstance(scopes.resolve(refs("var.regions.us"), ""), Missing)


def test_an_input_that_refers_to_itself_ends() -> None:
    module = Module(address="module.a", inputs={"x": refs("module.a.y")}, outputs={"y": refs("var.x")})
    assert isinstance(Scopes(stack(modules=(module,))).resolve(refs("module.a.y"), ""), Missing)
