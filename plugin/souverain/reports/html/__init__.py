"""One self-contained page for people who decide: what a run comes to in, HTML in French and English out.

It asks the network for nothing, runs one script of ours that only sorts and filters, and says the essential without it.
Whatever an input named is a text in it: `elements` writes no markup that is not ours.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from souverain.i18n import Lang, text
from souverain.reports import Look
from souverain.reports.html import found, owners, resources, rules, trail, world
from souverain.reports.html.elements import Element, code, el, switch, written
from souverain.reports.html.seen import Known, Seen
from souverain.reports.judged import Judged
from souverain.reports.stated import broken

_HERE = Path(__file__).parent
_LANGUAGES: dict[Lang, str] = {"fr": "Français", "en": "English"}


def check(judged: Judged, look: Look) -> Iterator[str]:
    """The page, in one piece."""
    style = (_HERE / "style.css").read_text(encoding="utf-8")
    script = (_HERE / "script.js").read_text(encoding="utf-8")
    seen = {lang: Seen(judged, lang) for lang in get_args(Lang)}
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="referrer", content="no-referrer"),
        el("title", seen[look.lang].say("title", date=seen[look.lang].report.as_of)),
        code("style", style),
    )
    land = world.outlines(judged.established.zones.get("EEA", ())) if judged.established else None
    pages = (_page(seen[lang]) for lang in _LANGUAGES)
    body = el("body", land, _switch(look.lang), *pages, code("script", script))
    yield written(el("html", head, body, lang=look.lang))


def _policy(style: str, script: str) -> str:
    """Nothing is loaded, and only the style and the script of this page count."""
    allowed = f"style-src '{_digest(style)}'; script-src '{_digest(script)}'"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _switch(chosen: Lang) -> Element:
    """The choice of a language: it works without the script."""
    choices: list[Element] = []
    for lang, name in _LANGUAGES.items():
        on = ["checked"] if lang == chosen else []
        choices.append(switch("input", on=on, type="radio", name="lang", id=f"lang-{lang}", class_="lang"))
        choices.append(el("label", name, for_=f"lang-{lang}", lang=lang))
    return el("nav", *choices, class_="languages", aria_label="Langue / Language")


def _page(seen: Seen) -> Element:
    parts = [*_established(seen, seen.known)] if seen.known else [*found.sections(seen)]
    end = el("footer", el("p", text("report.disclaimer", seen.lang)))
    return el("main", _opening(seen), *parts, rules.section(seen), trail.section(seen), end, lang=seen.lang)


def _established(seen: Seen, known: Known) -> Iterator[Element | None]:
    yield world.section(seen, known)
    yield from found.sections(seen)
    yield owners.section(seen, known)
    yield resources.section(seen, known)
    yield trail.not_computed(seen, known)


def _opening(seen: Seen) -> Element:
    """The verdict of each profile, and what kept something from being judged."""
    report = seen.report
    errors = [el("li", f"{path}: {said}" if path else said) for path, _, said in broken(report)]
    cards = [
        el(
            "li",
            el("span", verdict.profile, class_="profile"),
            el(
                "span", f"{seen.verdict(verdict)} {verdict.until if verdict.verdict == 'waived' else ''}", class_="word"
            ),
            el("span", verdict.reason or seen.say("counts", refused=verdict.refused, unproven=verdict.unproven)),
            class_=f"verdict is-{verdict.verdict}",
        )
        for verdict in report.verdicts
    ]
    stale = text("report.stale", seen.lang, days=report.stale) if report.stale else ""
    return el(
        "header",
        el("h1", seen.say("heading")),
        el("p", seen.say("dated", date=report.as_of, resources=report.summary.resources)),
        el("ul", *errors, class_="errors") if errors else None,
        el("ul", *cards, class_="verdicts") if cards else None,
        el("p", stale, class_="stale") if stale else None,
    )
