"""What a report says of what it has seen: every resource once, and nothing that was left out unsaid."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest

import estate
from estate import document, judged_input, resource
from souverain.document import STATE_NOT_SHOWN, Basis, Document, GapFacts, InputFacts, PlaceRef, ResourceFacts
from souverain.i18n import text
from souverain.model import Fact, Reason, known, unknown
from souverain.reports import Look
from souverain.reports.coverage import (
    Coverage,
    NotRead,
    OpenPlaces,
    ProviderCoverage,
    StateSeen,
    TypeNotKnown,
    coverage,
)
from souverain.reports.covered import details, summary

AWS = "registry.terraform.io/hashicorp/aws"
ASSUMED = Basis(confidence="assumed", why=(Reason("provider-default", {"attribute": "region", "value": "us"}),))
SETTLED = Basis(
    confidence="unknown",
    why=(Reason("resource-silent", {"attributes": "x"}), Reason("settle-variable", {"variable": "region"})),
)


def facts(*resources: ResourceFacts, inputs: Sequence[InputFacts] = ()) -> Document:
    bases = {**estate.BASES, "assumed": ASSUMED, "settled": SETTLED}
    return msgspec.structs.replace(document(*resources, inputs=inputs), bases=bases)


def at(place: str, basis: str) -> tuple[PlaceRef, ...]:
    return (PlaceRef(place=place, role="primary", basis=basis),)


def seen(found: Document) -> Coverage:
    return coverage(estate.established(found), "en")


def test_every_resource_is_counted_once_by_provider() -> None:
    found = seen(
        facts(
            resource("aws_s3_bucket.a", provider=AWS),
            resource("aws_s3_bucket.b", provider=AWS, places=at("paris", "assumed")),
            resource("aws_s3_bucket.c", at="nowhere", provider=AWS),
            resource("aws_iam_role.d", provider=AWS, places=()),
            resource("scaleway_rdb_instance.e"),
        )
    )
    assert found.providers == (
        ProviderCoverage(provider="hashicorp/aws", observed=1, derived=1, assumed=1, unknown=1),
        ProviderCoverage(provider="scaleway", observed=1),
    )
    assert (found.observed, found.derived, found.assumed, found.unknown) == (2, 1, 1, 1)


def test_what_is_open_is_grouped_by_reason_with_what_would_settle_it() -> None:
    found = seen(
        facts(
            resource("a.a", places=at("paris", "assumed")),
            resource("a.b", places=at("nowhere", "settled")),
            resource("a.c", places=at("nowhere", "settled")),
            resource("a.d"),
        )
    )
    assert [(item.confidence, item.resources, item.example) for item in found.open] == [
        ("unknown", 2, "a.b"),
        ("assumed", 1, "a.a"),
    ]
    assert found.open[0].settle == text("reasons.settle-variable", "en", variable="region")
    assert found.open[1].reason == text("reasons.provider-default", "en", attribute="region", value="us")


NO_TYPE: Fact[str] = unknown("type-unknown", type="foo_bar")
ANYTHING: Fact[str] = unknown("type-deploys-anything", type="helm_release")


def test_types_that_no_table_knows_are_counted_and_those_that_deploy_anything_are_not() -> None:
    found = seen(
        facts(resource("foo_bar.a", role=NO_TYPE), resource("foo_bar.b", role=NO_TYPE), resource("h.r", role=ANYTHING))
    )
    assert found.types_not_known == (TypeNotKnown(type="foo_bar", resources=2),)


GAPS = {
    "module-not-fetched": ({"source": "x/y/z"}, "module"),
    "instances-not-known": ({"names": "var.n"}, "block"),
    "evaluator-lost": ({}, "block"),
    "pulumi-component-closed": ({"type": "x"}, "other"),
}


@pytest.mark.parametrize(("code", "args", "kind"), [(name, *case) for name, case in GAPS.items()], ids=GAPS)
def test_gaps_have_a_kind(code: str, args: dict[str, str], kind: str) -> None:
    gap = GapFacts(address="module.a", reason=code, args=args)
    holed = msgspec.structs.replace(judged_input(), gaps=(gap,))
    (found,) = seen(facts(resource(), inputs=[holed])).not_read
    assert found == NotRead(kind=found.kind, input="plan.json", address="module.a", reason=found.reason)
    assert found.kind == kind
    assert found.reason


def test_states_are_kept_somewhere_or_not_shown() -> None:
    inputs = [
        judged_input("a.json"),
        msgspec.structs.replace(judged_input("b.json"), state=known("terraform.backend.s3")),
        msgspec.structs.replace(judged_input("c.json"), state=STATE_NOT_SHOWN),
        msgspec.structs.replace(judged_input("empty.json"), state=STATE_NOT_SHOWN, resources=0),
        estate.unreadable_input(),
    ]
    found = seen(facts(resource(), inputs=inputs)).states
    assert [(item.input, item.kept, bool(item.why)) for item in found] == [
        ("a.json", "local", False),
        ("b.json", "terraform.backend.s3", False),
        ("c.json", "unknown", True),
    ]


HOLED = Coverage(
    observed=1,
    unknown=2,
    providers=(ProviderCoverage(provider="x" * 90, observed=1, unknown=2),),
    open=(OpenPlaces(confidence="unknown", reason="why", settle="how", resources=2, example="a.b"),),
    types_not_known=(TypeNotKnown(type="foo_bar", resources=2),),
    not_read=(
        NotRead(kind="module", input="i", address="module.m", reason="r"),
        NotRead(kind="block", input="i", address="a.b", reason="r"),
        NotRead(kind="other", input="i", address="", reason="r"),
    ),
    states=(
        StateSeen(input="i", kept="unknown", why="not shown"),
        StateSeen(input="j", kept="local", why=""),
        StateSeen(input="k", kept="terraform.backend.s3", why=""),
    ),
)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_summary_says_what_was_left_out(lang: str) -> None:
    look = Look(lang="fr" if lang == "fr" else "en")
    whole, nothing = (summary(found, 3, look) for found in (HOLED, Coverage(observed=3)))
    assert whole.count(": 1") + whole.count(" : 1") >= 3
    assert len(whole) > len(nothing)
    assert nothing.count(".") == 1


def test_details_fit_80_columns_and_leave_nothing_out() -> None:
    lines = list(details(HOLED, Look(verbose=True)))
    assert [line for line in lines if len(line) > 80] == []
    whole = "\n".join(lines)
    for said in ("unknown (2): a.b: why", "how", "foo_bar (2)", "i: not shown", "kept in terraform.backend.s3"):
        assert said in whole
