"""What the rules behind the findings ask: a run in, a section out to which every finding leads."""

from __future__ import annotations

from souverain.engine import rules as rule_book
from souverain.engine.rules import Rule
from souverain.reports.html.elements import Element, el
from souverain.reports.html.seen import Seen


def section(seen: Seen) -> Element | None:
    """One entry for each rule with a finding; nothing without findings."""
    own = seen.report.own.rules if seen.report.own else ()
    known = {rule.id: rule for rule in (*rule_book.load().values(), *own)} if seen.report.findings else {}
    named = sorted({finding.rule for finding in seen.report.findings} & known.keys())
    if not named:
        return None
    return el("section", el("h2", seen.say("rules")), *(_rule(seen, known[name]) for name in named))


def link(seen: Seen, rule: str) -> Element | str:
    """The name of a rule, leading to what it asks; a finding that belongs to no policy has its name alone."""
    own = seen.report.own.rules if seen.report.own else ()
    ids = {item.id for item in (*rule_book.load().values(), *own)}
    return el("a", rule, href=f"#{_anchor(seen, rule)}") if rule in ids else rule


def _rule(seen: Seen, rule: Rule) -> Element:
    legal = (
        el("li", el("a", item.en if seen.lang == "en" else item.fr, href=item.url, rel="noreferrer"))
        for item in rule.legal
        if item.url.startswith("https://")
    )
    return el(
        "article",
        el("h3", rule.id),
        el("p", el("strong", rule.title[seen.lang])),
        el("p", rule.description, lang="en"),
        el("ul", *legal) if rule.legal else None,
        id=_anchor(seen, rule.id),
    )


def _anchor(seen: Seen, rule: str) -> str:
    return f"rule-{rule}-{seen.lang}"
