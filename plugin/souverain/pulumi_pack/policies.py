"""One policy for each rule: what the rules say about themselves in, what the engine shows of a pack out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

import msgspec

from souverain.engine import rules as rule_book
from souverain.engine.rules import Rule
from souverain.errors import ConfigError
from souverain.i18n import Lang
from souverain.pulumi_pack import settings

Level = Literal["advisory", "mandatory", "disabled", "remediate"]

_ALL = "all"
"""Where the engine keeps the level that its user gives to all policies; it has applied it already."""


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """What is shown of one policy."""

    name: str
    title: str
    description: str
    level: Level
    severity: Literal["high", "medium", "low"]
    of_the_stack: bool = False
    url: str = ""
    framework: str = ""
    reference: str = ""
    """The provision that it rests on, and the text of law that holds it."""
    tags: tuple[str, ...] = ()


SEVERITIES: Mapping[str, Literal["high", "medium", "low"]] = {"error": "high", "warning": "medium", "note": "low"}
"""What the engine calls the severities of rules."""


@cache
def policies(lang: Lang) -> tuple[Policy, ...]:
    """All policies of the pack; the one of the settings first."""
    return (_SETTINGS, *(_policy(rule, lang) for rule in sorted(rule_book.load().values(), key=lambda rule: rule.id)))


def levels(given: Mapping[str, Level]) -> dict[str, Level]:
    """The level of every rule. Raises ConfigError for a policy that does not exist."""
    found: dict[str, Level] = {policy.name: policy.level for policy in policies("en")}
    if unknown := sorted(given.keys() - found.keys() - {_ALL}):
        raise ConfigError("pack-policy", policies=", ".join(unknown), allowed=", ".join(sorted(found)))
    return found | {name: level for name, level in given.items() if name != _ALL}


def is_of_the_stack(rule: str) -> bool:
    """Whether only the whole stack gives an answer to a rule, by its id."""
    return any(policy.name == rule and policy.of_the_stack for policy in policies("en"))


_SETTINGS = Policy(
    name=settings.NAME,
    title="Settings of the pack",
    description="Profiles, classes, date and language for all policies of the pack; says what belongs to none of them.",
    level="advisory",
    severity="low",
)


def _policy(rule: Rule, lang: Lang) -> Policy:
    provision = next(_provisions(rule, lang), "")
    return Policy(
        name=rule.id,
        title=rule.title[lang],
        description=rule.description,
        level="mandatory",
        severity=SEVERITIES[rule.severity],
        of_the_stack=rule.scope == "stack",
        url=rule.legal[0].url if rule.legal else "",
        framework=provision.partition(",")[0],
        reference=provision,
        tags=(rule.category,),
    )


def _provisions(rule: Rule, lang: Lang) -> Iterator[str]:
    return (provision.fr if lang == "fr" else provision.en for provision in rule.legal)
