"""What was found: findings in; the refusals, what is unknown and what would settle it, and what was set aside out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from souverain.findings import Finding
from souverain.i18n import text
from souverain.reports.groups import Group, groups
from souverain.reports.html import rules
from souverain.reports.html.elements import Child, Element, el, switch
from souverain.reports.html.seen import Seen
from souverain.reports.stated import shown_at
from souverain.wording import Line

_PARTS = {
    "refused": ("fail",),
    "unknown": ("unproven", "question"),
    "alerts": ("alert",),
    "set-aside": ("waived", "baselined"),
    "satisfied": ("pass",),
}
_NAMED = 50
_OPEN = 12


def sections(seen: Seen) -> Iterator[Element]:
    """One section for each kind of finding that there is."""
    all_ = groups(seen.report.findings)
    for part, statuses in _PARTS.items():
        if some := [group for group in all_ if group.first.status in statuses]:
            yield el(
                "section",
                el("h2", seen.say(part)),
                el("p", seen.say(f"{part}-note")),
                *(_block(seen, group, open_=number < _OPEN) for number, group in enumerate(some)),
            )


def _block(seen: Seen, group: Group, *, open_: bool) -> Element:
    finding = group.first
    head = el(
        "summary",
        el("span", seen.word(finding.status), class_=f"badge is-{finding.status}"),
        " ",
        el("strong", finding.message),
        " ",
        el("span", f"{finding.profile} · {finding.rule}", class_="rule"),
    )
    parts = [
        el("p", el("strong", seen.say("rule")), " ", rules.link(seen, finding.rule)),
        _evidence(seen, finding.evidence),
        _remedy(seen, finding),
        _basis(seen, finding),
        _resources(seen, group),
    ]
    return switch("details", head, *parts, on=["open"] if open_ and finding.gate else [], class_="finding")


def _evidence(seen: Seen, lines: Iterable[Line]) -> Element:
    told: list[Child] = []
    for line in lines:
        label = text(f"report.label-{line.about}", seen.lang) if line.about != "note" else seen.say("note")
        rests = " · ".join(part for part in (line.basis, *_graded(seen, line)) if part)
        said = el("dd", line.text, el("small", f" {rests}") if rests else None)
        told += [el("dt", label), said]
    return el("dl", *told)


def _graded(seen: Seen, line: Line) -> Iterator[str]:
    if line.grade:
        yield seen.say(f"grade-{line.grade}")
    if line.source:
        yield line.source
    if line.as_of:
        yield seen.say("seen-on", date=line.as_of)


def _remedy(seen: Seen, finding: Finding) -> Element | None:
    if not finding.remediation:
        return None
    label = text("report.label-fix" if finding.status == "fail" else "report.label-prove", seen.lang)
    return el("p", el("strong", label), " ", finding.remediation, class_="remedy")


def _basis(seen: Seen, finding: Finding) -> Element | None:
    if not finding.legal_basis:
        return None
    items = [
        el("li", el("a", item.text, href=item.url, rel="noreferrer") if item.url.startswith("https://") else item.text)
        for item in finding.legal_basis
    ]
    return el("div", el("strong", seen.say("basis")), el("ul", *items))


def _resources(seen: Seen, group: Group) -> Element:
    """The resources that the finding stands on."""
    same = [item for item in seen.report.findings if _same(item, group.first)]
    named = list(dict.fromkeys((item.address or item.input, _where(item)) for item in same))
    items = [el("li", el("code", name), f" {where}" if where else None) for name, where in named[:_NAMED]]
    more = el("p", seen.say("more-resources", count=len(named) - _NAMED)) if len(named) > _NAMED else None
    return el("div", el("strong", seen.say("resources-of", count=len(named))), el("ul", *items), more)


def _where(finding: Finding) -> str:
    place = shown_at(finding)
    return f"{place.file}:{place.line}" if place.line else place.file


def _same(one: Finding, other: Finding) -> bool:
    def cause(finding: Finding) -> tuple[str, ...]:
        return finding.profile, finding.group, finding.status, "" if finding.address else finding.input

    return cause(one) == cause(other) and one.gate == other.gate
