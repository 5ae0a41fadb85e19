"""On what the page rests: a run in; inputs, requirements that nobody computes, dates and digests out."""

from __future__ import annotations

from collections.abc import Iterator

from souverain.i18n import text
from souverain.reports.html.elements import Child, Element, el, table
from souverain.reports.html.seen import Known, Seen


def section(seen: Seen) -> Element:
    """Inputs with their digests, how sure the places are, what the knowledge is of."""
    report = seen.report
    heads = [seen.say(f"column-{name}") for name in ("input", "kind", "resources", "unread", "sha256")]
    rows: list[list[Child]] = [
        [
            el("code", item.path),
            " ".join(part for part in (item.kind, item.tool) if part),
            str(item.resources),
            item.error.text if item.error else str(len(item.gaps)),
            el("code", item.sha256),
        ]
        for item in report.inputs
    ]
    return el(
        "section",
        el("h2", seen.say("trail")),
        table(seen.say("inputs"), heads, rows) if rows else None,
        el("dl", *_facts(seen)),
    )


def not_computed(seen: Seen, known: Known) -> Element | None:
    """The requirements of the regimes judged that no plan can show, with the reason."""
    judged = [known.knowledge.profiles[verdict.profile] for verdict in seen.report.verdicts]
    rows = [
        [f"{profile.id}/{item.id}", item.text[seen.lang], item.article, known.names.reason(item.why_not_computed, {})]
        for profile in judged
        for item in known.knowledge.regimes[profile.regime].requirements
        if not item.rules and item.why_not_computed
    ]
    if not rows:
        return None
    heads = [seen.say(f"column-{name}") for name in ("requirement", "asks", "article", "why")]
    return el("section", el("h2", seen.say("not-computed")), table(seen.say("not-computed-table"), heads, rows))


def _facts(seen: Seen) -> Iterator[Element]:
    report = seen.report
    found = report.coverage
    told = {
        "coverage": text(
            "report.coverage",
            seen.lang,
            resources=report.summary.resources,
            observed=found.observed,
            derived=found.derived,
            assumed=found.assumed,
            unknown=found.unknown,
        ),
        "as-of": report.as_of,
        "run-at": report.run_at,
        "version": f"souverain {report.tool.version}",
        "policies": report.tool.policies,
        "configuration": f"{report.config.path} {report.config.digest}".strip() or seen.say("none"),
        "declarations": str(report.config.overrides),
    }
    if known := report.knowledge:
        told["knowledge"] = seen.say("knowledge-of", date=known.as_of, oldest=known.oldest_fact, digest=known.digest)
    for name, said in told.items():
        yield el("dt", seen.say(f"trail-{name}"))
        yield el("dd", said)
