"""What was judged: findings in; the verdicts, each requirement with its outcome, and every proof by its kind out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from souverain.findings import Finding
from souverain.i18n import text
from souverain.knowledge.regimes import Requirement
from souverain.reports.evidence.dossier import Dossier, Known
from souverain.reports.evidence.sheet import Cell, Sheet
from souverain.reports.groups import Group, groups
from souverain.reports.stated import broken
from souverain.wording import Line

_WORST_FIRST = ("fail", "unproven", "question", "waived", "open", "alert", "pass", "not-applicable")
_PLAN = ("copy", "class", "keys", "value", "count")
"""What only the input says."""
_OPEN = ("tried", "why")
_NO_PROOF = ("rule", "note", "waiver")


def sheets(dossier: Dossier) -> Iterator[Sheet]:
    """Verdicts, requirements, proofs, what was set aside."""
    yield _verdicts(dossier)
    if known := dossier.known:
        yield _requirements(dossier, known)
    yield _proofs(dossier)
    yield _waivers(dossier)


def questions(dossier: Dossier) -> Sheet:
    """What is open, and what would settle it; what was not read first."""
    heads = ("profile", "subject", "open", "settles")
    return dossier.sheet("questions", heads, _questions(dossier))


def _verdicts(dossier: Dossier) -> Sheet:
    rows = []
    for verdict in dossier.report.verdicts:
        word = text(f"formats.verdict-{verdict.verdict}", dossier.lang)
        until = verdict.until if verdict.verdict == "waived" else ""
        name = _regime(dossier, verdict.profile)
        counts = (str(verdict.refused), str(verdict.unproven), str(verdict.waived))
        cells = (verdict.profile, name, f"{word} {until}".strip(), *counts, verdict.reason)
        rows.append(tuple((cell,) for cell in cells))
    heads = ("profile", "regime", "verdict", "refused", "unproven", "waived", "reason")
    return dossier.sheet("verdicts", heads, rows)


def _regime(dossier: Dossier, profile: str) -> str:
    known = dossier.known
    if known is None or profile not in known.knowledge.profiles:
        return ""
    regime = known.knowledge.regimes[known.knowledge.profiles[profile].regime]
    return f"{regime.name[dossier.lang]} ({dossier.say(f'binding-{regime.binding}')})"


# --- Every requirement -----------------------------------------------------------------------------------------------


def _requirements(dossier: Dossier, known: Known) -> Sheet:
    found: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in dossier.report.findings:
        found[finding.profile, finding.requirement].append(finding)
    rows = []
    for verdict in dossier.report.verdicts:
        regime = known.knowledge.regimes[known.knowledge.profiles[verdict.profile].regime]
        for item in regime.requirements:
            same = found[verdict.profile, f"{regime.id}/{item.id}"]
            aside = verdict.reason if verdict.verdict == "not-applicable" else ""
            outcome, why = _outcome(dossier, item, same, aside)
            cited = item.article or regime.citation
            cells = ((verdict.profile, item.id), (item.text[dossier.lang],), (cited,), outcome, why)
            rows.append(cells)
    return dossier.sheet("requirements", ("requirement", "asks", "article", "outcome", "not-judged"), rows)


def _outcome(dossier: Dossier, item: Requirement, found: Sequence[Finding], aside: str) -> tuple[Cell, Cell]:
    """What became of a requirement, and why nobody judged it where nobody did."""
    presumed = (dossier.say("presumed-by", requirement=item.presumed_by),) if item.presumed_by else ()
    if item.why_not_computed:
        why = text(f"reasons.{item.why_not_computed}", dossier.lang)
        return (dossier.say("outcome-not-judged"),), (why, *presumed)
    if item.part_of:
        return (dossier.say("outcome-part-of", requirement=item.part_of),), presumed
    if aside:
        return (dossier.say("outcome-not-applicable"),), (aside,)
    if item.starts_on > dossier.report.as_of:
        return (dossier.say("outcome-later", date=item.starts_on),), ()
    return _counted(dossier, found), presumed


def _counted(dossier: Dossier, found: Sequence[Finding]) -> Cell:
    """How many resources each answer stands on, the worst first. A pass is whole only where all was read."""
    subjects: dict[str, set[tuple[str, str]]] = defaultdict(set)
    passed = {(item.input, item.address) for item in found if item.status == "pass"}
    for item in found:
        subject = (item.input, item.address)
        truth = item.set_aside.was if item.status == "baselined" and item.set_aside else item.status
        subjects["open" if truth == "alert" and subject not in passed else truth].add(subject)
    part = any(item.error or item.gaps for item in dossier.report.inputs)
    words = {"pass": "pass-in-part"} if part else {}
    told = [
        f"{dossier.say(f'outcome-{words.get(word, word)}')} ({len(subjects[word])})"
        for word in _WORST_FIRST
        if subjects[word]
    ]
    return tuple(told) or (dossier.say("outcome-no-finding"),)


# --- Every proof -----------------------------------------------------------------------------------------------------


def _proofs(dossier: Dossier) -> Sheet:
    heads = ("requirement", "outcome", "resources", "by-plan", "by-knowledge", "declared", "not-judged")
    return dossier.sheet("proofs", heads, _proved(dossier))


def _proved(dossier: Dossier) -> Iterator[tuple[Cell, ...]]:
    causes: dict[tuple[str, ...], list[Finding]] = {}
    for item in dossier.report.findings:
        whole = "" if item.address else item.input
        causes.setdefault((item.profile, item.requirement, item.group, item.status, whole), []).append(item)
    profiles = [verdict.profile for verdict in dossier.report.verdicts]
    for same in sorted(causes.values(), key=lambda cause: _order(cause[0], profiles)):
        first = same[0]
        plan, knowledge, declared, open_ = _columns(dossier, same)
        named = dossier.first(item.address or item.input or text("report.the-workload", dossier.lang) for item in same)
        count = len({(item.input, item.address) for item in same})
        outcome = (dossier.say(f"outcome-{first.status}"), first.message, *_aside(first))
        yield (
            (first.profile, first.requirement.partition("/")[2] or first.rule),
            outcome,
            (str(count), *named),
            plan,
            knowledge,
            declared,
            open_,
        )
    for one in dossier.report.beyond:
        subject = (one.profile, one.requirement.partition("/")[2])
        yield subject, (dossier.say("outcome-not-judged"), one.text), (), (), (), (), (one.reason,)


def _order(finding: Finding, profiles: Sequence[str]) -> tuple[int, str, int]:
    """By profile, requirement and outcome, the worst first."""
    rank = _WORST_FIRST.index(finding.status) if finding.status in _WORST_FIRST else 0
    return profiles.index(finding.profile), finding.requirement, rank


def _columns(dossier: Dossier, same: Sequence[Finding]) -> tuple[Cell, Cell, Cell, Cell]:
    """The evidence of findings of one cause: by the plan, by the knowledge, declared, and what is open."""
    told: tuple[dict[str, None], ...] = ({}, {}, {}, {})
    plan, knowledge, declared, open_ = told
    closed = same[0].status in ("pass", "fail", "waived", "not-applicable")
    for line in _lines(same):
        if line.about in _NO_PROOF or not line.text.strip():
            continue
        proof = dossier.proof(None if line.grade == "declared" else line.grade, line.source, line.as_of)
        shown = f"{line.text} [{proof}]" if proof else line.text
        if line.basis:
            plan[f"{line.text} ← {line.basis}"] = None
        if line.grade == "declared" or line.about in ("said", "clause"):
            declared[shown] = None
        elif line.grade:
            knowledge[shown] = None
        elif line.about in _PLAN:
            plan[shown] = None
        elif line.about in _OPEN or not closed:
            open_[shown] = None
        elif not line.basis:
            knowledge[shown] = None
    if not closed and same[0].remediation:
        open_[f"→ {same[0].remediation}"] = None
    return tuple(plan), tuple(knowledge), tuple(declared), tuple(open_)


def _lines(same: Iterable[Finding]) -> dict[Line, None]:
    return dict.fromkeys(line for item in same for line in item.evidence)


def _aside(finding: Finding) -> Cell:
    """Who answers for what is set aside, until when."""
    return tuple(line.text for line in finding.evidence if line.about == "waiver")


def _waivers(dossier: Dossier) -> Sheet:
    heads = ("rule", "address", "until", "reason", "author", "approver", "link", "written", "state", "count")
    rows = []
    for item in dossier.report.waivers:
        said = (item.rule, item.address, item.until, item.reason, item.author, item.approver, item.link, item.written)
        state = text(f"report.waiver-{item.state}", dossier.lang)
        rows.append(tuple((cell,) for cell in (*said, state, str(item.findings))))
    return dossier.sheet("waivers", heads, rows)


# --- What is open ----------------------------------------------------------------------------------------------------


def _questions(dossier: Dossier) -> Iterator[tuple[Cell, ...]]:
    for path, _, told in broken(dossier.report):
        yield (dossier.say("every"),), (path,), (told,), ()
    for item in dossier.report.inputs:
        for gap in item.gaps:
            yield (dossier.say("every"),), (item.path, gap.address), (dossier.say("not-read"), gap.reason), ()
    for group in groups(dossier.report.findings):
        if group.first.status in ("unproven", "question", "alert"):
            yield _asked(dossier, group)
    for place in dossier.report.coverage.open:
        named = dossier.say("resources-and", count=place.resources, example=place.example)
        yield (dossier.say("every"),), (named,), (place.reason,), (place.settle,)
    for kind in dossier.report.coverage.types_not_known:
        yield (dossier.say("every"),), (kind.type,), (dossier.say("type-not-known", count=kind.resources),), ()
    for state in dossier.report.coverage.states:
        if state.why:
            yield (dossier.say("every"),), (state.input,), (state.why,), (text("evidence.settle-state", dossier.lang),)


def _asked(dossier: Dossier, group: Group) -> tuple[Cell, ...]:
    first = group.first
    subject = first.address or first.input or text("report.the-workload", dossier.lang)
    named = dossier.say("resources-and", count=group.size, example=subject) if group.size > 1 else subject
    word = dossier.say(f"outcome-{first.status}")
    return (first.profile,), (named,), (word, first.message), (first.remediation,)
