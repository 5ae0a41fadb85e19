"""Short ways to write a resource and to ask for its class."""

from __future__ import annotations

from souverain.config import ClassRule, Config
from souverain.i18n import text
from souverain.model import Expression, Input, Resource, Scalar, Stack
from souverain.sensitivity import Classified, classify

DEFAULT = Config()


def resource(
    address: str = "aws_s3_bucket.b",
    attributes: dict[str, Scalar] | None = None,
    *,
    unknown: tuple[str, ...] = (),
    expressions: dict[str, Expression] | None = None,
    provider_key: str | None = None,
) -> Resource:
    plain = address.partition("[")[0]
    type_, _, name = plain.partition(".")
    return Resource(
        address=address,
        identity=plain,
        type=type_,
        name=name,
        provider=f"registry.terraform.io/hashicorp/{type_.partition('_')[0]}",
        attributes=attributes or {},
        unknown=frozenset(unknown),
        expressions=expressions or {},
        provider_key=provider_key,
    )


def classified(*resources: Resource, config: Config = DEFAULT, **stack: object) -> tuple[Classified, ...]:
    return classify(Stack(input=Input(path="plans/prod.json"), resources=resources, **stack), config)  # type: ignore[arg-type]


def one(found: Resource, **more: object) -> Classified:
    return classified(found, **more)[0]  # type: ignore[arg-type]


def answer(found: Classified) -> str:
    """The class, or the reason why it is not known; and the confidence."""
    fact = found.data_class
    return f"{fact.value if fact.known else fact.reason} {found.basis.confidence}"


def codes(found: Classified) -> list[str]:
    return [step.code for step in found.basis.why]


def declared(**rules: str) -> Config:
    return Config(classes=(ClassRule(author="DPO", date="2026-11-24", **rules),))


def told(found: Classified) -> list[str]:
    """Every step in both languages: KeyError for one that no message knows."""
    return [text(f"reasons.{step.code}", lang, **step.args) for step in found.basis.why for lang in ("en", "fr")]
